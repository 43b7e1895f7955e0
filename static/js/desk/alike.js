// Look-alikes beside the form: on demand, and again after what is typed was kept.
"use strict";
{
  const form = document.getElementById("debunk_form");
  const button = document.getElementById("find-alike");
  const place = document.getElementById("alike");
  let asked = "";

  async function find() {
    const fields = ["title", "claim", "csrfmiddlewaretoken"].map((name) => [name, form.elements[name].value]);
    const now = JSON.stringify(fields.slice(0, 2));
    if (now === asked || !fields[1][1].trim()) return;
    asked = now;
    const data = new FormData();
    for (const [name, value] of [...fields, ["fetch", "1"]]) data.append(name, value);
    const answer = await fetch(button.formAction, { method: "POST", body: data }).catch(() => null);
    if (answer?.ok && !answer.redirected) place.innerHTML = await answer.text();
    else asked = "";
  }

  button.addEventListener("click", (event) => { event.preventDefault(); asked = ""; find(); });
  document.addEventListener("autosaved", find);
  find();
}
