// Says that a form with `data-wait` is being worked on, and for how long; a second click starts nothing twice.
"use strict";

(() => {
  function wait(form) {
    const told = document.createElement("p"), bar = document.createElement("progress"), time = document.createElement("span");
    told.setAttribute("role", "status");
    bar.setAttribute("aria-label", form.dataset.wait);
    time.setAttribute("aria-hidden", "true");  // read aloud each second it would say nothing else
    told.append(form.dataset.wait, " ", bar, " ", time);
    form.append(told);
    const began = Date.now();
    const tick = () => { time.textContent = `${Math.round((Date.now() - began) / 1000)} s`; };
    tick();
    return [told, setInterval(tick, 1000)];
  }

  document.querySelectorAll("form[data-wait]").forEach((form) => {
    let waiting = null;
    form.addEventListener("submit", (event) => {
      if (waiting) event.preventDefault();
      else waiting = wait(form);
    });
    addEventListener("pageshow", (event) => {  // back again out of the browser's memory
      if (!event.persisted || !waiting) return;
      waiting[0].remove();
      clearInterval(waiting[1]);
      waiting = null;
    });
  });
})();
