//! Words for plans that are closed to some.

use super::declare::words;

words! {
    /// «Lukket plan»: making one, and who has a seat.
    ClosedWords {
        new_plan: Text { nb: "Ny plan her", nn: "Ny plan her", en: "New plan here" }
        heading: Text { nb: "Ny plan", nn: "Ny plan", en: "New plan" }
        title: Text { nb: "Hva skal planen hete?", nn: "Kva skal planen heite?", en: "What is the plan called?" }
        who_reads: Text { nb: "Hvem skal kunne lese den?", nn: "Kven skal kunne lese han?", en: "Who may read it?" }
        everybody: Text {
            nb: "Alle i samarbeidsrommet",
            nn: "Alle i samarbeidsrommet",
            en: "Everybody in the shared space",
        }
        some: Text { nb: "Bare de jeg velger", nn: "Berre dei eg vel", en: "Only those I choose" }
        some_says: Text {
            nb: "Planen blir lukket. De andre ser at den finnes og at du har laget den, men ikke navnet og ingenting av innholdet.",
            nn: "Planen blir lukka. Dei andre ser at han finst og at du har laga han, men ikkje namnet og ingenting av innhaldet.",
            en: "The plan is closed. The others see that it is there and that you made it, but not its name and nothing of what is in it.",
        }
        nobody_else: Text {
            nb: "Ingen andre er med i samarbeidsrommet ennå. Du kan gi dem plass når de er blitt med.",
            nn: "Ingen andre er med i samarbeidsrommet enno. Du kan gje dei plass når dei har blitt med.",
            en: "Nobody else is in the shared space yet. You can give them a seat when they have joined.",
        }
        seat_of: Sentence { nb: "Plass til {name}", nn: "Plass til {name}", en: "Seat for {name}" }
        no_seat: Text { nb: "Ingen plass", nn: "Ingen plass", en: "No seat" }
        make: Text { nb: "Lag planen", nn: "Lag planen", en: "Make the plan" }
        closed: Text { nb: "Lukket plan", nn: "Lukka plan", en: "Closed plan" }
        readers: Count {
            nb: ("bare du kan lese", "{n} personer kan lese"),
            nn: ("berre du kan lese", "{n} personar kan lese"),
            en: ("only you can read it", "{n} people can read it"),
        }
        who_has_seats: Text { nb: "Hvem har plass?", nn: "Kven har plass?", en: "Who has a seat?" }
        seats_lead: Text {
            nb: "Bare de som har plass, kan lese planen. De andre i samarbeidsrommet ser bare at den finnes.",
            nn: "Berre dei som har plass, kan lese planen. Dei andre i samarbeidsrommet ser berre at han finst.",
            en: "Only those with a seat can read the plan. The others in the shared space only see that it is there.",
        }
        keeper: Text { nb: "Bestemmer hvem som har plass", nn: "Avgjer kven som har plass", en: "Decides who has a seat" }
        keepers: Sentence {
            nb: "{names} bestemmer hvem som har plass.",
            nn: "{names} avgjer kven som har plass.",
            en: "{names} decides who has a seat.",
        }
        giving: Text {
            nb: "Den som får plass, kan lese alt som er skrevet i planen. Den som mister plassen, kan ikke lese det som skrives fra da av, men kan ha beholdt det som alt er lest.",
            nn: "Den som får plass, kan lese alt som er skrive i planen. Den som mistar plassen, kan ikkje lese det som blir skrive frå då av, men kan ha teke vare på det som alt er lese.",
            en: "Whoever gets a seat can read all that is written in the plan. Whoever loses it cannot read what is written from then on, but may have kept what they have read.",
        }
        /// To who decides alone.
        alone: Text {
            nb: "Bare du bestemmer hvem som har plass. Gi en til den rollen, så planen ikke blir stående uten hvis du slutter.",
            nn: "Berre du avgjer kven som har plass. Gje ein til den rolla, så planen ikkje blir ståande utan viss du sluttar.",
            en: "Only you decide who has a seat. Give one more person that role, so that the plan is not left without if you leave.",
        }
        new_devices: Count {
            nb: ("1 ny enhet uten plass", "{n} nye enheter uten plass"),
            nn: ("1 ny eining utan plass", "{n} nye einingar utan plass"),
            en: ("1 new device without a seat", "{n} new devices without a seat"),
        }
        give_too: Sentence {
            nb: "Gi plass til alle enhetene til {name}",
            nn: "Gje plass til alle einingane til {name}",
            en: "Give all devices of {name} a seat",
        }
        given: Sentence {
            nb: "{name} har nå plass: «{role}».",
            nn: "{name} har no plass: «{role}».",
            en: "{name} now has a seat: “{role}”.",
        }
        taken: Sentence {
            nb: "{name} har ikke plass lenger.",
            nn: "{name} har ikkje plass lenger.",
            en: "{name} no longer has a seat.",
        }
        /// To who had a seat.
        lost: Text {
            nb: "Du har ikke lenger plass i denne lukkede planen. Det du alt har lest, ligger fortsatt på denne enheten. Det du skrev uten nett like før, er kanskje ikke med hos de andre.",
            nn: "Du har ikkje lenger plass i denne lukka planen. Det du alt har lese, ligg framleis på denne eininga. Det du skreiv utan nett like før, er kanskje ikkje med hos dei andre.",
            en: "You no longer have a seat in this closed plan. What you have read is still on this device. What you wrote without a network just before may not have reached the others.",
        }
        /// For those who have no seat, in «Hvem er hvem».
        others_heading: Text { nb: "Lukkede planer", nn: "Lukka planar", en: "Closed plans" }
        others: Sentence {
            nb: "{name} har laget en lukket plan der du ikke har plass.",
            nn: "{name} har laga ein lukka plan der du ikkje har plass.",
            en: "{name} has made a closed plan in which you have no seat.",
        }
        somebody: Text { nb: "Noen", nn: "Nokon", en: "Somebody" }
    }
}
