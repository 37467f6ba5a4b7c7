// The source beside the rows: the row in hand lights the line it came from, and a link to a line opens the pane.
(() => {
  const pane = document.getElementById("source");
  const toggle = document.getElementById("show-source");
  if (!pane) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let lit = null;

  const light = (id) => {
    const line = id && document.getElementById(id);
    if (!line || !pane.contains(line) || line === lit) return;
    if (lit) lit.classList.remove("lit");
    line.classList.add("lit");
    lit = line;
    const top = line.offsetTop - pane.offsetTop - pane.clientHeight / 3;
    pane.scrollTo({ top, behavior: calm.matches ? "auto" : "smooth" });
  };

  for (const name of ["focusin", "click"]) {
    document.addEventListener(name, (event) => {
      const row = event.target.closest && event.target.closest("[data-source]");
      if (row) light(row.dataset.source);
    });
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#n-']");
    if (!link) return;
    event.preventDefault();
    toggle.checked = true;
    light(link.hash.slice(1));
  });
})();
