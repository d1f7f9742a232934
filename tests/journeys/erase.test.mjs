// A plan is erased for good: by an administrator who has read what that means, for all who had it, and nothing of it is left.

import assert from "node:assert/strict";
import { eventually, journey } from "./support/journey.mjs";
import { article, cell, done, goInto, introduce, join, ready, rewrite, saved, startEmpty, title, together, tool, type } from "./support/plan.mjs";

const ONE = "Oppstartsdag for alle ansatte";
const TITLE = "Plan for tidlig hjelp i Fjelldal og Granvik";
const WORD = "Regnbuefiskeren";
const OFFLINE = "Fjellrypekyllingen";

const documentOf = (page) => page.url().split("/").at(-1);

/** All that this browser keeps of the app, apart from what tells nothing of anybody: keys and values, as bytes in hex. */
const kept = (page) =>
  page.evaluate(async () => {
    const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const text = (words) => hex(new TextEncoder().encode(words));
    const opening = indexedDB.open("samvev");
    await new Promise((open, failed) => Object.assign(opening, { onsuccess: open, onerror: failed }));
    const entries = opening.result.transaction("entries").objectStore("entries");
    const all = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: failed }));
    const [keys, values] = await Promise.all([all(entries.getAllKeys()), all(entries.getAll())]);
    opening.result.close();
    const bytes = (one) => (typeof one === "string" ? text(one) : hex(new Uint8Array(one.buffer ?? one)));
    const stored = keys.map((key, n) => [bytes(key), bytes(values[n])]);
    // What the journal holds is written in hex already.
    const remembered = [localStorage, sessionStorage].flatMap((storage) => Object.entries(storage));
    return [...stored, ...remembered.flatMap(([key, value]) => [[text(key), text(value)], [text(key), value]])];
  });

const hex = (words) => Buffer.from(words).toString("hex");
/** Which of these words stand anywhere in what a browser keeps. */
const stands = async (page, ...words) => {
  const all = await kept(page);
  return words.filter((word) => all.some(([, value]) => value.includes(hex(word))));
};
/** How many entries there are of a document itself. */
const entriesOf = async (page, document) => (await kept(page)).filter(([key]) => key.includes(document)).length;
/** The ends of the sealed records of a document, as this browser keeps them and sends them. */
const sealed = async (page, document) => {
  const records = (await kept(page)).filter(([key]) => key.startsWith(hex("r")) && key.includes(document));
  return records.map(([, value]) => Buffer.from(value, "hex").subarray(-48));
};

const erasing = (page) => page.getByRole("button", { name: "Slett hele planen for godt …" });
const dialogOf = (page, name = TITLE) => page.getByRole("dialog", { name: `Slett «${name}» for godt?` });
const openDialog = async (page, name) => {
  await tool(page, "Papirkurv").click();
  await erasing(page).click();
  const dialog = dialogOf(page, name);
  await dialog.waitFor();
  return dialog;
};
const told = (page, words) => page.getByRole("alert").filter({ hasText: words }).waitFor();
const onStart = async (page) => {
  await page.getByRole("button", { name: "Start med tom plan" }).waitFor();
  assert.equal(new URL(page.url()).pathname, "/");
  await eventually(() => page.getByRole("link", { name: TITLE }).count(), 0);
};
const gone = async (page, address) => {
  await page.goto(address);
  await page.getByRole("heading", { name: "Denne planen er slettet for godt" }).waitFor();
  assert.equal(await article(page).count(), 0);
  await page.getByRole("main").getByRole("link", { name: "Til startsiden" }).click();
  await onStart(page);
};

