// What leaves a browser is sealed: the worker's files hold no word of any plan, name or municipality. And nobody but the
// worker is ever asked for anything, which every journey checks at its end.

import assert from "node:assert/strict";
import { eventually, journey } from "./support/journey.mjs";
import { SAMPLE, cell, done, join, rewrite, rows, saved, share, takeIn, title, type } from "./support/plan.mjs";

const NAMES = ["Sigbjørg Trollvatn", "Torgeir Ulvehøi", "Trollvatn", "Ulvehøi"];
const PLACES = ["Kvitsteinfjord", "Ravnegrend"];
const WRITTEN = ["Hemmelighetsstemplet", "regnbuefisket", "Konfidensialitetserklæring"];
const TAKEN_IN = ["Oppstartsdag", "Barneverntjenesten", "Kommunikasjonsrådgiverne", "Fjelldal", "Granvik", "Involverte", "tidlig hjelp"];

/** The word as bytes in the ways in which programs write words down. */
function traces(word) {
  const bytes = Buffer.from(word, "utf8");
  return [bytes, Buffer.from(word, "utf16le"), Buffer.from(word, "utf16le").swap16(), Buffer.from(word, "latin1"), Buffer.from(bytes.toString("hex")), Buffer.from(bytes.toString("base64").replace(/.{2}=*$/, ""))];
}

journey("the worker's files hold no word of plan, name or municipality", async (way) => {
  const worker = await way.worker();
  const [kari, ola] = await Promise.all([way.person(), way.person()]);
  await takeIn(kari.page, worker.address);
  const link = await share(kari.page, NAMES[0], PLACES[0]);
  await join(ola.page, link, NAMES[1], PLACES[1]);
  await rewrite(kari.page, title(kari.page), WRITTEN[0]);
  await type(ola.page, cell(ola.page, "Oppstartsdag", 2), ` og ${WRITTEN[1]}`);
  await done(ola.page);
  await rewrite(kari.page, cell(kari.page, "Oppstartsdag", 4), WRITTEN[2]);
  await eventually(async () => [await title(ola.page).innerText(), (await rows(ola.page))[0][4], (await rows(kari.page))[0][2]], [WRITTEN[0], WRITTEN[2], `Prosjektgruppa og ${WRITTEN[1]}`]);
  for (const { page } of [kari, ola]) await saved(page, "Delt").waitFor();

  const kept = await worker.bytes();
  assert.ok(kept.length > 20_000, `the worker keeps the plan: ${kept.length} bytes`);
  for (const word of [...NAMES, ...PLACES, ...WRITTEN, ...TAKEN_IN]) {
    for (const trace of traces(word)) assert.ok(!kept.includes(trace), `«${word}» stands in the worker's files`);
  }
  assert.ok(!kept.includes(Buffer.from(link.split("#")[1])), "the invitation stands in the worker's files");
});

journey("the policy forbids inline script and third parties, and nothing breaks it", async (way) => {
  const worker = await way.worker();
  const { page } = await way.person();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url())));
  const answer = await page.goto(worker.address);
  const policy = Object.fromEntries((answer.headers()["content-security-policy"] ?? "").split(";").map((part) => part.trim().split(/\s+/)).map(([name, ...sources]) => [name, sources]));
  assert.deepEqual(policy["default-src"], ["'none'"]);
  assert.deepEqual(policy["script-src"], ["'self'", "'wasm-unsafe-eval'"]);
  assert.deepEqual(policy["style-src"], ["'self'"]);
  assert.deepEqual(policy["connect-src"].slice(0, 3), ["'self'", "https:", "wss:"]);
  const local = /^(ws|http):\/\/(127\.0\.0\.1|localhost):\*$/;
  assert.deepEqual(policy["connect-src"].slice(3).filter((source) => !local.test(source)), []);
  for (const name of ["base-uri", "form-action", "frame-ancestors"]) assert.deepEqual(policy[name], ["'none'"]);
  const page_ = await answer.text();
  for (const [, attributes, script] of page_.matchAll(/<script([^>]*)>([^]*?)<\/script>/g)) {
    assert.match(attributes, /\bsrc="\//);
    assert.equal(script.trim(), "");
  }
  assert.doesNotMatch(page_, /\son\w+=|<style|\sstyle=|javascript:/);

  // Everything that is loaded when asked for: the engine, Word, the service worker.
  await page.getByLabel("Slipp en Word-fil her, eller velg en fil").setInputFiles(SAMPLE);
  await title(page).waitFor();
  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: "Hent som Word" }).click();
  await file;
  const foreign = asked.filter(({ protocol, host }) => !["blob:", "data:"].includes(protocol) && host !== new URL(worker.address).host);
  assert.deepEqual(foreign.map(String), []);

  // The policy is alive: what it forbids does not happen.
  const broken = await page.evaluate(() => new Promise((resolve) => {
    addEventListener("securitypolicyviolation", ({ effectiveDirective }) => resolve(effectiveDirective), { once: true });
    const script = document.createElement("script");
    script.textContent = "window.inlineRan = true";
    document.head.append(script);
  }));
  assert.match(broken, /^script-src/);
  assert.equal(await page.evaluate(() => window.inlineRan), undefined);
  way.people[0].complaints = way.people[0].complaints.filter((complaint) => !complaint.includes("inline script"));
});
