// Bad input, bad links, bad browsers and bad workers: a sentence in the person's language that says what happened and
// what is safe, and nothing that was written is lost.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import { fill, narrow } from "./support/disk.mjs";
import { eventually, journey } from "./support/journey.mjs";
import { Rubbish } from "./support/rubbish.mjs";
import { cell as cellOf, choose, introduce, join, pen, ready, rewrite, rows, saved, share, speak, startEmpty, takeIn, title, type } from "./support/plan.mjs";
import { cell, paragraph, row, table, word } from "./support/zip.mjs";

const SAID = {
  notWord: ["Dette er ikke en Word-fil (.docx)", "Ingenting er endret. Åpne den i Word, lagre den som .docx og prøv igjen."],
  oldWord: ["Dette er en eldre Word-fil (.doc)", "Ingenting er endret. Åpne den i Word, lagre den som .docx og prøv igjen."],
  damaged: ["Filen er skadet og lar seg ikke lese", "Ingenting er endret. Åpne den i Word, lagre den på nytt og prøv igjen."],
  tooLarge: ["Filen er større enn vi kan lese", "Ingenting er endret. Del den i to i Word, eller ta ut bildene, og prøv igjen."],
};

/** These sentences stand in one alert. */
async function told(page, [what, then]) {
  await page.getByRole("alert").filter({ hasText: what }).filter({ hasText: then }).waitFor();
}

/** A folder of files, gone afterwards. */
async function withFiles(files, use) {
  const folder = await mkdtemp(path.join(tmpdir(), "samvev-files-"));
  try {
    const paths = {};
    for (const [name, bytes] of Object.entries(files)) {
      paths[name] = path.join(folder, name);
      await writeFile(paths[name], bytes);
    }
    await use(paths);
  } finally {
    await rm(folder, { recursive: true });
  }
}

journey("what is no Word file, or a broken one, or a bomb, is answered with a sentence", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  const whole = word(paragraph("Plan"));
  const files = {
    "notat.docx": "Dette er bare tekst.",
    "bilde.docx": Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), randomBytes(500)]),
    "gammel.docx": Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(1_016), Buffer.from("WordDocument", "utf16le")]),
    "avkuttet.docx": whole.subarray(0, whole.length - 60),
    "tom.docx": "",
    // Some hundred kilobytes that unpack to more than a plan can hold.
    "bombe.docx": word(paragraph(" ".repeat(110 << 20))),
  };
  await withFiles(files, async (paths) => {
    await page.goto(worker.address);
    for (const [name, said] of [["notat.docx", SAID.notWord], ["bilde.docx", SAID.notWord], ["gammel.docx", SAID.oldWord], ["tom.docx", SAID.notWord], ["bombe.docx", SAID.tooLarge]]) {
      await choose(page, paths[name]);
      await told(page, said);
    }
    await choose(page, paths["avkuttet.docx"]);
    await page.getByRole("alert").filter({ hasText: /Filen er skadet og lar seg ikke lese|Dette er ikke en Word-fil/ }).waitFor();
    await speak(page, "en");
    await page.getByLabel("Drop a Word file here, or choose a file").setInputFiles(paths["notat.docx"]);
    await told(page, ["This is not a Word file (.docx)", "Nothing is changed."]);
  });
  // And the page goes on.
  await speak(page, "nb");
  await page.getByRole("button", { name: "Start med tom plan" }).click();
  await ready(page);
});

journey("a Word file of 50 MB is taken in, and its pictures are said to be left out", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  const drawn = '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><a:blip/></a:graphicData></a:graphic>';
  const large = word(`${paragraph("Plan med mange bilder")}<w:p><w:r><w:drawing>${drawn}</w:drawing></w:r></w:p>`, { "word/media/image1.png": randomBytes(50 << 20) });
  await withFiles({ "stor.docx": large }, async (paths) => {
    await takeIn(page, worker.address, paths["stor.docx"]);
    await page.getByRole("main").getByText("Plan med mange bilder").first().waitFor();
    await page.getByRole("complementary").getByText("1 bilde er ikke tatt med.").waitFor();
  });
});

journey("a table with merged, nested and missing cells is a plan that says what was done with them", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  const heads = ["Tiltak", "Ansvarlig", "Tidspunkt", "Kostnad"].map((head) => cell(paragraph(head)));
  const nested = table(row(cell(paragraph("Barnehage")), cell(paragraph("Skole"))));
  const file = word(table(
    row(...heads),
    row(cell(paragraph("Foreldremøter")), cell(paragraph("Rektor"), '<w:vMerge w:val="restart"/>'), cell(paragraph("Vår og høst"), '<w:gridSpan w:val="2"/>')),
    row(cell(paragraph("Leksehjelp")), cell(paragraph(""), "<w:vMerge/>"), cell(paragraph("Hver uke")), cell(paragraph("kr 10 000"))),
    row(cell(`${nested}${paragraph("Overgangsmøter")}`), cell(paragraph("Styrer"))),
  ));
  await withFiles({ "tabell.docx": file }, async (paths) => {
    await page.goto(worker.address);
    await choose(page, paths["tabell.docx"]);
    await ready(page);
  });
  const review = page.getByRole("complementary", { name: "Slik forstod vi dokumentet" });
  for (const words of [/sammenslåtte celler/, /manglet i/, /inne i/]) await review.getByText(words).first().waitFor();
  const grid = page.getByRole("grid").first();
  for (const words of ["Foreldremøter", "Rektor", "Vår og høst", "Leksehjelp", "kr 10 000", "Barnehage", "Skole", "Overgangsmøter", "Styrer"]) await grid.getByText(words).first().waitFor();
});

