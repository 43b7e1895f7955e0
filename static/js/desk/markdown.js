// Markdown beside its source, as the server renders it, and pictures taken into the text.
"use strict";
{
  const desk = document.getElementById("desk");
  const token = document.getElementById("debunk_form").elements.csrfmiddlewaretoken.value;
  const REST = 500; // milliseconds

  function post(address, fields) {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", token);
    for (const [name, value] of Object.entries(fields)) if (value) data.append(name, value);
    return fetch(address, { method: "POST", body: data });
  }

  function equip(area) {
    const tools = document.getElementById("markdown-tools").content.cloneNode(true).firstElementChild;
    const rendered = tools.querySelector(".rendered");
    const [file] = tools.querySelectorAll("input[type=file]");
    const alt = tools.querySelector(".alt"), credit = tools.querySelector(".credit");
    const status = tools.querySelector("[role=status]");
    rendered.ariaLabel += ` (${document.querySelector(`label[for=${area.id}]`).textContent.replace(":", "")})`;
    let timer = 0;

    async function show() {
      const answer = await post(desk.dataset.markdown, { text: area.value }).catch(() => null);
      if (answer?.ok && !answer.redirected) rendered.innerHTML = await answer.text(); // made safe by the server
    }

    async function upload() {
      const sent = { image: file.files[0], alt: alt.value, credit: credit.value };
      // No answer, or a page instead of one: signed out, or the server is gone.
      const told = await post(desk.dataset.picture, sent).then((answer) => answer.json()).catch(() => null);
      status.textContent = told ? told.error || "" : desk.dataset.unsent;
      if (!told?.markdown) return;
      area.setRangeText(`\n\n${told.markdown}\n\n`, area.selectionEnd, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
      file.value = alt.value = credit.value = "";
    }

    area.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, REST); });
    tools.querySelector("button").addEventListener("click", upload);
    // What is typed into the tools belongs to no field of the form: Enter must not send it.
    tools.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
    });
    area.closest(".form-row").append(tools);
    show();
  }

  for (const name of ["explanation", "conclusion"]) {
    const area = document.getElementById(`id_${name}`);
    if (area) equip(area);
  }
}
