//! Words of the frame around every page: header, saved state, help.

use super::declare::words;

words! {
    /// What stands around every page.
    FrameWords {
        name: Text { nb: "Samvev", nn: "Samvev", en: "Samvev" }
        skip: Text { nb: "Hopp til innholdet", nn: "Hopp til innhaldet", en: "Skip to content" }
        start: Text { nb: "Startside", nn: "Startside", en: "Start page" }
        documents: Text { nb: "Dokumenter", nn: "Dokument", en: "Documents" }
        plans: Text { nb: "Planer", nn: "Planar", en: "Plans" }
        no_documents: Text {
            nb: "Her kommer dokumentene dine. Begynn på startsiden.",
            nn: "Her kjem dokumenta dine. Byrj på startsida.",
            en: "Your documents will stand here. Begin on the start page.",
        }
        untitled: Text { nb: "Uten tittel", nn: "Utan tittel", en: "Untitled" }
        collapse: Text { nb: "Skjul listen", nn: "Skjul lista", en: "Hide the list" }
        expand: Text { nb: "Vis dokumenter", nn: "Vis dokument", en: "Show documents" }
        close: Text { nb: "Lukk", nn: "Lukk", en: "Close" }
        language: Text { nb: "Språk", nn: "Språk", en: "Language" }
        help: Text { nb: "Hjelp", nn: "Hjelp", en: "Help" }
        more: Text { nb: "Mer", nn: "Meir", en: "More" }
        places: Text { nb: "Steder", nn: "Stader", en: "Places" }
        share: Text { nb: "Del", nn: "Del", en: "Share" }
        word: Text { nb: "Hent som Word", nn: "Hent som Word", en: "Download as Word" }
        who: Text { nb: "Hvem er hvem", nn: "Kven er kven", en: "Who is who" }
        here_now: Text { nb: "Her nå", nn: "Her no", en: "Here now" }
        starting: Text {
            nb: "Henter det du har her …",
            nn: "Hentar det du har her …",
            en: "Fetching what you have here …",
        }
        try_again: Text { nb: "Prøv igjen", nn: "Prøv igjen", en: "Try again" }
        not_found: Text { nb: "Denne siden finnes ikke", nn: "Denne sida finst ikkje", en: "There is no such page" }
        not_found_text: Text {
            nb: "Adressen kan være skrevet feil, eller lenken kan være gammel. Det du har skrevet, er trygt.",
            nn: "Adressa kan vere skriven feil, eller lenkja kan vere gammal. Det du har skrive, er trygt.",
            en: "The address may be misspelt, or the link may be old. What you have written is safe.",
        }
        not_held: Text {
            nb: "Dette dokumentet ligger ikke på denne enheten",
            nn: "Dette dokumentet ligg ikkje på denne eininga",
            en: "This document is not on this device",
        }
        not_held_text: Text {
            nb: "Be den som delte det med deg, om en invitasjon. Har du fått en, kan du lime den inn på startsiden.",
            nn: "Be den som delte det med deg, om ein invitasjon. Har du fått ein, kan du lime han inn på startsida.",
            en: "Ask whoever shared it with you for an invitation. If you have one, paste it on the start page.",
        }
        to_start: Text { nb: "Til startsiden", nn: "Til startsida", en: "To the start page" }
    }
}

