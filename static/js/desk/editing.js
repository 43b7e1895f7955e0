// While a debunk is edited: keep what is typed, and tell others that somebody is at it.
"use strict";
{
  const form = document.getElementById("debunk_form");
  const desk = document.getElementById("desk");
  const said = document.getElementById("autosaved");
  const lock = document.getElementById("lock");
  const REST = 3000, BEAT = 60000; // milliseconds
  let typed = false, timer = 0;

  function post(address, fields) {
    const data = new FormData();
    for (const [name, value] of fields) if (typeof value === "string") data.append(name, value);
    return fetch(address, { method: "POST", body: data, keepalive: document.hidden }); // the tab may be closing
  }

  function holdsFile() {
    return [...form.querySelectorAll("input[type=file][name]")].some((field) => field.files.length);
  }

  async function keep() {
    clearTimeout(timer);
    // While an older autosave waits for a decision, it is not written over.
    if (!typed || document.getElementById("offer")) return;
    typed = false;
    try {
      const answer = await post(desk.dataset.autosave, new FormData(form));
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      said.textContent = `${await answer.text()} ${holdsFile() ? desk.dataset.files : ""}`.trim();
      document.dispatchEvent(new Event("autosaved"));
    } catch {
      typed = true;
      said.textContent = desk.dataset.failed;
    }
  }

  async function beat() {
    const token = ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value];
    const answer = await post(desk.dataset.lock, [token]).catch(() => null);
    const told = answer?.ok && !answer.redirected ? (await answer.text()).trim() : null;
    if (told !== null && told !== lock.innerHTML.trim()) lock.innerHTML = told;
  }

  function soon() {
    typed = true;
    clearTimeout(timer);
    timer = setTimeout(keep, REST);
  }

  form.addEventListener("input", soon);
  document.addEventListener("formset:removed", soon);
  form.addEventListener("change", (event) => { if (event.target.type === "file") soon(); else typed = true; });
  form.addEventListener("submit", () => clearTimeout(timer));
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  if (desk.dataset.lock) setInterval(beat, BEAT);
}
