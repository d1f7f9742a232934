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
        making: Text { nb: "Lager planen …", nn: "Lagar planen …", en: "Making the plan …" }
    }
}
