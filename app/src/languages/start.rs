//! Words of the start page.

use super::declare::words;

words! {
    /// The start page.
    StartWords {
        title: Text { nb: "Start", nn: "Start", en: "Start" }
        lead: Text {
            nb: "Her skriver kommuner planer sammen, med eller uten nett.",
            nn: "Her skriv kommunar planar saman, med eller utan nett.",
            en: "Here municipalities write plans together, with or without a network.",
        }
        drop: Text {
            nb: "Slipp en Word-fil her, eller velg en fil",
            nn: "Slepp ei Word-fil her, eller vel ei fil",
            en: "Drop a Word file here, or choose a file",
        }
        dropping: Text { nb: "Slipp filen her", nn: "Slepp fila her", en: "Drop the file here" }
        choose: Text { nb: "Velg en fil", nn: "Vel ei fil", en: "Choose a file" }
        paste: Text {
            nb: "Du kan også lime inn en tabell fra Word.",
            nn: "Du kan òg lime inn ein tabell frå Word.",
            en: "You can also paste a table from Word.",
        }
        paste_here: Text { nb: "Lim inn her", nn: "Lim inn her", en: "Paste here" }
        paste_label: Text {
            nb: "Lim inn en tabell fra Word her",
            nn: "Lim inn ein tabell frå Word her",
            en: "Paste a table from Word here",
        }
        stays: Text {
            nb: "Filen blir lest her i nettleseren og sendes ikke noe sted.",
            nn: "Fila blir lesen her i nettlesaren og blir ikkje send nokon stad.",
            en: "The file is read here in the browser and is not sent anywhere.",
        }
        empty: Text { nb: "Start med tom plan", nn: "Start med tom plan", en: "Start with an empty plan" }
        invited: Text { nb: "Jeg har fått en invitasjon", nn: "Eg har fått ein invitasjon", en: "I have an invitation" }
        invitation_label: Text { nb: "Lenken du har fått", nn: "Lenkja du har fått", en: "The link you were given" }
        invitation_hint: Text {
            nb: "Lim inn hele lenken fra e-posten eller meldingen.",
            nn: "Lim inn heile lenkja frå e-posten eller meldinga.",
            en: "Paste the whole link from the e-mail or message.",
        }
        look: Text { nb: "Se på invitasjonen", nn: "Sjå på invitasjonen", en: "Look at the invitation" }
        yours: Text { nb: "Dette har du her", nn: "Dette har du her", en: "What you have here" }
        changed: Sentence { nb: "Endret {when}", nn: "Endra {when}", en: "Changed {when}" }
        empty_device: Text {
            nb: "Fjern alt fra denne enheten",
            nn: "Fjern alt frå denne eininga",
            en: "Remove everything from this device",
        }
        empty_device_lead: Text {
            nb: "Planer, navn og nøkler blir borte fra denne nettleseren, i alle faner. Det som er delt, har de andre fortsatt. For å komme inn igjen her trenger du nøkkelfilen din eller en ny invitasjon.",
            nn: "Planar, namn og nøklar blir borte frå denne nettlesaren, i alle faner. Det som er delt, har dei andre framleis. For å kome inn igjen her treng du nøkkelfila di eller ein ny invitasjon.",
            en: "Plans, names and keys disappear from this browser, in all tabs. What is shared, the others still have. To come in again here you need your key file or a new invitation.",
        }
        would_be_lost: Text {
            nb: "Dette er ikke delt, og blir borte for godt:",
            nn: "Dette er ikkje delt, og blir borte for godt:",
            en: "This is not shared, and will be lost for good:",
        }
        not_shared: Sentence {
            nb: "«{title}»: ikke delt med noen",
            nn: "«{title}»: ikkje delt med nokon",
            en: "“{title}”: shared with nobody",
        }
        not_arrived: Count {
            nb: ("«{title}»: 1 endring er ikke kommet fram", "«{title}»: {n} endringer er ikke kommet fram"),
            nn: ("«{title}»: 1 endring er ikkje komen fram", "«{title}»: {n} endringar er ikkje komne fram"),
            en: ("“{title}”: 1 change has not arrived", "“{title}”: {n} changes have not arrived"),
        }
        all_shared: Text {
            nb: "Alt her er delt og kommet fram.",
            nn: "Alt her er delt og kome fram.",
            en: "All that is here is shared and has arrived.",
        }
        empty_device_sure: Text { nb: "Ja, fjern alt herfra", nn: "Ja, fjern alt herifrå", en: "Yes, remove everything here" }
        emptied: Text {
            nb: "Alt er fjernet fra denne enheten.",
            nn: "Alt er fjerna frå denne eininga.",
            en: "Everything has been removed from this device.",
        }
        not_emptied: Text {
            nb: "Noe lot seg ikke fjerne",
            nn: "Noko lét seg ikkje fjerne",
            en: "Something could not be removed",
        }
        not_emptied_then: Text {
            nb: "Lukk alle faner med Samvev og prøv igjen, eller slett data for dette nettstedet i nettleserens innstillinger.",
            nn: "Lukk alle faner med Samvev og prøv igjen, eller slett data for denne nettstaden i innstillingane til nettlesaren.",
            en: "Close all tabs with Samvev and try again, or delete the data of this site in the browser's settings.",
        }
        making: Text { nb: "Lager planen …", nn: "Lagar planen …", en: "Making the plan …" }
    }
}
