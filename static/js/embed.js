// Keeps an embedded verdict up to date: a page may stay open for days, and verdicts are corrected.
"use strict";

const main = document.querySelector("main");

setInterval(async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { cache: "no-cache" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    if (fresh && fresh.innerHTML !== main.innerHTML) main.replaceChildren(...fresh.childNodes);
  } catch {
    // Offline: what is shown stays.
  }
}, 60000);
