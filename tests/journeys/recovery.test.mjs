// The drill: the only administrator is gone for good, and the recovery key lets a new one in.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { journey } from "./support/journey.mjs";
import { findings } from "./support/look.mjs";
import { cell, invite, join, ready, rewrite, saved, together } from "./support/plan.mjs";

const ONE = "Oppstartsdag for alle ansatte";
const PASSWORD = "multer og fjellvann";
const openWho = async (page) => {
  await page.getByRole("link", { name: "Hvem er hvem" }).click();
  await page.getByRole("heading", { level: 1, name: "Hvem er hvem" }).waitFor();
};
const field = (dialog, name) => dialog.getByLabel(name, { exact: true }).first();

/** Makes a recovery key and takes its file away. */
async function recoveryKey(page) {
  await page.getByRole("button", { name: "Lag gjenopprettingsnøkkel" }).click();
  const dialog = page.getByRole("dialog", { name: "Lag gjenopprettingsnøkkel" });
  await field(dialog, "Passord").fill(PASSWORD);
  await field(dialog, "Passordet en gang til").fill(PASSWORD);
  const downloading = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Lag nøkkelfil" }).click();
  const download = await downloading;
  await dialog.getByText("Flytt den dit den skal ligge").waitFor();
  const file = { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  await dialog.getByRole("button", { name: "Ferdig" }).click();
  await dialog.waitFor({ state: "hidden" });
  return file;
}

journey("where the only administrator is gone, the recovery key lets a new one in", async (way) => {
  const { worker, kari, ola } = await together(way);
  await openWho(kari.page);
  const only = kari.page.getByText("Du er den eneste administratoren");
  await only.waitFor();
  const keys = kari.page.getByRole("main").locator("section").filter({ has: kari.page.getByRole("heading", { name: "Gjenopprettingsnøkkel" }) });
  await keys.getByText("Ingen er laget ennå.").waitFor();
  const file = await recoveryKey(kari.page);
  assert.match(file.name, /^Samvev-nøkkel til gjenoppretting \d{4}-\d\d-\d\d\.samvev$/);
  await keys.getByText("For Fjelldal kommune").waitFor();
  // It is nobody, and those who may not settle such things see nothing of it.
  await openWho(ola.page);
  await ola.page.getByRole("main").getByRole("listitem").filter({ hasText: "Kari Fjell" }).waitFor();
  assert.equal(await ola.page.getByText("Uten navn").count(), 0);
  assert.equal(await ola.page.getByRole("heading", { name: "Gjenopprettingsnøkkel" }).count(), 0);
  await kari.closeBrowser();

  const safe = await way.person();
  await safe.page.goto(worker.address);
  await safe.page.getByRole("button", { name: "Har du en nøkkelfil?" }).click();
  const enter = safe.page.getByRole("dialog", { name: "Kom inn igjen med nøkkelfil" });
  await field(enter, "Nøkkelfilen").setInputFiles({ name: file.name, mimeType: "application/octet-stream", buffer: file.bytes });
  await field(enter, "Passord").fill(PASSWORD);
  await enter.getByRole("button", { name: "Åpne", exact: true }).click();
  await safe.page.getByRole("status").filter({ hasText: "Velkommen tilbake" }).waitFor();
  await safe.page.getByRole("main").getByRole("link", { name: /Plan for tidlig hjelp/ }).click();
  await ready(safe.page);
  await openWho(safe.page);
  await safe.page.getByText("Du er inne med en gjenopprettingsnøkkel").waitFor();
  // Ola becomes the administrator, and makes the key that was used invalid.
  await safe.page.getByRole("button", { name: "Endre tilgang for Ola Gran" }).click();
  const access = safe.page.getByRole("dialog", { name: "Ola Gran" });
  await access.getByRole("radio", { name: "Administrator" }).check();
  await access.getByRole("button", { name: "Gi denne rollen" }).click();
  await ola.page.getByRole("button", { name: /^Gjør nøkkelen ugyldig/ }).click();
  await ola.page.getByRole("status").filter({ hasText: "Gjenopprettingsnøkkelen virker ikke lenger." }).waitFor();
  await safe.page.getByText("Tilgangen din til samarbeidsrommet er fjernet").waitFor();
  await ola.page.goBack();
  await ready(ola.page);
  await rewrite(ola.page, cell(ola.page, ONE, 3), "Vi går videre");
  await saved(ola.page, "Delt").waitFor();
  const link = await invite(ola.page);
  const anne = await way.person();
  await join(anne.page, link, "Anne Dal", "Granvik kommune");
  await cell(anne.page, ONE, 3).getByText("Vi går videre").waitFor();
});

journey("a recovery key is printed, and typed in again where the only administrator is gone", async (way) => {
  const { worker, kari, ola } = await together(way);
  await openWho(kari.page);
  await kari.page.evaluate(() => (window.print = () => (document.documentElement.dataset.printed = "yes")));
  await kari.page.getByRole("button", { name: "Lag gjenopprettingsnøkkel" }).click();
  const dialog = kari.page.getByRole("dialog", { name: "Lag gjenopprettingsnøkkel" });
  await dialog.getByText("Arket har ikke noe passord").waitFor();
  assert.deepEqual(await findings(kari.page), []);
  await dialog.getByRole("button", { name: "Lag nøkkel på papir" }).click();
  await kari.page.getByRole("heading", { level: 1, name: "Gjenopprettingsnøkkel" }).waitFor();
  await kari.page.getByText("Fjelldal kommune").first().waitFor();
  await kari.page.getByText(/Plan for tidlig hjelp/).last().waitFor();
  assert.deepEqual(await findings(kari.page), []);
  const rows = await kari.page.locator(".key-rows li").allInnerTexts();
  assert.equal(rows.length, 6);
  for (const row of rows) assert.match(row, /^[0-9A-Z]{4}( [0-9A-Z]{4}){3}$/);
  await kari.page.getByRole("button", { name: "Skriv ut" }).click();
  assert.equal(await kari.page.evaluate(() => document.documentElement.dataset.printed), "yes");
  // On paper there is the key, and nothing to press.
  await kari.page.emulateMedia({ media: "print" });
  assert.equal(await kari.page.locator(".key-rows").isVisible(), true);
  assert.equal(await kari.page.getByRole("button").filter({ visible: true }).count(), 0);
  await kari.page.emulateMedia({ media: null });
  await saved(kari.page, "Delt").waitFor();
  await kari.page.getByRole("button", { name: "Ferdig, arket er tatt vare på" }).click();
  await kari.page.getByRole("heading", { level: 1, name: "Hvem er hvem" }).waitFor();
  await kari.page.getByText("For Fjelldal kommune").waitFor();
  assert.equal(await kari.page.locator(".key-rows").count(), 0);
  await kari.closeBrowser();

  const safe = await way.person();
  await safe.page.goto(worker.address);
  await safe.page.getByRole("button", { name: "Har du en nøkkelfil?" }).click();
  const enter = safe.page.getByRole("dialog", { name: "Kom inn igjen med nøkkelfil" });
  await enter.getByRole("radio", { name: "Jeg har nøkkelen på papir" }).check();
  const field = enter.getByRole("textbox", { name: "De seks radene på arket" });
  const open = enter.getByRole("button", { name: "Åpne", exact: true });
  await open.click();
  await enter.getByText("Rad 1 mangler. Nøkkelen har seks rader.").waitFor();
  // A letter is mistyped in the fourth row.
  const other = rows[3][0] === "7" ? "8" : "7";
  await field.fill([...rows.slice(0, 3), other + rows[3].slice(1), ...rows.slice(4)].join("\n"));
  await open.click();
  await enter.getByText("Rad 4 stemmer ikke.").waitFor();
  assert.equal(await field.evaluate((element) => element === document.activeElement), true);
  assert.deepEqual(await findings(safe.page), []);
  await field.fill(rows.join("\n").toLowerCase().replaceAll("0", "o"));
  await open.click();
  await safe.page.getByRole("status").filter({ hasText: "Velkommen tilbake" }).waitFor();
  await safe.page.getByRole("main").getByRole("link", { name: /Plan for tidlig hjelp/ }).click();
  await ready(safe.page);
  await openWho(safe.page);
  await safe.page.getByText("Du er inne med en gjenopprettingsnøkkel").waitFor();
  await safe.page.getByRole("button", { name: "Endre tilgang for Ola Gran" }).waitFor();
  assert.equal(await ola.page.getByText("Tilgangen din er fjernet.").count(), 0);
});
