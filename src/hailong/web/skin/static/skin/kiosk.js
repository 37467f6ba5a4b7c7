// The tablet at a counter: one group of questions a screen, and a queue that outlives a lost network and a restart.
// An answer is in the queue, on the disk, before it is sent; it leaves it only when the server has said what became of it.
"use strict";

(() => {
  const form = document.getElementById("kiosk");
  const screens = [...form.querySelectorAll(".screen")];
  const [send, next, back] = ["send", "next", "back"].map((id) => document.getElementById(id));
  const done = document.getElementById("done");
  const said = document.getElementById("said");
  const missing = document.getElementById("missing");
  const told = document.getElementById("queue");
  const TOLD_SECONDS = 20;
  const RETRY_SECONDS = 5;
  const LEFT_ALONE_SECONDS = 180; // whoever went away midway leaves nothing on the screen for the next
  let at = 0;

  // The queue: {id, to, fields, state}; state is "waits", or "stuck" for what the server refused and somebody must see.
  const opening = new Promise((resolve, reject) => {
    const asked = indexedDB.open("hailong-kiosk", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("answers", { keyPath: "order", autoIncrement: true });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const store = async (mode, act) => {
    const base = await opening;
    return new Promise((resolve, reject) => {
      const work = base.transaction("answers", mode, { durability: "strict" });
      const asked = act(work.objectStore("answers"));
      work.oncomplete = () => resolve(asked.result);
      work.onabort = work.onerror = () => reject(work.error);
    });
  };

  const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");

  const waited = async () => {
    const all = await store("readonly", (answers) => answers.getAll());
    const stuck = all.filter((one) => one.state === "stuck").length;
    const parts = [];
    if (all.length > stuck) parts.push(`${told.dataset.waits} ${all.length - stuck}`);
    if (stuck) parts.push(`${told.dataset.stuck} ${stuck}`);
    told.textContent = parts.join(" · ");
    told.hidden = !parts.length;
    return all.filter((one) => one.state === "waits");
  };

  // What the server made of one answer: its status and words, or null where it did not answer or could not.
  const deliver = async (one) => {
    try {
      const answer = await fetch(one.to, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(one.fields),
        credentials: "omit",
      });
      if (answer.status >= 500 || answer.status === 429) return null;
      const json = (answer.headers.get("Content-Type") || "").includes("application/json");
      return { status: answer.status, body: json ? await answer.json() : {} };
    } catch {
      return null;
    }
  };

  let sending = null;
  const flush = () => {
    sending ??= empty().finally(() => {
      sending = null;
    });
    return sending;
  };
  const empty = async () => {
    const results = new Map();
    for (const one of await waited()) {
      const result = await deliver(one);
      if (!result) break;
      results.set(one.id, result);
      if ([200, 409, 410].includes(result.status)) await store("readwrite", (answers) => answers.delete(one.order));
      else await store("readwrite", (answers) => answers.put({ ...one, state: "stuck" }));
    }
    await waited();
    return results;
  };

  const visible = (row) => {
    const pressed = [...form.querySelectorAll(`[name="${row.dataset.after}"]:checked`)].map((one) => one.value);
    return row.dataset.codes.trim().split(" ").some((code) => pressed.includes(code));
  };
  const follow = () => {
    for (const row of form.querySelectorAll("[data-after]")) {
      row.hidden = !visible(row);
      for (const field of row.querySelectorAll("input, textarea")) field.disabled = row.hidden;
    }
  };

  const show = (to) => {
    at = to;
    screens.forEach((screen, index) => {
      screen.hidden = index !== at;
    });
    back.hidden = at === 0;
    next.hidden = at === screens.length - 1;
    send.hidden = !next.hidden;
    missing.hidden = true;
    window.scrollTo(0, 0);
  };

  const whole = () => {
    const rows = [...screens[at].querySelectorAll(".row")].filter((row) => !row.hidden && row.querySelector(".must"));
    const lacks = rows.some((row) => !row.querySelector(":checked") && !row.querySelector("textarea, input:not([type=radio], [type=checkbox])")?.value.trim());
    const consent = screens[at].querySelector("[name=consent]");
    missing.hidden = !lacks && (!consent || consent.checked);
    return missing.hidden;
  };

  let timer = 0;
  const begin = () => {
    clearTimeout(timer);
    form.reset();
    form.elements.id.value = newId();
    done.hidden = true;
    form.hidden = false;
    follow();
    show(0);
  };

  const words = (result) => {
    if (!result) return said.dataset.kept;
    return { 200: said.dataset.thanks, 410: said.dataset.late }[result.status] || said.dataset.stuck;
  };

  const submitted = async (event) => {
    event.preventDefault();
    if (!whole() || form.hidden) return;
    const id = form.elements.id.value;
    const fields = [...new FormData(form)].filter(([, value]) => value !== "");
    await store("readwrite", (answers) => answers.add({ id, to: form.getAttribute("action"), fields, state: "waits" }));
    form.hidden = true;
    clearTimeout(timer);
    await sending;
    const result = (await flush()).get(id);
    said.textContent = words(result);
    document.getElementById("receipt").textContent = result?.body.receipt || "";
    done.hidden = false;
    done.focus();
    timer = setTimeout(begin, TOLD_SECONDS * 1000);
  };

  const touched = () => {
    if (form.hidden) return;
    clearTimeout(timer);
    timer = setTimeout(begin, LEFT_ALONE_SECONDS * 1000);
  };

  form.addEventListener("submit", submitted);
  for (const name of ["pointerdown", "input", "keydown"]) form.addEventListener(name, touched);
  form.addEventListener("change", follow);
  next.addEventListener("click", () => whole() && show(at + 1));
  back.addEventListener("click", () => show(at - 1));
  document.getElementById("again").addEventListener("click", begin);
  window.addEventListener("online", flush);
  setInterval(flush, RETRY_SECONDS * 1000);
  begin();
  flush();
})();
