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

async function start() {
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
