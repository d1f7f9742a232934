// Editing in place: with the mouse and with the keyboard alone, with ways back, and nothing lost when the browser goes.

import assert from "node:assert/strict";
import { eventually, journey } from "./support/journey.mjs";
import { SIZES } from "./support/person.mjs";
import { article, cell, chapterText, choice, columns, done, draft, firstCells, goInto, pen, ready, rewrite, row, rows, saved, takeIn, title, tool, type } from "./support/plan.mjs";

const START = ["Oppstartsdag for alle ansatte", "Felles møter om overgang barnehage–skole", "Kurs i den vanskelige samtalen", "Oversikt over hvem som gjør hva"];
const firstLines = async (page) => (await firstCells(page)).map((words) => words.split("\n")[0]);

journey("a title, a text and a cell are changed where they stand, saved here, and there after a reload", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await takeIn(page, worker.address);
  await rewrite(page, title(page), "Plan for tidlig innsats");
  await type(page, chapterText(page, "Hvorfor en felles plan"), "\nVi begynner med barna under skolealder. 🧒");
  await done(page);
  await rewrite(page, cell(page, START[0], 4), "kr 52 000");
  await type(page, cell(page, START[0], 1), "\nBiblioteket");
  await done(page);
  await saved(page, "Lagret på denne enheten").waitFor();
  await page.getByRole("banner").getByText("Plan for tidlig innsats").waitFor();
  await page.reload();
  await ready(page);
  assert.equal(await title(page).innerText(), "Plan for tidlig innsats");
  assert.ok((await chapterText(page, "Hvorfor en felles plan").innerText()).endsWith("Vi begynner med barna under skolealder. 🧒"));
  const [first] = await rows(page);
  assert.deepEqual(first, [START[0], "Barnehagene\nSkolene\nHelsestasjonen\nBiblioteket", "Prosjektgruppa", "August 2027", "kr 52 000"]);
  await page.getByRole("banner").getByRole("button", { name: "Lagret på denne enheten" }).click();
  await page.getByText("Ikke delt med noen ennå. Bare denne nettleseren har det.").waitFor();
});

journey("Escape gives back the text that stood", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await takeIn(page, worker.address);
  await type(page, cell(page, START[0], 2), " og mange andre");
  await page.keyboard.press("Escape");
  await pen(page).waitFor({ state: "detached" });
  await eventually(async () => (await rows(page))[0][2], "Prosjektgruppa");
  // And nothing that was written is lost by it: neither with the button, nor with the keys.
  await page.getByRole("button", { name: "Hent tilbake det jeg skrev" }).click();
  assert.equal(await pen(page).inputValue(), "Prosjektgruppa og mange andre");
  await page.keyboard.press("Escape");
  await page.getByText("Teksten er slik den var før du begynte å skrive.").waitFor();
  await page.keyboard.press("Control+z");
  assert.equal(await pen(page).inputValue(), "Prosjektgruppa og mange andre");
  await done(page);
  await eventually(async () => (await rows(page))[0][2], "Prosjektgruppa og mange andre");
});

journey("who taps a text in reading view is told so, and may write", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await takeIn(page, worker.address);
  await page.getByRole("button", { name: "Lesevisning" }).click();
  await cell(page, START[0], 2).click();
  await page.getByText("Du leser nå. Ingenting blir endret.").waitFor();
  await page.reload();
  await cell(page, START[0], 2).click();
  await page.getByRole("button", { name: "Skriv i planen" }).click();
  await ready(page);
  await page.reload();
  await ready(page);
  await type(page, cell(page, START[0], 2), " og flere");
  await done(page);
  await eventually(async () => (await rows(page))[0][2], "Prosjektgruppa og flere");
});

