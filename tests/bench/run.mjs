// The budgets, measured in a real Chromium against a real worker. A table on screen and summary.json in SAMVEV_BENCH.

import { execFile, spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { Worker } from "../journeys/support/worker.mjs";
import { Person } from "../journeys/support/person.mjs";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../..");
const results = [];

/** One figure: a time, a size or a number, its budget, and what a peer needs for the same, where there is one. */
function figure(name, value, unit, budget, peer = null) {
  const rounded = Math.round(value * 10) / 10;
  const ratio = peer === null ? null : Math.round((value / peer) * 100) / 100;
  results.push({ name, value: rounded, unit, budget, peer, ratio });
  console.log(`${name.padEnd(58)} ${String(rounded).padStart(9)} ${unit.padEnd(12)} budget ${budget ?? "–"}${ratio === null ? "" : `   ${ratio}× its peer`}${budget !== null && value > budget ? "   OVER" : ""}`);
}

const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

async function slow(page, { cpu = 4, megabits = null } = {}) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  if (megabits) {
    await session.send("Network.enable");
    const bytes = (megabits * 1e6) / 8;
    await session.send("Network.emulateNetworkConditions", { offline: false, latency: 20, downloadThroughput: bytes, uploadThroughput: bytes });
  }
  return session;
}

const usable = (page) => page.locator("main button:visible").first().waitFor();

async function firstLoad(worker) {
  const sizes = [];
  for (let round = 0; round < 3; round++) {
    const person = await Person.arrive();
    const { page } = person;
    const session = await slow(page, { megabits: 10 });
    let bytes = 0;
    session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    const began = performance.now();
    await page.goto(worker.address, { waitUntil: "commit" });
    await usable(page);
    sizes.push({ bytes, first: performance.now() - began });
    // The service worker must have everything before the next visits are what they will be.
    await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null || navigator.serviceWorker.ready);
    const again = performance.now();
    await page.reload({ waitUntil: "commit" });
    await usable(page);
    sizes.at(-1).next = performance.now() - again;
    person.network.cut();
    const offline = performance.now();
    await page.reload({ waitUntil: "commit" });
    await usable(page);
    sizes.at(-1).offline = performance.now() - offline;
    await person.leave();
  }
  const middle = (key) => percentile(sizes.map((size) => size[key]), 0.5);
  figure("first screen, as sent", middle("bytes") / 1000, "KB", 700);
  figure("first visit to usable, CPU 4× slow, 10 Mbit/s", middle("first"), "ms", 3000);
  figure("next visit to usable, CPU 4× slow", middle("next"), "ms", 1000);
  figure("next visit to usable, without network, CPU 4× slow", middle("offline"), "ms", 1000);
}

/** A member without a browser writes a large plan and invites. */
async function author(worker, actions, edits) {
  const program = path.join(process.env.SAMVEV_TARGET ?? path.join(root, "target"), "release/examples/author");
  const child = spawn(program, [`${worker.address.replace("http", "ws")}/ws`, String(actions), String(edits)], { stdio: ["pipe", "pipe", "inherit"] });
  const link = await new Promise((found, failed) => {
    let said = "";
    child.stdout.on("data", (bytes) => {
      said += bytes;
      if (said.includes("\n")) found(said.trim());
    });
    child.once("exit", (code) => failed(new Error(`the author ended with ${code}`)));
  });
  return { link: `${worker.address}/bli-med#${link}`, leave: () => child.stdin.end() };
}

