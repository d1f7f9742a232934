// Starts the app in a page. The names between underscores are put in when the site is built.
//
// index.html holds two elements with the attribute `hidden`, each a sentence in every language: `unsupported`, shown
// where the browser lacks what the app stands on, and `not-started`, shown where the app could not be loaded.

const ENGINE = "/__SAMVEV_ENGINE__";
const WORD = "/__SAMVEV_WORD__";

const show = (id) => document.getElementById(id)?.removeAttribute("hidden");

function supported() {
  try {
    return (
      typeof WebAssembly === "object" &&
      typeof BroadcastChannel === "function" &&
      "indexedDB" in window &&
      "locks" in navigator &&
      crypto.subtle !== undefined
    );
  } catch {
    return false;
  }
}

// The engine's Web Worker, which loads its scripts while the page still compiles; the page gives it the module. Undefined
// where the browser has no module workers.
function beginEngine() {
  let asked = false;
  const options = {
    get type() {
      asked = true;
      return "module";
    },
  };
  try {
    const worker = new Worker(ENGINE, options);
    if (asked) return worker;
    worker.terminate();
  } catch {
    // It is said below that the browser is not supported.
  }
  return undefined;
}

// Compiled once: the page hands the module over to the engine's Web Worker.
async function compile(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const type = response.headers.get("content-type") ?? "";
  return type.startsWith("application/wasm")
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

// The marks that the app and this script leave each other about emptying this device (app/src/start/empty_device.rs). In
// sessionStorage: no link can ask for it.
const TO_EMPTY = "samvev.to-empty";
const EMPTIED = "samvev.emptied";
const tabs = typeof BroadcastChannel === "function" ? new BroadcastChannel("samvev-emptying") : undefined;
// Another tab is emptying this device: what this one holds is let go.
tabs?.addEventListener("message", () => location.replace("/"));

const deleted = (name) =>
  new Promise((done, failed) => {
    // Answered when the last tab has let go of it.
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => done();
    request.onerror = () => failed(request.error);
  });

// Before an engine starts here, so that nothing is written back.
async function emptyDevice() {
  tabs?.postMessage("");
  const language = localStorage.getItem("samvev.language");
  localStorage.clear();
  if (language !== null) localStorage.setItem("samvev.language", language);
  await deleted("samvev");
  for (const name of await caches.keys()) await caches.delete(name);
  for (const one of (await navigator.serviceWorker?.getRegistrations()) ?? []) await one.unregister();
}

async function emptyIfAsked() {
  if (sessionStorage.getItem(TO_EMPTY) === null) return;
  let outcome = "yes";
  try {
    await emptyDevice();
  } catch (error) {
    console.error(error);
    outcome = "no";
  }
  sessionStorage.clear();
  sessionStorage.setItem(EMPTIED, outcome);
}

async function start() {
  // Where the browser gives no storage there is nothing to empty.
  await emptyIfAsked().catch(console.warn);
  let engine = supported() ? beginEngine() : undefined;
  if (engine === undefined) return show("unsupported");
  // One that could not load is started anew by the page, which then hears what becomes of it.
  engine.onerror = () => (engine = undefined);
  try {
    const [module, app] = await Promise.all([compile("/__SAMVEV_WASM__"), import("/__SAMVEV_JS__")]);
    await app.default({ module_or_path: module });
    performance.mark("samvev-started");
    app.start_page(module, ENGINE, engine, WORD);
  } catch (error) {
    console.error(error);
    return show("not-started");
  }
  if ("serviceWorker" in navigator && !new URLSearchParams(location.search).has("no-sw")) {
    // Without it the app works as well, but not without network.
    navigator.serviceWorker.register("/sw.js").catch(console.warn);
  }
}

start();
