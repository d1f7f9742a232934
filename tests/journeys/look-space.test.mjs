// The pages of what a space is made of, at three sizes: nothing that axe finds, no scrolling sideways, and a picture of each.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { daysLater } from "./support/clock.mjs";
import { journey, pictures } from "./support/journey.mjs";
import { look } from "./support/look.mjs";
import { join, ready, saved, share, takeIn, together } from "./support/plan.mjs";

const MAIL = "Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";

journey("the servers of a space", async (way) => {
  await mkdir(pictures, { recursive: true });
  const found = [];
  const { worker, kari, ola } = await together(way);
  const { page } = kari;
  await page.getByRole("banner").getByRole("button", { name: "Delt", exact: true }).click();
  await page.getByRole("link", { name: "Kommunenes servere" }).waitFor();
  await look(page, "saved-shared", found, ["desktop", "phone"]);
  await page.getByRole("link", { name: "Kommunenes servere" }).click();
  await page.getByText("Har alt.").waitFor();
  await look(page, "servers", found);
  const other = await way.worker();
  await page.getByRole("textbox", { name: "Adresse" }).fill(other.address);
  await page.getByRole("combobox").last().selectOption("Fjelldal kommune");
  await page.getByRole("button", { name: "Legg til" }).click();
  await page.getByText("Har alt.").nth(1).waitFor();
  await worker.kill();
  await page.getByText("Svarer ikke nå.").waitFor();
  await look(page, "servers-away", found);
  await page.getByRole("button", { name: /^Fjern «Serveren/ }).click();
  await page.getByRole("dialog", { name: /^Fjerne/ }).waitFor();
  await look(page, "servers-remove", found);
  await ola.page.getByRole("link", { name: "Hvem er hvem" }).click();
  const on = ola.page.getByRole("link", { name: "Se dem og hva de har" });
  await look(ola.page, "who-servers", found, ["desktop", "phone"], on);
  await on.click();
  await ola.page.getByText("En administrator kan legge til og fjerne.").waitFor();
  await look(ola.page, "servers-member", found, ["desktop", "phone"]);
  assert.deepEqual(found, []);
});

journey("the yearly question, and when each was seen last", async (way) => {
  await mkdir(pictures, { recursive: true });
  const found = [];
  const worker = await way.worker();
  const [{ page }, ola, eva] = await Promise.all([way.person(), way.person(), way.person()]);
  await takeIn(page, `${worker.address}/?no-sw`);
  const link = await share(page, "Kari Fjell", "Fjelldal kommune");
  await join(ola.page, link, "Ola Gran", "Granvik kommune");
  await join(eva.page, link, "Eva Lund", "Granvik kommune");
  await page.getByRole("button", { name: "Ja, alle stemmer" }).click();
  await saved(page, "Delt").waitFor();
  await eva.closeBrowser();
  await daysLater(page, 366);
  await page.goto(`${worker.address}/?no-sw`);
  await ready(page);
  await page.getByRole("link", { name: "Startside", exact: true }).first().click();
  await page.getByRole("link", { name: "Se hvem det gjelder" }).waitFor();
  await look(page, "start-due", found);
  await page.getByRole("link", { name: "Se hvem det gjelder" }).click();
  await page.getByRole("heading", { name: "Skal disse fortsatt være med?" }).waitFor();
  await look(page, "who-due", found);
  await page.getByRole("button", { name: "Fjern tilgang for Eva Lund" }).click();
  await page.getByRole("dialog", { name: "Eva Lund" }).waitFor();
  await look(page, "who-due-remove", found, ["phone"]);
  assert.deepEqual(found, []);
});

journey("a recovery key on paper, and typed in", async (way) => {
  await mkdir(pictures, { recursive: true });
  const found = [];
  const { worker, kari } = await together(way);
  const { page } = kari;
  await page.getByRole("button", { name: "Ja, det stemmer" }).click();
  await page.getByRole("link", { name: "Hvem er hvem" }).click();
  await page.getByRole("button", { name: "Lag gjenopprettingsnøkkel" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Lag nøkkel på papir" }).waitFor();
  await look(page, "recovery-make", found, ["desktop", "phone"], page.getByRole("button", { name: "Lag nøkkel på papir" }));
  await page.getByRole("button", { name: "Lag nøkkel på papir" }).click();
  await page.getByRole("heading", { name: "Nøkkelen", exact: true }).waitFor();
  await look(page, "recovery-sheet", found);
  await page.emulateMedia({ media: "print" });
  await page.screenshot({ path: path.join(pictures, "recovery-sheet-print.png"), fullPage: true });
  await page.emulateMedia({ media: null });
  const rows = await page.locator(".key-rows li").allInnerTexts();
  const safe = await way.person();
  await safe.page.goto(worker.address);
  await safe.page.getByRole("button", { name: "Har du en nøkkelfil?" }).click();
  await look(safe.page, "enter-file", found, ["desktop", "phone"]);
  await safe.page.getByRole("radio", { name: "Jeg har nøkkelen på papir" }).check();
  await safe.page.getByRole("textbox").fill(rows.slice(0, 5).join("\n"));
  await safe.page.getByRole("button", { name: "Åpne", exact: true }).click();
  await safe.page.getByText("Rad 6 mangler.").waitFor();
  await look(safe.page, "enter-paper", found);
  assert.deepEqual(found, []);
});

journey("an invitation in the window of another app", async (way) => {
  await mkdir(pictures, { recursive: true });
  const found = [];
  const worker = await way.worker();
  const [kari, { page }] = await Promise.all([way.person(), way.person({ agent: MAIL })]);
  await takeIn(kari.page, worker.address);
  const link = await share(kari.page, "Kari Fjell", "Fjelldal kommune");
  await page.goto(link);
  await page.getByRole("heading", { level: 1, name: "Åpne i nettleseren" }).waitFor();
  await look(page, "join-in-app", found);
  assert.deepEqual(found, []);
});
