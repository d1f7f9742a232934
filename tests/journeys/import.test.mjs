// Value first: from a Word file, a pasted table or nothing to a plan on the screen, with nothing asked.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { eventually, journey } from "./support/journey.mjs";
import { HEADINGS, SAMPLE, article, columns, choose, firstCells, goals, heading, pen, ready, rows, speak, startEmpty, table, takeIn, title } from "./support/plan.mjs";

const sample = JSON.parse(readFileSync(new URL("../samples/plan.json", import.meta.url)));
const municipal = fileURLToPath(new URL("../../../shared/domain/docx/000_implementeringsplan.docx", import.meta.url));

journey("the first sight says what this is, takes a file, shows two quiet ways and asks nothing", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await page.goto(worker.address);
  await page.getByRole("heading", { level: 1, name: "Her skriver kommuner planer sammen, med eller uten nett." }).waitFor();
  await page.getByLabel("Slipp en Word-fil her, eller velg en fil").waitFor();
  await page.getByText("Filen blir lest her i nettleseren og sendes ikke noe sted.").waitFor();
  for (const name of ["Start med tom plan", "Jeg har fått en invitasjon"]) {
    assert.ok(await page.getByRole("button", { name }).isVisible());
  }
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.equal(await page.getByRole("textbox").count(), 0);
  assert.deepEqual(await page.context().cookies(), []);
});

journey("a Word file is a plan at once, with its goals, actions and columns in order, and empty cells empty", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await takeIn(page, worker.address);
  assert.equal(await title(page).innerText(), sample.title);
  const words = await goals(page).allInnerTexts();
  assert.equal(words.length, sample.goals.length);
  for (const [n, goal] of sample.goals.entries()) assert.ok(words[n].includes(goal.text), words[n]);
  assert.ok(words[0].includes("Hovedmål"));
  assert.deepEqual(await columns(page), HEADINGS);
  assert.deepEqual(await rows(page), sample.actions.map(({ cells }) => cells.map(({ text }) => text)));
  for (const section of sample.sections) await heading(page, section.heading).waitFor();
  await article(page).getByText(sample.sections[0].text).waitFor();
  assert.equal(await page.getByRole("dialog").count(), 0, "nothing is asked");

  const review = page.getByRole("complementary", { name: "Slik forstod vi dokumentet" });
  for (const count of ["3 kapitler", "3 mål", "4 tiltak"]) await review.getByText(count, { exact: true }).waitFor();
  const understood = review.getByRole("table", { name: "Kolonnene i tabellen" }).getByRole("row");
  assert.equal(await understood.nth(4).innerText().then((words) => words.replace(/\s+/g, " ")), "Tidspunkt Tid");
  await review.getByRole("button", { name: "Ta inn alt, rett opp senere" }).click();
  await review.waitFor({ state: "detached" });
  assert.deepEqual(await columns(page), HEADINGS);
  // With the room that is there now, the table is as high as its rows.
  await eventually(() => article(page).locator("table.actions.wide").count(), 0);
});

journey("a file that is dropped anywhere on the page is taken in", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await page.goto(worker.address);
  await page.getByRole("button", { name: "Start med tom plan" }).waitFor();
  const data = await page.evaluateHandle((bytes) => {
    const data = new DataTransfer();
    const kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    data.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], "plan.docx", { type: kind }));
    return data;
  }, readFileSync(SAMPLE).toString("base64"));
  await page.dispatchEvent("body", "dragover", { dataTransfer: data });
  await page.getByText("Slipp filen her").waitFor();
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
  await ready(page);
  assert.equal(await title(page).innerText(), sample.title);
});