journey("rows are added, moved and removed, with «Angre», the bin, undo and redo", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await takeIn(page, worker.address);
  const [one, two, three, four] = START;

  await goInto(page, draft(page).getByRole("rowheader"));
  await page.keyboard.type("Felles nettside");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Kommunikasjon");
  await done(page);
  await eventually(() => firstLines(page), [one, two, three, four, "Felles nettside"]);
  assert.equal((await rows(page))[4][1], "Kommunikasjon");

  await choice(page, row(page, "Felles nettside"), "Flytt opp");
  await eventually(() => firstLines(page), [one, two, three, "Felles nettside", four]);
  await choice(page, row(page, one), "Nytt tiltak under");
  await pen(page).waitFor();
  await page.keyboard.type("Samling for ledere");
  await done(page);
  await eventually(() => firstLines(page), [one, "Samling for ledere", two, three, "Felles nettside", four]);

  await choice(page, row(page, two), "Fjern tiltaket");
  const without = [one, "Samling for ledere", three, "Felles nettside", four];
  await eventually(() => firstLines(page), without);
  const notice = page.getByRole("status").filter({ hasText: "Tiltaket er fjernet." });
  await notice.getByRole("button", { name: "Angre" }).click();
  await eventually(() => firstLines(page), [one, "Samling for ledere", two, three, "Felles nettside", four]);
  assert.equal(await notice.count(), 0);

  await choice(page, row(page, two), "Fjern tiltaket");
  await eventually(() => firstLines(page), without);
  await page.keyboard.press("Control+z");
  await eventually(() => firstLines(page), [one, "Samling for ledere", two, three, "Felles nettside", four]);
  await eventually(() => notice.count(), 0);

  await choice(page, row(page, two), "Fjern tiltaket");
  await eventually(() => firstLines(page), without);
  await page.reload();
  await ready(page);
  assert.deepEqual(await firstLines(page), without);
  await page.getByRole("button", { name: "Papirkurv" }).click();
  const bin = page.getByRole("region", { name: "Papirkurv" });
  await bin.getByText("Det som er fjernet, ligger her i 30 dager.").waitFor();
  await bin.getByRole("button", { name: /Hent tilbake.*Felles møter/ }).click();
  await eventually(() => firstLines(page), [one, "Samling for ledere", two, three, "Felles nettside", four]);

  await choice(page, row(page, three), "Flytt ned");
  const moved = [one, "Samling for ledere", two, "Felles nettside", three, four];
  await eventually(() => firstLines(page), moved);
  await tool(page, "Angre").click();
  await eventually(() => firstLines(page), [one, "Samling for ledere", two, three, "Felles nettside", four]);
  await tool(page, "Gjør om").click();
  await eventually(() => firstLines(page), moved);
});

journey("a column, a goal and a chapter are added and removed", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await takeIn(page, worker.address);
  await choice(page, page.getByRole("columnheader", { name: /^Ansvarlig/ }), "Ny kolonne etter");
  await pen(page).waitFor();
  await page.keyboard.type("Merknad");
  await page.keyboard.press("Enter");
  await eventually(() => columns(page), ["Tiltak", "Involverte tjenester", "Ansvarlig", "Merknad", "Tidspunkt", "Kostnad"]);
  // A table that is wider than a tablet scrolls in its own frame, from when it is.
  const wide = article(page).locator("table.actions.wide");
  await page.getByRole("button", { name: "Ta inn alt, rett opp senere" }).click();
  await eventually(() => wide.count(), 0);
  await page.setViewportSize(SIZES.tablet);
  await eventually(() => wide.count(), 1);
  await choice(page, page.getByRole("columnheader", { name: /^Merknad/ }), "Fjern kolonnen");
  await eventually(() => columns(page), ["Tiltak", "Involverte tjenester", "Ansvarlig", "Tidspunkt", "Kostnad"]);
  await eventually(() => wide.count(), 0);
  await page.getByRole("button", { name: "Angre" }).first().click();
  await eventually(() => wide.count(), 1);
  await page.setViewportSize(SIZES.desktop);
  await choice(page, page.getByRole("columnheader", { name: /^Merknad/ }), "Fjern kolonnen");

  const goals = article(page).getByRole("list", { name: "Mål" }).getByRole("listitem");
  await article(page).getByRole("button", { name: "Nytt mål" }).nth(1).click();
  await pen(page).waitFor();
  await page.keyboard.type("Foreldre vet hvor de får hjelp");
  await done(page);
  await eventually(() => goals.count(), 4);
  await choice(page, goals.nth(3), "Flytt opp");
  await eventually(async () => (await goals.nth(2).innerText()).trim(), "Foreldre vet hvor de får hjelp");
  await choice(page, goals.nth(2), "Fjern målet");
  await page.getByText("Målet er fjernet.").waitFor();

  await article(page).getByRole("button", { name: "Nytt kapittel" }).click();
  await pen(page).waitFor();
  await page.keyboard.type("Evaluering");
  await page.keyboard.press("Enter");
  await article(page).getByRole("heading", { level: 2, name: "Evaluering" }).waitFor();
});