journey("a link that is cut, altered, empty or has ended is told apart, and spends nothing", async (way) => {
  const worker = await way.worker();
  const kari = await way.person();
  await takeIn(kari.page, worker.address);
  const link = await share(kari.page, "Kari Fjell", "Fjelldal kommune");
  const { page } = await way.person();
  await page.goto(link.slice(0, -9));
  await told(page, ["Lenken er ikke hel", "Invitasjonen er ikke brukt opp. Kopier hele lenken på nytt, eller be om en ny."]);
  const middle = Math.floor((link.indexOf("#") + link.length) / 2);
  const other = link[middle] === "x" ? "y" : "x";
  await page.goto("about:blank");
  await page.goto(`${link.slice(0, middle)}${other}${link.slice(middle + 1)}`);
  await told(page, ["Lenken er ikke hel", "Invitasjonen er ikke brukt opp."]);
  await page.goto("about:blank");
  await page.goto(link.slice(0, link.indexOf("#")));
  await told(page, ["Det er ingen invitasjon i denne lenken", "også det som står etter #."]);
  const paste = async (words) => {
    await page.goto(worker.address);
    await page.getByRole("button", { name: "Jeg har fått en invitasjon" }).click();
    await page.getByRole("textbox", { name: "Lenken du har fått" }).fill(words);
    await page.keyboard.press("Enter");
  };
  await paste(`Hei! Her er lenken: ${link.slice(0, -9)} Hilsen Kari`);
  await told(page, ["Lenken er ikke hel", "Invitasjonen er ikke brukt opp."]);
  // What the address holds is newer than what was pasted.
  await page.goto(link);
  await page.getByText("Hvem er du?").waitFor();
  await paste(`Hei! Her er lenken: ${link}. Hilsen Kari`);
  await page.getByText("Hvem er du?").waitFor();

  await worker.kill();
  await worker.age(8);
  await worker.startAgain();
  await page.goto("about:blank");
  await page.goto(link);
  await eventually(async () => {
    const again = page.getByRole("button", { name: "Prøv igjen" });
    if (await page.getByText("Får ikke kontakt").isVisible() && await again.isVisible()) await again.click();
    return await page.getByText("Hvem er du?").isVisible() || await page.getByText("Invitasjonen gjelder ikke lenger").isVisible();
  }, true);
  if (await page.getByText("Hvem er du?").isVisible()) {
    await page.getByRole("radio", { name: "Et annet sted" }).check();
    await introduce(page, "Ola Gran", "Granvik kommune");
    await page.getByRole("button", { name: "Bli med", exact: true }).click();
  }
  await told(page, ["Invitasjonen gjelder ikke lenger", "Dagene den gjaldt for, er over, eller den er trukket tilbake. Be den som inviterte deg, om en ny lenke."]);
  await saved(kari.page, "Delt").waitFor();
});

for (const what of ["indexedDB", "WebAssembly"]) {
  journey(`a browser without ${what} is told so, in three languages`, async (way) => {
    const worker = await way.worker();
    const { page } = await way.person({ without: [what] });
    await page.goto(worker.address);
    const alert = page.getByRole("alert");
    await alert.getByText("Denne nettleseren er for gammel, eller den har slått av noe som Samvev trenger. Det du har lagret, er trygt.").waitFor();
    await alert.getByText("Denne nettlesaren er for gammal").waitFor();
    await alert.getByText("This browser is too old").waitFor();
  });
}

journey("a browser that keeps nothing says so for as long as it is so, and never that it has saved", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  // As where a person's settings or a private window forbid it: the engine finds a store that does not open.
  await page.route(/\/engine[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const closed = 'Object.defineProperty(self, "indexedDB", { value: { open() { throw new DOMException("", "SecurityError"); } } });';
    await route.fulfill({ response, body: `${closed}\n${await response.text()}` });
  });
  await page.goto(`${worker.address}/?no-sw`);
  await page.getByRole("button", { name: "Start med tom plan" }).click();
  await ready(page);
  await rewrite(page, title(page), "Bare i denne fanen");
  await saved(page, "Ikke lagret").waitFor();
  assert.equal(await saved(page, "Lagret på denne enheten").count(), 0);
});

