// Starts the app in a page. The names between underscores are put in when the site is built.
//
// index.html holds two elements with the attribute `hidden`, each a sentence in every language: `unsupported`, shown
// where the browser lacks what the app stands on, and `not-started`, shown where the app could not be loaded.

const ENGINE = "/__SAMVEV_ENGINE__";
const WORD = "/__SAMVEV_WORD__";

const show = (id) => document.getElementById(id)?.removeAttribute("hidden");

function moduleWorkers() {
  let asked = false;
  const options = {
    get type() {
      asked = true;
      return "module";
    },
  };
  new Worker(ENGINE, options).terminate();
  return asked;
}

function supported() {
  try {
    return (
      typeof WebAssembly === "object" &&
      typeof BroadcastChannel === "function" &&
      "indexedDB" in window &&
      "locks" in navigator &&
      crypto.subtle !== undefined &&
      moduleWorkers()
    );
  } catch {
    return false;
  }
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
  if (!supported()) return show("unsupported");
  try {
    const [module, app] = await Promise.all([compile("/__SAMVEV_WASM__"), import("/__SAMVEV_JS__")]);
    await app.default({ module_or_path: module });
    performance.mark("samvev-started");
    app.start_page(module, ENGINE, WORD);
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
