// The drop zone: a file dropped anywhere on it is sent at once; one that is too large is refused before it is sent.
(() => {
  const form = document.getElementById("drop");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  const problem = document.getElementById("drop-problem");
  const button = form.querySelector("[data-pick]");

  const complain = (text) => {
    problem.textContent = text;
    problem.hidden = !text;
  };

  const send = () => {
    const file = input.files[0];
    if (!file) return;
    if (file.size > Number(form.dataset.most)) {
      complain(form.dataset.large);
      input.value = "";
      return;
    }
    complain("");
    form.requestSubmit();
  };

  form.classList.add("live");
  input.addEventListener("change", send);
  form.addEventListener("submit", () => {
    button.textContent = form.dataset.busy;
    button.setAttribute("aria-busy", "true");
  });
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      send();
    }
  });
})();
