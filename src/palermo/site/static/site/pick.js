// Long lists of choices get a box to find an entry in, where script runs. The list itself works without.
"use strict";

function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

function narrow(box) {
  const wanted = fold(box.value.trim());
  for (const line of document.getElementById(box.dataset.pick).querySelectorAll(".choice")) {
    const chosen = line.querySelector("input").checked;
    line.hidden = wanted !== "" && !chosen && !fold(line.textContent).includes(wanted);
  }
}

function showPickers(root) {
  for (const box of root.querySelectorAll(".pick-filter[hidden]")) {
    box.hidden = false;
    box.addEventListener("input", () => narrow(box));
    box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  }
}

document.addEventListener("DOMContentLoaded", () => showPickers(document));
document.addEventListener("htmx:afterSettle", (event) => showPickers(event.target));
