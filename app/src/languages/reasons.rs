//! Words for what goes wrong: what happened, then what is safe and what to do.

use super::declare::words;

words! {
    /// What went wrong. Of each pair the first says what happened; `…_then` what is safe and what to do.
    ProblemWords {
        store_full: Text {
            nb: "Nettleseren har ikke mer plass",
            nn: "Nettlesaren har ikkje meir plass",
            en: "The browser has no room left",
        }
        store_full_then: Text {
            nb: "Det siste du skrev, er bare i denne fanen, så ikke lukk den. Frigjør plass på maskinen; vi prøver igjen av oss selv.",
            nn: "Det siste du skreiv, er berre i denne fana, så ikkje lukk ho. Frigjer plass på maskina; vi prøver igjen av oss sjølve.",
            en: "What you wrote last is in this tab only, so do not close it. Free some space on the machine; we keep trying.",
        }
        store_missing: Text {
            nb: "Nettleseren vil ikke lagre noe her",
            nn: "Nettlesaren vil ikkje lagre noko her",
            en: "The browser will not keep anything here",
        }
        store_missing_then: Text {
            nb: "Det du skriver, er bare i denne fanen. Er dette et privat vindu, så åpne siden i et vanlig, eller tillat lagring for denne siden.",
            nn: "Det du skriv, er berre i denne fana. Er dette eit privat vindauge, så opne sida i eit vanleg, eller tillat lagring for denne sida.",
            en: "What you write is in this tab only. If this is a private window, open the page in an ordinary one, or allow storage for this page.",
        }
        store_failed: Text {
            nb: "Det siste du skrev, ble ikke lagret",
            nn: "Det siste du skreiv, vart ikkje lagra",
            en: "What you wrote last was not saved",
        }
        store_failed_then: Text {
            nb: "Det står i denne fanen, og vi prøver igjen av oss selv. Ikke lukk fanen før det står «Lagret på denne enheten».",
            nn: "Det står i denne fana, og vi prøver igjen av oss sjølve. Ikkje lukk fana før det står «Lagra på denne eininga».",
            en: "It is in this tab, and we keep trying. Do not close the tab until it says “Saved on this device”.",
        }
        unreachable: Text {
            nb: "Får ikke kontakt",
            nn: "Får ikkje kontakt",
            en: "No contact",
        }
        unreachable_then: Text {
            nb: "Alt du skriver, lagres på denne enheten og deles når det går. Se om du har nett, og prøv igjen.",
            nn: "Alt du skriv, blir lagra på denne eininga og delt når det går. Sjå om du har nett, og prøv igjen.",
            en: "All that you write is saved on this device and shared when that is possible. See if you have a network, and try again.",
        }
        rubbish: Text {
            nb: "Adressen svarer, men ikke slik den skal",
            nn: "Adressa svarer, men ikkje slik ho skal",
            en: "The address answers, but not as it should",
        }
        rubbish_then: Text {
            nb: "Alt du skriver, er trygt på denne enheten. Noe på veien kan ha stanset oss, en brannmur for eksempel. Spør IT hos dere.",
            nn: "Alt du skriv, er trygt på denne eininga. Noko på vegen kan ha stansa oss, ein brannmur til dømes. Spør IT hos dykk.",
            en: "All that you write is safe on this device. Something on the way may have stopped us, a firewall perhaps. Ask your IT people.",
        }
        link_damaged: Text {
            nb: "Lenken er ikke hel",
            nn: "Lenkja er ikkje heil",
            en: "The link is not whole",
        }
        link_damaged_then: Text {
            nb: "Noe av den kan ha falt ut på veien. Invitasjonen er ikke brukt opp. Kopier hele lenken på nytt, eller be om en ny.",
            nn: "Noko av ho kan ha falle ut på vegen. Invitasjonen er ikkje brukt opp. Kopier heile lenkja på nytt, eller be om ei ny.",
            en: "Some of it may have been lost on the way. The invitation is not used up. Copy the whole link again, or ask for a new one.",
        }
        link_missing: Text {
            nb: "Det er ingen invitasjon i denne lenken",
            nn: "Det er ingen invitasjon i denne lenkja",
            en: "There is no invitation in this link",
        }
        link_missing_then: Text {
            nb: "Ingenting er endret. Kopier hele lenken fra e-posten eller meldingen, også det som står etter #.",
            nn: "Ingenting er endra. Kopier heile lenkja frå e-posten eller meldinga, òg det som står etter #.",
            en: "Nothing is changed. Copy the whole link from the e-mail or message, also what stands after #.",
        }
        link_newer: Text {
            nb: "Lenken er laget med en nyere utgave",
            nn: "Lenkja er laga med ei nyare utgåve",
            en: "The link was made by a newer edition",
        }
        link_newer_then: Text {
            nb: "Invitasjonen er ikke brukt opp. Last siden på nytt for å få den nyeste utgaven, og åpne lenken igjen.",
            nn: "Invitasjonen er ikkje brukt opp. Last sida på nytt for å få den nyaste utgåva, og opne lenkja igjen.",
            en: "The invitation is not used up. Load the page again to get the newest edition, and open the link again.",
        }
        unreadable: Text {
            nb: "Dette dokumentet lar seg ikke åpne",
            nn: "Dette dokumentet lèt seg ikkje opne",
            en: "This document cannot be opened",
        }
        unreadable_then: Text {
            nb: "Det som er lagret, blir liggende som det er. Er dokumentet delt, kan du åpne det på en annen enhet eller be en av de andre om det.",
            nn: "Det som er lagra, blir liggjande som det er. Er dokumentet delt, kan du opne det på ei anna eining eller be ein av dei andre om det.",
            en: "What is stored is left as it is. If the document is shared, open it on another device or ask one of the others for it.",
        }
        newer: Text {
            nb: "Dokumentet er laget med en nyere utgave",
            nn: "Dokumentet er laga med ei nyare utgåve",
            en: "The document was made by a newer edition",
        }
        newer_then: Text {
            nb: "Du kan lese det, og ingenting går tapt. Last siden på nytt for å kunne skrive i det.",
            nn: "Du kan lese det, og ingenting går tapt. Last sida på nytt for å kunne skrive i det.",
            en: "You can read it, and nothing is lost. Load the page again to be able to write in it.",
        }
        does_not_fit: Text {
            nb: "Det lot seg ikke gjøre",
            nn: "Det lét seg ikkje gjere",
            en: "That could not be done",
        }
        does_not_fit_then: Text {
            nb: "En annen har endret eller fjernet det i mellomtiden. Alt annet er trygt.",
            nn: "Nokon andre har endra eller fjerna det i mellomtida. Alt anna er trygt.",
            en: "Somebody else has changed or removed it meanwhile. All else is safe.",
        }
        not_allowed: Text {
            nb: "Du har ikke tilgang til å gjøre det",
            nn: "Du har ikkje tilgang til å gjere det",
            en: "You do not have access to do that",
        }
        not_allowed_then: Text {
            nb: "Ingenting er endret. En administrator i samarbeidsrommet kan gi deg tilgang.",
            nn: "Ingenting er endra. Ein administrator i samarbeidsrommet kan gje deg tilgang.",
            en: "Nothing is changed. An administrator of the shared space can give you access.",
        }
        came_too_late: Text {
            nb: "Noe av det du skrev sist, er ikke med",
            nn: "Noko av det du skreiv sist, er ikkje med",
            en: "Some of what you wrote last is not included",
        }
        came_too_late_then: Text {
            nb: "Rollen din ble endret før det nådde fram til de andre. Resten av det du har skrevet, står.",
            nn: "Rolla di vart endra før det nådde fram til dei andre. Resten av det du har skrive, står.",
            en: "Your role was changed before it reached the others. The rest of what you have written stands.",
        }
        closed: Text {
            nb: "Denne planen er ikke åpen for deg",
            nn: "Denne planen er ikkje open for deg",
            en: "This plan is not open to you",
        }
        closed_then: Text {
            nb: "Den kan være lukket for andre enn dem som har plass i den, eller den finnes ikke. Spør den som ga deg adressen.",
            nn: "Han kan vere lukka for andre enn dei som har plass i han, eller han finst ikkje. Spør den som gav deg adressa.",
            en: "It may be closed to all but those with a seat, or it is not there. Ask whoever gave you the address.",
        }
        erased: Text {
            nb: "Denne planen er slettet for godt",
            nn: "Denne planen er sletta for godt",
            en: "This plan has been deleted for good",
        }
        erased_then: Text {
            nb: "Den er borte for alle som var med, og ingen kan hente den tilbake.",
            nn: "Han er borte for alle som var med, og ingen kan hente han tilbake.",
            en: "It is gone for everybody who was in, and nobody can bring it back.",
        }
        version: Text {
            nb: "Utgavene passer ikke sammen",
            nn: "Utgåvene passar ikkje saman",
            en: "The editions do not fit together",
        }
        version_then: Text {
            nb: "Alt du skriver, er trygt på denne enheten. Last siden på nytt. Hjelper ikke det, må IT hos dere oppgradere.",
            nn: "Alt du skriv, er trygt på denne eininga. Last sida på nytt. Hjelper ikkje det, må IT hos dykk oppgradere.",
            en: "All that you write is safe on this device. Load the page again. If that does not help, your IT people must upgrade.",
        }
        not_member: Text {
            nb: "Denne enheten slipper ikke inn i samarbeidsrommet",
            nn: "Denne eininga slepp ikkje inn i samarbeidsrommet",
            en: "This device is not let into the shared space",
        }
        not_member_then: Text {
            nb: "Det du har skrevet, er trygt her, men blir ikke delt. Be en administrator om en ny invitasjon.",
            nn: "Det du har skrive, er trygt her, men blir ikkje delt. Be ein administrator om ein ny invitasjon.",
            en: "What you have written is safe here, but is not shared. Ask an administrator for a new invitation.",
        }
        invitation_spent: Text {
            nb: "Invitasjonen er brukt så mange ganger som den kan",
            nn: "Invitasjonen er brukt så mange gonger som han kan",
            en: "The invitation has been used as many times as it can be",
        }
        invitation_spent_then: Text {
            nb: "Ingenting er endret. Be den som inviterte deg, om en ny lenke.",
            nn: "Ingenting er endra. Be den som inviterte deg, om ei ny lenkje.",
            en: "Nothing is changed. Ask whoever invited you for a new link.",
        }
        invitation_ended: Text {
            nb: "Invitasjonen gjelder ikke lenger",
            nn: "Invitasjonen gjeld ikkje lenger",
            en: "The invitation is no longer good",
        }
        invitation_ended_then: Text {
            nb: "Dagene den gjaldt for, er over, eller den er trukket tilbake. Be den som inviterte deg, om en ny lenke.",
            nn: "Dagane han gjaldt for, er over, eller han er trekt tilbake. Be den som inviterte deg, om ei ny lenkje.",
            en: "Its days are over, or it has been withdrawn. Ask whoever invited you for a new link.",
        }
        no_permit: Text {
            nb: "Her tas det ikke imot nye samarbeidsrom uten tillatelse",
            nn: "Her tek dei ikkje imot nye samarbeidsrom utan løyve",
            en: "New shared spaces are not taken in here without a permit",
        }
        no_permit_then: Text {
            nb: "Alt er trygt på denne enheten. Be IT i kommunen om en tillatelse; den kommer som en lenke.",
            nn: "Alt er trygt på denne eininga. Be IT i kommunen om løyve; det kjem som ei lenkje.",
            en: "All is safe on this device. Ask the municipality's IT for a permit; it comes as a link.",
        }
        too_large: Text {
            nb: "En endring er for stor til å deles",
            nn: "Ei endring er for stor til å delast",
            en: "A change is too large to be shared",
        }
        too_large_then: Text {
            nb: "Den er trygg på denne enheten. Del teksten opp i mindre deler.",
            nn: "Ho er trygg på denne eininga. Del teksten opp i mindre delar.",
            en: "It is safe on this device. Divide the text into smaller parts.",
        }
        too_fast: Text {
            nb: "Det går for fort akkurat nå",
            nn: "Det går for fort akkurat no",
            en: "It goes too fast just now",
        }
        too_fast_then: Text {
            nb: "Alt er trygt på denne enheten. Vi venter litt og prøver igjen av oss selv.",
            nn: "Alt er trygt på denne eininga. Vi ventar litt og prøver igjen av oss sjølve.",
            en: "All is safe on this device. We wait a little and try again.",
        }
        relay_full: Text {
            nb: "Det er fullt der det skulle deles",
            nn: "Det er fullt der det skulle delast",
            en: "It is full where it was to be shared",
        }
        relay_full_then: Text {
            nb: "Alt er trygt på denne enheten. IT hos dere kan gi mer plass; vi prøver igjen av oss selv.",
            nn: "Alt er trygt på denne eininga. IT hos dykk kan gje meir plass; vi prøver igjen av oss sjølve.",
            en: "All is safe on this device. Your IT people can give more room; we keep trying.",
        }
        retired: Text {
            nb: "Noe herfra hører til en plan som er slettet for godt",
            nn: "Noko herifrå høyrer til ein plan som er sletta for godt",
            en: "Something from here belongs to a plan that has been deleted for good",
        }
        retired_then: Text {
            nb: "Det blir ikke delt, og blir borte herfra også. Alt annet er trygt.",
            nn: "Det blir ikkje delt, og blir borte herifrå òg. Alt anna er trygt.",
            en: "It is not shared, and goes from here too. All else is safe.",
        }
        relay_failed: Text {
            nb: "Det lot seg ikke lagre der det skulle deles",
            nn: "Det lét seg ikkje lagre der det skulle delast",
            en: "It could not be stored where it was to be shared",
        }
        relay_failed_then: Text {
            nb: "Alt er trygt på denne enheten. Vi prøver igjen av oss selv. Varer det, så si fra til IT hos dere.",
            nn: "Alt er trygt på denne eininga. Vi prøver igjen av oss sjølve. Varer det, så sei frå til IT hos dykk.",
            en: "All is safe on this device. We keep trying. If it lasts, tell your IT people.",
        }
        start_failed: Text {
            nb: "Noe stanset da siden skulle starte",
            nn: "Noko stansa då sida skulle starte",
            en: "Something stopped when the page was to start",
        }
        start_failed_then: Text {
            nb: "Det som er lagret på denne enheten, ligger der. Last siden på nytt. Hjelper ikke det, så prøv en annen nettleser.",
            nn: "Det som er lagra på denne eininga, ligg der. Last sida på nytt. Hjelper ikkje det, så prøv ein annan nettlesar.",
            en: "What is saved on this device is still there. Load the page again. If that does not help, try another browser.",
        }
    }
}
