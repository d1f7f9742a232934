//! Words for the key file: what a browser that forgets is entered with.

use super::declare::words;

words! {
    /// The key file. Of each pair the first says what went wrong; `…_then` what is safe and what to do.
    KeyFileWords {
        // Making one.
        keep: Text { nb: "Ta vare på en nøkkelfil", nn: "Ta vare på ei nøkkelfil", en: "Keep a key file" }
        keep_lead: Text {
            nb: "Med den kommer du inn igjen som deg selv hvis nettleseren glemmer deg.",
            nn: "Med ho kjem du inn att som deg sjølv viss nettlesaren gløymer deg.",
            en: "With it you come in again as yourself if the browser forgets you.",
        }
        keep_where: Text {
            nb: "Den som har filen og passordet, er deg: legg den på hjemmeområdet ditt, ikke i en felles mappe.",
            nn: "Den som har fila og passordet, er deg: legg ho på heimeområdet ditt, ikkje i ei felles mappe.",
            en: "Whoever has the file and the password is you: put it in your home folder, not in a shared one.",
        }
        password: Text { nb: "Passord", nn: "Passord", en: "Password" }
        password_hint: Sentence {
            nb: "Minst {least} tegn. Noen ord på rad er lette å huske.",
            nn: "Minst {least} teikn. Nokre ord på rad er lette å hugse.",
            en: "At least {least} characters. A few words in a row are easy to remember.",
        }
        password_again: Text { nb: "Passordet en gang til", nn: "Passordet ein gong til", en: "The password once more" }
        show_password: Text { nb: "Vis passordet", nn: "Vis passordet", en: "Show the password" }
        too_short: Sentence {
            nb: "Passordet er for kort. Det må ha minst {least} tegn.",
            nn: "Passordet er for kort. Det må ha minst {least} teikn.",
            en: "The password is too short. It needs at least {least} characters.",
        }
        unequal: Text {
            nb: "De to passordene er ikke like. Skriv det samme her.",
            nn: "Dei to passorda er ikkje like. Skriv det same her.",
            en: "The two passwords differ. Type the same here.",
        }
        /// What the file is to have in it, for who makes one of this device.
        whole: Text { nb: "Ta med alt innholdet også", nn: "Ta med alt innhaldet òg", en: "Take everything in it along as well" }
        whole_hint: Text {
            nb: "Da har du planene selv om du er uten nett, slutter eller skal videre til en annen adresse. Filen blir større, og den som har filen og passordet, kan lese alt.",
            nn: "Då har du planane sjølv om du er utan nett, sluttar eller skal vidare til ei anna adresse. Fila blir større, og den som har fila og passordet, kan lese alt.",
            en: "Then you have the plans even without a network, when you leave, or at another address. The file is larger, and whoever has the file and the password can read everything.",
        }
        archive_name: Sentence {
            nb: "Samvev-arkiv {date}.samvev",
            nn: "Samvev-arkiv {date}.samvev",
            en: "Samvev-archive {date}.samvev",
        }
        make: Text { nb: "Lag nøkkelfil", nn: "Lag nøkkelfil", en: "Make the key file" }
        making: Text { nb: "Lager nøkkelfilen …", nn: "Lagar nøkkelfila …", en: "Making the key file …" }
        /// The name that the file gets.
        file_name: Sentence {
            nb: "Samvev-nøkkel {date}.samvev",
            nn: "Samvev-nøkkel {date}.samvev",
            en: "Samvev-key {date}.samvev",
        }
        made: Sentence {
            nb: "Nøkkelfilen er laget. Den heter «{name}».",
            nn: "Nøkkelfila er laga. Ho heiter «{name}».",
            en: "The key file is made. It is called “{name}”.",
        }
        made_where: Text {
            nb: "Den ligger blant nedlastingene. Flytt den til hjemmeområdet ditt, så den er der når nettleseren har glemt deg.",
            nn: "Ho ligg blant nedlastingane. Flytt ho til heimeområdet ditt, så ho er der når nettlesaren har gløymt deg.",
            en: "It is among your downloads. Move it to your home folder, so that it is there when the browser has forgotten you.",
        }
        made_password: Text {
            nb: "Ingen kan finne igjen passordet for deg.",
            nn: "Ingen kan finne att passordet for deg.",
            en: "Nobody can recover the password for you.",
        }
        made_later: Text {
            nb: "Blir du med i flere samarbeidsrom senere, lager du en ny.",
            nn: "Blir du med i fleire samarbeidsrom seinare, lagar du ei ny.",
            en: "If you join more shared spaces later, make a new one.",
        }
        left_out: Count {
            nb: (
                "1 samarbeidsrom er ikke med i filen, for det ligger bare på denne enheten. Del det først, og lag filen på nytt.",
                "{n} samarbeidsrom er ikke med i filen, for de ligger bare på denne enheten. Del dem først, og lag filen på nytt."
            ),
            nn: (
                "1 samarbeidsrom er ikkje med i fila, for det ligg berre på denne eininga. Del det først, og lag fila på nytt.",
                "{n} samarbeidsrom er ikkje med i fila, for dei ligg berre på denne eininga. Del dei først, og lag fila på nytt."
            ),
            en: (
                "1 shared space is not in the file, since it is on this device alone. Share it first, and make the file anew.",
                "{n} shared spaces are not in the file, since they are on this device alone. Share them first, and make the file anew."
            ),
        }
        done: Text { nb: "Ferdig", nn: "Ferdig", en: "Done" }
        not_taken: Text {
            nb: "Nettleseren tok ikke imot filen",
            nn: "Nettlesaren tok ikkje imot fila",
            en: "The browser did not take the file",
        }
        not_taken_then: Text {
            nb: "Nedlastinger kan være stengt her. Tillat dem for denne siden, og prøv igjen.",
            nn: "Nedlastingar kan vere stengde her. Tillat dei for denne sida, og prøv igjen.",
            en: "Downloads may be blocked here. Allow them for this page, and try again.",
        }
        // Entering with one.
        ask: Text { nb: "Har du en nøkkelfil?", nn: "Har du ei nøkkelfil?", en: "Do you have a key file?" }
        enter_heading: Text {
            nb: "Kom inn igjen med nøkkelfil",
            nn: "Kom inn att med nøkkelfil",
            en: "Come in again with a key file",
        }
        enter_lead: Text {
            nb: "Du fortsetter som den du var, med de samme planene og rettighetene.",
            nn: "Du held fram som den du var, med dei same planane og rettane.",
            en: "You go on as who you were, with the same plans and rights.",
        }
        file: Text { nb: "Nøkkelfilen", nn: "Nøkkelfila", en: "The key file" }
        file_hint: Text {
            nb: "Den heter noe som begynner med «Samvev-nøkkel».",
            nn: "Ho heiter noko som byrjar med «Samvev-nøkkel».",
            en: "Its name begins with “Samvev-key”.",
        }
        file_missing: Text { nb: "Velg nøkkelfilen din.", nn: "Vel nøkkelfila di.", en: "Choose your key file." }
        password_missing: Text {
            nb: "Skriv passordet du valgte da du laget filen.",
            nn: "Skriv passordet du valde då du laga fila.",
            en: "Type the password that you chose when you made the file.",
        }
        open: Text { nb: "Åpne", nn: "Opne", en: "Open" }
        opening: Text { nb: "Åpner …", nn: "Opnar …", en: "Opening …" }
        fetching: Text { nb: "Henter planene dine …", nn: "Hentar planane dine …", en: "Fetching your plans …" }
        fetching_slow: Text {
            nb: "Får ikke kontakt ennå. Planene kommer så snart det går, også om du lukker dette.",
            nn: "Får ikkje kontakt enno. Planane kjem så snart det går, òg om du lukkar dette.",
            en: "No contact yet. The plans come as soon as that is possible, even if you close this.",
        }
        welcome: Text { nb: "Velkommen tilbake", nn: "Velkomen tilbake", en: "Welcome back" }
        unreadable: Text { nb: "Filen lot seg ikke lese", nn: "Fila lét seg ikkje lese", en: "The file could not be read" }
        unreadable_then: Text {
            nb: "Den kan være flyttet siden du valgte den. Velg den på nytt.",
            nn: "Ho kan vere flytta sidan du valde ho. Vel ho på nytt.",
            en: "It may have been moved since you chose it. Choose it again.",
        }
        removed: Text {
            nb: "Denne nøkkelen slipper ikke inn lenger",
            nn: "Denne nøkkelen slepp ikkje inn lenger",
            en: "This key is not let in any longer",
        }
        removed_then: Text {
            nb: "Tilgangen kan være fjernet siden filen ble laget. Be en administrator om en ny invitasjon.",
            nn: "Tilgangen kan vere fjerna sidan fila vart laga. Be ein administrator om ein ny invitasjon.",
            en: "The access may have been removed since the file was made. Ask an administrator for a new invitation.",
        }
        nothing: Text {
            nb: "Det er ingen planer å hente",
            nn: "Det er ingen planar å hente",
            en: "There are no plans to fetch",
        }
        nothing_then: Text {
            nb: "Nøkkelfilen ble laget før noe var delt. Be en kollega om en ny invitasjon.",
            nn: "Nøkkelfila vart laga før noko var delt. Be ein kollega om ein ny invitasjon.",
            en: "The key file was made before anything was shared. Ask a colleague for a new invitation.",
        }
        // The warning of forgetting.
        forgets: Text {
            nb: "Denne nettleseren kan komme til å glemme deg.",
            nn: "Denne nettlesaren kan kome til å gløyme deg.",
            en: "This browser may come to forget you.",
        }
        forgets_in_a_week: Text {
            nb: "Det som ligger her, slettes etter sju dager uten besøk.",
            nn: "Det som ligg her, blir sletta etter sju dagar utan besøk.",
            en: "What is here is deleted after seven days without a visit.",
        }
        not_now: Text { nb: "Ikke nå", nn: "Ikkje no", en: "Not now" }
        // Why one cannot be entered with.
        missing: Text { nb: "Dette er ikke en nøkkelfil", nn: "Dette er ikkje ei nøkkelfil", en: "This is not a key file" }
        missing_then: Text {
            nb: "Velg filen du tok vare på. Den heter noe som begynner med «Samvev-nøkkel».",
            nn: "Vel fila du tok vare på. Ho heiter noko som byrjar med «Samvev-nøkkel».",
            en: "Choose the file that you kept. Its name begins with “Samvev-key”.",
        }
        damaged: Text { nb: "Nøkkelfilen er skadet", nn: "Nøkkelfila er skadd", en: "The key file is damaged" }
        damaged_then: Text {
            nb: "Den er kuttet eller endret siden den ble laget. Prøv en annen kopi, eller be en kollega om en ny invitasjon.",
            nn: "Ho er kutta eller endra sidan ho vart laga. Prøv ein annan kopi, eller be ein kollega om ein ny invitasjon.",
            en: "It has been cut or altered since it was made. Try another copy, or ask a colleague for a new invitation.",
        }
        newer: Text {
            nb: "Nøkkelfilen er laget med en nyere utgave",
            nn: "Nøkkelfila er laga med ei nyare utgåve",
            en: "The key file was made with a newer edition",
        }
        newer_then: Text {
            nb: "Last siden på nytt, så får du den nyeste utgaven, og prøv igjen.",
            nn: "Last sida på nytt, så får du den nyaste utgåva, og prøv igjen.",
            en: "Reload the page to get the newest edition, and try again.",
        }
        wrong_password: Text { nb: "Passordet stemmer ikke", nn: "Passordet stemmer ikkje", en: "The password is not right" }
        wrong_password_then: Text {
            nb: "Skriv passordet du valgte da du laget nøkkelfilen. Ingen andre har det, og ingen kan gi deg et nytt.",
            nn: "Skriv passordet du valde då du laga nøkkelfila. Ingen andre har det, og ingen kan gje deg eit nytt.",
            en: "Type the password that you chose when you made the key file. Nobody else has it, and nobody can give you a new one.",
        }
        little_memory: Text {
            nb: "Nettleseren har for lite minne akkurat nå",
            nn: "Nettlesaren har for lite minne akkurat no",
            en: "The browser has too little memory just now",
        }
        little_memory_then: Text {
            nb: "Lukk noen andre faner og prøv igjen.",
            nn: "Lukk nokre andre faner og prøv igjen.",
            en: "Close some other tabs and try again.",
        }
        not_shared: Text {
            nb: "Samarbeidsrommet ligger bare på denne enheten",
            nn: "Samarbeidsrommet ligg berre på denne eininga",
            en: "The shared space is on this device alone",
        }
        not_shared_then: Text {
            nb: "Del det først, og prøv igjen.",
            nn: "Del det først, og prøv igjen.",
            en: "Share it first, and try again.",
        }
        not_empty: Text {
            nb: "Denne nettleseren har allerede planer",
            nn: "Denne nettlesaren har alt planar",
            en: "This browser holds plans already",
        }
        not_empty_then: Text {
            nb: "En nøkkelfil åpnes i en nettleser som ikke kjenner deg. Det som ligger her, er urørt.",
            nn: "Ei nøkkelfil blir opna i ein nettlesar som ikkje kjenner deg. Det som ligg her, er urørt.",
            en: "A key file is opened in a browser that does not know you. What is here has not been touched.",
        }
    }
}