journey("the keyboard alone goes all the way: in, along, between rows, moving, undoing", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await takeIn(page, worker.address);
  const [one, two, three, four] = START;
  const focused = () => page.evaluate(() => document.activeElement?.id ?? "");
  const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

  // From the top of the page to the table, by Tab.
  await page.keyboard.press("Tab");
  await page.getByRole("link", { name: "Hopp til innholdet" }).press("Enter");
  for (let n = 0; n < 80 && !(await focused()).startsWith("cell-") && !(await focused()).startsWith("column-"); n += 1) await page.keyboard.press("Tab");
  assert.match(await focused(), /^(cell|column)-/);
  if ((await focused()).startsWith("column-")) await press("ArrowDown");
  await press("Control+Home");
  if ((await focused()).startsWith("column-")) await press("ArrowDown");
  assert.equal(await focused(), await cell(page, one, 0).getAttribute("id"));

  // Enter to write, Enter for a new line, Ctrl and Enter when done, Tab to the next cell.
  await press("Enter");
  await pen(page).waitFor();
  await page.keyboard.type(" i august");
  await press("Enter");
  await page.keyboard.type("Hele dagen");
  await press("Tab");
  await page.keyboard.type("\nKulturskolen");
  await press("Tab", "Shift+Tab", "Control+Enter");
  await pen(page).waitFor({ state: "detached" });
  await eventually(async () => (await rows(page))[0].slice(0, 2), [`${one} i august\nHele dagen`, "Barnehagene\nSkolene\nHelsestasjonen\nKulturskolen"]);

  // Arrows between cells, Alt and arrows to move the row.
  await press("ArrowLeft", "ArrowDown");
  assert.equal(await focused(), await cell(page, two, 0).getAttribute("id"));
  await press("Alt+ArrowDown");
  await eventually(() => firstLines(page), [`${one} i august`, three, two, four]);
  await press("Alt+ArrowUp");
  await eventually(() => firstLines(page), [`${one} i august`, two, three, four]);

  // Undo and redo of one's own, then writing by just writing.
  await press("Control+z");
  await eventually(() => firstLines(page), [`${one} i august`, three, two, four]);
  await press("Control+Shift+Z");
  await eventually(() => firstLines(page), [`${one} i august`, two, three, four]);
  await eventually(focused, await cell(page, two, 0).getAttribute("id"));
  await press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight");
  await page.keyboard.type("Ingen");
  await press("Escape");
  await eventually(async () => (await rows(page))[1][4], "");
  await page.keyboard.type("Reise");
  await press("Control+Enter");
  await eventually(async () => (await rows(page))[1][4], "Reise");

  // The list of keys.
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Taster" }).waitFor();
  await press("Escape");
  await page.getByRole("dialog", { name: "Taster" }).waitFor({ state: "hidden" });
});

journey("undo takes back typing, words and not letters lost", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await takeIn(page, worker.address);
  await type(page, cell(page, START[2], 3), " og våren 2028");
  await eventually(async () => (await rows(page))[2][3], "Høsten 2027 og våren 2028");
  await page.keyboard.press("Control+z");
  await eventually(async () => await pen(page).inputValue(), "Høsten 2027");
  await page.keyboard.press("Control+Shift+Z");
  await eventually(async () => await pen(page).inputValue(), "Høsten 2027 og våren 2028");
});

journey("the browser is closed in the middle of a word, and every letter is there", async (way) => {
  const worker = await way.worker();
  const person = await way.person();
  await takeIn(person.page, worker.address);
  await type(person.page, cell(person.page, START[1], 2), " og PP-rådgiv");
  await person.page.close();
  await person.closeBrowser();
  await person.openBrowser();
  await person.page.goto(worker.address);
  await ready(person.page);
  await eventually(async () => (await rows(person.page))[1][2], "Rektorene og styrerne og PP-rådgiv");
});
