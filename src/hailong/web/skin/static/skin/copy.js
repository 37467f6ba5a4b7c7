// A button that copies the text: made here, since without a script it could do nothing.
"use strict";

const place = document.querySelector("#copy");
const text = document.querySelector("#text");
const button = document.createElement("button");
button.type = "button";
button.className = "main";
button.textContent = place.dataset.label;
button.addEventListener("click", async () => {
  text.select();
  try {
    await navigator.clipboard.writeText(text.value);
  } catch {
    document.execCommand("copy"); // an address without HTTPS has no clipboard
  }
  document.querySelector("#said").textContent = place.dataset.copied;
});
place.prepend(button, " ");
