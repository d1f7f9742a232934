// The pages of what a space is made of, at three sizes: nothing that axe finds, no scrolling sideways, and a picture of each.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { daysLater } from "./support/clock.mjs";
import { journey, pictures } from "./support/journey.mjs";
import { look } from "./support/look.mjs";
import { join, ready, saved, share, takeIn, together } from "./support/plan.mjs";

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
