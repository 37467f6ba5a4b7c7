// Correcting in place: Ctrl+Enter or leaving the form saves, Esc gives up, and the focus goes back to the cell.
(() => {
  const said = document.getElementById("said");
  let fading = 0;
  const say = (text) => {
    said.textContent = "";
    // A live region only speaks of a change that comes after the emptying.
    requestAnimationFrame(() => { said.textContent = text; });
    clearTimeout(fading);
    if (text === said.dataset.saved) fading = setTimeout(() => { said.textContent = ""; }, 4000);
  };
  const fieldOf = (form) => form.querySelector("[name=value]");
  const changed = (form) => fieldOf(form).value !== form.querySelector("[name=was]").value;
  const giveUp = (form) => {
    // Asked by the form itself: what one cell asks for never waits behind, or is dropped for, another's.
    window.htmx.ajax("GET", form.dataset.plain, { source: form, target: form, swap: "outerHTML" });
  };

  // A confirmed row gives way to the next one that waits; after the last one the focus stays.
  const nextDoubt = (cell) => {
    const waiting = [...document.querySelectorAll("button.seen")];
    const after = (one) => cell.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
    return waiting.find(after) || cell.querySelector("a.value");
  };

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest("form.editing[data-plain]");
    if (!form) return;
    if (event.key === "Escape") {
      event.preventDefault();
      form.dataset.left = "keyboard";
      giveUp(form);
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  document.addEventListener("focusout", (event) => {
    const form = event.target.closest("form.editing[data-plain]");
    if (!form || form.contains(event.relatedTarget)) return;
    // Another window taking the focus is no leaving: the active element stays in the form.
    setTimeout(() => {
      const busy = form.dataset.left || form.classList.contains("htmx-request");
      if (!form.isConnected || form.contains(document.activeElement) || busy) return;
      if (changed(form)) form.requestSubmit();
      else giveUp(form);
    }, 0);
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.target.closest("form.editing");
    if (form) form.dataset.left = "saving";
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const cell = event.detail.elt;
    if (!cell || !cell.classList.contains("cell")) return;
    const verb = event.detail.requestConfig && event.detail.requestConfig.verb;
    if (verb === "post" && !cell.classList.contains("editing")) say(said.dataset.saved);
    const field = fieldOf(cell);
    if (verb === "post" && event.detail.requestConfig.path.includes("/da-xem/")) {
      nextDoubt(cell).focus();
    } else if (field) {
      field.focus();
      if (field.select) field.setSelectionRange(field.value.length, field.value.length);
    } else if (!document.activeElement || document.activeElement === document.body) {
      cell.querySelector("a.value").focus();
    }
  });

  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      const form = event.target.closest("form.editing");
      if (form) delete form.dataset.left;
      say(said.dataset.silent);
    });
  }
})();
