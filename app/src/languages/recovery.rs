//! Words for the recovery key: what settles it when no administrator is left.

use super::declare::words;

words! {
    /// The recovery key.
    RecoveryWords {
        heading: Text { nb: "Gjenopprettingsnøkkel", nn: "Gjenopprettingsnøkkel", en: "Recovery key" }
        lead: Text {
            nb: "Mister alle administratorene tilgangen, kan den som har nøkkelen, slippe folk inn igjen.",
            nn: "Mistar alle administratorane tilgangen, kan den som har nøkkelen, sleppe folk inn att.",
            en: "If all administrators lose their access, whoever has the key can let people in again.",
        }
        none: Text { nb: "Ingen er laget ennå.", nn: "Ingen er laga enno.", en: "None has been made yet." }
        for_party: Sentence { nb: "For {party}", nn: "For {party}", en: "For {party}" }
        for_nobody: Text { nb: "Uten sted", nn: "Utan stad", en: "Without a place" }
        withdraw: Text { nb: "Gjør ugyldig", nn: "Gjer ugyldig", en: "Make invalid" }
        withdraw_which: Sentence {
            nb: "Gjør nøkkelen ugyldig: {which}",
            nn: "Gjer nøkkelen ugyldig: {which}",
            en: "Make the key invalid: {which}",
        }
        withdrawn: Text {
            nb: "Gjenopprettingsnøkkelen virker ikke lenger.",
            nn: "Gjenopprettingsnøkkelen verkar ikkje lenger.",
            en: "The recovery key no longer works.",
        }
        make: Text { nb: "Lag gjenopprettingsnøkkel", nn: "Lag gjenopprettingsnøkkel", en: "Make a recovery key" }
        make_lead: Text {
            nb: "Nøkkelen blir en fil. Den som har filen og passordet, er administrator her.",
            nn: "Nøkkelen blir ei fil. Den som har fila og passordet, er administrator her.",
            en: "The key becomes a file. Whoever has the file and the password is an administrator here.",
        }
        make_where: Text {
            nb: "Legg filen i kommunens arkiv eller på en minnepinne i safen, og passordet et annet sted. To som vet hvor det er, er bedre enn én.",
            nn: "Legg fila i arkivet til kommunen eller på ein minnepinne i safen, og passordet ein annan stad. To som veit kvar det er, er betre enn éin.",
            en: "Put the file in the municipality's archive, or on a memory stick in the safe, and the password elsewhere. Two who know where it is are better than one.",
        }
        file_name: Sentence {
            nb: "Samvev-nøkkel til gjenoppretting {date}.samvev",
            nn: "Samvev-nøkkel til gjenoppretting {date}.samvev",
            en: "Samvev-key for recovery {date}.samvev",
        }
        made_where: Text {
            nb: "Den ligger blant nedlastingene. Flytt den dit den skal ligge, og slett den herfra. Den virker så snart det står «Delt» øverst.",
            nn: "Ho ligg blant nedlastingane. Flytt ho dit ho skal liggje, og slett ho herifrå. Ho verkar så snart det står «Delt» øvst.",
            en: "It is among your downloads. Move it to where it is to be kept, and delete it here. It works as soon as “Shared” stands at the top.",
        }
        made_later: Text {
            nb: "Den åpnes i en nettleser som ikke kjenner noen: «Har du en nøkkelfil?» på startsiden.",
            nn: "Ho blir opna i ein nettlesar som ikkje kjenner nokon: «Har du ei nøkkelfil?» på startsida.",
            en: "It is opened in a browser that knows nobody: “Do you have a key file?” on the start page.",
        }
        only_one: Text {
            nb: "Du er den eneste administratoren",
            nn: "Du er den einaste administratoren",
            en: "You are the only administrator",
        }
        only_one_then: Text {
            nb: "Mister du tilgangen, kan ingen slippe inn nye. Gi en kollega rollen «Administrator», og lag en gjenopprettingsnøkkel nederst på siden.",
            nn: "Mistar du tilgangen, kan ingen sleppe inn nye. Gje ein kollega rolla «Administrator», og lag ein gjenopprettingsnøkkel nedst på sida.",
            en: "If you lose your access, nobody can let new people in. Give a colleague the role “Administrator”, and make a recovery key at the foot of the page.",
        }
        only_one_with_key: Text {
            nb: "Mister du tilgangen, er det bare gjenopprettingsnøkkelen som kan slippe inn nye. Gi en kollega rollen «Administrator».",
            nn: "Mistar du tilgangen, er det berre gjenopprettingsnøkkelen som kan sleppe inn nye. Gje ein kollega rolla «Administrator».",
            en: "If you lose your access, only the recovery key can let new people in. Give a colleague the role “Administrator”.",
        }
        /// Who has come in with one.
        inside: Text {
            nb: "Du er inne med en gjenopprettingsnøkkel",
            nn: "Du er inne med ein gjenopprettingsnøkkel",
            en: "You are in with a recovery key",
        }
        inside_then: Text {
            nb: "Gi en kollega rollen «Administrator», eller inviter en ny. Den nye administratoren gjør denne nøkkelen ugyldig og lager en ny.",
            nn: "Gje ein kollega rolla «Administrator», eller inviter ein ny. Den nye administratoren gjer denne nøkkelen ugyldig og lagar ein ny.",
            en: "Give a colleague the role “Administrator”, or invite a new one. The new administrator makes this key invalid and makes another.",
        }
    }
}
