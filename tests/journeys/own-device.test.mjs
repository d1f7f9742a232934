// One more device of one's own: by a link or a QR code, with any role, and taken back alone.

import AxeBuilder from "@axe-core/playwright";
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { eventually, journey, pictures } from "./support/journey.mjs";
import { SIZES } from "./support/person.mjs";
import { article, cell, ready, rewrite, saved, share, startEmpty, takeIn, title, together } from "./support/plan.mjs";

const ONE = "Oppstartsdag for alle ansatte";
const ADD = "Legg til en enhet";

/** What axe finds on the page as it is, in words. */
async function findings(page) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help} ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(" | ")}`);
}

/** Pictures of the page at every size, and in the dark. */
async function shoot(page, name) {
  await mkdir(pictures, { recursive: true });
  const before = page.viewportSize();
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: path.join(pictures, `own-device-${name}-${size}.png`) });
  }
  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: path.join(pictures, `own-device-${name}-dark.png`) });
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(before);
}

const toStart = (page) => page.getByRole("link", { name: "Startside", exact: true }).first().click();
const openWho = async (page) => {
  await page.getByRole("link", { name: "Hvem er hvem" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Hvem er hvem" }).waitFor();
};
/** A person's line: the first that names them. */
const person = (page, name) => page.getByRole("main").getByRole("listitem").filter({ hasText: name }).first();
const adding = (page) => page.getByRole("dialog", { name: ADD });
const out = (page) => page.getByText("Tilgangen din er fjernet.").first().waitFor();

/** Makes the link, from the page as it is. */
async function makeLink(page) {
  await page.getByRole("main").getByRole("button", { name: ADD }).click();
  const dialog = adding(page);
  await dialog.getByRole("button", { name: "Lag lenke og QR-kode" }).click();
  const link = await dialog.getByRole("textbox", { name: "Lenken" }).inputValue();
  await dialog.getByRole("img", { name: "QR-kode med lenken" }).waitFor();
  // It works once what it leads to has arrived.
  await dialog.getByText(/^Lenken virker/).waitFor({ state: "detached" });
  return link;
}

/** Comes in by the link, and gives the device's code. */
async function comeIn(page) {
  await page.getByRole("button", { name: "Ja, legg til denne enheten" }).click();
  await page.getByRole("heading", { level: 1, name: "Du er inne" }).waitFor();
  const said = await page.getByText(/Denne enheten har koden/).innerText();
  return /koden (\w{4})\./.exec(said)[1];
}

journey("who may only read adds a telephone, is one person with two devices, and removes it alone", async (way) => {
  const { kari, ola } = await together(way);
  await openWho(kari.page);
  await kari.page.getByRole("button", { name: "Endre tilgang for Ola Gran" }).click();
  const access = kari.page.getByRole("dialog", { name: "Ola Gran" });
  await access.getByRole("radio", { name: "Kan lese" }).check();
  await access.getByRole("button", { name: "Gi denne rollen" }).click();
  await ola.page.getByText("Du kan lese denne planen, men ikke endre den.").waitFor();

  await toStart(ola.page);
  const link = await makeLink(ola.page);
  assert.deepEqual(await findings(ola.page), []);
  await shoot(ola.page, "link");
  const phone = await way.person({ size: "phone" });
  // As some programs write it.
  await phone.page.goto(link.replace("#", "%23"));
  await phone.page.getByRole("heading", { level: 1, name: "Er du Ola Gran?" }).waitFor();
  await phone.page.getByText("Kan lese", { exact: true }).waitFor();
  assert.equal(await phone.page.getByRole("textbox").count(), 0);
  assert.deepEqual(await findings(phone.page), []);
  await shoot(phone.page, "asked");
  // Looking at it adds nothing.
  await person(kari.page, "Ola Gran").getByText("Kan lese").waitFor();
  assert.equal(await person(kari.page, "Ola Gran").getByText("2 enheter").count(), 0);
  const code = await comeIn(phone.page);
  await shoot(phone.page, "in");

  await adding(ola.page).getByText(`Ny enhet: ${code}`).waitFor();
  await shoot(ola.page, "came");
  await adding(ola.page).getByRole("button", { name: "Ja, den er min" }).click();
  await adding(ola.page).waitFor({ state: "hidden" });
  await person(kari.page, "Ola Gran").getByText("2 enheter").waitFor();
  await phone.page.getByRole("link", { name: "Gå til planene" }).click();
  await phone.page.getByRole("main").getByRole("link", { name: /Plan for tidlig hjelp/ }).click();
  await article(phone.page).getByText("August 2027").first().waitFor();
  await phone.page.getByText("Du kan lese denne planen, men ikke endre den.").waitFor();

  // Nobody comes in by the link once more.
  const eva = await way.person();
  await eva.page.goto(link);
  await eva.page.getByRole("alert").filter({ hasText: "Lenken er brukt eller gjelder ikke lenger" }).waitFor();
  assert.equal(await eva.page.getByRole("button", { name: "Ja, legg til denne enheten" }).count(), 0);

  await ola.page.getByRole("main").getByRole("link", { name: /Plan for tidlig hjelp/ }).click();
  await article(ola.page).getByText("August 2027").first().waitFor();
  await openWho(ola.page);
  await ola.page.getByRole("button", { name: "Enhetene dine" }).click();
  const own = ola.page.getByRole("dialog", { name: "Ola Gran" });
  await own.getByRole("button", { name: `Fjern enhet ${code}` }).waitFor();
  assert.deepEqual(await findings(ola.page), []);
  await shoot(ola.page, "devices");
  await own.getByRole("button", { name: `Fjern enhet ${code}` }).click();
  await ola.page.getByText(`Enhet ${code} har ikke tilgang lenger.`).waitFor();
  await out(phone.page);
  await eventually(() => person(kari.page, "Ola Gran").getByText("2 enheter").count(), 0);

  // The one that it was added from goes on, and what is written from now on reaches it alone.
  await kari.page.goBack();
  await ready(kari.page);
  await rewrite(kari.page, cell(kari.page, ONE, 3), "Skrevet etterpå");
  await ola.page.goBack();
  await cell(ola.page, ONE, 3).getByText("Skrevet etterpå").waitFor();
  assert.equal(await phone.page.getByText("Skrevet etterpå").count(), 0);
  assert.equal(await ola.page.getByText("Tilgangen din er fjernet.").count(), 0);
});

journey("one link brings all that is shared, and what nobody recognises is taken back at once", async (way) => {
  const worker = await way.worker();
  const kari = await way.person();
  const { page } = kari;
  await takeIn(page, worker.address);
  await share(page, "Kari Fjell", "Fjelldal kommune");
  const first = page.url();
  await toStart(page);
  await startEmpty(page, worker.address);
  await rewrite(page, title(page), "Beredskap i Fjelldal");
  await share(page, "Kari Fjell", "Fjelldal kommune");
  await openWho(page);
  await page.getByRole("main").getByRole("button", { name: ADD }).waitFor();
  assert.deepEqual(await findings(page), []);
  await shoot(page, "who");
  const link = await makeLink(page);
  await adding(page).getByText("for 2 samarbeidsrom").waitFor();
  const tablet = await way.person({ size: "tablet" });
  await tablet.page.goto(link);
  await tablet.page.getByRole("heading", { level: 1, name: "Er du Kari Fjell?" }).waitFor();
  await tablet.page.getByText("2 samarbeidsrom").waitFor();
  const code = await comeIn(tablet.page);
  await tablet.page.getByRole("link", { name: "Gå til planene" }).click();
  const held = tablet.page.getByRole("main");
  await held.getByRole("link", { name: /Plan for tidlig hjelp/ }).waitFor();
  await held.getByRole("link", { name: /Beredskap i Fjelldal/ }).click();
  await ready(tablet.page);
  await rewrite(tablet.page, title(tablet.page), "Beredskap i Fjelldal 2027");
  await saved(tablet.page, "Delt").waitFor();

  // Also where the dialog was closed, and after a new start.
  await adding(page).getByRole("button", { name: "Lukk" }).click();
  await page.reload();
  await page.getByText(`Ny enhet: ${code}`).waitFor();
  await shoot(page, "notice");
  assert.deepEqual(await findings(page), []);
  await page.getByRole("button", { name: "Nei, fjern den" }).click();
  await page.getByRole("status").filter({ hasText: `Enhet ${code} har ikke tilgang lenger.` }).waitFor();
  await out(tablet.page);
  // From all of it.
  await tablet.page.goto(first);
  await out(tablet.page);
  assert.equal(await page.getByText("2 enheter").count(), 0);
});

journey("a link for one's own device is withdrawn before anybody has used it", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await takeIn(page, worker.address);
  assert.equal(await page.getByRole("button", { name: ADD }).count(), 0);
  await share(page, "Kari Fjell", "Fjelldal kommune");
  await toStart(page);
  const link = await makeLink(page);
  const dialog = adding(page);
  await dialog.getByRole("button", { name: "Lukk" }).click();
  // It is still there when the dialog is opened again.
  await page.getByRole("main").getByRole("button", { name: ADD }).click();
  assert.equal(await dialog.getByRole("textbox", { name: "Lenken" }).inputValue(), link);
  await dialog.getByRole("button", { name: "Trekk tilbake lenken" }).click();
  await dialog.getByText("Lenken er trukket tilbake.").waitFor();
  const other = await way.person({ size: "phone" });
  await other.page.goto(link);
  await other.page.getByRole("alert").filter({ hasText: "Lag en ny på den andre enheten" }).waitFor();
  await shoot(other.page, "over");
});
