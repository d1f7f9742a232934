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
        seen_today: Text { nb: "Sist sett i dag", nn: "Sist sett i dag", en: "Last seen today" }
        seen_yesterday: Text { nb: "Sist sett i går", nn: "Sist sett i går", en: "Last seen yesterday" }
        seen_on: Sentence { nb: "Sist sett {day}", nn: "Sist sett {day}", en: "Last seen {day}" }
        never_seen: Text { nb: "Ikke sett ennå", nn: "Ikkje sett enno", en: "Not seen yet" }
        change: Text { nb: "Endre tilgang", nn: "Endre tilgang", en: "Change access" }
        change_for: Sentence { nb: "Endre tilgang for {name}", nn: "Endre tilgang for {name}", en: "Change access for {name}" }
        role: Text { nb: "Rolle", nn: "Rolle", en: "Role" }
        give_role: Text { nb: "Gi denne rollen", nn: "Gje denne rolla", en: "Give this role" }
        role_given: Sentence {
            nb: "{name} har nå rollen «{role}».",
            nn: "{name} har no rolla «{role}».",
            en: "{name} now has the role “{role}”.",
        }
        devices_heading: Text { nb: "Enheter", nn: "Einingar", en: "Devices" }
        devices_lead: Text {
            nb: "Er en enhet mistet eller byttet ut, kan du fjerne bare den.",
            nn: "Er ei eining mista eller bytt ut, kan du fjerne berre den.",
            en: "If a device is lost or replaced, you can remove only that one.",
        }
        device: Sentence { nb: "Enhet {code}", nn: "Eining {code}", en: "Device {code}" }
        this_device: Text { nb: "denne enheten", nn: "denne eininga", en: "this device" }
        remove_device: Sentence { nb: "Fjern enhet {code}", nn: "Fjern eining {code}", en: "Remove device {code}" }
        remove: Text { nb: "Fjern tilgang", nn: "Fjern tilgang", en: "Remove access" }
        remove_says: Sentence {
            nb: "{name} kan ikke lese det som skrives fra nå av, men kan ha beholdt det som alt er lest. Det {name} har skrevet, blir stående.",
            nn: "{name} kan ikkje lese det som blir skrive frå no av, men kan ha teke vare på det som alt er lese. Det {name} har skrive, blir ståande.",
            en: "{name} cannot read what is written from now on, but may have kept what they have read. What {name} has written stays.",
        }
        remove_links: Text {
            nb: "Invitasjoner som samme person har laget eller kommet inn med, slutter å virke.",
            nn: "Invitasjonar som same person har laga eller kome inn med, sluttar å verke.",
            en: "Invitations that the same person made or came in by stop working.",
        }
        remove_sure: Text { nb: "Ja, fjern tilgangen", nn: "Ja, fjern tilgangen", en: "Yes, remove access" }
        cancel: Text { nb: "Avbryt", nn: "Avbryt", en: "Cancel" }
        removed: Sentence {
            nb: "{name} har ikke tilgang lenger.",
            nn: "{name} har ikkje tilgang lenger.",
            en: "{name} no longer has access.",
        }
        device_removed: Sentence {
            nb: "Enhet {code} har ikke tilgang lenger.",
            nn: "Eining {code} har ikkje tilgang lenger.",
            en: "Device {code} no longer has access.",
        }
        gone: Text { nb: "Har ikke tilgang lenger", nn: "Har ikkje tilgang lenger", en: "No longer have access" }
        invitations: Text { nb: "Åpne invitasjoner", nn: "Opne invitasjonar", en: "Open invitations" }
        invitations_lead: Text {
            nb: "Den som har en av disse lenkene, kan bli med til den er brukt opp, dagene er over eller du trekker den tilbake.",
            nn: "Den som har ei av desse lenkjene, kan bli med til ho er brukt opp, dagane er over eller du trekkjer ho tilbake.",
            en: "Whoever has one of these links can join until it is used up, its days are over or you withdraw it.",
        }
        no_invitations: Text {
            nb: "Ingen. Lag en med «Del».",
            nn: "Ingen. Lag ein med «Del».",
            en: "None. Make one with “Share”.",
        }
        for_up_to: Count {
            nb: ("for 1 person", "for inntil {n} personer"),
            nn: ("for 1 person", "for inntil {n} personar"),
            en: ("for 1 person", "for up to {n} people"),
        }
        lasts: Count {
            nb: ("gjelder i 1 dag fra den ble laget av {name}", "gjelder i {n} dager fra den ble laget av {name}"),
            nn: ("gjeld i 1 dag frå han vart laga av {name}", "gjeld i {n} dagar frå han vart laga av {name}"),
            en: ("good for 1 day from when {name} made it", "good for {n} days from when {name} made it"),
        }
        nobody_joined: Text { nb: "Ingen har blitt med ennå.", nn: "Ingen har blitt med enno.", en: "Nobody has joined yet." }
        joined: Sentence { nb: "Har blitt med: {names}", nn: "Har blitt med: {names}", en: "Have joined: {names}" }
        withdraw: Text { nb: "Trekk tilbake", nn: "Trekk tilbake", en: "Withdraw" }
        withdraw_which: Sentence {
            nb: "Trekk tilbake invitasjonen «{role}», {for_whom}",
            nn: "Trekk tilbake invitasjonen «{role}», {for_whom}",
            en: "Withdraw the invitation “{role}”, {for_whom}",
        }
        withdrawn: Text {
            nb: "Invitasjonen er trukket tilbake. De som alt er med, er fortsatt med.",
            nn: "Invitasjonen er trekt tilbake. Dei som alt er med, er framleis med.",
            en: "The invitation is withdrawn. Those who have joined are still members.",
        }
        from: Sentence { nb: "{name} fra {place}", nn: "{name} frå {place}", en: "{name} from {place}" }
        came: Count {
            nb: ("{names} ble med. Stemmer det?", "{n} ble med: {names}. Stemmer det?"),
            nn: ("{names} vart med. Stemmer det?", "{n} vart med: {names}. Stemmer det?"),
            en: ("{names} joined. Is that right?", "{n} joined: {names}. Is that right?"),
        }
        right: Text { nb: "Ja, det stemmer", nn: "Ja, det stemmer", en: "Yes, that is right" }
        all_right: Text { nb: "Ja, alle stemmer", nn: "Ja, alle stemmer", en: "Yes, all are right" }
        not_right: Text { nb: "Nei, se hvem det er", nn: "Nei, sjå kven det er", en: "No, see who it is" }
        new: Text { nb: "Ny, ikke bekreftet", nn: "Ny, ikkje stadfesta", en: "New, not confirmed" }
        out: Text {
            nb: "Tilgangen din til samarbeidsrommet er fjernet",
            nn: "Tilgangen din til samarbeidsrommet er fjerna",
            en: "Your access to the shared space has been removed",
        }
        out_then: Text {
            nb: "Det du har her, kan du fortsatt lese og hente som Word. Det som skrives fra nå av, kommer ikke hit. Mener du det er feil, så snakk med en administrator.",
            nn: "Det du har her, kan du framleis lese og hente som Word. Det som blir skrive frå no av, kjem ikkje hit. Meiner du det er feil, så snakk med ein administrator.",
            en: "What you have here you can still read and get as Word. What is written from now on does not come here. If you think it is a mistake, talk to an administrator.",
        }
    }
}
