// Who may do what: another role, an access that is removed, a lost device, and an invitation that is withdrawn.

import assert from "node:assert/strict";
import { daysLater } from "./support/clock.mjs";
import { journey } from "./support/journey.mjs";
import { findings } from "./support/look.mjs";
import { cell, done, goInto, introduce, invite, join, pen, ready, rewrite, saved, share, takeIn, together, tool, type } from "./support/plan.mjs";

const [ONE, TWO] = ["Oppstartsdag for alle ansatte", "Felles møter om overgang"];

const openWho = async (page) => {
  await page.getByRole("link", { name: "Hvem er hvem" }).click();
  await page.getByRole("heading", { level: 1, name: "Hvem er hvem" }).waitFor();
};
/** A person's line: the first that names them, since the invitations below say who came by them. */
const person = (page, name) => page.getByRole("main").getByRole("listitem").filter({ hasText: name }).first();
const access = async (page, name) => {
  await page.getByRole("button", { name: `Endre tilgang for ${name}` }).click();
  const dialog = page.getByRole("dialog", { name });
  await dialog.waitFor();
  return dialog;
};
const said = (page, words) => page.getByRole("status").filter({ hasText: words }).waitFor();

journey("who is removed is cut off at once, keeps what they have, and sees nothing that is written later", async (way) => {
  const { kari, ola } = await together(way);
  await type(ola.page, cell(ola.page, ONE, 3), " (skrevet før)");
  await done(ola.page);
  await cell(kari.page, ONE, 3).getByText("(skrevet før)").waitFor();

  await openWho(kari.page);
  await person(kari.page, "Ola Gran").getByText("Kan redigere").waitFor();
  const dialog = await access(kari.page, "Ola Gran");
  await dialog.getByText("Ola Gran kan ikke lese det som skrives fra nå av, men kan ha beholdt det som alt er lest.").waitFor();
  await dialog.getByRole("button", { name: "Fjern tilgang" }).click();
  // It asks once more, and can be left as it was.
  await dialog.getByRole("button", { name: "Avbryt" }).click();
  await dialog.getByRole("button", { name: "Fjern tilgang" }).click();
  const began = performance.now();
  await dialog.getByRole("button", { name: "Ja, fjern tilgangen" }).click();
  await ola.page.getByText("Tilgangen din er fjernet.").waitFor();
  const took = performance.now() - began;
  assert.ok(took < 3_000, `${took} ms until the removed was told`);
  await said(kari.page, "Ola Gran har ikke tilgang lenger.");
  await kari.page.getByRole("heading", { name: "Har ikke tilgang lenger" }).waitFor();

  await kari.page.goBack();
  await ready(kari.page);
  await rewrite(kari.page, cell(kari.page, TWO, 4), "Skrevet etterpå");
  await saved(kari.page, "Delt").waitFor();
  await cell(kari.page, ONE, 3).getByText("(skrevet før)").waitFor();
  await cell(ola.page, ONE, 3).getByText("(skrevet før)").waitFor();
  assert.equal(await ola.page.getByText("Skrevet etterpå").count(), 0);
  assert.equal(await tool(ola.page, "Angre").count(), 0);
  // Nor after a new start, and what there is can still be taken out.
  await ola.page.reload();
  await ola.page.getByText("Tilgangen din er fjernet.").waitFor();
  assert.equal(await ola.page.getByText("Skrevet etterpå").count(), 0);
  await openWho(ola.page);
  await ola.page.getByText("Tilgangen din til samarbeidsrommet er fjernet").waitFor();
  assert.equal(await ola.page.getByRole("button", { name: /Endre tilgang/ }).count(), 0);
});

journey("who was removed and is invited again comes back in the same browser", async (way) => {
  const { kari, ola } = await together(way);
  await openWho(kari.page);
  const dialog = await access(kari.page, "Ola Gran");
  await dialog.getByRole("button", { name: "Fjern tilgang" }).click();
  await dialog.getByRole("button", { name: "Ja, fjern tilgangen" }).click();
  await ola.page.getByText("Tilgangen din er fjernet.").waitFor();
  await kari.page.goBack();
  await ready(kari.page);
  await rewrite(kari.page, cell(kari.page, TWO, 4), "Skrevet imens");
  await saved(kari.page, "Delt").waitFor();
  const link = await invite(kari.page);
  await ola.page.goto(link);
  await ola.page.getByRole("heading", { name: "Hvem er du?" }).waitFor();
  await ola.page.getByRole("radio", { name: "Granvik kommune" }).check();
  await ola.page.getByRole("textbox", { name: "Navnet ditt" }).fill("Ola Gran");
  await ola.page.getByRole("button", { name: "Bli med", exact: true }).click();
  await ready(ola.page);
  await cell(ola.page, TWO, 4).getByText("Skrevet imens").waitFor();
  await rewrite(ola.page, cell(ola.page, ONE, 3), "Tilbake igjen");
  await cell(kari.page, ONE, 3).getByText("Tilbake igjen").waitFor();
  await ola.page.reload();
  await ready(ola.page);
  assert.equal(await ola.page.getByText("Tilgangen din er fjernet.").count(), 0);
});