journey("a full disk is told, and what was written last is kept and saved when there is room again", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  const browser = await narrow(page, worker.address);
  // Without the service worker, whose files alone would take more.
  await takeIn(page, `${worker.address}/?no-sw`);
  await saved(page, "Lagret på denne enheten").waitFor();
  await fill(page);
  await type(page, title(page), " – skrevet da det var fullt");
  await told(page, ["Nettleseren har ikke mer plass", "Det siste du skrev, er bare i denne fanen, så ikke lukk den."]);
  await saved(page, "Ikke lagret").waitFor();
  assert.match(await pen(page).inputValue(), /skrevet da det var fullt$/);
  await page.keyboard.type(", og mer");

  await browser.send("Storage.overrideQuotaForOrigin", { origin: worker.address });
  await page.evaluate(() => new Promise((done) => (indexedDB.deleteDatabase("filling").onsuccess = done)));
  await page.getByRole("button", { name: "Prøv igjen" }).first().click();
  await saved(page, "Lagret på denne enheten").waitFor();
  await page.reload();
  await ready(page);
  assert.match(await title(page).innerText(), / – skrevet da det var fullt, og mer$/);
});

journey("a worker that is away or slow is told, and what is written meanwhile arrives later", async (way) => {
  const worker = await way.worker();
  const [kari, ola] = await Promise.all([way.person(), way.person()]);
  await takeIn(kari.page, worker.address);
  const link = await share(kari.page, "Kari Fjell", "Fjelldal kommune");
  await ola.page.goto(worker.address);
  await ola.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  // Away: nobody answers at the address.
  await worker.kill();
  await rewrite(kari.page, cellOf(kari.page, "Oppstartsdag", 4), "Skrevet mens den var borte");
  await saved(kari.page, "Ingen kontakt nå. Alt lagres her.").waitFor();
  await ola.page.goto(link);
  await told(ola.page, ["Får ikke kontakt", "Alt du skriver, lagres på denne enheten og deles når det går."]);
  await worker.startAgain();
  await saved(kari.page, "Delt").waitFor();

  // Slow: it takes the connection and says nothing.
  worker.pause();
  await rewrite(kari.page, cellOf(kari.page, "Oppstartsdag", 3), "Skrevet mens den var treg");
  await saved(kari.page, "Deler …").waitFor();
  await ola.page.getByRole("button", { name: "Prøv igjen" }).click();
  await ola.page.getByText("Ser på invitasjonen …").waitFor();
  await told(ola.page, ["Får ikke kontakt", "Se om du har nett, og prøv igjen."]);
  worker.goOn();
  await saved(kari.page, "Delt").waitFor();
  await ola.page.goto("about:blank");
  await join(ola.page, link, "Ola Gran", "Granvik kommune");
  await eventually(async () => (await rows(ola.page))[0].slice(3), ["Skrevet mens den var treg", "Skrevet mens den var borte"]);
});

journey("a worker that answers rubbish is told, and all is safe on the device", async (way) => {
  const rubbish = await Rubbish.start();
  try {
    const { page } = await way.person();
    await startEmpty(page, rubbish.address);
    await rewrite(page, title(page), "Plan for Lillevik");
    await page.getByRole("banner").getByRole("button", { name: "Del", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Del", exact: true });
    await introduce(page, "Eva Li", "Lillevik kommune");
    await dialog.getByRole("button", { name: "Fortsett" }).click();
    await dialog.getByRole("button", { name: "Lag invitasjon" }).waitFor();
    await dialog.getByRole("button", { name: "Lukk" }).click();
    await told(page, ["Adressen svarer, men ikke slik den skal", "Alt du skriver, er trygt på denne enheten."]);
    await rewrite(page, title(page), "Plan for Lillevik, rettet");
    await page.reload();
    await ready(page);
    assert.equal(await title(page).innerText(), "Plan for Lillevik, rettet");
    await told(page, ["Adressen svarer, men ikke slik den skal", "Spør IT hos dere."]);
  } finally {
    await rubbish.stop();
  }
});

journey("an address that leads nowhere says what is safe and leads back", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await page.goto(`${worker.address}/finnes/ikke`);
  await page.getByRole("heading", { name: "Denne siden finnes ikke" }).waitFor();
  await page.getByText("Det du har skrevet, er trygt.").waitFor();
  await page.goto(`${worker.address}/plan/${"01".repeat(32)}/${"02".repeat(16)}`);
  await page.getByRole("heading", { name: "Dette dokumentet ligger ikke på denne enheten" }).waitFor();
  // Nothing more is said of it, and there is nothing to share.
  await eventually(() => page.getByRole("banner").getByRole("button", { name: "Del", exact: true }).count(), 0);
  assert.equal(await page.getByRole("alert").count(), 0);
  await page.getByRole("link", { name: "Til startsiden" }).click();
  await page.getByRole("button", { name: "Start med tom plan" }).waitFor();
});
