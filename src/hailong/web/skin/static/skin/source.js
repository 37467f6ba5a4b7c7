// The source beside the rows: the row in hand lights the line it came from, and a link to a line opens the pane.
(() => {
  const toggle = document.getElementById("show-source");
  if (!toggle) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  const light = (id) => {
    const pane = document.getElementById("source");
    const line = id && document.getElementById(id);
    const lit = pane.querySelector(".lit");
    if (!line || !pane.contains(line) || line === lit) return;
    if (lit) lit.classList.remove("lit");
    line.classList.add("lit");
    const down = line.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    pane.scrollTo({ top: pane.scrollTop + down - pane.clientHeight / 4, behavior: calm.matches ? "auto" : "smooth" });
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
  // The pane follows the rows as they pass the upper part of the window, unless somebody works in one of them.
  const band = new IntersectionObserver((entries) => {
    const row = entries.find((entry) => entry.isIntersecting);
    if (row && !document.activeElement.closest("[data-source], .source")) light(row.target.dataset.source);
  }, { rootMargin: "-25% 0px -70% 0px" });
  for (const row of document.querySelectorAll("tr[data-source^='n-']")) band.observe(row);
  if (window.location.hash.startsWith("#n-")) {
    toggle.checked = true;
    light(window.location.hash.slice(1));
  }
})();
