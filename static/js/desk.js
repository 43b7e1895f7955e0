// Keys for the desk of cases. Everything they do is also a link, a button or an action of the list.
// They can be switched off, and act only where nothing is being typed.
"use strict";

(() => {
  const OFF = "desk-keys-off", ROW = "desk-row";
  const typing = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable], .select2-container";

  const press = (name) => document.querySelector(`.submit-row [name=${name}]`)?.click();
  const titles = () => [...document.querySelectorAll("#result_list tbody th a")];
  const row = () => document.activeElement?.closest("#result_list tbody tr");
  const box = () => row()?.querySelector(".action-select");

  function move(step) {
    const links = titles();
    const at = links.findIndex((link) => link.closest("tr") === row());
    links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
  }

  // The cases that are ticked; when none is, the one that has the focus.
  function act(name) {
    const form = document.getElementById("changelist-form");
    if (!form.querySelector(".action-select:checked")) {
      if (!box()) return;
      box().checked = true;
    }
    sessionStorage.setItem(ROW, titles().findIndex((link) => link.closest("tr") === row()));
    form.elements.action.value = name;
    form.querySelector("[name=index]").click();
  }

  const onList = {
    j: () => move(1), ArrowDown: () => row() && move(1), k: () => move(-1), ArrowUp: () => row() && move(-1),
    x: () => box()?.click(), a: () => act("take"), d: () => act("answer"), s: () => act("start"),
    r: () => act("reject"), m: () => act("merge"),
  };
  const onCase = {
    a: () => press("_take"), s: () => press("_start"), u: () => document.querySelector(".breadcrumbs a:last-of-type").click(),
    d: () => document.querySelector(".field-debunk .select2-selection, #id_debunk")?.focus(),
    r: () => document.getElementById("id_reason")?.focus(),
    m: () => document.querySelector("[data-merge]")?.focus(),  // a merge is not undone: Enter confirms it
  };

  function start() {
    const dialog = document.getElementById("keys");
    if (!dialog) return;
    const keys = document.getElementById("result_list") ? onList : onCase;
    const off = dialog.querySelector("[data-keys-off]");
    off.checked = localStorage.getItem(OFF) === "1";
    off.addEventListener("change", () => localStorage.setItem(OFF, off.checked ? "1" : "0"));
    document.querySelector(".keyhint").hidden = false;
    document.querySelector("[data-keys]").addEventListener("click", () => dialog.showModal());
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || off.checked) return;
      if (event.target.closest(typing)) return;
      const does = event.key === "?" ? () => dialog.showModal() : keys[event.key];
      if (!does || (event.key.startsWith("Arrow") && !row?.())) return;
      event.preventDefault();
      does();
    });
    const last = sessionStorage.getItem(ROW);
    sessionStorage.removeItem(ROW);
    if (keys === onList && last !== null) titles()[Math.min(last, titles().length - 1)]?.focus();
  }

  // The page that asks what is to be done with several cases begins where that is typed. Select2 hides the
  // field and draws it anew, in jQuery's own time: what is asked of jQuery later is done later.
  function focusFirst() {
    document.querySelector("form[data-asks] :is(.select2-selection, textarea, select:not(.admin-autocomplete))")?.focus();
  }

  document.addEventListener("DOMContentLoaded", start);
  window.addEventListener("load", () => window.django?.jQuery?.(focusFirst));
})();
