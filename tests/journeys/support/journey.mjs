// A journey: people and workers for one test, and what holds for every one of them: nobody else is asked for anything,
// and no browser complains.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Person } from "./person.mjs";
import { Worker } from "./worker.mjs";

/** Where pictures of pages go. */
export const pictures = process.env.SAMVEV_SCREENSHOTS ?? fileURLToPath(new URL("../../../target/screenshots", import.meta.url));

/** How long a page may take on a machine that has more to do, in milliseconds. */
export const PATIENCE = 60_000;

class Way {
  people = [];
  #workers = [];

  /** A person arrives, with a browser of their own. */
  async person(options) {
    const person = await Person.arrive(options);
    this.people.push(person);
    return person;
  }

  /** A worker starts, on an empty folder of its own. */
  async worker() {
    const worker = await Worker.start();
    this.#workers.push(worker);
    return worker;
  }

  assertNobodyElseWasAsked() {
    for (const { complaints, hosts } of this.people) {
      assert.deepEqual(complaints, []);
      assert.deepEqual([...hosts].filter((host) => host !== "127.0.0.1"), []);
    }
  }

  async picture(name) {
    await mkdir(pictures, { recursive: true });
    const file = (n) => path.join(pictures, `failed-${name.replace(/\W+/g, "-").slice(0, 60)}-${n}.png`);
    await Promise.allSettled(this.people.map(({ page }, n) => page.screenshot({ path: file(n + 1), timeout: 5_000 })));
    for (const { complaints } of this.people) complaints.forEach((complaint) => console.error(complaint));
  }

  async end() {
    await Promise.allSettled(this.people.map((person) => person.leave()));
    await Promise.allSettled(this.#workers.map((worker) => worker.stop()));
  }
}

/** A test of this name. `travel` gets the way, with `person` and `worker`. */
export function journey(name, travel, { skip = false, timeout = 300_000 } = {}) {
  test(name, { skip, timeout }, async (t) => {
    const way = new Way();
    try {
      await travel(way, t);
      way.assertNobodyElseWasAsked();
    } catch (error) {
      await way.picture(name);
      throw error;
    } finally {
      await way.end();
    }
  });
}

/** Waits until `look` gives what `wanted` is. On giving up it says what it saw last. */
export async function eventually(look, wanted, patience = PATIENCE) {
  const until = performance.now() + patience;
  let seen;
  for (;;) {
    try {
      seen = await look();
      assert.deepEqual(seen, wanted);
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
    }
    await new Promise((next) => setTimeout(next, 25));
  }
}