journey("a municipality's own plan keeps its ten actions as written", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await takeIn(page, worker.address, municipal);
  const [grid] = await page.getByRole("grid").all();
  const actions = grid.getByRole("row").filter({ has: page.getByRole("rowheader") });
  // The empty row at the end is one more.
  assert.equal(await actions.count(), 11);
  assert.ok((await goals(page).count()) > 0);
  // Every cell stands as the file has it, and an empty one is empty.
  const { stdout } = await promisify(execFile)(process.env.SAMVEV_IMPORT, [municipal]);
  const plain = (words) => words.replace(/\s+/g, " ").trim();
  const wanted = JSON.parse(stdout).actions.map(({ cells }) => cells.map(({ text }) => plain(text)));
  const seen = await grid.evaluate((table) => [...table.querySelectorAll("tbody tr:not(.draft)")].map((row) => [...row.querySelectorAll(".field")].map((cell) => [...cell.querySelectorAll("[data-at]")].map((line) => line.textContent).join("\n"))));
  assert.deepEqual(seen.map((cells) => cells.map(plain)), wanted);
  await page.getByRole("complementary", { name: "Slik forstod vi dokumentet" }).getByText("10 tiltak", { exact: true }).waitFor();
}, { skip: existsSync(municipal) ? false : "the municipal documents are not here" });

journey("a table pasted from Word is a plan", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await page.goto(worker.address);
  await page.getByRole("button", { name: "Start med tom plan" }).waitFor();
  await page.evaluate(async () => {
    const cells = (tag, words) => `<tr>${words.map((word) => `<${tag}><p class=MsoNormal>${word}<o:p></o:p></p></${tag}>`).join("")}</tr>`;
    const html = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment--><table class=MsoTableGrid>
      ${cells("td", ["Tiltak", "Ansvarlig", "Tidspunkt"])}
      ${cells("td", ["Foreldrekafé på helsestasjonen", "Ledende helsesykepleier", "Annenhver tirsdag"])}
      ${cells("td", ["Åpen barnehage", "", "Fra høsten 2027"])}
    </table><!--EndFragment--></body></html>`;
    const item = new ClipboardItem({ "text/html": new Blob([html], { type: "text/html" }), "text/plain": new Blob(["Tiltak"], { type: "text/plain" }) });
    await navigator.clipboard.write([item]);
  });
  await page.keyboard.press("Control+V");
  await ready(page);
  const [grid] = await page.getByRole("grid").all();
  const cells = await grid.getByRole("row").nth(2).getByRole("gridcell").allInnerTexts();
  assert.deepEqual(await grid.getByRole("columnheader").allInnerTexts().then((all) => all.slice(0, 3).map((text) => text.trim())), ["Tiltak", "Ansvarlig", "Tidspunkt"]);
  assert.equal(await grid.getByRole("rowheader").nth(0).innerText(), "Foreldrekafé på helsestasjonen");
  assert.deepEqual(cells.slice(0, 2).map((text) => text.trim()), ["", "Fra høsten 2027"]);
});

journey("who has no file starts with an empty plan, and the second visit opens where one was", async (way) => {
  const worker = await way.worker();
  const person = await way.person();
  const { page } = person;
  await startEmpty(page, worker.address);
  assert.deepEqual(await columns(page), HEADINGS.map((word) => (word === "Tidspunkt" ? "Tid" : word)));
  assert.deepEqual(await firstCells(page), []);
  await title(page).click();
  await pen(page).fill("Plan for Lillevik");
  await page.keyboard.press("Enter");
  await page.goto(worker.address);
  await ready(page);
  assert.equal(await title(page).innerText(), "Plan for Lillevik");
});

journey("bokmål, nynorsk and English can be chosen at any time", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  await page.goto(worker.address);
  await page.getByRole("button", { name: "Start med tom plan" }).waitFor();
  await speak(page, "nn");
  await page.getByText("Slepp ei Word-fil her, eller vel ei fil").waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "nn");
  await speak(page, "nb");
  await choose(page, SAMPLE);
  await ready(page);
  await speak(page, "en");
  await page.getByRole("button", { name: "Take it all in, correct it later" }).waitFor();
  await page.getByRole("grid", { name: "Actions under “Tiltak”" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Download as Word" }).waitFor();
  await page.getByRole("heading", { level: 1, name: sample.title }).waitFor();
  await speak(page, "nn");
  await page.getByRole("grid", { name: "Tiltak under «Tiltak»" }).waitFor();
  await eventually(() => page.locator("html").getAttribute("lang"), "nn");
});
