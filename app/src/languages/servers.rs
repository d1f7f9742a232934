//! Words for the servers that carry a space. One always has an owner, or is named by its host.

use super::declare::words;

words! {
    /// The servers of a space.
    ServerWords {
        heading: Text { nb: "Kommunenes servere", nn: "Serverane til kommunane", en: "The municipalities’ servers" }
        lead: Text {
            nb: "De bærer det dere skriver, fram til alle. Alt er kryptert, så de som driver dem, kan ikke lese det. Hver enhet har alt selv, så ingenting blir borte om en av dem gjør det.",
            nn: "Dei ber det de skriv, fram til alle. Alt er kryptert, så dei som driv dei, kan ikkje lese det. Kvar eining har alt sjølv, så ingenting blir borte om ein av dei blir det.",
            en: "They carry what you write to everybody. All is encrypted, so those who run them cannot read it. Each device has everything itself, so nothing is lost if one of them is.",
        }
        owned: Sentence { nb: "{owner}s server", nn: "{owner} sin server", en: "{owner}’s server" }
        /// Where the owner's name ends in an s.
        owned_s: Sentence { nb: "{owner}’ server", nn: "{owner} sin server", en: "{owner}’ server" }
        not_shared: Text {
            nb: "Ingen ennå. Del en plan, så kommer den første hit.",
            nn: "Ingen enno. Del ein plan, så kjem den første hit.",
            en: "None yet. Share a plan, and the first one comes here.",
        }
        has_all: Text { nb: "Har alt.", nn: "Har alt.", en: "Has everything." }
        looking: Text { nb: "Ser etter …", nn: "Ser etter …", en: "Looking …" }
        away: Count {
            nb: ("Svarer ikke nå. 1 endring venter her.", "Svarer ikke nå. {n} endringer venter her."),
            nn: ("Svarar ikkje no. 1 endring ventar her.", "Svarar ikkje no. {n} endringar ventar her."),
            en: ("Does not answer now. 1 change waits here.", "Does not answer now. {n} changes wait here."),
        }
        away_none: Text {
            nb: "Svarer ikke nå. Ingenting herfra venter på å bli sendt.",
            nn: "Svarar ikkje no. Ingenting herifrå ventar på å bli sendt.",
            en: "Does not answer now. Nothing from here waits to be sent.",
        }
        administrators: Text {
            nb: "En administrator kan legge til og fjerne.",
            nn: "Ein administrator kan leggje til og fjerne.",
            en: "An administrator can add and remove.",
        }
        add_heading: Text { nb: "Legg til en til", nn: "Legg til ein til", en: "Add another" }
        add_lead: Text {
            nb: "Står det to på listen, går arbeidet videre om den ene faller ut. Nye invitasjoner nevner begge.",
            nn: "Står det to på lista, går arbeidet vidare om den eine fell ut. Nye invitasjonar nemner begge.",
            en: "With two on the list the work goes on if one drops out. New invitations name both.",
        }
        address: Text { nb: "Adresse", nn: "Adresse", en: "Address" }
        address_hint: Text {
            nb: "Slik den står i nettleseren når Samvev åpnes der, for eksempel samvev.example.no.",
            nn: "Slik ho står i nettlesaren når Samvev blir opna der, til dømes samvev.example.no.",
            en: "As it stands in the browser when Samvev is opened there, for example samvev.example.no.",
        }
        address_unfit: Text {
            nb: "Dette er ikke en adresse som kan brukes. Skriv for eksempel samvev.example.no.",
            nn: "Dette er ikkje ei adresse som kan brukast. Skriv til dømes samvev.example.no.",
            en: "This is not an address that can be used. Write for example samvev.example.no.",
        }
        address_listed: Text {
            nb: "Den står alt på listen.",
            nn: "Ho står alt på lista.",
            en: "It is on the list already.",
        }
        address_full: Text {
            nb: "Det er ikke plass til flere enn åtte. Fjern en først.",
            nn: "Det er ikkje plass til fleire enn åtte. Fjern ein først.",
            en: "There is no room for more than eight. Remove one first.",
        }
        owner: Text { nb: "Hvem driver den?", nn: "Kven driv han?", en: "Who runs it?" }
        owner_hint: Text {
            nb: "Står adressen på listen fra før, endres bare dette.",
            nn: "Står adressa på lista frå før, blir berre dette endra.",
            en: "If the address is on the list already, only this is changed.",
        }
        owner_unknown: Text { nb: "Vet ikke", nn: "Veit ikkje", en: "Don’t know" }
        add: Text { nb: "Legg til", nn: "Legg til", en: "Add" }
        added: Sentence {
            nb: "{host} er lagt til. De andre tar den i bruk etter hvert som de er på nett.",
            nn: "{host} er lagd til. Dei andre tek han i bruk etter kvart som dei er på nett.",
            en: "{host} is added. The others begin to use it as they come online.",
        }
        owner_set: Sentence {
            nb: "{host} står nå med eier.",
            nn: "{host} står no med eigar.",
            en: "{host} now stands with its owner.",
        }
        remove: Text { nb: "Fjern", nn: "Fjern", en: "Remove" }
        remove_which: Sentence { nb: "Fjern «{name}»", nn: "Fjern «{name}»", en: "Remove “{name}”" }
        remove_heading: Sentence { nb: "Fjerne «{name}»?", nn: "Fjerne «{name}»?", en: "Remove “{name}”?" }
        remove_says: Text {
            nb: "Ingen i samarbeidsrommet bruker den lenger. Det dere har skrevet, ligger fortsatt på enhetene deres og hos de andre på listen. Det som ligger der fra før, blir ikke slettet av dette.",
            nn: "Ingen i samarbeidsrommet bruker han lenger. Det de har skrive, ligg framleis på einingane dykkar og hos dei andre på lista. Det som ligg der frå før, blir ikkje sletta av dette.",
            en: "Nobody in the shared space uses it any longer. What you have written stays on your devices and with the others on the list. What is there already is not deleted by this.",
        }
        remove_links: Text {
            nb: "Invitasjoner fra da den sto alene på listen, slutter å virke. Lag nye med «Del». Den som har vært uten nett siden da, trenger også en ny lenke.",
            nn: "Invitasjonar frå då han stod åleine på lista, sluttar å verke. Lag nye med «Del». Den som har vore utan nett sidan då, treng òg ei ny lenkje.",
            en: "Invitations from when it stood alone on the list stop working. Make new ones with “Share”. Whoever has been offline since then needs a new link too.",
        }
        remove_early: Text {
            nb: "Ingen av de andre på listen har alt ennå. Vent helst til det står «Har alt» ved en av dem.",
            nn: "Ingen av dei andre på lista har alt enno. Vent helst til det står «Har alt» ved ein av dei.",
            en: "None of the others on the list has everything yet. Rather wait until one of them says “Has everything”.",
        }
        remove_sure: Text { nb: "Ja, fjern", nn: "Ja, fjern", en: "Yes, remove" }
        removed: Sentence {
            nb: "«{name}» er ikke på listen lenger.",
            nn: "«{name}» er ikkje på lista lenger.",
            en: "“{name}” is no longer on the list.",
        }
        last: Text {
            nb: "Den siste på listen kan ikke fjernes. Legg til en annen først.",
            nn: "Den siste på lista kan ikkje fjernast. Legg til ein annan først.",
            en: "The last one on the list cannot be removed. Add another first.",
        }
        /// The way here from who is who.
        way_lead: Count {
            nb: ("1 bærer det dere skriver, fram til alle.", "{n} bærer det dere skriver, fram til alle."),
            nn: ("1 ber det de skriv, fram til alle.", "{n} ber det de skriv, fram til alle."),
            en: ("1 carries what you write to everybody.", "{n} carry what you write to everybody."),
        }
        way: Text { nb: "Se dem og hva de har", nn: "Sjå dei og kva dei har", en: "See them and what they have" }
    }
}
