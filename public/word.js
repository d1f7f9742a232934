// The Web Worker that reads and writes Word: one call, then the page ends it. It hears `[name, …arguments]`, says
// `["ready"]` when its module is loaded, then `["done", bytes]` or `["refused", code]`. What else goes wrong reaches the
// page as the Web Worker's `error` event.

import init, { read_pasted, read_word, write_word } from "/__SAMVEV_EXCHANGE_JS__";

const calls = { read_pasted, read_word, write_word };

addEventListener("unhandledrejection", (event) => reportError(event.reason));

addEventListener(
  "message",
  async ({ data: [name, ...given] }) => {
    await init({ module_or_path: "/__SAMVEV_EXCHANGE_WASM__" });
    postMessage(["ready"]);
    try {
      postMessage(["done", calls[name](...given)]);
    } catch (error) {
      if (typeof error !== "string") throw error;
      postMessage(["refused", error]);
    }
  },
  { once: true },
);
