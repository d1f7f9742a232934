// What a person does with a plan, and what they see of it, in bokmål.

/** The sample as a Word file. */
export const SAMPLE = process.env.SAMVEV_SAMPLE;
export const HEADINGS = ["Tiltak", "Involverte tjenester", "Ansvarlig", "Tidspunkt", "Kostnad"];

/** Opens the app for the first time and gives it a Word file. */
export async function takeIn(page, address, file = SAMPLE) {
  await page.goto(address);
  await choose(page, file);
  await ready(page);
}

/** Opens the app for the first time and starts with an empty plan. */
export async function startEmpty(page, address) {
  await page.goto(address);
  await page.getByRole("button", { name: "Start med tom plan" }).click();
  await ready(page);
}

/** Chooses a file on the start page. */
export async function choose(page, file) {
  await page.getByLabel("Slipp en Word-fil her, eller velg en fil").setInputFiles(file);
}

/** The plan is there and can be written in. */
export async function ready(page) {
  await page.getByRole("button", { name: "Angre", exact: true }).first().waitFor();
}

export const article = (page) => page.getByRole("article", { name: "Plan", exact: true });
export const title = (page) => article(page).getByRole("heading", { level: 1 });
export const heading = (page, words) => article(page).getByRole("heading", { name: words, exact: true });
export const goals = (page) => article(page).getByRole("list", { name: "Mål", exact: true }).getByRole("listitem");
export const table = (page, under = "Tiltak") => page.getByRole("grid", { name: `Tiltak under «${under}»` });
export const row = (page, words) => table(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name: words }) });
/** A cell of the row whose first cell has these words; columns count from 0. */
export const cell = (page, words, column) =>
  column === 0 ? row(page, words).getByRole("rowheader") : row(page, words).getByRole("gridcell").nth(column - 1);
/** The empty row at the end, to write in. */
export const draft = (page) => table(page).getByRole("row").last();
/** The text that is being typed in. */
export const pen = (page) => article(page).getByRole("textbox");
/** The words under a heading. */
export const chapterText = (page, words) =>
  article(page).locator("section").filter({ has: page.getByRole("heading", { name: words, exact: true }) }).locator(".field.text");

/** The words of a text, lines parted by line ends, without the flags of those who write there. */
export const words = (place) => place.evaluate((element) => [...element.querySelectorAll("[data-at]")].map((line) => line.textContent).join("\n"));

/** Goes into a text with the mouse. */
export async function goInto(page, place) {
  await place.click();
  await pen(page).waitFor();
}

/** Goes into a text, to its end, and types. Leaves the caret there. */
export async function type(page, place, words) {
  await goInto(page, place);
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words);
}

/** Replaces a text, and is done with it. */
export async function rewrite(page, place, words) {
  await goInto(page, place);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(words);
  await done(page);
}

/** Done with the text. */
export async function done(page) {
  await page.keyboard.press("Control+Enter");
  await pen(page).waitFor({ state: "detached" });
}

/** The columns' headings, in order. */
export function columns(page, under = "Tiltak") {
  return table(page, under).evaluate((grid) => {
    const words = (head) => head.querySelector(".words")?.textContent;
    return [...grid.querySelectorAll("[role=columnheader]")].map(words).filter((heading) => heading !== undefined);
  });
}

/** Every row's cells as text, lines parted by line ends; without the empty row at the end. */
export function rows(page, under = "Tiltak") {
  return table(page, under).evaluate((grid) => {
    const lines = (cell) => [...cell.querySelectorAll("[data-at]")].map((line) => line.textContent).join("\n");
    const cells = (row) => [...row.querySelectorAll("[role=rowheader].field, [role=gridcell].field")].map(lines);
    return [...grid.querySelectorAll("tbody [role=row]")].filter((row) => !row.matches(".draft, .gone")).map(cells);
  });
}

/** The first cells of all rows. */
export const firstCells = async (page) => (await rows(page)).map(([first]) => first);

/** Chooses in the menu of a row, goal, column or chapter. */
export async function choice(page, place, words) {
  await place.getByRole("button", { name: /^Valg / }).first().click();
  await page.getByRole("menu").getByRole("menuitem", { name: words, exact: true }).click();
}

/** The saved state as it stands in the header. */
export const saved = (page, words) => page.getByRole("banner").getByRole("button", { name: words, exact: true });
export const tool = (page, name) => page.getByRole("toolbar", { name: "Verktøy for planen" }).getByRole("button", { name, exact: true });

/** Says who one is: in the dialog «Del» and on the page of an invitation. */
export async function introduce(page, name, party) {
  await page.getByRole("textbox", { name: "Navnet ditt" }).fill(name);
  await page.getByRole("textbox", { name: "Hva heter kommunen, tjenesten eller virksomheten?" }).fill(party);
}

/** Shares the plan and gives the invitation's link. */
export async function share(page, name, party) {
  await page.getByRole("banner").getByRole("button", { name: "Del", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Del", exact: true });
  await introduce(page, name, party);
  await dialog.getByRole("button", { name: "Fortsett" }).click();
  await dialog.getByRole("button", { name: "Lag invitasjon" }).click();
  const link = await dialog.getByRole("textbox", { name: "Lenken" }).inputValue();
  await dialog.getByRole("button", { name: "Lukk" }).click();
  await saved(page, "Delt").waitFor();
  return link;
}

/** A further invitation, by who has shared already. */
export async function invite(page) {
  await page.getByRole("banner").getByRole("button", { name: "Del", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Del", exact: true });
  await dialog.getByRole("button", { name: "Lag invitasjon" }).click();
  const link = await dialog.getByRole("textbox", { name: "Lenken" }).inputValue();
  await dialog.getByRole("button", { name: "Lukk" }).click();
  await saved(page, "Delt").waitFor();
  return link;
}

/** Opens an invitation and joins by it, from a municipality that is not there yet. */
export async function join(page, link, name, party) {
  await page.goto(link);
  await page.getByRole("heading", { name: "Hvem er du?" }).waitFor();
  await page.getByRole("radio", { name: "Et annet sted" }).check();
  await introduce(page, name, party);
  await page.getByRole("button", { name: "Bli med", exact: true }).click();
  await ready(page);
}

/** Two people from two municipalities in the sample plan. */
export async function together(way) {
  const worker = await way.worker();
  const [kari, ola] = await Promise.all([way.person(), way.person()]);
  await takeIn(kari.page, worker.address);
  const link = await share(kari.page, "Kari Fjell", "Fjelldal kommune");
  await join(ola.page, link, "Ola Gran", "Granvik kommune");
  return { worker, kari, ola, link };
}

/** Chooses a language. */
export const speak = (page, language) => page.getByRole("banner").getByRole("combobox").selectOption(language);
