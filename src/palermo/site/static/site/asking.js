// An answer can bring further questions. What the server sends is made of what stood there when it was asked: when
// somebody has typed on since, it is thrown away and asked for again, so that nothing typed is lost.
"use strict";

const asked = new WeakMap();
let typed = 0;

document.addEventListener("input", () => { typed += 1; });
document.addEventListener("htmx:beforeSend", (event) => asked.set(event.detail.xhr, typed));
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "questions" || asked.get(event.detail.xhr) === typed) return;
  event.detail.shouldSwap = false;
  setTimeout(() => htmx.trigger("#record-form", "again"), 400);
});

// A session can end while somebody writes, and a line can go dead: what is not kept is said, and stays on the page.
for (const failed of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failed, (event) => {
    if (event.detail.target?.id === "kept") event.detail.target.textContent = event.detail.target.dataset.failed;
  });
}

// What the keyboard reaches must not stand behind the buttons: browsers scroll it into the window, and no further. They
// do so after the event, hence the wait for the next frame.
document.addEventListener("focusin", (event) => {
  const foot = document.querySelector(".form-foot");
  if (!foot || foot.contains(event.target) || getComputedStyle(foot).position !== "sticky") return;
  requestAnimationFrame(() => {
    const behind = event.target.getBoundingClientRect().bottom - foot.getBoundingClientRect().top;
    if (behind > 0 && event.target.matches(":focus-visible")) scrollBy(0, behind + 8);
  });
});
