// Keeps the app's own files, so that it opens without network. The list is put in when the site is built.

const SHELL = "samvev-shell";
// Each file's address and a hash of its content. What has the same hash is not fetched again.
const FILES = __PRECACHE__;
const KEYS = new Map(FILES.map(([address, revision]) => [address, `${address}?revision=${revision}`]));
// What the worker answers itself.
const NOT_PAGES = ["/ws", "/health", "/metrics"];

async function keep() {
  const shell = await caches.open(SHELL);
  await Promise.all(
    [...KEYS].map(async ([address, key]) => {
      if (await shell.match(key)) return;
      const response = await fetch(address, { cache: "no-cache" });
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      await shell.put(key, response);
    }),
  );
}

async function forgetOthers() {
  const shell = await caches.open(SHELL);
  const kept = new Set([...KEYS.values()].map((key) => new URL(key, location.origin).href));
  const stale = (await shell.keys()).filter(({ url }) => !kept.has(url));
  await Promise.all(stale.map((request) => shell.delete(request)));
}

// A new version waits until no page uses the old one. Reloading the only page is such a moment; browsers do not see it.
async function giveWay() {
  const { waiting } = registration;
  if (!waiting || (await clients.matchAll({ type: "window" })).length > 1) return false;
  waiting.postMessage("skip-waiting");
  return true;
}

async function answer(request, key) {
  if (request.mode === "navigate" && (await giveWay())) {
    return new Response("", { headers: { refresh: "0" } });
  }
  const shell = await caches.open(SHELL);
  return (await shell.match(key)) ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil(keep()));

addEventListener("activate", (event) => event.waitUntil(forgetOthers()));

addEventListener("message", ({ data }) => {
  if (data === "skip-waiting") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || NOT_PAGES.includes(pathname)) return;
  // Every page of the app is the same file; it reads its own address.
  const key = KEYS.get(pathname) ?? (request.mode === "navigate" ? KEYS.get("/") : undefined);
  if (key) event.respondWith(answer(request, key));
});
