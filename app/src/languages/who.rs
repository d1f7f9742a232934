//! Words of the page «Hvem er hvem».

use super::declare::words;

words! {
    /// Hvem er hvem.
    WhoWords {
        heading: Text { nb: "Hvem er hvem", nn: "Kven er kven", en: "Who is who" }
        lead: Text {
            nb: "De som er med i samarbeidsrommet, etter hvor de arbeider.",
            nn: "Dei som er med i samarbeidsrommet, etter kvar dei arbeider.",
            en: "Those in the shared space, by where they work.",
        }
        empty: Text {
            nb: "Bare du er her ennå. Del planen for å invitere noen.",
            nn: "Berre du er her enno. Del planen for å invitere nokon.",
            en: "Only you are here yet. Share the plan to invite somebody.",
        }
        you: Text { nb: "deg", nn: "deg", en: "you" }
        unknown: Text { nb: "Ukjent sted", nn: "Ukjend stad", en: "Unknown place" }
        unnamed: Text { nb: "Uten navn", nn: "Utan namn", en: "Without a name" }
        people: Count { nb: ("1 person", "{n} personer"), nn: ("1 person", "{n} personar"), en: ("1 person", "{n} people") }
        devices: Count { nb: ("1 enhet", "{n} enheter"), nn: ("1 eining", "{n} einingar"), en: ("1 device", "{n} devices") }
        here_now: Text { nb: "Her nå", nn: "Her no", en: "Here now" }
    }
}
