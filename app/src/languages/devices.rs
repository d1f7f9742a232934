//! Words for adding a device of one's own.

use super::declare::words;

words! {
    /// Adding a device, and coming in on it.
    DeviceWords {
        add: Text { nb: "Legg til en enhet", nn: "Legg til ei eining", en: "Add a device" }
        lead: Text {
            nb: "Er du på en telefon, et nettbrett eller en annen PC også? Lag en lenke her og åpne den der. Da er du inne på begge, med samme navn og samme rolle.",
            nn: "Er du på ein telefon, eit nettbrett eller ein annan PC òg? Lag ei lenkje her og opne ho der. Då er du inne på begge, med same namn og same rolle.",
            en: "Are you on a phone, a tablet or another PC as well? Make a link here and open it there. Then you are in on both, with the same name and the same role.",
        }
        alone: Text {
            nb: "Du kan når som helst fjerne den nye enheten herfra, uten at det rører denne.",
            nn: "Du kan når som helst fjerne den nye eininga herifrå, utan at det rører denne.",
            en: "You can remove the new device from here at any time, without touching this one.",
        }
        make: Text { nb: "Lag lenke og QR-kode", nn: "Lag lenkje og QR-kode", en: "Make a link and QR code" }
        making: Text { nb: "Lager lenken …", nn: "Lagar lenkja …", en: "Making the link …" }
        scan: Text {
            nb: "Pek med kameraet på den andre enheten, eller kopier lenken dit.",
            nn: "Peik med kameraet på den andre eininga, eller kopier lenkja dit.",
            en: "Point the camera of the other device at it, or copy the link there.",
        }
        as_you: Text {
            nb: "Den som åpner lenken, kommer inn som deg. Vis den ikke til andre.",
            nn: "Den som opnar lenkja, kjem inn som deg. Vis ho ikkje til andre.",
            en: "Whoever opens the link comes in as you. Do not show it to others.",
        }
        lasts: Count {
            nb: ("Gjelder for én enhet, i ett døgn, og for samarbeidsrommet du er med i.", "Gjelder for én enhet, i ett døgn, og for {n} samarbeidsrom."),
            nn: ("Gjeld for éi eining, i eitt døgn, og for samarbeidsrommet du er med i.", "Gjeld for éi eining, i eitt døgn, og for {n} samarbeidsrom."),
            en: ("Good for one device, for one day and night, and for the shared space you are in.", "Good for one device, for one day and night, and for {n} shared spaces."),
        }
        left_out: Count {
            nb: ("1 samarbeidsrom er ikke med: det ligger bare på denne enheten, eller det er for mange til én lenke.", "{n} samarbeidsrom er ikke med: de ligger bare på denne enheten, eller det er for mange til én lenke."),
            nn: ("1 samarbeidsrom er ikkje med: det ligg berre på denne eininga, eller det er for mange til éi lenkje.", "{n} samarbeidsrom er ikkje med: dei ligg berre på denne eininga, eller det er for mange til éi lenkje."),
            en: ("1 shared space is not included: it is on this device alone, or there are too many for one link.", "{n} shared spaces are not included: they are on this device alone, or there are too many for one link."),
        }
        code: Text {
            nb: "QR-kode med lenken, til å lese med kameraet på den andre enheten",
            nn: "QR-kode med lenkja, til å lese med kameraet på den andre eininga",
            en: "QR code with the link, to be read with the other device's camera",
        }
        withdraw: Text { nb: "Trekk tilbake lenken", nn: "Trekk tilbake lenkja", en: "Withdraw the link" }
        withdrawn: Text {
            nb: "Lenken er trukket tilbake. Ingen kommer inn med den.",
            nn: "Lenkja er trekt tilbake. Ingen kjem inn med ho.",
            en: "The link is withdrawn. Nobody comes in with it.",
        }
        new: Sentence { nb: "Ny enhet: {code}.", nn: "Ny eining: {code}.", en: "New device: {code}." }
        new_ask: Text {
            nb: "Den er inne som deg. Var det du som la den til? Koden står også på den nye enheten.",
            nn: "Ho er inne som deg. Var det du som la ho til? Koden står òg på den nye eininga.",
            en: "It is in as you. Was it you who added it? The code is shown on the new device too.",
        }
        mine: Text { nb: "Ja, den er min", nn: "Ja, ho er mi", en: "Yes, it is mine" }
        not_mine: Text { nb: "Nei, fjern den", nn: "Nei, fjern ho", en: "No, remove it" }
        confirmed: Sentence {
            nb: "Enhet {code} er en av dine.",
            nn: "Eining {code} er ei av dine.",
            en: "Device {code} is one of yours.",
        }
        yours: Text { nb: "Enhetene dine", nn: "Einingane dine", en: "Your devices" }
        by_others: Text {
            nb: "En enhet som ikke ble lagt til herfra, kan fjernes fra den enheten den ble lagt til fra, eller av en administrator.",
            nn: "Ei eining som ikkje vart lagd til herifrå, kan fjernast frå den eininga ho vart lagd til frå, eller av ein administrator.",
            en: "A device that was not added from here can be removed from the one it was added from, or by an administrator.",
        }
        one_more: Sentence {
            nb: "for en enhet til for {name}",
            nn: "for ei eining til for {name}",
            en: "for one more device of {name}",
        }
        over: Text {
            nb: "Lenken er brukt eller gjelder ikke lenger",
            nn: "Lenkja er brukt eller gjeld ikkje lenger",
            en: "The link has been used or has ended",
        }
        over_then: Text {
            nb: "En slik lenke gjelder for én enhet i ett døgn. Lag en ny på den andre enheten, med «Legg til en enhet».",
            nn: "Ei slik lenkje gjeld for éi eining i eitt døgn. Lag ei ny på den andre eininga, med «Legg til ei eining».",
            en: "Such a link is good for one device for one day and night. Make a new one on the other device, with “Add a device”.",
        }
        title: Text { nb: "Legg til denne enheten", nn: "Legg til denne eininga", en: "Add this device" }
        are_you: Sentence { nb: "Er du {name}?", nn: "Er du {name}?", en: "Are you {name}?" }
        becomes: Text {
            nb: "Da blir denne enheten en av dine. Du får samme navn og samme rolle her som på den andre enheten.",
            nn: "Då blir denne eininga ei av dine. Du får same namn og same rolle her som på den andre eininga.",
            en: "Then this device becomes one of yours. You have the same name and the same role here as on the other device.",
        }
        own_only: Text {
            nb: "Gå bare videre hvis dette er din egen enhet. Planene blir liggende på den.",
            nn: "Gå berre vidare om dette er di eiga eining. Planane blir liggjande på ho.",
            en: "Go on only if this is your own device. The plans will be kept on it.",
        }
        leads_to: Text { nb: "Du kommer inn i", nn: "Du kjem inn i", en: "You come into" }
        spaces: Count {
            nb: ("1 samarbeidsrom", "{n} samarbeidsrom"),
            nn: ("1 samarbeidsrom", "{n} samarbeidsrom"),
            en: ("1 shared space", "{n} shared spaces"),
        }
        yes: Text { nb: "Ja, legg til denne enheten", nn: "Ja, legg til denne eininga", en: "Yes, add this device" }
        no: Text { nb: "Nei", nn: "Nei", en: "No" }
        adding: Text { nb: "Legger til …", nn: "Legg til …", en: "Adding …" }
        added: Text { nb: "Du er inne", nn: "Du er inne", en: "You are in" }
        added_code: Sentence {
            nb: "Denne enheten har koden {code}. På den andre enheten blir du spurt om det stemmer.",
            nn: "Denne eininga har koden {code}. På den andre eininga blir du spurd om det stemmer.",
            en: "This device has the code {code}. On the other device you are asked whether that is right.",
        }
        missing: Count {
            nb: ("1 samarbeidsrom svarte ikke. Åpne lenken en gang til for å få det med.", "{n} samarbeidsrom svarte ikke. Åpne lenken en gang til for å få dem med."),
            nn: ("1 samarbeidsrom svarte ikkje. Opne lenkja ein gong til for å få det med.", "{n} samarbeidsrom svarte ikkje. Opne lenkja ein gong til for å få dei med."),
            en: ("1 shared space did not answer. Open the link once more to include it.", "{n} shared spaces did not answer. Open the link once more to include them."),
        }
        to_plans: Text { nb: "Gå til planene", nn: "Gå til planane", en: "Go to the plans" }
    }
}
