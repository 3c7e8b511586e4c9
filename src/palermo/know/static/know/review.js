/* Keys of the review queue. Every key presses a button or follows a link that stands on the page, so that nothing can
   be done by key alone. Keys rest while somebody types. */
"use strict";
(() => {
  const cards = () => [...document.querySelectorAll("[data-finding]")];
  let position = 0;

  const show = (index) => {
    const all = cards();
    if (!all.length) return;
    position = Math.max(0, Math.min(index, all.length - 1));
    all.forEach((card, number) => card.classList.toggle("is-current", number === position));
    all[position].focus({ preventScroll: true });
    all[position].scrollIntoView({ block: "nearest" });
  };

  const step = (by) => {
    const target = position + by;
    const pager = document.querySelector(by > 0 ? ".pager a[rel=next]" : ".pager a[rel=prev]");
    if ((target < 0 || target >= cards().length) && pager) pager.click();
    else show(target);
  };

  const press = (key) => {
    const card = cards()[position];
    const control = card && card.querySelector(`[data-key="${key}"]`);
    if (!control) return;
    const reason = key === "r" && card.querySelector("[data-reason]");
    if (reason && !reason.value.trim()) reason.focus();
    else control.click();
  };

  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "?") document.querySelector("[data-keys]").toggleAttribute("open");
    else if ("aeru".includes(event.key)) press(event.key);
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) step(button.dataset.step === "next" ? 1 : -1);
  });
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-finding]");
    if (card) position = cards().indexOf(card);
  });
  // After a decision its card is replaced: an accepted or rejected one moves on, an undone or corrected one stays.
  document.addEventListener("htmx:afterSettle", (event) => {
    const card = event.target.closest && event.target.closest("[data-finding]");
    const fresh = card && document.getElementById(card.id);
    if (!fresh) return;
    const form = fresh.querySelector("form.form input:not([type=hidden]), form.form select");
    if (form) form.focus();
    else if (fresh.querySelector("[role=alert]") || !fresh.classList.contains("decision-done")) show(position);
    else if (cards()[position] === fresh) step(1);
  });
  show(Math.max(0, cards().findIndex((card) => `#${card.id}` === location.hash)));
})();
