// The real native worker, on a folder of its own, that can be killed, started again and replaced by an empty one.

import { execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const program = process.env.SAMVEV_WORKER;
const site = process.env.SAMVEV_SITE;

async function freePort() {
  const server = net.createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export class Worker {
  #process;
  #port;
  #folders = [];

  static async start() {
    for (let attempt = 1; ; attempt++) {
      const worker = new Worker();
      worker.#port = await freePort();
      try {
        await worker.startEmpty();
        return worker;
      } catch (error) {
        // Another journey, at the same time, may have been given the port in between.
        if (attempt === 3) throw error;
      }
    }
  }

  get address() {
    return `http://127.0.0.1:${this.#port}`;
  }

  get data() {
    return this.#folders.at(-1);
  }

  /** In place of the one before, with nothing in it. */
  async startEmpty() {
    this.#folders.push(await mkdtemp(path.join(tmpdir(), "samvev-worker-")));
    await this.startAgain();
  }

  /** On the same folder as before. */
  async startAgain() {
    const args = ["--listen", `127.0.0.1:${this.#port}`, "--data", this.data, "--app", site];
    this.#process = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((ready, failed) => {
      let said = "";
      this.#process.stdout.on("data", (bytes) => {
        said += bytes;
        if (said.includes("listening on")) ready();
      });
      this.#process.once("exit", (code) => failed(new Error(`the worker ended with ${code}: ${said}`)));
    });
  }

  /** SIGKILL: it gets no time to tidy up. */
  async kill() {
    const ended = new Promise((done) => this.#process.once("exit", done));
    this.#process.kill("SIGKILL");
    await ended;
  }

  /** It is there and answers nothing, as on a machine that is worn out. */
  pause() {
    this.#process.kill("SIGSTOP");
  }

  goOn() {
    this.#process.kill("SIGCONT");
  }

  /** As if so many days had passed for what it keeps. Only while it is killed. */
  async age(days) {
    await promisify(execFile)(process.env.SAMVEV_AGE, [this.data, String(days)]);
  }

  /** Every byte of every file that it keeps. */
  async bytes() {
    const names = await readdir(this.data, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile());
    return Buffer.concat(await Promise.all(files.map((entry) => readFile(path.join(entry.parentPath ?? entry.path, entry.name)))));
  }

  async stop() {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await this.kill();
    await Promise.all(this.#folders.map((folder) => rm(folder, { recursive: true, force: true })));
  }
}
