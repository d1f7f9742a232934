// The servers of a space: a second is added, the first is lost for good and taken off the list, and all go on by the second.

import assert from "node:assert/strict";
import { journey } from "./support/journey.mjs";
import { findings } from "./support/look.mjs";
import { cell, invite, join, ready, rewrite, saved, together } from "./support/plan.mjs";

const [ONE, TWO] = ["Oppstartsdag for alle ansatte", "Felles møter om overgang"];
const openWho = async (page) => {
  await page.getByRole("link", { name: "Hvem er hvem" }).click();
  await page.getByRole("heading", { level: 1, name: "Hvem er hvem" }).waitFor();
};
const heading = (page) => page.getByRole("heading", { level: 1, name: "Kommunenes servere" }).waitFor();
const server = (page, name) => page.getByRole("main").getByRole("listitem").filter({ hasText: name });
const said = (page, words) => page.getByRole("status").filter({ hasText: words }).waitFor();
const host = (worker) => new URL(worker.address).host;

journey("a second server is added, the first is lost and taken off the list, and all go on", async (way) => {
  const { worker, kari, ola } = await together(way);
  const other = await way.worker();
  await openWho(kari.page);
  await kari.page.getByRole("link", { name: "Se dem og hva de har" }).click();
  await heading(kari.page);
  await server(kari.page, host(worker)).getByText("Har alt.").waitFor();
  // The last one cannot be removed.
  await kari.page.getByText("Den siste på listen kan ikke fjernes.").waitFor();
  assert.equal(await kari.page.getByRole("button", { name: /^Fjern / }).count(), 0);

  const address = kari.page.getByRole("textbox", { name: "Adresse" });
  const add = kari.page.getByRole("button", { name: "Legg til" });
  await address.fill("serveren vår");
  await address.press("Enter");
  await kari.page.getByText("Dette er ikke en adresse som kan brukes.").waitFor();
  assert.equal(await address.evaluate((field) => field === document.activeElement), true);
  assert.deepEqual(await findings(kari.page), []);
  await address.fill(worker.address);
  await add.click();
  await kari.page.getByText("Den står alt på listen.").waitFor();
  // As it is copied from the browser.
  await address.fill(`${other.address}/`);
  await kari.page.getByRole("combobox", { name: "Hvem driver den?" }).selectOption("Granvik kommune");
  await add.click();
  await said(kari.page, `${host(other)} er lagt til.`);
  await server(kari.page, "Granvik kommunes server").getByText("Har alt.").waitFor();
  assert.deepEqual(await findings(kari.page), []);

  // The other sees it too, and may not settle it.
  await ola.page.getByRole("banner").getByRole("button", { name: "Delt", exact: true }).click();
  await ola.page.getByText("Granvik kommunes server").waitFor();
  await ola.page.getByRole("link", { name: "Kommunenes servere" }).click();
  await heading(ola.page);
  await ola.page.getByText("En administrator kan legge til og fjerne.").waitFor();
  await server(ola.page, "Granvik kommunes server").getByText("Har alt.").waitFor();
  assert.equal(await add.count(), 1);
  assert.equal(await ola.page.getByRole("button", { name: "Legg til" }).count(), 0);

  await worker.kill();
  await server(kari.page, host(worker)).getByText("Svarer ikke nå.").waitFor();
  await kari.page.getByRole("button", { name: `Fjern «Serveren på ${host(worker)}»` }).click();
  const sure = kari.page.getByRole("dialog", { name: `Fjerne «Serveren på ${host(worker)}»?` });
  await sure.getByText("Ingen i samarbeidsrommet bruker den lenger.").waitFor();
  assert.equal(await sure.getByText("Ingen av de andre på listen har alt ennå.").count(), 0);
  assert.deepEqual(await findings(kari.page), []);
  await sure.getByRole("button", { name: "Avbryt" }).click();
  await kari.page.getByRole("button", { name: `Fjern «Serveren på ${host(worker)}»` }).click();
  await sure.getByRole("button", { name: "Ja, fjern" }).click();
  await said(kari.page, "er ikke på listen lenger.");
  await server(ola.page, host(worker)).waitFor({ state: "detached" });

  for (const { page } of [kari, ola]) {
    await page.getByRole("link", { name: /Plan for tidlig hjelp/ }).first().click();
    await ready(page);
  }
  await rewrite(kari.page, cell(kari.page, ONE, 3), "Skrevet om den andre");
  await cell(ola.page, ONE, 3).getByText("Skrevet om den andre").waitFor();
  await rewrite(ola.page, cell(ola.page, TWO, 4), "Og tilbake");
  await cell(kari.page, TWO, 4).getByText("Og tilbake").waitFor();
  await saved(ola.page, "Delt").waitFor();

  // The link is of the address that served the app, which is gone; what it says is the same at the other.
  const link = (await invite(kari.page)).replace(worker.address, other.address);
  const anne = await way.person();
  await join(anne.page, link, "Anne Dal", "Lundby kommune");
  await cell(anne.page, ONE, 3).getByText("Skrevet om den andre").waitFor();
  await saved(anne.page, "Delt").waitFor();
});
