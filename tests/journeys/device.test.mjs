// A shared PC or tablet is left empty.

import assert from "node:assert/strict";
import { eventually, journey } from "./support/journey.mjs";
import { article, ready, saved, startEmpty, together, rewrite, title } from "./support/plan.mjs";

/** What this browser keeps of the app: databases with content, entries of localStorage, files kept for use without network. */
const kept = (page) =>
  page.evaluate(async () => {
    const count = await new Promise((done) => {
      const opening = indexedDB.open("samvev");
      opening.onsuccess = () => {
        const names = [...opening.result.objectStoreNames];
        if (names.length === 0) return done(0);
        const counting = opening.result.transaction(names).objectStore(names[0]).count();
        counting.onsuccess = () => done(counting.result);
      };
      opening.onerror = () => done(-1);
    });
    // The language, and whether the list beside the page is folded, tell nothing of anybody.
    return [count, Object.keys(localStorage).filter((key) => !["samvev.language", "samvev.folded"].includes(key))];
  });

journey("a shared device is emptied, in all tabs, after saying what is not shared yet", async (way) => {
  const { worker, kari, ola } = await together(way);
  await kari.page.goto(`${worker.address}/?`);
  const { page } = ola;
  const other = await ola.newTab();
  await other.goto(page.url());
  await ready(other);
  // Beside what is shared, a plan of one's own.
  await page.getByRole("link", { name: "Startside" }).first().click();
  await page.getByRole("button", { name: "Start med tom plan" }).click();
  await ready(page);
  await rewrite(page, title(page), "Mine notater");
  await saved(page, "Lagret på denne enheten").waitFor();
  await page.getByRole("link", { name: "Startside" }).first().click();
  await page.getByRole("button", { name: "Fjern alt fra denne enheten" }).click();
  const dialog = page.getByRole("dialog", { name: "Fjern alt fra denne enheten" });
  await dialog.getByText("«Mine notater»: ikke delt med noen").waitFor();
  assert.equal(await dialog.getByText("Plan for tidlig hjelp").count(), 0);
  // It can be left as it was.
  await dialog.getByRole("button", { name: "Avbryt" }).click();
  await page.getByRole("button", { name: "Fjern alt fra denne enheten" }).click();
  await dialog.getByRole("button", { name: "Ja, fjern alt herfra" }).click();

  await page.getByText("Alt er fjernet fra denne enheten.").waitFor();
  await page.getByRole("button", { name: "Start med tom plan" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Fjern alt fra denne enheten" }).count(), 0);
  await other.getByRole("button", { name: "Start med tom plan" }).waitFor();
  assert.equal(await article(other).count(), 0);
  // Nothing is written back by what was under way, and nothing is there at the next visit.
  await eventually(async () => (await kept(page))[1], []);
  await page.reload();
  await page.getByRole("button", { name: "Start med tom plan" }).waitFor();
  assert.equal(await page.getByText("Alt er fjernet fra denne enheten.").count(), 0);
  const [entries] = await kept(page);
  assert.ok(entries <= 1, `${entries} entries are left`);

  // The others have what was shared.
  await kari.page.reload();
  await ready(kari.page);
});

journey("no link empties a device", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await startEmpty(page, worker.address);
  await rewrite(page, title(page), "Står her fortsatt");
  await saved(page, "Lagret på denne enheten").waitFor();
  for (const address of ["/?samvev.to-empty=yes", "/#samvev.to-empty", "/samvev.to-empty"]) {
    await page.goto(worker.address + address);
    await page.getByText("Står her fortsatt").first().or(page.getByRole("heading", { name: "Denne siden finnes ikke" })).first().waitFor();
  }
  await page.goto(worker.address);
  await page.getByText("Står her fortsatt").first().waitFor();
});
