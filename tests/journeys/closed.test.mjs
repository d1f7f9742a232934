// A plan that is closed to some in the shared space: who has a seat writes in it, the others see that it is there.

import assert from "node:assert/strict";
import { eventually, journey } from "./support/journey.mjs";
import { article, invite, join, pen, ready, saved, together } from "./support/plan.mjs";

const TITLE = "Samtaler om enkeltbarn";
const WORDS = "Regnbuefiskeren";

const newPlan = async (page) => {
  await page.getByRole("navigation", { name: "Dokumenter" }).getByRole("button", { name: "Ny plan her" }).click();
  const dialog = page.getByRole("dialog", { name: "Ny plan" });
  await dialog.waitFor();
  return dialog;
};
const inList = (page, title) => page.getByRole("navigation", { name: "Dokumenter" }).getByRole("link", { name: title });
const seats = async (page) => {
  await article(page).getByRole("button", { name: "Hvem har plass?" }).click();
  const dialog = page.getByRole("dialog", { name: "Hvem har plass?" });
  await dialog.waitFor();
  return dialog;
};
const heading = (page) => article(page).getByRole("heading", { level: 1 });
const goal = (page) => article(page).locator(".goal .field").first();
const types = async (page, words) => {
  await goal(page).click();
  await pen(page).waitFor();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words);
  await page.keyboard.press("Control+Enter");
  await pen(page).waitFor({ state: "detached" });
};
/** Whether these words stand anywhere in what a browser keeps, or whether anything sealed of the closed plan does. */
const kept = (page, words, document) =>
  page.evaluate(
    async ([words, document]) => {
      const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      const opening = indexedDB.open("samvev");
      await new Promise((open, failed) => Object.assign(opening, { onsuccess: open, onerror: failed }));
      const entries = opening.result.transaction("entries").objectStore("entries");
      const all = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: failed }));
      const [keys, values] = await Promise.all([all(entries.getAllKeys()), all(entries.getAll())]);
      opening.result.close();
      const bytes = (one) => (typeof one === "string" ? hex(new TextEncoder().encode(one)) : hex(new Uint8Array(one.buffer ?? one)));
      const stored = [...keys, ...values].map(bytes);
      const wanted = [...words.map((word) => hex(new TextEncoder().encode(word))), document];
      return wanted.filter((one) => stored.some((kept) => kept.includes(one)));
    },
    [words, document],
  );

journey("a closed plan is for those who have a seat, and the others know only that it is there", async (way) => {
  const { kari, ola } = await together(way);
  const link = await invite(kari.page);
  const eva = await way.person();
  await join(eva.page, link, "Eva Lund", "Lundby kommune");

  const dialog = await newPlan(kari.page);
  await dialog.getByRole("textbox", { name: "Hva skal planen hete?" }).fill(TITLE);
  await dialog.getByRole("radio", { name: "Bare de jeg velger" }).check();
  await dialog.getByText("De andre ser at den finnes").waitFor();
  await dialog.getByRole("combobox", { name: "Plass til Ola Gran" }).selectOption("Kan redigere");
  await dialog.getByRole("button", { name: "Lag planen" }).click();
  await heading(kari.page).filter({ hasText: TITLE }).waitFor();
  await article(kari.page).getByText("2 personer kan lese").waitFor();
  const document = kari.page.url().split("/").at(-1);
  await types(kari.page, WORDS);
  await saved(kari.page, "Delt").waitFor();

  await inList(ola.page, TITLE).click();
  await heading(ola.page).filter({ hasText: TITLE }).waitFor();
  await goal(ola.page).getByText(WORDS).waitFor();
  await types(ola.page, " også fra Ola");
  await goal(kari.page).getByText("også fra Ola").waitFor();
  // Who has a seat and does not decide sees who does.
  const seen = await seats(ola.page);
  await seen.getByText("Kari Fjell bestemmer hvem som har plass.").waitFor();
  assert.equal(await seen.getByRole("combobox").count(), 0);
  await seen.getByRole("button", { name: "Lukk" }).click();

  // Somebody without a seat hears that there is such a plan, and has nothing of it: not on the screen, not in the store.
  await eva.page.getByRole("link", { name: "Hvem er hvem" }).click();
  await eva.page.getByText("Kari Fjell har laget en lukket plan der du ikke har plass.").waitFor();
  assert.equal(await inList(eva.page, TITLE).count(), 0);
  assert.deepEqual(await kept(eva.page, [WORDS, TITLE], document), []);
  await eva.page.goto(kari.page.url());
  await eva.page.getByRole("heading", { name: "Denne planen er ikke åpen for deg" }).waitFor();
  assert.equal(await eva.page.getByText(TITLE).count(), 0);
  await eva.page.goBack();
  await eva.page.getByText("Kari Fjell har laget en lukket plan").waitFor();

  // A seat opens all that was written; when it is taken, what comes after stays closed.
  const settled = await seats(kari.page);
  await settled.getByRole("combobox", { name: "Plass til Eva Lund" }).selectOption("Kan lese");
  await settled.getByText("Eva Lund har nå plass: «Kan lese».").waitFor();
  await inList(eva.page, TITLE).click();
  await goal(eva.page).getByText(`${WORDS} også fra Ola`).waitFor();
  await eva.page.getByText("Du kan lese denne planen, men ikke endre den.").waitFor();
  await settled.getByRole("combobox", { name: "Plass til Eva Lund" }).selectOption("Ingen plass");
  await settled.getByText("Eva Lund har ikke plass lenger.").waitFor();
  await eva.page.getByText("Du har ikke lenger plass i denne lukkede planen.").waitFor();
  await settled.getByRole("button", { name: "Lukk" }).click();
  await types(kari.page, " og senere");
  await goal(ola.page).getByText("og senere").waitFor();
  assert.equal(await goal(eva.page).getByText("og senere").count(), 0);
  assert.deepEqual(await kept(eva.page, ["og senere"], "ffff".repeat(8)), []);
  // She is in the rest as before.
  await eva.page.getByRole("link", { name: "Hvem er hvem" }).click();
  await eventually(() => eva.page.getByText("Tilgangen din til samarbeidsrommet er fjernet").count(), 0);
});

journey("a plan for everybody is made in the same place, with the keyboard alone", async (way) => {
  const { kari, ola } = await together(way);
  const button = kari.page.getByRole("navigation", { name: "Dokumenter" }).getByRole("button", { name: "Ny plan her" });
  await button.focus();
  await kari.page.keyboard.press("Enter");
  await kari.page.getByRole("dialog", { name: "Ny plan" }).waitFor();
  await kari.page.keyboard.type("Plan for alle");
  await kari.page.keyboard.press("Enter");
  await ready(kari.page);
  await heading(kari.page).filter({ hasText: "Plan for alle" }).waitFor();
  await inList(ola.page, "Plan for alle").click();
  await ready(ola.page);
  await heading(ola.page).filter({ hasText: "Plan for alle" }).waitFor();
  assert.equal(await article(ola.page).getByText("Lukket plan").count(), 0);
});
