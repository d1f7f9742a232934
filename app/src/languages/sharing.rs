//! Words for sharing a space and inviting to it.

use super::declare::words;

words! {
    /// Sharing and inviting.
    SharingWords {
        heading: Text { nb: "Del", nn: "Del", en: "Share" }
        introduce: Text { nb: "Først: hvem er du?", nn: "Først: kven er du?", en: "First: who are you?" }
        introduce_lead: Text {
            nb: "De du inviterer, ser dette. Ingen andre gjør det.",
            nn: "Dei du inviterer, ser dette. Ingen andre gjer det.",
            en: "Those you invite see this. Nobody else does.",
        }
        name: Text { nb: "Navnet ditt", nn: "Namnet ditt", en: "Your name" }
        name_missing: Text {
            nb: "Skriv navnet ditt, så de andre vet hvem du er.",
            nn: "Skriv namnet ditt, så dei andre veit kven du er.",
            en: "Write your name, so that the others know who you are.",
        }
        party: Text { nb: "Jeg arbeider i", nn: "Eg arbeider i", en: "I work in" }
        municipality: Text { nb: "Kommune", nn: "Kommune", en: "Municipality" }
        intermunicipal: Text { nb: "Interkommunal tjeneste", nn: "Interkommunal teneste", en: "Inter-municipal service" }
        other: Text { nb: "Annen virksomhet", nn: "Anna verksemd", en: "Another organisation" }
        another_place: Text { nb: "Et annet sted", nn: "Ein annan stad", en: "Another place" }
        party_name: Text {
            nb: "Hva heter kommunen, tjenesten eller virksomheten?",
            nn: "Kva heiter kommunen, tenesta eller verksemda?",
            en: "What is the municipality, service or organisation called?",
        }
        party_missing: Text {
            nb: "Skriv hvor du arbeider, for eksempel «Lillevik kommune».",
            nn: "Skriv kvar du arbeider, til dømes «Lillevik kommune».",
            en: "Write where you work, for example «Lillevik kommune».",
        }
        go_on: Text { nb: "Fortsett", nn: "Hald fram", en: "Continue" }
        invite: Text { nb: "Inviter", nn: "Inviter", en: "Invite" }
        invite_lead: Sentence {
            nb: "En invitasjon er en lenke. Den som har lenken, kan {may} alt som er delt her. Send den bare til dem det gjelder.",
            nn: "Ein invitasjon er ei lenkje. Den som har lenkja, kan {may} alt som er delt her. Send ho berre til dei det gjeld.",
            en: "An invitation is a link. Whoever has the link can {may} all that is shared here. Send it only to those concerned.",
        }
        for_whom: Text { nb: "Hvem er invitasjonen til?", nn: "Kven er invitasjonen til?", en: "Who is the invitation for?" }
        one: Text { nb: "Én person", nn: "Éin person", en: "One person" }
        group: Sentence { nb: "En gruppe, inntil {uses} personer", nn: "Ei gruppe, inntil {uses} personar", en: "A group, up to {uses} people" }
        with_role: Text { nb: "Med hvilken rolle?", nn: "Med kva rolle?", en: "With which role?" }
        make: Text { nb: "Lag invitasjon", nn: "Lag invitasjon", en: "Make an invitation" }
        making: Text { nb: "Lager invitasjonen …", nn: "Lagar invitasjonen …", en: "Making the invitation …" }
        link: Text { nb: "Lenken", nn: "Lenkja", en: "The link" }
        copy: Text { nb: "Kopier lenken", nn: "Kopier lenkja", en: "Copy the link" }
        copied: Text { nb: "Kopiert", nn: "Kopiert", en: "Copied" }
        not_copied: Text {
            nb: "Nettleseren lot oss ikke kopiere. Merk lenken og kopier den selv.",
            nn: "Nettlesaren lét oss ikkje kopiere. Merk lenkja og kopier ho sjølv.",
            en: "The browser did not let us copy. Select the link and copy it yourself.",
        }
        code: Text {
            nb: "QR-kode med lenken, til å vise fram på en skjerm",
            nn: "QR-kode med lenkja, til å vise fram på ein skjerm",
            en: "QR code with the link, to be shown on a screen",
        }
        lasts: Count {
            nb: ("Gjelder i {days} dager, for 1 person. Rollen er «{role}».", "Gjelder i {days} dager, for inntil {n} personer. Rollen er «{role}»."),
            nn: ("Gjeld i {days} dagar, for 1 person. Rolla er «{role}».", "Gjeld i {days} dagar, for inntil {n} personar. Rolla er «{role}»."),
            en: ("Good for {days} days, for 1 person. The role is “{role}”.", "Good for {days} days, for up to {n} people. The role is “{role}”."),
        }
        readable: Sentence {
            nb: "Den som har lenken, kan {may} alt som er delt her.",
            nn: "Den som har lenkja, kan {may} alt som er delt her.",
            en: "Whoever has the link can {may} all that is shared here.",
        }
        withdrawn_where: Text {
            nb: "Invitasjonen kan trekkes tilbake under «Hvem er hvem».",
            nn: "Invitasjonen kan trekkjast tilbake under «Kven er kven».",
            en: "The invitation can be withdrawn under “Who is who”.",
        }
        waiting: Text {
            nb: "Lenken virker når det du har skrevet, er kommet fram. Det venter på nett nå.",
            nn: "Lenkja verkar når det du har skrive, er kome fram. Det ventar på nett no.",
            en: "The link works once what you have written has arrived. It waits for the network now.",
        }
        sending: Text {
            nb: "Lenken virker om et øyeblikk, når alt er kommet fram.",
            nn: "Lenkja verkar om ein augneblink, når alt er kome fram.",
            en: "The link works in a moment, when all has arrived.",
        }
        another: Text { nb: "Lag en ny invitasjon", nn: "Lag ein ny invitasjon", en: "Make another invitation" }
        not_allowed: Text {
            nb: "Bare en administrator kan invitere. Be en av dem om det:",
            nn: "Berre ein administrator kan invitere. Be ein av dei om det:",
            en: "Only an administrator can invite. Ask one of them:",
        }
    }
}
