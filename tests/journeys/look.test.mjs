// Every page and state, at three sizes: nothing that axe finds, no scrolling sideways, and a picture of each.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fill, narrow } from "./support/disk.mjs";
import { journey, pictures } from "./support/journey.mjs";
import { look } from "./support/look.mjs";
import { SIZES } from "./support/person.mjs";
import { article, cell, choose, done, goInto, introduce, join, pen, ready, rewrite, saved, share, speak, startEmpty, takeIn, title, tool } from "./support/plan.mjs";

const ONE = "Oppstartsdag for alle ansatte";

journey("every page and state of one who is alone, in bokmål", async (way) => {
  await mkdir(pictures, { recursive: true });
  const found = [];
  const worker = await way.worker();
  const { page, network } = await way.person();
  await page.goto(worker.address);
  await page.getByRole("button", { name: "Start med tom plan" }).waitFor();
  await look(page, "start", found);

  await page.getByRole("button", { name: "Jeg har fått en invitasjon" }).click();
  await page.getByRole("button", { name: "Lim inn her" }).click();
  await page.getByRole("textbox", { name: "Lenken du har fått" }).waitFor();
  await look(page, "start-invitation", found);

  const notWord = path.join(tmpdir(), `samvev-not-word-${process.pid}.docx`);
  await writeFile(notWord, "Dette er bare tekst.");
  await choose(page, notWord);
  await page.getByRole("alert").waitFor();
  await look(page, "start-not-word", found);

  await page.goto(`${worker.address}/finnes/ikke`);
  await page.getByRole("heading", { name: "Denne siden finnes ikke" }).waitFor();
  await look(page, "not-found", found, ["desktop", "phone"]);
  await page.goto(`${worker.address}/plan/${"01".repeat(32)}/${"02".repeat(16)}`);
  await page.getByRole("heading", { name: "Dette dokumentet ligger ikke på denne enheten" }).waitFor();
  await look(page, "not-held", found, ["desktop", "phone"]);

  await takeIn(page, worker.address);
  const review = page.getByRole("complementary", { name: "Slik forstod vi dokumentet" });
  await review.waitFor();
  await look(page, "plan-review", found);
  await review.getByRole("button", { name: "Vis filen ved siden av" }).click();
  await look(page, "plan-original", found);
  await review.getByRole("button", { name: "Ta inn alt, rett opp senere" }).click();
  await look(page, "plan", found);
  await look(page, "plan-table", found, undefined, cell(page, ONE, 0));

  await goInto(page, cell(page, ONE, 1));
  await look(page, "plan-writing", found, undefined, pen(page));
  await done(page);
  await page.getByRole("button", { name: `Valg for ${ONE}` }).click();
  await page.getByRole("menu").waitFor();
  await look(page, "plan-menu", found, ["desktop", "phone"]);
  await page.getByRole("menuitem", { name: "Fjern tiltaket" }).click();
  await page.getByText("Tiltaket er fjernet.").waitFor();
  await look(page, "plan-removed", found);
  await page.getByRole("button", { name: "Papirkurv" }).click();
  await page.getByRole("region", { name: "Papirkurv" }).waitFor();
  await look(page, "plan-bin", found);
  await page.getByRole("region", { name: "Papirkurv" }).getByRole("button", { name: "Lukk" }).click();
  await page.getByRole("button", { name: "Lesevisning" }).click();
  await tool(page, "Angre").waitFor({ state: "detached" });
  await look(page, "plan-reading", found);
  await page.getByRole("button", { name: "Lesevisning" }).click();
  await ready(page);

  await page.getByRole("banner").getByRole("button", { name: "Lagret på denne enheten" }).click();
  await page.getByText("Ikke delt med noen ennå.").waitFor();
  await look(page, "saved-details", found);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Hjelp: Taster" }).click();
  await page.getByRole("dialog", { name: "Taster" }).waitFor();
  await look(page, "keys", found);
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: "Startside" }).first().click();
  await page.getByRole("button", { name: "Fjern alt fra denne enheten" }).click();
  await page.getByRole("dialog", { name: "Fjern alt fra denne enheten" }).getByText("ikke delt med noen").waitFor();
  await look(page, "empty-device", found);
  await page.keyboard.press("Escape");
  await look(page, "start-held", found);
  await page.goBack();
  await ready(page);

  await page.setViewportSize(SIZES.phone);
  const bar = page.getByRole("navigation", { name: "Steder" });
  for (const [way, name] of [["Dokumenter", "documents"], ["Mer", "more"]]) {
    await bar.getByRole("button", { name: way }).click();
    await page.getByRole("dialog", { name: way }).waitFor();
    await look(page, name, found, ["phone"]);
    await page.setViewportSize(SIZES.phone);
    await page.getByRole("dialog", { name: way }).getByRole("button", { name: "Lukk" }).click();
  }
  await page.setViewportSize(SIZES.desktop);

  await page.getByRole("banner").getByRole("button", { name: "Del", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Del", exact: true });
  await dialog.getByRole("button", { name: "Fortsett" }).click();
  await dialog.getByText("Skriv navnet ditt, så de andre vet hvem du er.").waitFor();
  await look(page, "share-who", found);
  await introduce(page, "Kari Fjell", "Fjelldal kommune");
  await dialog.getByRole("button", { name: "Fortsett" }).click();
  await dialog.getByRole("button", { name: "Lag invitasjon" }).waitFor();
  await look(page, "share", found, ["desktop", "phone"]);
  await dialog.getByRole("button", { name: "Lag invitasjon" }).click();
  await dialog.getByRole("img").waitFor();
  await look(page, "share-link", found);
  await dialog.getByRole("button", { name: "Lukk" }).click();

  await page.goto(worker.address);
  await ready(page);
  await page.getByRole("link", { name: "Startside", exact: true }).first().click();
  await page.getByRole("heading", { name: "Dette har du her" }).waitFor();
  await look(page, "start-again", found);
  await page.getByRole("main").getByRole("link", { name: /Plan for tidlig hjelp/ }).click();
  await ready(page);
  await page.getByRole("link", { name: "Hvem er hvem" }).click();
  await page.getByRole("heading", { level: 1, name: "Hvem er hvem" }).waitFor();
  await look(page, "who-alone", found, ["desktop", "phone"]);
  await page.goBack();
  await ready(page);
  await saved(page, "Delt").waitFor();
  network.cut();
  await rewrite(page, title(page), "Skrevet uten nett");
  await saved(page, "Ingen kontakt nå. Alt lagres her.").waitFor();
  await look(page, "plan-away", found);
  await page.context().setOffline(true);
  await saved(page, "Uten nett. Alt lagres her.").waitFor();
  await look(page, "plan-offline", found);
  assert.deepEqual(found, []);
}, { timeout: 400_000 });