words! {
    /// The list of keys behind "?".
    KeyWords {
        heading: Text { nb: "Taster", nn: "Tastar", en: "Keys" }
        lead: Text {
            nb: "Alt som kan gjøres med en tast, har også en knapp.",
            nn: "Alt som kan gjerast med ein tast, har òg ein knapp.",
            en: "Everything that a key does has a button as well.",
        }
        edit: Text { nb: "Rediger det som er valgt", nn: "Rediger det som er valt", en: "Edit what is chosen" }
        escape: Text { nb: "Få tilbake den gamle teksten", nn: "Få att den gamle teksten", en: "Get the old text back" }
        next_cell: Text { nb: "Neste celle", nn: "Neste celle", en: "Next cell" }
        previous_cell: Text { nb: "Forrige celle", nn: "Førre celle", en: "Previous cell" }
        new_line: Text { nb: "Ny linje i teksten", nn: "Ny linje i teksten", en: "New line in the text" }
        done: Text { nb: "Ferdig med teksten", nn: "Ferdig med teksten", en: "Done with the text" }
        move_row: Text { nb: "Flytt raden opp eller ned", nn: "Flytt rada opp eller ned", en: "Move the row up or down" }
        undo: Text { nb: "Angre det du gjorde", nn: "Angre det du gjorde", en: "Undo what you did" }
        redo: Text { nb: "Gjør om igjen", nn: "Gjer om att", en: "Do it again" }
        keys: Text { nb: "Vis denne listen", nn: "Vis denne lista", en: "Show this list" }
        key_enter: Text { nb: "Enter", nn: "Enter", en: "Enter" }
        key_shift: Text { nb: "Skift", nn: "Skift", en: "Shift" }
    }
}

words! {
    /// How safe what was written is.
    SavedWords {
        saved: Text { nb: "Lagret på denne enheten", nn: "Lagra på denne eininga", en: "Saved on this device" }
        saving: Text { nb: "Lagrer …", nn: "Lagrar …", en: "Saving …" }
        sharing: Text { nb: "Deler …", nn: "Deler …", en: "Sharing …" }
        shared: Text { nb: "Delt", nn: "Delt", en: "Shared" }
        offline: Text {
            nb: "Uten nett. Alt lagres her.",
            nn: "Utan nett. Alt blir lagra her.",
            en: "No network. All is kept here.",
        }
        away: Text {
            nb: "Ingen kontakt nå. Alt lagres her.",
            nn: "Ingen kontakt no. Alt blir lagra her.",
            en: "No contact now. All is kept here.",
        }
        here_only: Text {
            nb: "Lagret på denne enheten, ikke delt",
            nn: "Lagra på denne eininga, ikkje delt",
            en: "Saved on this device, not shared",
        }
        failed: Text { nb: "Ikke lagret", nn: "Ikkje lagra", en: "Not saved" }
        details: Text { nb: "Hvor det er lagret", nn: "Kvar det er lagra", en: "Where it is saved" }
        this_device: Text { nb: "Denne enheten", nn: "Denne eininga", en: "This device" }
        device_saved: Text { nb: "Alt er lagret her.", nn: "Alt er lagra her.", en: "All is saved here." }
        device_saving: Text { nb: "Lagres nå.", nn: "Blir lagra no.", en: "Being saved now." }
        host: Sentence { nb: "Serveren på {host}", nn: "Serveren på {host}", en: "The server at {host}" }
        on_shared: Text { nb: "Alt er kommet fram.", nn: "Alt er kome fram.", en: "All has arrived." }
        on_sending: Count {
            nb: ("1 endring er på vei.", "{n} endringer er på vei."),
            nn: ("1 endring er på veg.", "{n} endringar er på veg."),
            en: ("1 change is on its way.", "{n} changes are on their way."),
        }
        on_away: Count {
            nb: (
                "Får ikke kontakt. 1 endring venter her og sendes når det går.",
                "Får ikke kontakt. {n} endringer venter her og sendes når det går."
            ),
            nn: (
                "Får ikkje kontakt. 1 endring ventar her og blir send når det går.",
                "Får ikkje kontakt. {n} endringar ventar her og blir sende når det går."
            ),
            en: (
                "No contact. 1 change waits here and is sent when that is possible.",
                "No contact. {n} changes wait here and are sent when that is possible."
            ),
        }
        on_away_none: Text {
            nb: "Får ikke kontakt. Ingenting herfra venter på å bli sendt.",
            nn: "Får ikkje kontakt. Ingenting herifrå ventar på å bli sendt.",
            en: "No contact. Nothing from here waits to be sent.",
        }
        not_shared: Text {
            nb: "Ikke delt med noen ennå. Bare denne nettleseren har det.",
            nn: "Ikkje delt med nokon enno. Berre denne nettlesaren har det.",
            en: "Not shared with anybody yet. Only this browser has it.",
        }
    }
}
