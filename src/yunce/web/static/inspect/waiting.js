// SPDX-License-Identifier: Apache-2.0
// Says which filled forms this phone has not sent yet, and sends them when the network is there.
"use strict";
(async () => {
  const line = document.getElementById("waiting");
  if (!line || !window.indexedDB) return;
  const outbox = window.yunceOutbox;
  const draw = async () => {
    const waiting = (await outbox.every()).filter((draft) => draft.state === "queued" || draft.state === "wrong");
    line.hidden = !waiting.length;
    line.replaceChildren(line.dataset.words.replace("{count}", waiting.length), ...waiting.flatMap((draft) => {
      const link = document.createElement("a");
      link.href = draft.action;
      link.textContent = draft.item.slice(0, 6);
      return [" ", link];
    }));
  };
  const flush = () => outbox.flush(() => {}).then(draw).catch(() => {});
  window.addEventListener("online", flush);
  await draw();
  await flush();
})();
