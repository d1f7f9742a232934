//! Words for a recovery key on paper.

use super::declare::words;

words! {
    /// The printed recovery key.
    PrintedWords {
        // Making one.
        or_paper: Text { nb: "Eller på papir", nn: "Eller på papir", en: "Or on paper" }
        or_paper_lead: Text {
            nb: "Nøkkelen blir bokstaver og tall på et ark, til å skrive inn igjen. Arket har ikke noe passord: den som har det, er administrator her.",
            nn: "Nøkkelen blir bokstavar og tal på eit ark, til å skrive inn att. Arket har ikkje noko passord: den som har det, er administrator her.",
            en: "The key becomes letters and digits on a sheet, to be typed in again. The sheet has no password: whoever has it is an administrator here.",
        }
        make: Text { nb: "Lag nøkkel på papir", nn: "Lag nøkkel på papir", en: "Make a key on paper" }
        // The sheet.
        concerns: Text { nb: "Gjelder", nn: "Gjeld", en: "Concerns" }
        for_party: Text { nb: "Laget for", nn: "Laga for", en: "Made for" }
        made_on: Text { nb: "Laget", nn: "Laga", en: "Made" }
        key: Text { nb: "Nøkkelen", nn: "Nøkkelen", en: "The key" }
        warning: Text {
            nb: "Den som har dette arket, er administrator. Det trengs ikke noe passord. Legg arket i en safe.",
            nn: "Den som har dette arket, er administrator. Det trengst ikkje noko passord. Legg arket i ein safe.",
            en: "Whoever has this sheet is an administrator. No password is needed. Put the sheet in a safe.",
        }
        how: Text { nb: "Slik brukes nøkkelen", nn: "Slik blir nøkkelen brukt", en: "How the key is used" }
        how_open: Sentence {
            nb: "Åpne Samvev i en nettleser som ikke kjenner noen: {addresses}",
            nn: "Opne Samvev i ein nettlesar som ikkje kjenner nokon: {addresses}",
            en: "Open Samvev in a browser that knows nobody: {addresses}",
        }
        how_choose: Text {
            nb: "Velg «Har du en nøkkelfil?», og så «Jeg har nøkkelen på papir».",
            nn: "Vel «Har du ei nøkkelfil?», og så «Eg har nøkkelen på papir».",
            en: "Choose “Do you have a key file?”, and then “I have the key on paper”.",
        }
        how_type: Text {
            nb: "Skriv de seks radene. Du får vite hvilken rad det gjelder om noe er skrevet feil.",
            nn: "Skriv dei seks radene. Du får vite kva rad det gjeld om noko er skrive feil.",
            en: "Type the six rows. You are told which row it is if something is typed wrong.",
        }
        how_then: Text {
            nb: "Gi en kollega rollen «Administrator». Den nye administratoren gjør denne nøkkelen ugyldig og lager en ny.",
            nn: "Gje ein kollega rolla «Administrator». Den nye administratoren gjer denne nøkkelen ugyldig og lagar ein ny.",
            en: "Give a colleague the role “Administrator”. The new administrator makes this key invalid and makes another.",
        }
        once: Text {
            nb: "Arket vises bare nå. Skriv det ut, eller skriv nøkkelen av, før du går videre. Nøkkelen virker så snart det står «Delt» øverst.",
            nn: "Arket blir berre vist no. Skriv det ut, eller skriv av nøkkelen, før du går vidare. Nøkkelen verkar så snart det står «Delt» øvst.",
            en: "The sheet is shown only now. Print it, or copy the key by hand, before you go on. The key works as soon as “Shared” stands at the top.",
        }
        print: Text { nb: "Skriv ut", nn: "Skriv ut", en: "Print" }
        done: Text { nb: "Ferdig, arket er tatt vare på", nn: "Ferdig, arket er teke vare på", en: "Done, the sheet is kept" }
        // Typing it in.
        what: Text { nb: "Hva har du?", nn: "Kva har du?", en: "What do you have?" }
        have_file: Text { nb: "Jeg har en nøkkelfil", nn: "Eg har ei nøkkelfil", en: "I have a key file" }
        have_paper: Text { nb: "Jeg har nøkkelen på papir", nn: "Eg har nøkkelen på papir", en: "I have the key on paper" }
        enter_lead: Text {
            nb: "Du kommer inn som administrator, så du kan slippe folk inn igjen.",
            nn: "Du kjem inn som administrator, så du kan sleppe folk inn att.",
            en: "You come in as an administrator, so that you can let people in again.",
        }
        rows: Text { nb: "De seks radene på arket", nn: "Dei seks radene på arket", en: "The six rows on the sheet" }
        rows_hint: Text {
            nb: "Store og små bokstaver er det samme. Mellomrom gjør ingenting.",
            nn: "Store og små bokstavar er det same. Mellomrom gjer ingenting.",
            en: "Capital and small letters are the same. Spaces do not matter.",
        }
        wrong_row: Sentence {
            nb: "Rad {row} stemmer ikke. Se etter en bokstav eller et tall som er skrevet feil.",
            nn: "Rad {row} stemmer ikkje. Sjå etter ein bokstav eller eit tal som er skrive feil.",
            en: "Row {row} is not right. Look for a letter or a digit that is typed wrong.",
        }
        missing_row: Sentence {
            nb: "Rad {row} mangler. Nøkkelen har seks rader.",
            nn: "Rad {row} manglar. Nøkkelen har seks rader.",
            en: "Row {row} is missing. The key has six rows.",
        }
        too_long: Text {
            nb: "Dette er mer enn seks rader. Skriv bare nøkkelen.",
            nn: "Dette er meir enn seks rader. Skriv berre nøkkelen.",
            en: "This is more than six rows. Type only the key.",
        }
        mixed: Text {
            nb: "Hver rad stemmer, men de hører ikke til samme nøkkel. Se etter at alle er fra samme ark.",
            nn: "Kvar rad stemmer, men dei høyrer ikkje til same nøkkel. Sjå etter at alle er frå same ark.",
            en: "Each row is right, but they are not of one key. See that all are from the same sheet.",
        }
        newer: Text {
            nb: "Nøkkelen er laget med en nyere utgave. Last siden på nytt, og prøv igjen.",
            nn: "Nøkkelen er laga med ei nyare utgåve. Last sida på nytt, og prøv igjen.",
            en: "The key was made with a newer edition. Reload the page, and try again.",
        }
    }
}
