// SPDX-License-Identifier: Apache-2.0
// The form of an inspection: one question a card, answers and photos kept in the browser as they are given. The form works without this file.
"use strict";
(async () => {
  const form = document.getElementById("filling");
  if (!form || !window.indexedDB) return;
  const outbox = window.yunceOutbox;
  const told = form.dataset;
  const words = document.getElementById("words").dataset;
  const line = document.getElementById("keeping");
  const questions = document.getElementById("questions");
  const cards = [...form.querySelectorAll(".question")];
  const key = `${told.who}|${told.item}`;
  const LONGEST_SIDE = 2000;
  const AGAIN = 15000;
  let draft;
  let at = 0;

  // --- what is kept

  const blank = () => ({
    key, who: told.who, item: told.item, round: told.round, action: form.getAttribute("action"), status: told.status,
    token: crypto.randomUUID ? crypto.randomUUID() : form.elements.token.value, fields: [], photos: [], state: "draft", hindrance: "",
  });

  const fields = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");

  let last = Promise.resolve();
  const keep = () => {
    last = last.then(() => outbox.keep(draft)).catch(() => say(words.nostore, "ask"));
    return last;
  };

  const changed = () => {
    if (questions.disabled) return;
    form.elements.token.value = draft.token;
    draft = { ...draft, fields: fields(), state: "draft" };
    keep().then(() => { if (draft.state === "draft") say(words.kept, ""); });
  };

  const restore = () => {
    for (const [name, value] of draft.fields) {
      if (name === "token" || name === "round" || name === "who") continue;
      const found = form.elements[name];
      if (!found) continue;
      for (const input of found instanceof RadioNodeList ? found : [found]) {
        if (input.type === "radio" || input.type === "checkbox") input.checked = input.value === value;
        else input.value = value;
      }
    }
    for (const card of cards) drawPhotos(card);
  };

  // --- photos

  const shrunk = async (file) => {
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const made = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.85); });
      return made ? { file: made, name: `${file.name.replace(/\.[^.]*$/, "") || "photo"}.jpg` } : { file, name: file.name };
    } catch {
      return { file, name: file.name };
    }
  };

  const shown = (file) => new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => resolve("");
    reader.readAsDataURL(file);
  });

  const drawPhotos = async (card) => {
    const place = card.querySelector("[data-photos]");
    if (!place) return;
    const mine = draft.photos.filter((photo) => photo.field === `p${card.dataset.number}`);
    const drawn = await Promise.all(mine.map(async (photo) => {
      const box = document.createElement("figure");
      const picture = document.createElement("img");
      picture.alt = photo.name;
      picture.src = await shown(photo.file);
      const away = document.createElement("button");
      away.type = "button";
      away.textContent = words.remove;
      away.addEventListener("click", () => {
        draft = { ...draft, photos: draft.photos.filter((one) => one !== photo) };
        drawPhotos(card);
        changed();
      });
      box.append(picture, away);
      return box;
    }));
    place.replaceChildren(...drawn);
  };

  const addPhotos = async (card, input) => {
    const found = await Promise.all([...input.files].map(shrunk));
    input.value = "";
    draft = { ...draft, photos: [...draft.photos, ...found.map((one) => ({ field: `p${card.dataset.number}`, ...one }))] };
    changed();
    await drawPhotos(card);
  };

  // --- one card at a time

  const isAnswered = (card) => {
    const n = card.dataset.number;
    if (!n || "optional" in card.dataset) return true;
    const absent = form.elements[`x${n}`];
    if (absent && absent.checked) return true;
    if (card.dataset.asks === "photo") return draft.photos.some((photo) => photo.field === `p${n}`);
    const given = form.elements[`v${n}`];
    return Boolean(given && given.value.trim());
  };

  const show = (index, focus) => {
    at = Math.max(0, Math.min(index, cards.length - 1));
    cards.forEach((card, n) => { card.hidden = n !== at; });
    form.querySelector("[data-progress]").textContent = `${Math.min(at + 1, cards.length - 1)} / ${cards.length - 1}`;
    form.querySelector("[data-back]").disabled = at === 0;
    form.querySelector("[data-on]").hidden = at === cards.length - 1;
    if (at === cards.length - 1) tellMissing();
    if (focus) { window.scrollTo(0, 0); const head = cards[at].querySelector("h2"); head.tabIndex = -1; head.focus({ preventScroll: true }); }
  };

  const tellMissing = () => {
    const open = cards.filter((card) => !isAnswered(card));
    const place = form.querySelector("[data-missing]");
    place.hidden = !open.length;
    place.replaceChildren(words.missing, ...open.map((card) => {
      const go = document.createElement("button");
      go.type = "button";
      go.className = "link";
      go.textContent = card.dataset.number;
      go.addEventListener("click", () => show(cards.indexOf(card), true));
      return go;
    }));
    return open;
  };

  // --- how it stands

  const say = (text, tone, href, more) => {
    line.hidden = false;
    line.className = `note keeping ${tone}`;
    line.replaceChildren(text);
    if (href) { const link = document.createElement("a"); link.href = href; link.textContent = more; line.append(" ", link); }
  };

  const stand = (now) => {
    if (now.key !== key) return;
    if (now.state !== "sending") draft = now;
    form.dataset.state = now.state;
    const isOver = ["queued", "sending", "sent", "besides"].includes(now.state);
    questions.disabled = isOver || Boolean(told.closed);
    if (now.state === "sending") say(words.sending, "");
    else if (now.hindrance === "signed-out") say(words.signedOut, "ask", `/sign-in/?next=${encodeURIComponent(location.pathname)}`, words.signin);
    else if (now.hindrance === "other") say(words.other, "bad");
    else if (now.state === "queued") say(words.queued, "ask");
    else if (now.state === "sent") say(words.sent, "", now.href || told.result, words.see);
    else if (now.state === "besides") say((now.said || []).join(" "), "ask", now.href || told.result, words.see);
    else if (now.state === "wrong") say((now.said || []).join(" "), "bad");
    else if (now.fields.length) say(words.kept, "");
  };

  // Another page of this phone may have sent it meanwhile: what is kept says how it stands.
  const flush = async () => {
    try {
      await outbox.flush(stand);
      const now = await outbox.find(key);
      if (now && now.state !== "queued" && draft.state === "queued" && now.token === draft.token) stand(now);
    } catch { /* it is tried again */ }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (questions.disabled) return;
    const open = tellMissing();
    if (open.length) { show(cards.indexOf(open[0]), true); return; }
    form.elements.token.value = draft.token;
    draft = { ...draft, fields: fields(), state: "queued", hindrance: "" };
    stand(draft);
    await keep();
    flush();
  });

  // --- where I am, only where it is asked for

  const where = form.querySelector("[data-where]");
  if (navigator.geolocation) form.querySelector("[data-place]").hidden = false;
  where.addEventListener("click", () => {
    const said = form.querySelector("[data-where-said]");
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      form.elements.latitude.value = coords.latitude;
      form.elements.longitude.value = coords.longitude;
      form.elements.accuracy.value = Math.round(coords.accuracy);
      said.textContent = words.where.replace("{metres}", Math.round(coords.accuracy));
      changed();
    }, () => { said.textContent = words.nowhere; }, { enableHighAccuracy: true, timeout: 20000 });
  });

  // --- begin

  try {
    const found = await outbox.find(key);
    const isOld = !found || found.round !== told.round || (told.closed && found.state === "draft" && !found.fields.length);
    draft = isOld && !(found && found.state === "queued") ? blank() : found;
  } catch {
    say(words.nostore, "ask");
    return;
  }
  restore();
  stand(draft);
  form.classList.add("stepping");
  form.querySelector("[data-turning]").hidden = false;
  form.querySelector("[data-back]").addEventListener("click", () => show(at - 1, true));
  form.querySelector("[data-on]").addEventListener("click", () => show(at + 1, true));
  form.addEventListener("input", (event) => { if (event.target.type !== "file") changed(); });
  form.addEventListener("change", (event) => {
    const card = event.target.closest(".question");
    if (event.target.type === "file") addPhotos(card, event.target);
    else if (event.target.value === "fail") card.querySelector(".more").open = true;
  });
  const first = cards.findIndex((card) => !isAnswered(card));
  show(first < 0 ? cards.length - 1 : first, false);
  form.dataset.ready = "1";
  window.addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
  window.setInterval(flush, AGAIN);
  flush();

  // --- without a network

  if (!navigator.serviceWorker || !window.caches) return;
  try {
    await navigator.serviceWorker.register(told.worker, { scope: told.root });
    await navigator.serviceWorker.ready;
    const files = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((one) => one.href || one.src);
    const shelf = await caches.open("yunce-inspections-1");
    if (navigator.onLine) await shelf.addAll([location.pathname, ...files]);
    if (navigator.storage && navigator.storage.persist) await navigator.storage.persist();
    form.dataset.offline = "1";
  } catch {
    // Without it the page still keeps what was answered; only opening it needs the network.
  }
})();
