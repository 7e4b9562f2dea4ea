// SPDX-License-Identifier: Apache-2.0
// Keys, the drop zone, choices that apply at once. Every page works without this file.
"use strict";
(() => {
  const typing = (target) => target.closest("input, select, textarea, [contenteditable]");
  let leader = 0;

  document.addEventListener("keydown", (event) => {
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
    const drop = event.target.closest(".drop");
    if (drop && event.target.type === "file") name(drop, event.target.files);
  });

  const name = (drop, files) => {
    const said = drop.querySelector("[data-chosen]");
    if (said) said.textContent = Array.from(files, (file) => file.name).join("、");
  };
  for (const drop of document.querySelectorAll(".drop")) {
    const input = drop.querySelector("input[type=file]");
    for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (e) => { e.preventDefault(); drop.classList.add("over"); });
    for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      name(drop, input.files);
    });
  }
})();
