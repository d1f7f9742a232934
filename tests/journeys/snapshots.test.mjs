// A plan that much was written in is sealed whole in a quiet moment. Nobody sees anything of it; whoever comes later has little to fetch.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { eventually, journey } from "./support/journey.mjs";
import { cell, done, join, ready, rows, saved, type } from "./support/plan.mjs";

const HISTORY = 300;

/** A member without a browser, who has written so much in a plan and stays. */
async function author(worker) {
  const address = `${worker.address.replace("http", "ws")}/ws`;
  const child = spawn(process.env.SAMVEV_AUTHOR, [address, "5", String(HISTORY)], { stdio: ["pipe", "pipe", "inherit"] });
  const fragment = await new Promise((found, failed) => {
    let said = "";
    child.stdout.on("data", (bytes) => {
      said += bytes;
      if (said.includes("\n")) found(said.trim());
    });
    child.once("exit", (code) => failed(new Error(`the author ended with ${code}`)));
  });
  return { link: `${worker.address}/bli-med#${fragment}`, leave: () => child.kill() };
}

/** How many sealed records this browser keeps of the plan that it shows. */
const recordsOf = (page) =>
  page.evaluate(async () => {
    const document = location.pathname.split("/").at(-1);
    const opening = indexedDB.open("samvev");
    await new Promise((open, failed) => Object.assign(opening, { onsuccess: open, onerror: failed }));
    const request = opening.result.transaction("entries").objectStore("entries").getAllKeys();
    await new Promise((done, failed) => Object.assign(request, { onsuccess: done, onerror: failed }));
    opening.result.close();
    const hex = (key) => [...new Uint8Array(key.buffer ?? key)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const record = (key) => typeof key !== "string" && hex(key).startsWith("72") && hex(key).includes(document);
    return request.result.filter(record).length;
  });

journey("a plan with a long history is sealed whole unseen, and whoever comes later has it all and little to fetch", async (way) => {
  const worker = await way.worker();
  const [{ link, leave }, kari, ola] = await Promise.all([author(worker), way.person(), way.person()]);
  try {
    await join(kari.page, link, "Kari Fjell", "Granvik kommune");
    const before = await rows(kari.page);
    assert.ok((await recordsOf(kari.page)) > HISTORY);
    await eventually(async () => (await recordsOf(kari.page)) < 10, true, 150_000);
    assert.deepEqual(await rows(kari.page), before);
    await saved(kari.page, "Delt").waitFor();

    await join(ola.page, link, "Ola Gran", "Lundby kommune");
    assert.deepEqual(await rows(ola.page), before);
    assert.ok((await recordsOf(ola.page)) < 10);
    const [first] = before[0];
    await type(ola.page, cell(ola.page, first, 3), " (avtalt med rektor)");
    await done(ola.page);
    await saved(ola.page, "Delt").waitFor();
    await eventually(() => rows(kari.page), await rows(ola.page));
    await ola.page.reload();
    await ready(ola.page);
    assert.deepEqual(await rows(ola.page), await rows(kari.page));
  } finally {
    leave();
  }
}, { timeout: 300_000 });
