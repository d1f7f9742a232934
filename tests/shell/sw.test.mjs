// The service worker with a fake browser around it: which version's files a page gets, and when a new version takes over.

import assert from "node:assert/strict";
import { createHash, webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const SCRIPT = readFileSync(new URL("../../public/sw.js", import.meta.url), "utf8");
const ORIGIN = "https://samvev.example.no";
const absolute = (key) => new URL(typeof key === "string" ? key : key.url, ORIGIN).href;

class FakeCache {
  entries = new Map();

  async match(key, { ignoreSearch = false } = {}) {
    const bare = (url) => (ignoreSearch ? url.split("?")[0] : url);
    const found = [...this.entries].find(([url]) => bare(url) === bare(absolute(key)));
    return found?.[1].clone();
  }

  async put(key, response) {
    this.entries.set(absolute(key), response);
  }

  async keys() {
    return [...this.entries.keys()].map((url) => ({ url }));
  }

  async delete(key) {
    return this.entries.delete(absolute(key));
  }
}

// What a profile has: its cache, its open pages, and the server it reaches.
class Browser {
  cache = new FakeCache();
  open = [];
  server = {};
  fetched = [];

  // A service worker of a version: its files by address.
  worker(version) {
    const files = Object.entries(version).map(([address, content]) => [
      address,
      createHash("sha256").update(content).digest("hex"),
    ]);
    const browser = this;
    const heard = {};
    const registration = { waiting: null, installing: null };
    const told = [];
    const context = createContext({
      URL,
      Response,
      Map,
      Set,
      crypto: webcrypto,
      location: { origin: ORIGIN },
      registration,
      caches: { open: async () => browser.cache },
      clients: {
        matchAll: async ({ includeUncontrolled }) => browser.open.filter((page) => includeUncontrolled || page.controlled),
        claim: async () => told.push("claim"),
      },
      skipWaiting: () => told.push("skipWaiting"),
      addEventListener: (name, hear) => (heard[name] = hear),
      fetch: async (request) => {
        const { pathname } = new URL(absolute(request));
        browser.fetched.push(pathname);
        const content = browser.server[pathname];
        return content === undefined ? new Response("", { status: 404 }) : new Response(content);
      },
    });
    runInContext(SCRIPT.replace("__PRECACHE__", JSON.stringify(files)), context);
    const happen = async (name, event = {}) => {
      const waits = [];
      let answer;
      heard[name]({ ...event, waitUntil: (promise) => waits.push(promise), respondWith: (given) => (answer = given) });
      const response = await answer;
      await Promise.all(waits);
      return response;
    };
    return {
      registration,
      told,
      install: () => happen("install"),
      activate: () => happen("activate"),
      get: (address) =>
        happen("fetch", { request: { method: "GET", mode: "no-cors", url: absolute(address) } }).then((response) => response?.text()),
      navigate: (address, { reload = false, replaces = "" } = {}) =>
        happen("fetch", {
          request: { method: "GET", mode: "navigate", url: absolute(address), isReloadNavigation: reload },
          replacesClientId: replaces,
        }),
    };
  }
}

const A = {
  "/": "page A",
  "/start.js": "start A",
  "/engine-aaaaaaaaaaaaaaaa.js": "engine A",
  "/samvev-app-aaaaaaaaaaaaaaaa_bg.wasm": "module A",
  "/fonts/inter.woff2": "font",
};
const B = {
  "/": "page B",
  "/start.js": "start B",
  "/engine-bbbbbbbbbbbbbbbb.js": "engine B",
  "/samvev-app-bbbbbbbbbbbbbbbb_bg.wasm": "module B",
  "/fonts/inter.woff2": "font",
};

// A runs and has a page; B is installed and waits.
async function updated() {
  const browser = new Browser();
  browser.server = A;
  const a = browser.worker(A);
  await a.install();
  await a.activate();
  browser.open = [{ id: "first", controlled: true }];
  browser.server = B;
  const b = browser.worker(B);
  await b.install();
  const asked = [];
  a.registration.waiting = { postMessage: (message) => asked.push(message) };
  return { browser, a, b, asked };
}

test("what is kept is answered without network, and every place in the app is the same page", async () => {
  const browser = new Browser();
  browser.server = A;
  const a = browser.worker(A);
  await a.install();
  await a.activate();
  assert.deepEqual(a.told, ["claim"]);
  browser.server = {};
  assert.equal(await a.get("/engine-aaaaaaaaaaaaaaaa.js"), "engine A");
  assert.equal(await (await a.navigate("/plan/1/2")).text(), "page A");
  assert.equal(await a.get("/ws"), undefined);
  assert.equal(await a.get("/elsewhere.json"), undefined);
});

test("a file of another version, deployed while we install, is not kept under our name", async () => {
  const browser = new Browser();
  browser.server = { ...A, "/start.js": "start B" };
  const a = browser.worker(A);
  await assert.rejects(a.install(), /of another version/);
  assert.equal(await browser.cache.match(`/start.js?sha256=${createHash("sha256").update("start A").digest("hex")}`), undefined);
});

test("a new version fetches only what has changed", async () => {
  const { browser } = await updated();
  assert.equal(browser.fetched.filter((address) => address === "/fonts/inter.woff2").length, 1);
});

test("a new tab beside an open one does not let the new version in", async () => {
  const { a, asked } = await updated();
  assert.equal(await (await a.navigate("/")).text(), "page A");
  assert.deepEqual(asked, []);
});

test("reloading the only page lets it in, and the page is asked for again", async () => {
  for (const how of [{ replaces: "first" }, { reload: true }]) {
    const { a, asked } = await updated();
    assert.equal((await a.navigate("/", how)).headers.get("refresh"), "0");
    assert.deepEqual(asked, ["skip-waiting"]);
  }
});

test("reloading one of two pages does not, even if one is not ours", async () => {
  const { browser, a, asked } = await updated();
  browser.open.push({ id: "second", controlled: false });
  assert.equal(await (await a.navigate("/", { replaces: "first", reload: true })).text(), "page A");
  assert.deepEqual(asked, []);
});

test("a page of the old version starts its engine anew with its own files, after the new one took over", async () => {
  const { browser, b } = await updated();
  await b.activate();
  assert.equal(await (await b.navigate("/")).text(), "page B");
  assert.equal(await b.get("/engine-aaaaaaaaaaaaaaaa.js"), "engine A");
  assert.equal(await b.get("/samvev-app-aaaaaaaaaaaaaaaa_bg.wasm"), "module A");
  // It is closed: with the next page, nothing needs them.
  browser.open = [];
  await b.navigate("/");
  assert.equal(await browser.cache.match("/engine-aaaaaaaaaaaaaaaa.js", { ignoreSearch: true }), undefined);
  assert.equal(await b.get("/engine-bbbbbbbbbbbbbbbb.js"), "engine B");
  assert.equal(await b.get("/fonts/inter.woff2"), "font");
});

test("the running version takes nothing away from one that is being installed", async () => {
  const { browser, a } = await updated();
  a.registration.waiting = null;
  a.registration.installing = {};
  browser.open = [];
  await a.navigate("/");
  assert.notEqual(await browser.cache.match("/engine-bbbbbbbbbbbbbbbb.js", { ignoreSearch: true }), undefined);
});
