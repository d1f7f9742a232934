// Nothing is lost: without network, without a worker, with an empty one in its place, in two tabs, and with the browser
// gone in the middle of a word.

import assert from "node:assert/strict";
import { eventually, journey } from "./support/journey.mjs";
import { cell, done, goInto, invite, join, pen, ready, rewrite, rows, saved, title, together, type } from "./support/plan.mjs";

const [ONE, TWO, THREE, FOUR] = ["Oppstartsdag for alle ansatte", "Felles møter om overgang", "Kurs i den vanskelige samtalen", "Oversikt over hvem som gjør hva"];

/** All people see the same, with these words among it. */
async function agree(people, ...words) {
  await eventually(async () => {
    const all = await Promise.all(people.map(async ({ page }) => JSON.stringify([await title(page).innerText(), await rows(page)])));
    return [...new Set(all)].length === 1 && words.filter((word) => !all[0].includes(word)).join(", ");
  }, "");
}

const sorted = (words) => [...words].sort().join("");

journey("without network both write on, one browser is closed in the middle of a word, and all of it is on both", async (way) => {
  const { worker, kari, ola } = await together(way);
  kari.network.cut();
  ola.network.cut();
  await saved(kari.page, "Ingen kontakt nå. Alt lagres her.").waitFor();

  await rewrite(kari.page, cell(kari.page, ONE, 4), "kr 61 000");
  await rewrite(ola.page, cell(ola.page, TWO, 4), "Ingen kostnad");
  await type(kari.page, cell(kari.page, THREE, 2), " fra Fjelldal");
  await done(kari.page);
  await type(ola.page, cell(ola.page, THREE, 2), " fra Granv");
  await ola.page.close();
  await ola.closeBrowser();

  await ola.openBrowser();
  // Still without network: the service worker has the app.
  await ola.page.goto(worker.address);
  await ready(ola.page);
  await eventually(async () => (await rows(ola.page))[2][2], "Leder for helsestasjonen fra Granv");
  assert.equal((await rows(ola.page))[1][4], "Ingen kostnad");
  await saved(ola.page, "Ingen kontakt nå. Alt lagres her.").waitFor();
  await type(ola.page, cell(ola.page, THREE, 2), "ik");
  await done(ola.page);

  kari.network.mend();
  ola.network.mend();
  await agree([kari, ola], "kr 61 000", "Ingen kostnad", " fra Fjelldal", " fra Granvik");
  const words = (await rows(kari.page))[2][2];
  assert.equal(sorted(words), sorted("Leder for helsestasjonen fra Fjelldal fra Granvik"));
  for (const { page } of [kari, ola]) await saved(page, "Delt").waitFor();
});

journey("the worker is killed while both write, and all is there when it is back", async (way) => {
  const { worker, kari, ola } = await together(way);
  await goInto(kari.page, cell(kari.page, FOUR, 3));
  await goInto(ola.page, cell(ola.page, FOUR, 1));
  const slow = { delay: 25 };
  await Promise.all([
    kari.page.keyboard.type("Fra første skoledag, og så hvert år i august", slow),
    ola.page.keyboard.type("Kommunikasjon, Servicetorg, Biblioteket og IKT", slow),
    (async () => {
      await eventually(async () => (await rows(ola.page))[3][3].length > 5, true);
      await worker.kill();
    })(),
  ]);
  await Promise.all([done(kari.page), done(ola.page)]);
  await saved(kari.page, "Ingen kontakt nå. Alt lagres her.").waitFor();
  await worker.startAgain();
  await agree([kari, ola], "Fra første skoledag, og så hvert år i august", "Kommunikasjon, Servicetorg, Biblioteket og IKT");
  for (const { page } of [kari, ola]) await saved(page, "Delt").waitFor();
});

journey("an empty worker in its place is filled, and gives a third person everything", async (way) => {
  const { worker, kari, ola } = await together(way);
  await rewrite(kari.page, title(kari.page), "Før arbeideren forsvant");
  await agree([kari, ola], "Før arbeideren forsvant");
  await worker.kill();
  await rewrite(ola.page, cell(ola.page, ONE, 2), "Skrevet mens den var borte");
  await worker.startEmpty();
  await agree([kari, ola], "Skrevet mens den var borte");
  for (const { page } of [kari, ola]) await saved(page, "Delt").waitFor();

  const link = await invite(kari.page);
  // Nobody else is there to ask: what the third sees, the new worker has.
  kari.network.cut();
  await ola.closeBrowser();
  const eva = await way.person();
  await join(eva.page, link, "Eva Li", "Lillevik kommune");
  await eventually(() => title(eva.page).innerText(), "Før arbeideren forsvant");
  await eventually(async () => JSON.stringify(await rows(eva.page)), JSON.stringify(await rows(kari.page)));
});

journey("two tabs agree at once, with and without network", async (way) => {
  const { worker, kari, ola } = await together(way);
  const other = await kari.newTab();
  await other.goto(worker.address);
  await ready(other);
  const tabs = [kari, { page: other }];
  const began = performance.now();
  await rewrite(kari.page, cell(kari.page, ONE, 3), "Uke 33");
  await cell(other, ONE, 3).getByText("Uke 33", { exact: true }).waitFor();
  assert.ok(performance.now() - began < 3_000);
  kari.network.cut();
  await rewrite(other, cell(other, TWO, 3), "Uke 16");
  await goInto(kari.page, cell(kari.page, THREE, 3));
  await kari.page.keyboard.press("Control+End");
  await kari.page.keyboard.type(" (én)");
  await goInto(other, cell(other, THREE, 3));
  await other.keyboard.press("Control+Home");
  await other.keyboard.type("(to) ");
  await agree(tabs, "Uke 33", "Uke 16", "(to) Høsten 2027 (én)");
  kari.network.mend();
  await saved(kari.page, "Delt").waitFor();
  await saved(other, "Delt").waitFor();

  // The tab that held the sockets goes; the other takes over.
  await kari.page.close();
  await rewrite(other, cell(other, FOUR, 3), "Snart");
  await eventually(async () => (await rows(ola.page))[3][3], "Snart");
});

journey("it opens again without network, by its own address too", async (way) => {
  const { worker, kari } = await together(way);
  await kari.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await rewrite(kari.page, title(kari.page), "Skrevet før nettet gikk");
  kari.network.cut();
  for (const open of [() => kari.page.reload(), () => kari.page.goto(worker.address), () => kari.page.goto(kari.page.url())]) {
    await open();
    await ready(kari.page);
    assert.equal(await title(kari.page).innerText(), "Skrevet før nettet gikk");
  }
  await rewrite(kari.page, title(kari.page), "Og videre etterpå");
  await kari.page.reload();
  await ready(kari.page);
  assert.equal(await title(kari.page).innerText(), "Og videre etterpå");
  assert.equal(await pen(kari.page).count(), 0);
});