journey("every page and state of two together, and an empty plan, in bokmål", async (way) => {
  await mkdir(pictures, { recursive: true });
  const found = [];
  const worker = await way.worker();
  const [kari, ola] = await Promise.all([way.person(), way.person()]);
  await startEmpty(kari.page, worker.address);
  await look(kari.page, "plan-empty", found);
  const link = await share(kari.page, "Kari Fjell", "Fjelldal kommune");
  await kari.page.goto(`${worker.address}/?`);
  await ready(kari.page);
  await rewrite(kari.page, title(kari.page), "Plan for frivillighet");

  await ola.page.goto(link.slice(0, -5));
  await ola.page.getByRole("alert").waitFor();
  await look(ola.page, "join-damaged", found, ["desktop", "phone"]);
  await ola.page.goto("about:blank");
  await ola.page.goto(link);
  await ola.page.getByRole("heading", { name: "Hvem er du?" }).waitFor();
  await look(ola.page, "join", found);
  await ola.page.goto("about:blank");
  await join(ola.page, link, "Ola Gran", "Granvik kommune");
  await goInto(ola.page, title(ola.page));
  await kari.page.getByRole("img", { name: "Ola Gran, Granvik kommune skriver her" }).waitFor();
  await look(kari.page, "plan-together", found);
  await kari.page.getByRole("banner").getByRole("button", { name: "Her nå: Ola Gran" }).click();
  await kari.page.getByRole("heading", { name: "Her nå" }).waitFor();
  await look(kari.page, "here", found, ["desktop", "phone"]);
  await kari.page.keyboard.press("Escape");
  await ola.page.getByRole("banner").getByRole("button", { name: "Del", exact: true }).click();
  await ola.page.getByText("Bare en administrator kan invitere. Be en av dem om det:").waitFor();
  await look(ola.page, "share-not-allowed", found, ["desktop", "phone"]);
  await ola.page.keyboard.press("Escape");
  await ola.page.goto("about:blank");
  await ola.page.goto(link);
  await ola.page.getByText("Du er allerede med her.").waitFor();
  await look(ola.page, "join-member", found, ["desktop", "phone"]);
  await kari.page.getByRole("link", { name: "Hvem er hvem" }).click();
  await kari.page.getByRole("heading", { level: 1, name: "Hvem er hvem" }).waitFor();
  await look(kari.page, "who", found);
  await ola.page.goto(worker.address);
  await ready(ola.page);
  await kari.page.getByRole("button", { name: "Endre tilgang for Ola Gran" }).click();
  const access = kari.page.getByRole("dialog", { name: "Ola Gran" });
  await access.getByRole("button", { name: "Fjern tilgang" }).waitFor();
  await look(kari.page, "who-access", found);
  await access.getByRole("button", { name: "Fjern tilgang" }).click();
  await access.getByRole("button", { name: "Ja, fjern tilgangen" }).waitFor();
  await look(kari.page, "who-access-sure", found, ["phone"], access.getByRole("button", { name: "Ja, fjern tilgangen" }));
  await access.getByRole("button", { name: "Ja, fjern tilgangen" }).click();
  await kari.page.getByRole("heading", { name: "Har ikke tilgang lenger" }).waitFor();
  await look(kari.page, "who-removed", found, ["desktop", "phone"]);
  await ola.page.getByText("Tilgangen din er fjernet.").waitFor();
  await look(ola.page, "plan-out", found);
  await ola.page.getByRole("link", { name: "Hvem er hvem" }).click();
  await ola.page.getByText("Tilgangen din til samarbeidsrommet er fjernet").waitFor();
  await look(ola.page, "who-out", found, ["desktop", "phone"]);
  assert.deepEqual(found, []);
}, { timeout: 300_000 });

