// The accounts library reports a passkey that was cancelled or refused only on the console. Say it on the page.
"use strict";

document.addEventListener("allauth.error", (event) => {
  const place = document.getElementById("passkey_fault");
  if (!place) return;
  event.preventDefault();
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
});