async function join(person, link, { name, party }) {
  const { page } = person;
  await page.goto(link);
  await page.getByLabel("Navnet ditt").fill(name);
  const another = page.getByLabel("Et annet sted");
  if (await another.count()) await another.check();
  await page.getByLabel(/Hva heter kommunen/).fill(party);
  await page.getByRole("button", { name: "Bli med" }).click();
  await page.waitForURL(/\/plan\//);
  await page.locator("article.plan.writable table.actions tbody tr").first().waitFor({ timeout: 60_000 });
}

/** Writes down when the plan is first painted, when it can be written, and how long the page was frozen at the most. */
const watchOpening = () => {
  window.opening = { painted: null, live: null, frozen: 0 };
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.opening.frozen = Math.max(window.opening.frozen, task.duration);
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    const plan = document.querySelector("article.plan");
    if (window.opening.painted === null && plan?.querySelector("table.actions tbody tr")) window.opening.painted = performance.now();
    if (window.opening.live === null && plan?.matches(".writable:not(.waiting)") && plan.querySelector("tbody tr")) window.opening.live = performance.now();
    if (window.opening.live === null) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

async function opening(worker) {
  const plan = await author(worker, 200, 5000);
  const person = await Person.arrive();
  await join(person, plan.link, { name: "Kari Leser", party: "Granvik kommune" });
  const { page } = person;
  // What a plan looks like is stored for the next time once it has been open for a while.
  await page.waitForTimeout(5_000);
  await slow(page);
  await page.addInitScript(watchOpening);
  const seen = [];
  for (let round = 0; round < 5; round++) {
    await page.reload();
    await page.waitForFunction(() => window.opening?.live !== null);
    seen.push(await page.evaluate(() => ({ ...window.opening, loaded: performance.getEntriesByType("mark").find((mark) => mark.name === "samvev-started")?.startTime ?? null })));
  }
  const middle = (key) => percentile(seen.map((one) => one[key] ?? NaN), 0.5);
  figure("a plan of 200 actions and 5,000 edits: painted, from reload, 4×", middle("painted"), "ms", null);
  figure("a plan of 200 actions and 5,000 edits: live, from reload, 4×", middle("live"), "ms", 1000);
  if (!Number.isNaN(middle("loaded"))) {
    figure("the same: painted, from the app's start, 4×", middle("painted") - middle("loaded"), "ms", 300);
  }
  figure("the same: page frozen at the most, 4×", percentile(seen.map((one) => one.frozen), 0.5), "ms", 50);
  await person.leave();
  plan.leave();
}

/** From each key to the blink that shows it, as a fast typist types: eight keys a second. The focus must be in a text. */
async function keysToPaint(page) {
  await page.evaluate(() => {
    window.keys = [];
    addEventListener(
      "keydown",
      ({ timeStamp }) => requestAnimationFrame(() => {
        const painted = new MessageChannel();
        painted.port1.onmessage = () => window.keys.push(performance.now() - timeStamp);
        painted.port2.postMessage(null);
      }),
      { capture: true },
    );
  });
  // Letters that are keys to the browser's driver: æ, ø and å are not.
  for (const letter of "Alle som arbeider med barn, kan velge et kurs hver sommer. Vi deler erfaringer til slutt. ".repeat(2)) {
    await page.keyboard.press(letter === " " ? "Space" : letter);
    await page.waitForTimeout(125);
  }
  return page.evaluate(() => window.keys);
}

async function typing(worker) {
  // The peer: a text field alone on a page. No editor in this browser on this machine is faster.
  const alone = await Person.arrive();
  await alone.page.setContent("<textarea></textarea>");
  await alone.page.locator("textarea").click();
  await slow(alone.page);
  const bare = await keysToPaint(alone.page);
  await alone.leave();
  const plan = await author(worker, 2000, 0);
  const person = await Person.arrive();
  await join(person, plan.link, { name: "Kari Skriver", party: "Granvik kommune" });
  const { page } = person;
  await page.locator("table.actions tbody tr").nth(1999).waitFor({ state: "attached", timeout: 60_000 });
  await slow(page);
  await page.locator("table.actions tbody tr").nth(3).locator("td.field").nth(1).click();
  await page.locator("textarea.pen").waitFor();
  const keys = await keysToPaint(page);
  figure("key pressed to painted, 2,000 actions, 4×, median", percentile(keys, 0.5), "ms", null, percentile(bare, 0.5));
  figure("key pressed to painted, 2,000 actions, 4×, p95", percentile(keys, 0.95), "ms", 32, percentile(bare, 0.95));
  await person.leave();
  plan.leave();
}

async function toOthers(worker) {
  const plan = await author(worker, 20, 0);
  const people = [await Person.arrive(), await Person.arrive()];
  await join(people[0], plan.link, { name: "Kari Skriver", party: "Granvik kommune" });
  await join(people[1], plan.link, { name: "Per Leser", party: "Utvik kommune" });
  const [writing, reading] = people.map((person) => person.page);
  await writing.locator("table.actions tbody tr").nth(2).locator("td.field").nth(1).click();
  await writing.locator("textarea.pen").waitFor();
  const cell = reading.locator("table.actions tbody tr").nth(2).locator("td.field").nth(1);
  // Both must know of each other, so that typing is gathered for a quarter of a second and not for half.
  await reading.locator("header").getByText("KS").first().waitFor().catch(() => {});
  const times = [];
  for (let n = 0; n < 25; n++) {
    const letter = `q${n}z`;
    const seen = cell.evaluate((element, wanted) => new Promise((found) => {
      const look = () => element.textContent.includes(wanted) && (observer.disconnect(), found(Date.now()));
      const observer = new MutationObserver(look);
      observer.observe(element, { childList: true, characterData: true, subtree: true });
      look();
    }), letter);
    const began = await writing.evaluate((word) => {
      document.execCommand("insertText", false, word);
      return Date.now();
    }, letter);
    times.push((await seen) - began);
  }
  const gathering = 250;
  figure("an edit to another's screen, after the gathering, p95", Math.max(0, percentile(times, 0.95) - gathering), "ms", 150);
  figure("an edit to another's screen, in all, median", percentile(times, 0.5), "ms", null);
  for (const person of people) await person.leave();
  plan.leave();
}

async function reconciling() {
  const program = path.join(process.env.SAMVEV_TARGET ?? path.join(root, "target"), "release/examples/reconcile");
  const { round_trips, bytes } = JSON.parse((await run(program)).stdout);
  figure("reconcile 10,000 records with 10 missing: round trips", round_trips, "", 3);
  figure("reconcile 10,000 records with 10 missing: beside the records", bytes / 1000, "KB", 16);
}

const worker = await Worker.start();
const only = process.argv.slice(2);
for (const [name, measure] of Object.entries({ reconciling, firstLoad, opening, typing, toOthers })) {
  if (only.length && !only.includes(name)) continue;
  try {
    await measure(worker);
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    process.exitCode = 1;
  }
}
await worker.stop();
const folder = process.env.SAMVEV_BENCH ?? path.join(root, "target/bench");
await mkdir(folder, { recursive: true });
await writeFile(path.join(folder, "summary.json"), `${JSON.stringify(results, null, 2)}\n`);
process.exit();