journey("what a person sees when a plan is not live, and when there is no room", async (way) => {
  const found = [];
  const worker = await way.worker();
  const { page } = await way.person();
  const browser = await narrow(page, worker.address);
  await takeIn(page, `${worker.address}/?no-sw`);
  await saved(page, "Lagret på denne enheten").waitFor();
  const plan = new URL(page.url()).pathname;
  // What a plan looks like is stored when it is left.
  await page.getByRole("link", { name: "Startside", exact: true }).first().click();
  await page.getByRole("heading", { name: "Dette har du her" }).waitFor();
  await look(page, "start-one", found, ["tablet"]);
  // The engine's script does not come for as long as this is so.
  await page.route(/\/engine[^/]*\.js$/, () => {});
  await page.goto(`${worker.address}${plan}?no-sw`);
  await article(page).locator("table.actions tbody tr").last().waitFor();
  await look(page, "plan-not-live", found);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.goto(`${worker.address}${plan}?no-sw`);
  await ready(page);
  await fill(page);
  await rewrite(page, title(page), "Skrevet da det var fullt");
  await saved(page, "Ikke lagret").waitFor();
  await look(page, "plan-disk-full", found);
  await browser.detach();
  assert.deepEqual(found, []);
}, { timeout: 300_000 });

journey("in dark colours", async (way) => {
  const found = [];
  const worker = await way.worker();
  const { page } = await way.person();
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(worker.address);
  await page.getByRole("button", { name: "Start med tom plan" }).waitFor();
  await look(page, "dark-start", found, ["desktop", "phone"]);
  await takeIn(page, worker.address);
  await page.getByRole("complementary", { name: "Slik forstod vi dokumentet" }).waitFor();
  await look(page, "dark-review", found, ["desktop", "tablet"]);
  await page.getByRole("button", { name: "Ta inn alt, rett opp senere" }).click();
  await goInto(page, cell(page, ONE, 1));
  await look(page, "dark-writing", found, ["desktop", "phone"], pen(page));
  await done(page);
  await share(page, "Kari Fjell", "Fjelldal kommune");
  await page.getByRole("banner").getByRole("button", { name: "Del", exact: true }).click();
  await page.getByRole("dialog", { name: "Del", exact: true }).getByRole("button", { name: "Lag invitasjon" }).waitFor();
  await look(page, "dark-share", found, ["desktop", "phone"]);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Hvem er hvem" }).click();
  await page.getByRole("heading", { name: "Åpne invitasjoner" }).waitFor();
  await look(page, "dark-who", found, ["desktop", "phone"]);
  assert.deepEqual(found, []);
}, { timeout: 300_000 });

for (const [language, empty, plan, share] of [["nn", "Start med tom plan", "Del", "Eg arbeider i"], ["en", "Start with an empty plan", "Share", "I work in"]]) {
  journey(`start, plan and sharing in ${language}`, async (way) => {
    await mkdir(pictures, { recursive: true });
    const found = [];
    const worker = await way.worker();
    const { page } = await way.person();
    await page.goto(worker.address);
    await page.getByRole("button", { name: "Start med tom plan" }).waitFor();
    await speak(page, language);
    await page.getByRole("button", { name: empty }).waitFor();
    await look(page, `start-${language}`, found, ["phone"]);
    await page.getByRole("button", { name: empty }).click();
    await article(page).getByRole("toolbar").waitFor();
    await look(page, `plan-${language}`, found, ["desktop", "phone"]);
    await page.getByRole("banner").getByRole("button", { name: plan, exact: true }).click();
    await page.getByRole("group", { name: share }).waitFor();
    await look(page, `share-${language}`, found, ["tablet"]);
    assert.deepEqual(found, []);
    assert.equal(await pen(page).count(), 0);
  });
}

for (const what of ["indexedDB", "WebAssembly"]) {
  journey(`a browser without ${what}`, async (way) => {
    await mkdir(pictures, { recursive: true });
    const found = [];
    const worker = await way.worker();
    const { page } = await way.person({ without: [what] });
    await page.goto(worker.address);
    await page.getByRole("alert").waitFor();
    await look(page, `unsupported-${what}`, found, ["desktop", "phone"]);
    assert.deepEqual(found, []);
  });
}
