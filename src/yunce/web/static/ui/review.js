// SPDX-License-Identifier: Apache-2.0
// Keys of the review desk, and showing both sides of the chosen number. Every page works without this file.
"use strict";
(() => {
  const bench = document.getElementById("bench");
  if (!bench) return;
  let leader = 0;
  let busy = false;

  const typing = (target) => target.closest("input, select, textarea, [contenteditable]");

  const show = () => {
    const both = [document.querySelector(".paper a.m[aria-current]"), document.getElementById("chosen")];
    for (const one of both) {
      const frame = one && one.closest(".card");
      if (!frame) continue;
      const inside = one.getBoundingClientRect(), around = frame.getBoundingClientRect();
      if (frame.scrollHeight > frame.clientHeight + 1) {
        if (inside.top < around.top + 40 || inside.bottom > around.bottom - 40) frame.scrollTop += inside.top - around.top - frame.clientHeight / 3;
      } else if (inside.top < 60 || inside.bottom > window.innerHeight) {
        one.scrollIntoView({ block: "center" });
      }
    }
  };

  const step = (by) => {
    const faces = Array.from(document.querySelectorAll("#cards .face"));
    const at = faces.findIndex((face) => face.getAttribute("aria-current"));
    const next = faces[at + by];
    if (next) { next.click(); return; }
    const turn = document.querySelector(`.list-side .pager a[rel="${by > 0 ? "next" : "prev"}"]`);
    if (turn) turn.click();
  };

  const press = (key) => {
    const button = document.querySelector(`#chosen button[data-do="${key}"]`) || (key === "u" ? document.querySelector("#undo-last button") : null);
    if (button) button.click();
  };

  const correct = () => {
    const form = document.querySelector('#chosen [data-do="c"]');
    if (!form) return;
    form.open = true;
    const field = form.querySelector("input:not([type=hidden])");
    field.focus();
    field.select();
  };

  const act = (event) => {
    const keys = document.getElementById("keys");
    if (event.key === "?") { if (keys.open) keys.close(); else keys.showModal(); return true; }
    if (keys.open || busy) return false;
    if (event.key === "j" || event.key === "k") { step(event.key === "j" ? 1 : -1); return true; }
    if (event.key === "a" || event.key === "x" || event.key === "u") { press(event.key); return true; }
    if (event.key === "c") { correct(); return true; }
    return false;
  };

  // before the keys of every page, so that ? stays here and g c still leads to the cockpit
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
    if (event.key === "g") { leader = Date.now(); return; }
    const led = Date.now() - leader < 1500;
    leader = 0;
    if (!led && act(event)) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);

  document.body.addEventListener("htmx:beforeRequest", (event) => { if (event.detail.target === bench) busy = true; });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.target !== bench) return;
    busy = false;
    if (event.detail.failed) window.location.reload();
  });

  const places = new Map();
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target !== bench) return;
    for (const side of bench.querySelectorAll(".review > .card")) places.set(side.className, side.scrollTop);
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== bench) return;
    for (const side of bench.querySelectorAll(".review > .card")) side.scrollTop = places.get(side.className) || 0;
    show();
  });

  // findings that were worked out behind an answer: not over a newer answer, and not over words that somebody is writing
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const from = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (!from || from.id !== "behind") return;
    const writing = bench.querySelector(".find details[open]");
    if (document.body.contains(from) && !writing) return;
    event.detail.shouldSwap = false;
    if (writing) writing.addEventListener("toggle", () => htmx.trigger("#behind", "again"), { once: true });
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-reload]")) { event.preventDefault(); window.location.reload(); }
  });

  show();
})();
