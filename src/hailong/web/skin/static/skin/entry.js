// Typing a sheet by keyboard: a code that its item knows goes on to the next item, Enter goes on, at the end it sends.
"use strict";

const form = document.querySelector("[data-entry]");
if (form) {
  const places = [...form.querySelectorAll("input:not([type=hidden]), select, textarea")];
  const send = form.querySelector("button");
  const go = (place) => {
    const next = places[places.indexOf(place) + 1] ?? send;
    next.focus();
    next.select?.();
  };
  form.addEventListener("input", (event) => {
    const codes = event.target.dataset.codes?.split(" ");
    if (!codes) return;
    const typed = event.target.value;
    const known = codes.includes(typed);
    event.target.classList.toggle("no", typed !== "" && !known);
    if (known) go(event.target);
    else event.target.select();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target === send) return;
    if (event.target.matches("textarea") && event.shiftKey) return;
    event.preventDefault();
    if (places.at(-1) === event.target) form.requestSubmit();
    else go(event.target);
  });
  form.addEventListener("submit", () => {
    send.disabled = true;
  });
  form.querySelector("[autofocus]")?.select?.();
}
