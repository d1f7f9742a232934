// A person: a browser with a profile and a network of its own.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { Network } from "./network.mjs";

export const SIZES = {
  desktop: { width: 1280, height: 800 },
  tablet: { width: 820, height: 1180 },
  phone: { width: 390, height: 844 },
};

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"];
// Chromium itself asks its maker for updates and the like, whatever it is told. What a page asks for is noted apart.
const MAKER = /(^|\.)(google|googleapis|gvt1|gstatic)\.com$/;

export class Person {
  #context;
  #profile;
  #options;
  network;
  page;
  #asked = new Set();
  #without;
  /** What the browser complained of: errors, and breaches of the Content-Security-Policy. */
  complaints = [];

  /** `without`: names of what this person's browser does not have. `agent`: what it calls itself, if not what it is. */
  static async arrive({ size = "desktop", language = "nb-NO", without = [], agent = undefined } = {}) {
    const person = new Person();
    person.network = await Network.start();
    person.#profile = await mkdtemp(path.join(tmpdir(), "samvev-person-"));
    person.#options = { viewport: SIZES[size], locale: language, userAgent: agent };
    person.#without = without;
    await person.openBrowser();
    return person;
  }

  async openBrowser() {
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      ...this.#options,
      executablePath: process.env.SAMVEV_CHROMIUM ?? "/usr/bin/chromium",
      args: FLAGS,
      proxy: { server: this.network.address, bypass: "<-loopback>" },
      permissions: ["clipboard-read", "clipboard-write"],
      acceptDownloads: true,
    });
    this.#context.setDefaultTimeout(40_000);
    await this.#context.addInitScript((names) => names.forEach((name) => delete globalThis[name]), this.#without);
    this.#context.on("request", (request) => this.#asked.add(new URL(request.url()).hostname));
    this.page = this.#context.pages()[0] ?? (await this.#context.newPage());
    this.#listen(this.page);
  }

  /** The browser's window is closed, whatever is being written in it. */
  async closeBrowser() {
    await this.#context.close();
  }

  /** Every host that was asked for anything: by a page, or by whatever else runs in the browser but Chromium itself. */
  get hosts() {
    const others = [...this.network.hosts].filter((host) => !MAKER.test(host));
    return new Set([...this.#asked, ...others].filter((host) => host !== ""));
  }

  async newTab() {
    const page = await this.#context.newPage();
    this.#listen(page);
    return page;
  }

  async leave() {
    await this.#context.close().catch(() => {});
    await this.network.stop();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 3 });
  }

  #listen(page) {
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && /Content.Security.Policy|panicked/i.test(message.text())) this.complaints.push(message.text());
    });
  }
}