journey("what the removed wrote without network stays with them and reaches nobody", async (way) => {
  const { kari, ola } = await together(way);
  ola.network.cut();
  await goInto(ola.page, cell(ola.page, ONE, 3));
  await ola.page.keyboard.press("Control+End");
  await ola.page.keyboard.type(" (skrevet på toget)");
  await done(ola.page);
  await openWho(kari.page);
  const dialog = await access(kari.page, "Ola Gran");
  await dialog.getByRole("button", { name: "Fjern tilgang" }).click();
  await dialog.getByRole("button", { name: "Ja, fjern tilgangen" }).click();
  await saved(kari.page, "Delt").waitFor();
  ola.network.mend();
  await ola.page.evaluate(() => dispatchEvent(new Event("online")));
  await ola.page.getByText("Tilgangen din er fjernet.").waitFor();
  await cell(ola.page, ONE, 3).getByText("(skrevet på toget)").waitFor();
  await kari.page.goBack();
  await ready(kari.page);
  assert.equal(await kari.page.getByText("(skrevet på toget)").count(), 0);
});

journey("another role takes effect at once, in the middle of a sentence, and can be given back", async (way) => {
  const { kari, ola } = await together(way);
  await goInto(ola.page, cell(ola.page, ONE, 3));
  await ola.page.keyboard.press("Control+End");
  await ola.page.keyboard.type(" og");
  await openWho(kari.page);
  let dialog = await access(kari.page, "Ola Gran");
  await dialog.getByRole("radio", { name: "Kan lese" }).check();
  await dialog.getByRole("button", { name: "Gi denne rollen" }).click();
  await said(kari.page, "Ola Gran har nå rollen «Kan lese».");
  await person(kari.page, "Ola Gran").getByText("Kan lese").waitFor();
  await ola.page.getByText("Du kan lese denne planen, men ikke endre den.").waitFor();
  await pen(ola.page).waitFor({ state: "detached" });
  // Not a word is lost: it is in the plan, or it is said that it is not.
  await ola.page.getByText("August 2027 og").first().waitFor();

  dialog = await access(kari.page, "Ola Gran");
  await dialog.getByRole("radio", { name: "Administrator" }).check();
  await dialog.getByRole("button", { name: "Gi denne rollen" }).click();
  await ready(ola.page);
  await type(ola.page, cell(ola.page, ONE, 3), " igjen");
  await done(ola.page);
  await openWho(ola.page);
  await ola.page.getByRole("button", { name: "Endre tilgang for Kari Fjell" }).waitFor();
  await kari.page.goBack();
  await cell(kari.page, ONE, 3).getByText("igjen").waitFor();
});

journey("an invitation for one says what it gives, is seen who came by it, and can be withdrawn", async (way) => {
  const { kari } = await together(way);
  await kari.page.getByRole("banner").getByRole("button", { name: "Del", exact: true }).click();
  const share = kari.page.getByRole("dialog", { name: "Del", exact: true });
  await share.getByRole("radio", { name: "Én person" }).check();
  await share.getByRole("combobox", { name: "Med hvilken rolle?" }).selectOption("Kan lese");
  await share.getByRole("button", { name: "Lag invitasjon" }).click();
  await share.getByText("Gjelder i 7 dager, for 1 person. Rollen er «Kan lese».").waitFor();
  const link = await share.getByRole("textbox", { name: "Lenken" }).inputValue();
  await share.getByRole("button", { name: "Lukk" }).click();
  await saved(kari.page, "Delt").waitFor();

  // Somebody has it open when it is withdrawn.
  const eva = await way.person();
  await eva.page.goto(link);
  await eva.page.getByText("Kan lese", { exact: true }).waitFor();
  await openWho(kari.page);
  await kari.page.getByText("Har blitt med: Ola Gran").waitFor();
  await kari.page.getByText("Ingen har blitt med ennå.").waitFor();
  await kari.page.getByRole("button", { name: "Trekk tilbake invitasjonen «Kan lese», for 1 person" }).click();
  await said(kari.page, "Invitasjonen er trukket tilbake.");
  await saved(kari.page, "Delt").waitFor();
  await eva.page.getByRole("radio", { name: "Et annet sted" }).check();
  await introduce(eva.page, "Eva Lund", "Lundby kommune");
  await eva.page.getByRole("button", { name: "Bli med", exact: true }).click();
  await eva.page.getByText("Invitasjonen gjelder ikke lenger").waitFor();
  await person(kari.page, "Ola Gran").waitFor();
  assert.equal(await person(kari.page, "Eva Lund").count(), 0);
});

