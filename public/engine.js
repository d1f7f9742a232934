// The engine's Web Worker. Its first message is the compiled WebAssembly module; what follows is heard by the engine,
// once it has said hello.

import init, { start_engine } from "/__SAMVEV_JS__";

// So that the page sees, by the Web Worker's `error` event, whatever goes wrong here.
addEventListener("unhandledrejection", (event) => reportError(event.reason));

addEventListener(
  "message",
  async ({ data: module }) => {
    await init({ module_or_path: module });
    start_engine();
  },
  { once: true },
);
