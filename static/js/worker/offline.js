// In the service worker: pages that were read stay readable without a network, on a device whose owner wants that.
// The cache of pages is made by core/offline.js where it is wanted, and goes with the sign-out; the worker only fills it.
const PAGES = "parvis-pages";
const ASSETS = "parvis-assets";
const MOST_PAGES = 60; // with the pictures on them
const CLOSED = "/offline";
const LOST = [403, 404, 410]; // what a page answers that is gone, or not for this reader any more
const LEFT_OUT = /^\/(offline|sign-in|sign-out|settings|account|admin|moderation|reports?|decisions|(groups\/)?join|reset|unsubscribe|api|messages)/; // nothing confidential, and not the list itself

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(prepare());
});
// The page for what is not kept, with all that it names.
async function prepare() {
  await caches.delete(ASSETS);
  const cache = await caches.open(ASSETS);
  await cache.add(CLOSED);
  const text = await (await cache.match(CLOSED, { ignoreVary: true })).text();
  const named = new Set([...text.matchAll(/(?:src|href)="(\/static\/[^"#]+)/g)].map(([, address]) => address));
  await cache.addAll([...named]);
}
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => { if (event.data === "claim") event.waitUntil(self.clients.claim()); });

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && url.pathname === "/sign-out") event.waitUntil(caches.delete(PAGES));
  if (request.method !== "GET") return;
  if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
  else if (request.mode === "navigate" || request.destination === "image") event.respondWith(page(event, url));
});

// An asset's address changes with its content: what is kept is right for ever.
async function asset(request) {
  const kept = await caches.match(request, { cacheName: ASSETS });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) (await caches.open(ASSETS)).put(request, answer.clone());
  return answer;
}

async function page(event, url) {
  try {
    const answer = await fetch(event.request);
    if (answer.ok && !answer.redirected && !LEFT_OUT.test(url.pathname)) event.waitUntil(keep(event.request, answer.clone()));
    if (LOST.includes(answer.status)) event.waitUntil(forget(event.request));
    return answer;
  } catch {
    const kept = (await caches.has(PAGES)) && (await caches.match(event.request, { cacheName: PAGES, ignoreVary: true }));
    if (kept) return kept;
    return event.request.mode === "navigate" ? caches.match(CLOSED, { cacheName: ASSETS, ignoreVary: true }) : Response.error();
  }
}

async function forget(request) {
  if (await caches.has(PAGES)) await (await caches.open(PAGES)).delete(request, { ignoreVary: true });
}
async function keep(request, answer) {
  if (!(await caches.has(PAGES))) return;
  const cache = await caches.open(PAGES);
  await cache.delete(request, { ignoreVary: true });
  await cache.put(request, answer); // the newest stands last
  const all = await cache.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST_PAGES)).map((old) => cache.delete(old)));
}