journey("a lost device is removed alone, and its owner goes on with the other", async (way) => {
  const { kari, ola, link } = await together(way);
  // The same person on another device.
  const phone = await way.person({ size: "phone" });
  await phone.page.goto(link);
  await phone.page.getByRole("heading", { name: "Hvem er du?" }).waitFor();
  await phone.page.getByRole("radio", { name: "Granvik kommune" }).check();
  await phone.page.getByRole("textbox", { name: "Navnet ditt" }).fill("Ola Gran");
  await phone.page.getByRole("button", { name: "Bli med", exact: true }).click();
  await ready(phone.page);
  await openWho(kari.page);
  await person(kari.page, "Ola Gran").getByText("2 enheter").waitFor();
  const dialog = await access(kari.page, "Ola Gran");
  const removing = dialog.getByRole("button", { name: /^Fjern enhet/ });
  await removing.nth(1).waitFor();
  // Whichever of the two it is: one is cut off, the other goes on.
  await removing.first().click();
  await said(kari.page, "har ikke tilgang lenger.");
  const out = (page) => page.getByText("Tilgangen din er fjernet.").waitFor();
  const lost = await Promise.any([out(ola.page).then(() => ola), out(phone.page).then(() => phone)]);
  const kept = lost === ola ? phone : ola;
  await person(kari.page, "Ola Gran").getByText("Kan redigere").waitFor();
  assert.equal(await person(kari.page, "Ola Gran").getByText("2 enheter").count(), 0);
  await saved(kept.page, "Delt").waitFor();
  assert.equal(await kept.page.getByText("Tilgangen din er fjernet.").count(), 0);
  const again = await invite(kari.page);
  assert.notEqual(again, link);
});

journey("when somebody was seen last is said in coarse words, and here and now while they are here", async (way) => {
  const { kari, ola } = await together(way);
  await type(ola.page, cell(ola.page, ONE, 3), " (skrevet før)");
  await done(ola.page);
  await saved(ola.page, "Delt").waitFor();
  await openWho(kari.page);
  await person(kari.page, "Ola Gran").getByText("Her nå").waitFor();
  assert.equal(await person(kari.page, "Kari Fjell").getByText(/sett/).count(), 0);
  await ola.closeBrowser();
  // A page that begins anew has not heard them, and need not wait until they are thought to be gone.
  await kari.page.reload();
  await person(kari.page, "Ola Gran").getByText("Sist sett i dag").waitFor();
  // The days go by on this person's own clock.
  const days = async (n) => {
    await kari.page.clock.setFixedTime(Date.now() + n * 86_400_000);
    await kari.page.goBack();
    await ready(kari.page);
    await openWho(kari.page);
  };
  await days(1);
  await person(kari.page, "Ola Gran").getByText("Sist sett i går").waitFor();
  const then = new Intl.DateTimeFormat("nb", { dateStyle: "long" }).format(new Date());
  await days(2);
  await person(kari.page, "Ola Gran").getByText(`Sist sett ${then}`).waitFor();
  // A clock that goes wrong the other way tells of no day to come.
  await days(-3);
  await person(kari.page, "Ola Gran").getByText("Sist sett i dag").waitFor();
});

journey("after a year an administrator says of each that they are still to be members, or removes them", async (way) => {
  const worker = await way.worker();
  const [kari, ola, eva] = await Promise.all([way.person(), way.person(), way.person()]);
  await takeIn(kari.page, `${worker.address}/?no-sw`);
  const link = await share(kari.page, "Kari Fjell", "Fjelldal kommune");
  await join(ola.page, link, "Ola Gran", "Granvik kommune");
  await join(eva.page, link, "Eva Lund", "Lundby kommune");
  await openWho(kari.page);
  await person(kari.page, "Eva Lund").waitFor();
  assert.equal(await kari.page.getByRole("heading", { name: "Skal disse fortsatt være med?" }).count(), 0);
  await saved(kari.page, "Delt").waitFor();

  await daysLater(kari.page, 366);
  await kari.page.goto(`${worker.address}/?no-sw`);
  await kari.page.getByText("2 personer har hatt tilgang i over et år uten at noen har bekreftet det.").waitFor();
  assert.deepEqual(await findings(kari.page), []);
  await kari.page.getByRole("link", { name: "Se hvem det gjelder" }).click();
  const asked = kari.page.locator("section").filter({ has: kari.page.getByRole("heading", { name: "Skal disse fortsatt være med?" }) });
  await asked.getByText("Ikke bekreftet siden").first().waitFor();
  assert.equal(await asked.getByText("Kari Fjell").count(), 0);
  assert.deepEqual(await findings(kari.page), []);
  await asked.getByRole("button", { name: "Ola Gran skal fortsatt være med" }).click();
  await said(kari.page, "Ola Gran er bekreftet for et år til.");
  await asked.getByRole("button", { name: "Ola Gran skal fortsatt være med" }).waitFor({ state: "detached" });
  await asked.getByRole("button", { name: "Fjern tilgang for Eva Lund" }).click();
  const dialog = kari.page.getByRole("dialog", { name: "Eva Lund" });
  await dialog.getByText("Eva Lund kan ikke lese det som skrives fra nå av").waitFor();
  await dialog.getByRole("button", { name: "Ja, fjern tilgangen" }).click();
  await asked.waitFor({ state: "detached" });
  await eva.page.getByText("Tilgangen din er fjernet.").waitFor();
  await kari.page.getByRole("link", { name: "Startside", exact: true }).first().click();
  await kari.page.getByRole("heading", { name: "Dette har du her" }).waitFor();
  assert.equal(await kari.page.getByRole("link", { name: "Se hvem det gjelder" }).count(), 0);
});
