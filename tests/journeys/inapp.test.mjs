// An invitation that is opened in the window of a mail program on a phone: the real browser is asked for first.

import assert from "node:assert/strict";
import { journey } from "./support/journey.mjs";
import { findings } from "./support/look.mjs";
import { cell, introduce, join, ready, share, takeIn } from "./support/plan.mjs";

const MAIL = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";
const ONE = "Oppstartsdag for alle ansatte";

journey("who opens an invitation inside a mail program is asked to open it in the browser, and may go on there", async (way) => {
  const worker = await way.worker();
  const kari = await way.person();
  await takeIn(kari.page, worker.address);
  const link = await share(kari.page, "Kari Fjell", "Fjelldal kommune");

  const { page } = await way.person({ size: "phone", agent: MAIL });
  await page.goto(link);
  await page.getByRole("heading", { level: 1, name: "Åpne i nettleseren" }).waitFor();
  assert.equal(await page.getByRole("heading", { name: "Hvem er du?" }).count(), 0);
  assert.deepEqual(await findings(page), []);
  await page.getByRole("button", { name: "Kopier lenken" }).click();
  await page.getByText("Kopiert").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, link);
  // What was copied lets one in where it is pasted.
  const browser = await way.person({ size: "phone" });
  await join(browser.page, copied, "Ola Gran", "Granvik kommune");
  await cell(browser.page, ONE, 0).first().waitFor();

  // Whoever has no other browser goes on, and is not asked again.
  await page.getByRole("button", { name: "Fortsett her likevel" }).click();
  await page.getByRole("heading", { name: "Hvem er du?" }).waitFor();
  await page.getByRole("radio", { name: "Et annet sted" }).check();
  await introduce(page, "Eva Lund", "Lundby kommune");
  await page.getByRole("button", { name: "Bli med", exact: true }).click();
  await ready(page);
  await page.goto("about:blank");
  await page.goto(link);
  await page.getByText("Du er allerede med her.").waitFor();
});
