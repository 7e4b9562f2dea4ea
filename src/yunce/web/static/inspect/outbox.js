// SPDX-License-Identifier: Apache-2.0
// What a phone keeps of filled forms, and sending it once the network is there. A form that the server has taken is answered alike when it is sent again.
"use strict";
window.yunceOutbox = (() => {
  const open = () => new Promise((resolve, reject) => {
    const asked = indexedDB.open("yunce-inspections", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("drafts", { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

  const within = async (mode, act) => {
    const base = await open();
    try {
      return await new Promise((resolve, reject) => {
        const work = base.transaction("drafts", mode, { durability: "strict" });
        const asked = act(work.objectStore("drafts"));
        work.oncomplete = () => resolve(asked.result);
        work.onerror = work.onabort = () => reject(work.error);
      });
    } finally {
      base.close();
    }
  };

  const find = (key) => within("readonly", (drafts) => drafts.get(key));
  const every = () => within("readonly", (drafts) => drafts.getAll());
  const keep = (draft) => within("readwrite", (drafts) => drafts.put(draft));

  const asJson = async (answer) => {
    const kind = answer.headers.get("Content-Type") || "";
    return kind.startsWith("application/json") ? answer.json() : null;
  };

  // Who is signed in now; null where nobody is.
  const whoIs = async (address) => {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" });
    return answer.redirected || !answer.ok ? null : asJson(answer);
  };

  // The state that a draft comes to: sent, besides, wrong, signed-out, other. Throws where there is no network, or the server is broken.
  const send = async (draft) => {
    const now = await whoIs(draft.status);
    if (!now) return { ...draft, state: "queued", hindrance: "signed-out" };
    if (now.who !== draft.who) return { ...draft, state: "queued", hindrance: "other" };
    const form = new FormData();
    for (const [name, value] of draft.fields) form.append(name, value);
    for (const photo of draft.photos) form.append(photo.field, photo.file, photo.name);
    const answer = await fetch(draft.action, { method: "POST", body: form, headers: { Accept: "application/json", "X-CSRFToken": now.csrf } });
    const told = await asJson(answer);
    if (!told && answer.status >= 400 && answer.status < 500) return { ...draft, state: "wrong", hindrance: "", said: [`HTTP ${answer.status}`] };
    if (!told) throw new Error(`HTTP ${answer.status}`);
    if (told.state === "wrong") return { ...draft, state: "wrong", hindrance: "", said: told.said };
    return { ...draft, state: told.state, hindrance: "", said: told.said, href: told.href, fields: [], photos: [] };
  };

  // Send all that waits, one after the other, in one page at a time; `tell` hears of each that changed.
  const flush = async (tell) => {
    const work = async () => {
      for (const draft of await every()) {
        if (draft.state !== "queued") continue;
        tell({ ...draft, state: "sending" });
        let after;
        try {
          after = await send(draft);
        } catch {
          tell(draft);
          return;
        }
        await keep(after);
        tell(after);
      }
    };
    if (!navigator.locks) return work();
    return navigator.locks.request("yunce-inspections", work);
  };

  return { find, every, keep, flush };
})();
