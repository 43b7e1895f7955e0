// A source at its limit calculates instead of waiting. Without this file the page says how long to wait.
"use strict";

const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function solve({ algorithm, challenge, salt, signature, maxNumber }) {
  const encoder = new TextEncoder();
  for (let number = 0; number <= maxNumber; number += 1) {
    const digest = await crypto.subtle.digest(algorithm, encoder.encode(salt + number));
    if (hex(digest) === challenge) return { algorithm, challenge, number, salt, signature };
  }
  return null;
}

const form = document.querySelector("form[data-altcha]");
if (form && window.crypto && crypto.subtle) {
  form.querySelector("[role=status]").hidden = false;
  solve(JSON.parse(form.dataset.altcha)).then((solution) => {
    if (!solution) return;
    form.elements.altcha.value = btoa(JSON.stringify(solution));
    form.submit();
  });
}
