// What HTML alone cannot do: close an open menu on Escape or on a press elsewhere, and bring the summary of a form's
// errors into view after HTMX has put it on the page. Everything works without this file.
"use strict";

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// What is wrong is read out first, on a page that was loaded and in a part that was swapped in.
document.addEventListener("DOMContentLoaded", () => document.querySelector("[data-error-summary]")?.focus());

document.addEventListener("htmx:afterSettle", (event) => {
  const summary = event.target.querySelector?.("[data-error-summary]");
  if (summary) summary.focus();
});
