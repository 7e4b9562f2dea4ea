// SPDX-License-Identifier: Apache-2.0
// Answers for the form of an inspection, and for the files that it needs, where there is no network. Nothing else is kept.
"use strict";
const SHELF = "yunce-inspections-1";
const FORM = /\/inspections\/[^/]+\/fill\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(kept(request));
  else if (request.mode === "navigate" && FORM.test(url.pathname)) event.respondWith(fresh(request));
});

// Files change their address with their content: what is kept is right.
const kept = async (request) => {
  const found = await caches.match(request, { ignoreVary: true });
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(SHELF)).put(request, answer.clone());
  return answer;
};

// The page as it is now; without a network, or where the server is broken, the one that was kept.
const fresh = async (request) => {
  const before = () => caches.match(request, { ignoreSearch: true, ignoreVary: true });
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await (await caches.open(SHELF)).put(request, answer.clone());
    return answer.status >= 500 ? (await before()) || answer : answer;
  } catch (error) {
    const found = await before();
    if (found) return found;
    throw error;
  }
};
