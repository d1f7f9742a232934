// A browser that forgets: a key file is kept, and another browser is entered with it as the same person.

import AxeBuilder from "@axe-core/playwright";
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { eventually, journey } from "./support/journey.mjs";
import { article, cell, ready, rewrite, saved, startEmpty, together, title } from "./support/plan.mjs";

const [ONE, TWO] = ["Oppstartsdag for alle ansatte", "Felles møter om overgang"];
const PASSWORD = "blåbær og fjellørret";
const [KEEP, ASK] = ["Ta vare på en nøkkelfil", "Har du en nøkkelfil?"];

/** What axe finds on the page as it is, in words. */
async function findings(page) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help} ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(" | ")}`);
}

const keeping = (page) => page.getByRole("dialog", { name: KEEP });
const entering = (page) => page.getByRole("dialog", { name: "Kom inn igjen med nøkkelfil" });
const field = (dialog, name) => dialog.getByRole("textbox", { name, exact: true }).or(dialog.getByLabel(name, { exact: true })).first();
const toStart = (page) => page.getByRole("link", { name: "Startside", exact: true }).first().click();

/** Goes on with Tab until a place has the focus. */
async function tabTo(page, place) {
  for (let at = 0; at < 60; at += 1) {
    if (await place.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail("no way there with the keyboard");
}

/** A key file kept with the keyboard alone, from the page as it is: its name and bytes. */
async function keepFile(page) {
  await tabTo(page, page.getByRole("main").getByRole("button", { name: KEEP }).last());
  await page.keyboard.press("Enter");
  const dialog = keeping(page);
  await dialog.waitFor();
  await tabTo(page, field(dialog, "Passord"));
  await page.keyboard.insertText("kort");
  await page.keyboard.press("Enter");
  await dialog.getByText("Passordet er for kort. Det må ha minst 10 tegn.").waitFor();
  assert.equal(await field(dialog, "Passord").getAttribute("aria-invalid"), "true");
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(PASSWORD);
  await page.keyboard.press("Tab");
  await page.keyboard.insertText("blåbær og fjell");
  await page.keyboard.press("Enter");
  await dialog.getByText("De to passordene er ikke like.").waitFor();
  assert.equal(await field(dialog, "Passordet en gang til").getAttribute("aria-invalid"), "true");
  assert.deepEqual(await findings(page), []);
  // What is mended is no longer complained of, before anything is sent.
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(PASSWORD);
  await dialog.getByText("De to passordene er ikke like.").waitFor({ state: "detached" });
  await tabTo(page, dialog.getByRole("checkbox", { name: "Vis passordet" }));
  await page.keyboard.press("Space");
  assert.equal(await field(dialog, "Passord").getAttribute("type"), "text");
  const downloading = page.waitForEvent("download");
  await tabTo(page, dialog.getByRole("button", { name: "Lag nøkkelfil" }));
  await page.keyboard.press("Enter");
  const download = await downloading;
  await dialog.getByText("Nøkkelfilen er laget.").waitFor();
  await dialog.getByText("Ingen kan finne igjen passordet for deg.").waitFor();
  assert.deepEqual(await findings(page), []);
  const file = { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  return { file, dialog };
}

journey("who was forgotten comes in again with a key file, as the same person", async (way) => {
  const { worker, kari, ola } = await together(way);
  await toStart(ola.page);
  await ola.page.getByRole("button", { name: "Fjern alt fra denne enheten" }).waitFor();
  const { file, dialog } = await keepFile(ola.page);
  assert.match(file.name, /^Samvev-nøkkel \d{4}-\d\d-\d\d\.samvev$/);
  assert.equal(await dialog.getByText("er ikke med i filen").count(), 0);
  await tabTo(ola.page, dialog.getByRole("button", { name: "Ferdig" }));
  await ola.page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  // What is written later is not in the file.
  await ola.page.getByRole("main").getByRole("link", { name: /Plan for tidlig hjelp/ }).click();
  await ready(ola.page);
  await rewrite(ola.page, cell(ola.page, ONE, 3), "Skrevet etterpå");
  await saved(ola.page, "Delt").waitFor();
  await cell(kari.page, ONE, 3).getByText("Skrevet etterpå").waitFor();
  await ola.closeBrowser();

  const folder = await mkdtemp(path.join(tmpdir(), "samvev-key-file-"));
  const kept = path.join(folder, file.name);
  await writeFile(kept, file.bytes);
  const again = await way.person();
  const { page } = again;
  await page.goto(worker.address);
  await page.getByRole("button", { name: ASK }).click();
  const enter = entering(page);
  await enter.getByRole("button", { name: "Åpne", exact: true }).click();
  await enter.getByText("Velg nøkkelfilen din.").waitFor();
  await field(enter, "Nøkkelfilen").setInputFiles(kept);
  await field(enter, "Passord").fill("feil passord her");
  await enter.getByRole("button", { name: "Åpne", exact: true }).click();
  await enter.getByRole("alert").filter({ hasText: "Passordet stemmer ikke" }).waitFor();
  assert.deepEqual(await findings(page), []);
  // The file is still chosen, and the password is to be typed over.
  assert.equal(await field(enter, "Nøkkelfilen").evaluate((input) => input.files[0]?.name), file.name);
  await eventually(() => field(enter, "Passord").evaluate((input) => input === document.activeElement), true);
  // As another machine writes it: å as two letters.
  await page.keyboard.insertText(PASSWORD.normalize("NFD"));
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "Velkommen tilbake" }).waitFor();
  await enter.waitFor({ state: "hidden" });
  assert.equal(await page.getByRole("button", { name: ASK }).count(), 0);
  await page.getByRole("main").getByRole("link", { name: /Plan for tidlig hjelp/ }).click();
  await ready(page);
  await cell(page, ONE, 3).getByText("Skrevet etterpå").waitFor();
  assert.equal(await page.getByText("Velkommen tilbake").count(), 0);
  await rewrite(page, cell(page, TWO, 4), "Skrevet herfra");
  await saved(page, "Delt").waitFor();
  await cell(kari.page, TWO, 4).getByText("Skrevet herfra").waitFor();

  // One person still, with one device; also after a new start.
  await page.reload();
  await ready(page);
  await kari.page.getByRole("link", { name: "Hvem er hvem" }).click();
  const people = kari.page.getByRole("main").getByRole("listitem").filter({ hasText: "Ola Gran" });
  // The invitations below say who came by them.
  const seats = people.filter({ hasNotText: "Har blitt med" });
  await seats.first().getByText("Kan redigere").waitFor();
  assert.equal(await seats.count(), 1);
  assert.equal(await kari.page.getByRole("main").getByText("2 enheter").count(), 0);
  await rm(folder, { recursive: true });
});

journey("an archive brings everything into another browser, without any network", async (way) => {
  const { worker, kari, ola } = await together(way);
  await rewrite(ola.page, cell(ola.page, ONE, 3), "Skrevet av Ola");
  await saved(ola.page, "Delt").waitFor();
  await toStart(ola.page);
  await ola.page.getByRole("main").getByRole("button", { name: KEEP }).last().click();
  const dialog = keeping(ola.page);
  await field(dialog, "Passord").fill(PASSWORD);
  await field(dialog, "Passordet en gang til").fill(PASSWORD);
  await dialog.getByRole("checkbox", { name: "Ta med alt innholdet også" }).check();
  await dialog.getByText("den som har filen og passordet, kan lese alt").waitFor();
  assert.deepEqual(await findings(ola.page), []);
  const downloading = ola.page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Lag nøkkelfil" }).click();
  const download = await downloading;
  assert.match(download.suggestedFilename(), /^Samvev-arkiv \d{4}-\d\d-\d\d\.samvev$/);
  const bytes = await readFile(await download.path());
  assert.ok(!bytes.includes("Skrevet av Ola") && !bytes.includes("Granvik"));
  await ola.closeBrowser();

  const folder = await mkdtemp(path.join(tmpdir(), "samvev-archive-"));
  const kept = path.join(folder, "arkiv.samvev");
  await writeFile(kept, bytes);
  const again = await way.person();
  await again.page.goto(worker.address);
  await again.page.getByRole("button", { name: ASK }).waitFor();
  again.network.cut();
  await again.page.getByRole("button", { name: ASK }).click();
  const enter = entering(again.page);
  await field(enter, "Nøkkelfilen").setInputFiles(kept);
  await field(enter, "Passord").fill(PASSWORD);
  await enter.getByRole("button", { name: "Åpne", exact: true }).click();
  await enter.waitFor({ state: "hidden" });
  await again.page.getByRole("main").getByRole("link", { name: /Plan for tidlig hjelp/ }).click();
  await ready(again.page);
  await cell(again.page, ONE, 3).getByText("Skrevet av Ola").waitFor();
  await rewrite(again.page, cell(again.page, TWO, 4), "Skrevet uten nett");
  again.network.mend();
  await again.page.evaluate(() => dispatchEvent(new Event("online")));
  await cell(kari.page, TWO, 4).getByText("Skrevet uten nett").waitFor();
  await rm(folder, { recursive: true });
});

journey("a plan's own address opens as soon as the key file has brought it, in all tabs", async (way) => {
  const { ola } = await together(way);
  const address = ola.page.url();
  await toStart(ola.page);
  const { file } = await keepFile(ola.page);
  await ola.closeBrowser();
  const { page, newTab } = await arriveAt(way, address);
  const beside = await newTab(address);
  for (const tab of [page, beside]) await tab.getByRole("heading", { name: "Dette dokumentet ligger ikke på denne enheten" }).waitFor();
  await enterWith(page, file);
  await ready(page);
  await page.getByRole("status").filter({ hasText: "Velkommen tilbake" }).waitFor();
  assert.equal(page.url(), address);
  await ready(beside);
});

/** Chooses a key file and types the password. */
async function enterWith(page, file) {
  await page.getByRole("button", { name: ASK }).click();
  await field(entering(page), "Nøkkelfilen").setInputFiles({ name: file.name, mimeType: "application/octet-stream", buffer: file.bytes });
  await field(entering(page), "Passord").fill(PASSWORD);
  await entering(page).getByRole("button", { name: "Åpne", exact: true }).click();
}

journey("without a network the plans come once it is back, also at the next visit", async (way) => {
  const { worker, ola } = await together(way);
  const { file } = await keepFile(ola.page);
  await ola.closeBrowser();
  const { page, network } = await way.person();
  await page.goto(worker.address);
  await page.evaluate(() => navigator.serviceWorker.ready);
  network.cut();
  await enterWith(page, file);
  await entering(page).getByText("Henter planene dine …").waitFor();
  assert.deepEqual(await findings(page), []);
  await page.reload();
  // What the page before entered with is on its way still.
  await enterWith(page, file);
  await entering(page).getByText("Henter planene dine …").waitFor();
  await entering(page).getByRole("button", { name: "Lukk" }).click();
  await page.getByRole("main").getByText("Henter planene dine …").waitFor();
  network.mend();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByRole("status").filter({ hasText: "Velkommen tilbake" }).waitFor();
  await page.getByRole("main").getByRole("link", { name: /Plan for tidlig hjelp/ }).click();
  await ready(page);
});

journey("who was removed since the file was made is told so", async (way) => {
  const { worker, kari, ola } = await together(way);
  const { file } = await keepFile(ola.page);
  await ola.closeBrowser();
  await kari.page.getByRole("link", { name: "Hvem er hvem" }).click();
  await kari.page.getByRole("button", { name: "Endre tilgang for Ola Gran" }).click();
  await kari.page.getByRole("dialog").getByRole("button", { name: "Fjern tilgang" }).click();
  await kari.page.getByRole("dialog").getByRole("button", { name: "Ja, fjern tilgangen" }).click();
  await saved(kari.page, "Delt").waitFor();
  const { page } = await way.person();
  await page.goto(worker.address);
  await enterWith(page, file);
  await entering(page).getByText("Denne nøkkelen slipper ikke inn lenger").waitFor();
  await entering(page).getByText("Henter planene dine …").waitFor({ state: "detached" });
  assert.deepEqual(await findings(page), []);
});

/** Somebody whose browser knows nobody, at an address. */
async function arriveAt(way, address) {
  const person = await way.person();
  await person.page.goto(address);
  const newTab = async (at) => {
    const tab = await person.newTab();
    await tab.goto(at);
    return tab;
  };
  return { page: person.page, newTab };
}

journey("what is on this device alone is not in the file, and that is said", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await startEmpty(page, worker.address);
  await rewrite(page, title(page), "Mine notater");
  await saved(page, "Lagret på denne enheten").waitFor();
  await toStart(page);
  const { file, dialog } = await keepFile(page);
  await dialog.getByText("1 samarbeidsrom er ikke med i filen").waitFor();
  const other = await way.person();
  await other.page.goto(worker.address);
  await other.page.getByRole("button", { name: ASK }).click();
  const enter = entering(other.page);
  // Something else is told from a key file, and a damaged one from a whole one.
  const give = async (buffer) => {
    await field(enter, "Nøkkelfilen").setInputFiles({ name: file.name, mimeType: "application/octet-stream", buffer });
    await field(enter, "Passord").fill(PASSWORD);
    await enter.getByRole("button", { name: "Åpne", exact: true }).click();
  };
  await give(Buffer.from("En helt annen fil"));
  await enter.getByText("Dette er ikke en nøkkelfil").waitFor();
  await give(file.bytes.subarray(0, -3));
  await enter.getByText("Nøkkelfilen er skadet").waitFor();
  await give(file.bytes);
  await enter.getByText("Det er ingen planer å hente").waitFor();
});

journey("it is said once that the browser may forget, where it does not promise to remember", async (way) => {
  const { kari, ola } = await together(way);
  const warning = (page) => page.getByText("Denne nettleseren kan komme til å glemme deg.");
  await warning(ola.page).waitFor();
  // One question at a time.
  const right = kari.page.getByRole("button", { name: "Ja, det stemmer" });
  await right.waitFor();
  assert.equal(await warning(kari.page).count(), 0);
  await right.click();
  await warning(kari.page).waitFor();
  await kari.page.getByRole("button", { name: "Ikke nå" }).click();
  await warning(kari.page).waitFor({ state: "detached" });
  await kari.page.reload();
  await ready(kari.page);
  assert.equal(await warning(kari.page).count(), 0);
  // Whoever has kept a key file is not warned either.
  const { dialog } = await keepFile(ola.page);
  await dialog.getByRole("button", { name: "Ferdig" }).click();
  await warning(ola.page).waitFor({ state: "detached" });
  assert.equal(await article(ola.page).count(), 1);
});
