// Keeps the app's own files, so that it opens without network. The list is put in when the site is built.
//
// What a page loads after it has begun bears a hash in its name. So a page of an older version gets its own files as long as
// they are kept, and nothing of a newer one.

const SHELL = "samvev-shell";
// Each file's address and the SHA-256 of its content. What has the same hash is not fetched again.
const FILES = __PRECACHE__;
const KEYS = new Map(FILES.map(([address, hash]) => [address, `${address}?sha256=${hash}`]));
// What the worker answers itself.
const NOT_PAGES = ["/ws", "/health", "/metrics"];
// Sixteen digits, less the noughts that they begin with.
const HASHED = /-[0-9a-f]{12,16}(_bg)?\.(js|wasm|css)$/;

async function sha256(response) {
  const hash = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A file of another version, put there while we install, is not ours: the browser tries again later.
async function keep() {
  const shell = await caches.open(SHELL);
  await Promise.all(
    FILES.map(async ([address, hash]) => {
      const key = KEYS.get(address);
      if (await shell.match(key)) return;
      const response = await fetch(address, { cache: "no-cache" });
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      if ((await sha256(response.clone())) !== hash) throw new Error(`${address}: of another version`);
      await shell.put(key, response);
    }),
  );
}

// Pages that are open, of whatever version; without the one that is being navigated to.
const pages = () => clients.matchAll({ type: "window", includeUncontrolled: true });

// Whether a navigation leaves no page of an older version behind: there is none, or it replaces the only one. A new tab
// beside the only one does not; browsers that do not tell the two apart wait until all are closed.
function leavesNone({ request, replacesClientId }, open) {
  if (open.length === 0) return true;
  return open.length === 1 && (replacesClientId === open[0].id || request.isReloadNavigation === true);
}

// A new version waits until no page uses the old one. Reloading the only page is such a moment; browsers do not see it.
async function giveWay(event) {
  const { waiting } = registration;
  if (!waiting || !leavesNone(event, await pages())) return false;
  waiting.postMessage("skip-waiting");
  return true;
}

async function forgetOthers() {
  // Another version that installs has put its files there too.
  if (registration.installing || registration.waiting) return;
  const shell = await caches.open(SHELL);
  const kept = new Set([...KEYS.values()].map((key) => new URL(key, location.origin).href));
  const stale = (await shell.keys()).filter(({ url }) => !kept.has(url));
  await Promise.all(stale.map((request) => shell.delete(request)));
}

async function answer(request, key) {
  const shell = await caches.open(SHELL);
  return (await shell.match(key)) ?? fetch(request);
}

async function navigate(event, key) {
  if (await giveWay(event)) return new Response("", { headers: { refresh: "0" } });
  if (leavesNone(event, await pages())) event.waitUntil(forgetOthers());
  return answer(event.request, key);
}

// A file of an older version, for a page of that version.
async function older(request, pathname) {
  const shell = await caches.open(SHELL);
  return (await shell.match(pathname, { ignoreSearch: true })) ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil(keep()));

// The page of a first visit, too, finds its files without network from now on.
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("message", ({ data }) => {
  if (data === "skip-waiting") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || NOT_PAGES.includes(pathname)) return;
  const key = KEYS.get(pathname);
  // Every page of the app is the same file; it reads its own address.
  if (request.mode === "navigate") event.respondWith(navigate(event, key ?? KEYS.get("/")));
  else if (key) event.respondWith(answer(request, key));
  else if (HASHED.test(pathname)) event.respondWith(older(request, pathname));
});