journey("an administrator erases a plan with the keyboard, and nothing of it is left with anybody", async (way) => {
  const { worker, kari, ola, link } = await together(way);
  const address = kari.page.url();
  const document = documentOf(kari.page);
  await type(ola.page, cell(ola.page, ONE, 3), ` ${WORD}`);
  await done(ola.page);
  await cell(kari.page, ONE, 3).getByText(WORD).waitFor();
  for (const { page } of [kari, ola]) {
    await saved(page, "Delt").waitFor();
    await eventually(() => stands(page, WORD), [WORD]);
  }
  const records = await sealed(ola.page, document);
  const before = await worker.bytes();
  assert.ok(records.some((record) => before.includes(record)), "the worker keeps what the browsers keep");

  // Who may only write does not find it.
  await tool(ola.page, "Papirkurv").click();
  await ola.page.getByRole("region", { name: "Papirkurv" }).waitFor();
  assert.equal(await erasing(ola.page).count(), 0);

  const tab = await kari.newTab();
  await tab.goto(address);
  await ready(tab);
  const elsewhere = await ola.newTab();
  await elsewhere.goto(address.replace("/plan/", "/hvem/").replace(`/${document}`, ""));
  await elsewhere.getByRole("heading", { level: 1, name: "Hvem er hvem" }).waitFor();

  const { page } = kari;
  // A browser tells a page behind another one of what happens to its dialogs only when it comes to the front.
  await page.bringToFront();
  await tool(page, "Papirkurv").press("Enter");
  await erasing(page).press("Enter");
  const dialog = dialogOf(page);
  await dialog.getByText("på hver enhet så snart den har nett, og på serveren på 127.0.0.1").waitFor();
  await dialog.getByText("1 annen person har tilgang til planen og mister den.").waitFor();
  await dialog.getByText("borte innen 30 dager").waitFor();
  // What is safe has the focus; it can be left as it was, and one is where one was.
  const focused = (button) => eventually(() => button.evaluate((element) => element === document.activeElement), true);
  await focused(dialog.getByRole("button", { name: "Avbryt" }));
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await focused(erasing(page));
  await page.keyboard.press("Enter");
  await focused(dialog.getByRole("button", { name: "Avbryt" }));
  const [file] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Ta vare på en Word-fil først" }).press("Enter")]);
  assert.equal(file.suggestedFilename(), `${TITLE}.docx`);
  await dialog.getByText("Word-filen er hentet.").waitFor();
  await page.keyboard.press("Tab");
  await focused(dialog.getByRole("button", { name: "Slett for godt" }));
  await page.keyboard.press("Enter");

  await told(ola.page, `Kari Fjell har slettet planen «${TITLE}» for godt.`);
  await told(ola.page, "Det du skrev der uten nett, er også borte.");
  for (const one of [page, tab]) await told(one, `Planen «${TITLE}» er slettet for godt.`);
  for (const one of [page, tab, ola.page]) await onStart(one);
  // Who has another page open is told, and stays there.
  await told(elsewhere, `Kari Fjell har slettet planen «${TITLE}» for godt.`);
  await elsewhere.getByRole("heading", { level: 1, name: "Hvem er hvem" }).waitFor();
  // The alert goes when it is read, and stays away.
  await ola.page.getByRole("main").getByRole("button", { name: "Lukk" }).click();
  await eventually(() => ola.page.getByRole("alert").count(), 0);

  for (const one of [page, ola.page]) {
    await eventually(() => stands(one, WORD, ONE, TITLE), []);
    await eventually(() => entriesOf(one, document), 0);
  }
  await eventually(async () => {
    const bytes = await worker.bytes();
    return records.filter((record) => bytes.includes(record)).length;
  }, 0);
  for (const one of [page, ola.page]) {
    await one.reload();
    await onStart(one);
    assert.equal(await one.getByRole("alert").count(), 0);
    await gone(one, address);
    assert.deepEqual(await stands(one, WORD, ONE, TITLE), []);
  }

  // Who comes by an invitation from before finds the people, and no plan.
  const per = await way.person();
  await per.page.goto(link);
  await per.page.getByRole("radio", { name: "Et annet sted" }).check();
  await introduce(per.page, "Per Lund", "Lundby kommune");
  await per.page.getByRole("button", { name: "Bli med", exact: true }).click();
  await per.page.getByRole("heading", { level: 1, name: "Hvem er hvem" }).waitFor();
  await gone(per.page, address);
});

journey("who was without network is told when they come back, and what they wrote there is gone", async (way) => {
  const { worker, kari, ola, link } = await together(way);
  const document = documentOf(kari.page);
  const eva = await way.person();
  await join(eva.page, link, "Eva Lund", "Lundby kommune");
  for (const { network } of [ola, eva]) network.cut();
  await goInto(eva.page, cell(eva.page, ONE, 3));
  await eva.page.keyboard.press("Control+End");
  await eva.page.keyboard.type(` ${OFFLINE}`);
  await done(eva.page);
  // In the middle of a word, so that it is only in the journal.
  await goInto(ola.page, cell(ola.page, ONE, 3));
  await ola.page.keyboard.press("Control+End");
  await ola.page.keyboard.type(` ${OFFLINE}`);
  await ola.page.close();
  await ola.closeBrowser();
  await eventually(() => stands(eva.page, OFFLINE), [OFFLINE]);

  const dialog = await openDialog(kari.page);
  await dialog.getByText("2 andre har tilgang til planen og mister den.").waitFor();
  await dialog.getByRole("button", { name: "Slett for godt" }).click();
  await told(kari.page, "er slettet for godt");
  await goInto(eva.page, cell(eva.page, ONE, 2));
  await eva.page.keyboard.type(OFFLINE);

  for (const { network } of [ola, eva]) network.mend();
  await eva.page.evaluate(() => dispatchEvent(new Event("online")));
  await ola.openBrowser();
  await ola.page.goto(worker.address);
  for (const { page } of [eva, ola]) {
    await told(page, `Kari Fjell har slettet planen «${TITLE}» for godt.`);
    await onStart(page);
    await eventually(() => stands(page, OFFLINE, ONE, TITLE), []);
    await eventually(() => entriesOf(page, document), 0);
    assert.equal(await page.getByRole("alert").count(), 1);
    // Nothing is brought back by what was under way.
    await page.reload();
    await onStart(page);
    assert.deepEqual(await stands(page, OFFLINE, ONE, TITLE), []);
  }
});

journey("a plan that is on one device only goes from there, and the other plans stay", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await startEmpty(page, worker.address);
  await rewrite(page, title(page), "Står her fortsatt");
  await page.getByRole("link", { name: "Startside" }).first().click();
  await page.getByRole("button", { name: "Start med tom plan" }).click();
  await ready(page);
  await rewrite(page, title(page), WORD);
  await saved(page, "Lagret på denne enheten").waitFor();
  const dialog = await openDialog(page, WORD);
  await dialog.getByText("Planen ligger bare på denne enheten, og blir borte herfra.").waitFor();
  assert.equal(await dialog.getByText(/serveren|har tilgang/).count(), 0);
  await dialog.getByRole("button", { name: "Slett for godt" }).click();
  await told(page, `Planen «${WORD}» er slettet for godt.`);
  await eventually(() => stands(page, WORD), []);
  assert.equal(await page.getByRole("link", { name: WORD }).count(), 0);
  await page.getByRole("main").getByRole("link", { name: "Står her fortsatt" }).click();
  await ready(page);
});
