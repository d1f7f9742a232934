// One person's way to the network: a forward proxy that the browser sends everything through, loopback too.
// It can be cut and mended, and it remembers every host that was asked for.

import http from "node:http";
import net from "node:net";

export class Network {
  hosts = new Set();
  #sockets = new Set();
  #cut = false;
  #server;

  static async start() {
    const network = new Network();
    const server = http.createServer((request, response) => network.#forward(request, response));
    server.on("connect", (request, socket, head) => network.#tunnel(request, socket, head));
    server.on("connection", (socket) => network.#hold(socket));
    await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
    network.#server = server;
    return network;
  }

  get address() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Every connection ends at once, and none comes through. */
  cut() {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend() {
    this.#cut = false;
  }

  async stop() {
    this.cut();
    await new Promise((done) => this.#server.close(done));
  }

  #hold(socket) {
    if (this.#cut) return socket.destroy();
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  }

  #forward(request, response) {
    const url = new URL(request.url);
    this.hosts.add(url.hostname);
    if (this.#cut || url.hostname !== "127.0.0.1") return request.socket.destroy();
    const onward = http.request(url, { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  }

  #tunnel(request, socket, head) {
    const [host, port] = request.url.split(":");
    this.hosts.add(host);
    if (this.#cut || host !== "127.0.0.1") return socket.destroy();
    const onward = net.connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.setNoDelay(true);
    socket.setNoDelay?.(true);
    this.#sockets.add(onward);
    onward.on("close", () => {
      this.#sockets.delete(onward);
      socket.destroy();
    });
    onward.on("error", () => socket.destroy());
    socket.on("close", () => onward.destroy());
  }
}
