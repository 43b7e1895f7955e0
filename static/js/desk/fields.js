// Names for the fields that Select2 draws.
"use strict";

(() => {
  // Select2 names its field after its content alone; who cannot see it needs the label, too.
  function nameField(field) {
    const shown = field.parentElement.querySelector(".select2-selection[role=combobox]");
    const label = document.querySelector(`label[for="${field.id}"]`);
    const search = field.parentElement.querySelector(".select2-search--inline .select2-search__field");
    if (search && label) search.setAttribute("aria-label", label.textContent.trim());
    if (!shown || !label || shown.getAttribute("aria-labelledby")?.includes(label.id || "none")) return;
    label.id ||= `${field.id}_label`;
    shown.setAttribute("aria-labelledby", `${label.id} ${shown.getAttribute("aria-labelledby")}`);
    shown.querySelector("[role=textbox]")?.setAttribute("aria-labelledby", label.id);
  }

  function nameFields() {
    for (const field of document.querySelectorAll("select.admin-autocomplete")) {
      new MutationObserver(() => nameField(field)).observe(field.parentElement, { childList: true });
      nameField(field);
    }
  }

  document.addEventListener("DOMContentLoaded", nameFields);
})();
