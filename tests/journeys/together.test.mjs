// Two municipalities write one plan: an invitation, joining, and both in the same text at once.

import assert from "node:assert/strict";
import { eventually, journey } from "./support/journey.mjs";
import { article, cell, chapterText, choice, done, goInto, introduce, join, pen, ready, rewrite, rows, saved, share, takeIn, title, together, type, words } from "./support/plan.mjs";

const [ONE, TWO, THREE, FOUR] = ["Oppstartsdag for alle ansatte", "Felles møter om overgang", "Kurs i den vanskelige samtalen", "Oversikt over hvem som gjør hva"];

journey("who shares says who they are and gets a link and a QR code", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await takeIn(page, worker.address);
  await page.getByRole("banner").getByRole("button", { name: "Del", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Del", exact: true });
  await dialog.getByRole("button", { name: "Fortsett" }).click();
  await dialog.getByText("Skriv navnet ditt, så de andre vet hvem du er.").waitFor();
  await introduce(page, "Kari Fjell", "Fjelldal kommune");
  await dialog.getByRole("button", { name: "Fortsett" }).click();
  await dialog.getByText("Den som har lenken, kan lese og redigere alt som er delt her.").waitFor();
  await dialog.getByRole("button", { name: "Lag invitasjon" }).click();
  await dialog.getByRole("img", { name: "QR-kode med lenken, til å vise fram på en skjerm" }).waitFor();
  await dialog.getByText("Gjelder i 7 dager, for inntil 10 personer.").waitFor();
  const link = await dialog.getByRole("textbox", { name: "Lenken" }).inputValue();
  assert.ok(link.startsWith(`${worker.address}/bli-med#`), link);
  await dialog.getByRole("button", { name: "Kopier lenken" }).click();
  await dialog.getByText("Kopiert").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
});

journey("the invited sees what it is before joining, joins from another municipality, and sees the plan", async (way) => {
  const worker = await way.worker();
  const [kari, ola] = await Promise.all([way.person(), way.person()]);
  await takeIn(kari.page, worker.address);
  const link = await share(kari.page, "Kari Fjell", "Fjelldal kommune");

  // A mail filter has rewritten the link.
  await ola.page.goto(link.replace("#", "%23"));
  await ola.page.getByText("Kari Fjell inviterer deg til å skrive sammen.").waitFor();
  for (const said of ["1 plan", "Kan redigere", "Fjelldal kommune"]) await ola.page.getByText(said, { exact: true }).first().waitFor();
  assert.equal(await article(ola.page).count(), 0);
  // The key does not stay in the address, and a reload finds it all the same.
  await ola.page.waitForURL(`${worker.address}/bli-med`);
  await ola.page.reload();
  await ola.page.getByText("Kari Fjell inviterer deg til å skrive sammen.").waitFor();

  await join(ola.page, link.replace("#", "%23"), "Ola Gran", "Granvik kommune");
  assert.deepEqual(await rows(ola.page), await rows(kari.page));
  assert.equal(await title(ola.page).innerText(), await title(kari.page).innerText());
  await saved(ola.page, "Delt").waitFor();

  // Each sees that the other is here, by initials and by name.
  for (const [page, name, initials, party] of [[kari.page, "Ola Gran", "OG", "Granvik kommune"], [ola.page, "Kari Fjell", "KF", "Fjelldal kommune"]]) {
    const here = page.getByRole("banner").getByRole("button", { name: `Her nå: ${name}` });
    await here.waitFor();
    assert.equal((await here.innerText()).trim(), initials);
    await here.click();
    await page.getByRole("listitem").filter({ hasText: name }).getByText(party).waitFor();
    await page.keyboard.press("Escape");
  }
  await kari.page.getByRole("link", { name: "Hvem er hvem" }).click();
  await kari.page.getByRole("heading", { level: 1, name: "Hvem er hvem" }).waitFor();
  for (const said of ["Ola Gran", "Kari Fjell", "Granvik kommune", "Fjelldal kommune"]) await kari.page.getByRole("main").getByText(said).first().waitFor();
});

journey("an edit of one is on the other's screen within the blink of an eye", async (way) => {
  const { kari, ola } = await together(way);
  for (const [from, to, said] of [[kari, ola, "I Fjelldal"], [ola, kari, "I Granvik"]]) {
    await goInto(from.page, cell(from.page, FOUR, 3));
    await from.page.keyboard.press("Control+A");
    const began = performance.now();
    await from.page.keyboard.type(said);
    await cell(to.page, FOUR, 3).getByText(said, { exact: true }).waitFor();
    assert.ok(performance.now() - began < 2_000, `${performance.now() - began} ms`);
    await done(from.page);
  }
});

journey("both type in the same text at once: no letter is lost, and each caret stays where it was", async (way) => {
  const { kari, ola } = await together(way);
  const text = (page) => chapterText(page, "Hvorfor en felles plan");
  const before = await words(text(kari.page));
  await goInto(kari.page, text(kari.page));
  await kari.page.keyboard.press("Control+Home");
  await goInto(ola.page, text(ola.page));
  await ola.page.keyboard.press("Control+End");

  const atStart = "Dette står først, og er skrevet i Fjelldal – æøå 🏔. ";
  const atEnd = " Dette står sist, og er skrevet i Granvik – ÆØÅ 🌲.";
  await Promise.all([kari.page.keyboard.type(atStart, { delay: 15 }), ola.page.keyboard.type(atEnd, { delay: 15 })]);
  const all = `${atStart}${before}${atEnd}`;
  for (const { page } of [kari, ola]) await eventually(() => pen(page).inputValue(), all);
  const caret = ({ page }) => pen(page).evaluate((area) => [area.selectionStart, area.selectionEnd]);
  assert.deepEqual(await caret(kari), [atStart.length, atStart.length]);
  assert.deepEqual(await caret(ola), [all.length, all.length]);

  // Each sees where the other writes.
  await kari.page.getByRole("img", { name: "Ola Gran, Granvik kommune skriver her" }).waitFor();
  await ola.page.getByRole("img", { name: "Kari Fjell, Fjelldal kommune skriver her" }).waitFor();

  // At the same place, in the middle of a word.
  await kari.page.keyboard.press("Control+End");
  await Promise.all([kari.page.keyboard.type("KKKKKKKKKK", { delay: 10 }), ola.page.keyboard.type("OOOOOOOOOO", { delay: 10 })]);
  await eventually(async () => {
    const [one, other] = await Promise.all([kari, ola].map(({ page }) => pen(page).inputValue()));
    const added = one.slice(all.length);
    return [one === other, one.startsWith(all), [...added].sort().join("")];
  }, [true, true, "KKKKKKKKKKOOOOOOOOOO"]);
  await Promise.all([done(kari.page), done(ola.page)]);
  assert.equal(await words(text(kari.page)), await words(text(ola.page)));
});

journey("both write in different rows, and add and move rows, and end alike", async (way) => {
  const { kari, ola } = await together(way);
  const half = { delay: 10 };
  await goInto(kari.page, cell(kari.page, ONE, 2));
  await goInto(ola.page, cell(ola.page, THREE, 2));
  await Promise.all([kari, ola].map(({ page }) => page.keyboard.press("Control+End")));
  await Promise.all([kari.page.keyboard.type(" og kommunedirektøren", half), ola.page.keyboard.type(" og rådgiver", half)]);
  await Promise.all([done(kari.page), done(ola.page)]);
  await Promise.all([cell(kari.page, TWO, 0).focus(), cell(ola.page, FOUR, 0).focus()]);
  await Promise.all([kari.page.keyboard.press("Alt+ArrowUp"), ola.page.keyboard.press("Alt+ArrowUp")]);
  await Promise.all([rewrite(kari.page, cell(kari.page, TWO, 4), "Dekkes av kommunene"), rewrite(ola.page, title(ola.page), "Én plan for to kommuner")]);
  await eventually(async () => {
    const table = await rows(kari.page);
    return [await title(kari.page).innerText(), JSON.stringify(await rows(ola.page)) === JSON.stringify(table), ...table.map((cells) => cells[0].split("\n")[0])];
  }, ["Én plan for to kommuner", true, "Felles møter om overgang barnehage–skole", ONE, FOUR, THREE]);
  const table = await rows(ola.page);
  assert.equal(table[1][2], "Prosjektgruppa og kommunedirektøren");
  assert.equal(table[3][2], "Leder for helsestasjonen og rådgiver");
  assert.equal(table[0][4], "Dekkes av kommunene");
});

journey("undo takes back one's own and leaves what the other did", async (way) => {
  const { kari, ola } = await together(way);
  await type(kari.page, cell(kari.page, ONE, 3), " (uke 33)");
  await done(kari.page);
  await cell(ola.page, ONE, 3).getByText("August 2027 (uke 33)").waitFor();
  await rewrite(ola.page, cell(ola.page, FOUR, 3), "Innen jul");
  await cell(kari.page, FOUR, 3).getByText("Innen jul").waitFor();
  await kari.page.keyboard.press("Control+z");
  await eventually(async () => (await rows(ola.page))[0][3], "August 2027");
  assert.equal((await rows(kari.page))[3][3], "Innen jul");
});

journey("what Escape took back is kept though another removes its row, and written again when it is back", async (way) => {
  const { kari, ola } = await together(way);
  const when = cell(kari.page, ONE, 3);
  await type(kari.page, when, " (uke 33)");
  await kari.page.keyboard.press("Escape");
  const again = kari.page.getByRole("button", { name: "Hent tilbake det jeg skrev" });
  await again.waitFor();
  await choice(ola.page, ola.page.getByRole("row", { name: new RegExp(ONE) }), "Fjern tiltaket");
  await when.waitFor({ state: "detached" });
  await again.click();
  await kari.page.getByText("Det du skrev i, ble fjernet av andre.").waitFor();
  await ola.page.keyboard.press("Control+z");
  await when.waitFor();
  await eventually(() => kari.page.getByText("Det du skrev i, ble fjernet av andre.").count(), 0);
  await again.click();
  assert.equal(await pen(kari.page).inputValue(), "August 2027 (uke 33)");
  assert.equal(await again.count(), 0);
});

journey("who is invited may open the plan in a browser on a phone", async (way) => {
  const worker = await way.worker();
  const [kari, ola] = await Promise.all([way.person(), way.person({ size: "phone" })]);
  await takeIn(kari.page, worker.address);
  const link = await share(kari.page, "Kari Fjell", "Fjelldal kommune");
  await ola.page.goto(worker.address);
  await ola.page.getByRole("button", { name: "Jeg har fått en invitasjon" }).click();
  await ola.page.getByRole("textbox", { name: "Lenken du har fått" }).fill(` ${link}\n`);
  await ola.page.getByRole("button", { name: "Se på invitasjonen" }).click();
  await ola.page.getByRole("radio", { name: "Et annet sted" }).check();
  await introduce(ola.page, "Ola Gran", "Granvik kommune");
  await ola.page.getByRole("button", { name: "Bli med", exact: true }).click();
  await ready(ola.page);
  await rewrite(ola.page, cell(ola.page, ONE, 4), "kr 50 000");
  await eventually(async () => (await rows(kari.page))[0][4], "kr 50 000");
});
