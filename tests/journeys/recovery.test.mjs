// The drill: the only administrator is gone for good, and the recovery key lets a new one in.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { journey } from "./support/journey.mjs";
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
