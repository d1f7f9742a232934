// A server that serves the app, and answers rubbish where the worker should be.

import { createHash, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import http from "node:http";
import path from "node:path";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2", ".webmanifest": "application/manifest+json" };

export class Rubbish {
  #server = http.createServer((request, response) => this.#serve(request, response));
  #sockets = new Set();

  static async start() {
    const rubbish = new Rubbish();
    rubbish.#server.on("upgrade", (request, socket) => rubbish.#talk(request, socket));
    rubbish.#server.on("connection", (socket) => {
      rubbish.#sockets.add(socket);
      socket.on("close", () => rubbish.#sockets.delete(socket));
    });
    await new Promise((ready) => rubbish.#server.listen(0, "127.0.0.1", ready));
    return rubbish;
  }

  get address() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  async stop() {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((done) => this.#server.close(done));
  }

  async #serve(request, response) {
    const { pathname } = new URL(request.url, this.address);
    const file = path.extname(pathname) ? path.normalize(pathname) : "/index.html";
    try {
      const bytes = await readFile(path.join(process.env.SAMVEV_SITE, file));
      response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream" });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  }

  /** Opens the WebSocket as one should (RFC 6455), and then sends what is no frame of ours. */
  #talk(request, socket) {
    const accept = createHash("sha1").update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
    const protocol = request.headers["sec-websocket-protocol"]?.split(",")[0];
    const lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade", `Sec-WebSocket-Accept: ${accept}`];
    if (protocol) lines.push(`Sec-WebSocket-Protocol: ${protocol}`);
    socket.write(`${lines.join("\r\n")}\r\n\r\n`);
    const rubbish = randomBytes(100);
    socket.write(Buffer.concat([Buffer.from([0x82, rubbish.length]), rubbish]));
    socket.on("error", () => socket.destroy());
  }
}
