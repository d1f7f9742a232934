// Word in, Word out: the plan comes back as a file with the same columns in the same order, and with what was edited.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { journey } from "./support/journey.mjs";
import { HEADINGS, SAMPLE, cell, choice, done, draft, goInto, rewrite, row, takeIn, title, type } from "./support/plan.mjs";

const sample = JSON.parse(readFileSync(new URL("../samples/plan.json", import.meta.url)));

/** What a Word file is understood as, by the example that prints it. */
async function understood(file) {
  const { stdout } = await promisify(execFile)(process.env.SAMVEV_IMPORT, [file]);
  return JSON.parse(stdout);
}

async function download(page) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Hent som Word" }).click()]);
  return { name: file.suggestedFilename(), plan: await understood(await file.path()) };
}

journey("a plan that was taken in comes back as it was", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await takeIn(page, worker.address);
  const { name, plan } = await download(page);
  assert.equal(name, `${sample.title}.docx`);
  assert.deepEqual(plan, await understood(SAMPLE));
  assert.deepEqual(plan.actions.map(({ cells }) => cells), sample.actions.map(({ cells }) => cells));
});

journey("what was edited is in the file, in the same columns, and without network too", async (way) => {
  const worker = await way.worker();
  const { page, network } = await way.person();
  await takeIn(page, worker.address);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  network.cut();
  await rewrite(page, title(page), "Plan for: tidlig/hjelp?");
  const [one, two] = sample.actions.map((action) => action.title);
  await rewrite(page, cell(page, one, 4), "kr 47 500");
  await type(page, cell(page, one, 1), "\nFritidsklubben <&> «åpen»");
  await done(page);
  await choice(page, row(page, two), "Flytt opp");
  await goInto(page, draft(page).getByRole("rowheader"));
  await page.keyboard.type("Evaluering etter ett år");
  await done(page);
  await row(page, "Evaluering etter ett år").waitFor();

  const { name, plan } = await download(page);
  assert.equal(name, "Plan for tidlig hjelp.docx");
  assert.equal(plan.title, "Plan for: tidlig/hjelp?");
  assert.deepEqual(plan.goals.map(({ text }) => text), sample.goals.map(({ text }) => text));
  for (const action of plan.actions) assert.deepEqual(action.cells.map((cell) => cell.heading), HEADINGS);
  const titles = sample.actions.map((action) => action.title);
  assert.deepEqual(plan.actions.map((action) => action.title), [titles[1], titles[0], titles[2], titles[3], "Evaluering etter ett år"]);
  assert.deepEqual(plan.actions[1].services, ["Barnehagene", "Skolene", "Helsestasjonen", "Fritidsklubben <&> «åpen»"]);
  assert.equal(plan.actions[1].cost, "kr 47 500");
  assert.deepEqual(plan.actions[4].cells.map(({ text }) => text), ["Evaluering etter ett år", "", "", "", ""]);
});
