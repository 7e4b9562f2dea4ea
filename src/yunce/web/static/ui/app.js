// SPDX-License-Identifier: Apache-2.0
// Keys, the drop zone, choices that apply at once. Every page works without this file.
"use strict";
(() => {
  const typing = (target) => target.closest("input, select, textarea, [contenteditable]");
  let leader = 0;

  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector("details.me[open]");
    if (event.key === "Escape" && menu) { menu.open = false; menu.querySelector("summary").focus(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const find = document.getElementById("find");
    if (event.key === "/" && find) { event.preventDefault(); find.focus(); find.select(); return; }
    if (event.key === "?") { const help = document.getElementById("help-link"); if (help) window.location = help.href; return; }
    if (event.key === "g") { leader = Date.now(); return; }
    if (Date.now() - leader < 1500) {
      const desk = document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`);
      leader = 0;
      if (desk) window.location = desk.href;
    }
  });

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.me[open]")) if (!menu.contains(event.target)) menu.open = false;
    const copy = event.target.closest("[data-copy]");
    if (copy && navigator.clipboard) {
      event.preventDefault();
      navigator.clipboard.writeText(copy.href).then(() => { copy.textContent = copy.dataset.copy; });
    }
  });

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-at-once]");
    if (form && event.target.matches("select")) form.requestSubmit();
  });

  // A file field in the page's own words, whatever language the browser speaks; the field itself stays and takes the keys.
  const named = (input) => {
    const said = input.parentElement.querySelector(".picked");
    if (said) said.textContent = Array.from(input.files, (file) => file.name).join("、") || document.body.dataset.none;
  };
  const dress = (root) => {
    for (const input of root.querySelectorAll("input[type=file]")) {
      if (input.closest(".pick")) continue;
      const pick = document.createElement("span"), button = document.createElement("span"), said = document.createElement("span");
      pick.className = "pick"; button.className = "button"; said.className = "picked";
      button.textContent = document.body.dataset.pick;
      input.before(pick);
      pick.append(input, button, said);
      input.addEventListener("change", () => named(input));
      named(input);
    }
  };
  // Of a row of links that is wider than the phone, the one that is on stays in sight.
  const reveal = (root) => {
    for (const on of root.querySelectorAll("nav .on")) {
      const row = on.parentElement;
      if (row.scrollWidth > row.clientWidth) row.scrollLeft = on.offsetLeft - row.offsetLeft - (row.clientWidth - on.offsetWidth) / 2;
    }
  };
  document.addEventListener("htmx:load", (event) => { dress(event.target); reveal(event.target); });
  dress(document);
  reveal(document);
  for (const drop of document.querySelectorAll(".drop")) {
    const input = drop.querySelector("input[type=file]");
    for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (e) => { e.preventDefault(); drop.classList.add("over"); });
    for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      named(input);
    });
  }
})();
