//! Words for asking, once a year, whether members are still to be members.

use super::declare::words;

words! {
    /// The yearly question.
    RenewalWords {
        heading: Text {
            nb: "Skal disse fortsatt være med?",
            nn: "Skal desse framleis vere med?",
            en: "Are these still to be members?",
        }
        lead: Text {
            nb: "Det er over et år siden noen sa at de skal ha tilgang. Har noen sluttet, kan du fjerne tilgangen her.",
            nn: "Det er over eit år sidan nokon sa at dei skal ha tilgang. Har nokon slutta, kan du fjerne tilgangen her.",
            en: "It is more than a year since anybody said that they are to have access. If somebody has left, you can remove the access here.",
        }
        since: Sentence { nb: "Ikke bekreftet siden {day}", nn: "Ikkje stadfesta sidan {day}", en: "Not confirmed since {day}" }
        still: Text { nb: "Skal fortsatt være med", nn: "Skal framleis vere med", en: "Is still to be a member" }
        still_for: Sentence {
            nb: "{name} skal fortsatt være med",
            nn: "{name} skal framleis vere med",
            en: "{name} is still to be a member",
        }
        remove_for: Sentence { nb: "Fjern tilgang for {name}", nn: "Fjern tilgang for {name}", en: "Remove access for {name}" }
        renewed: Sentence {
            nb: "{name} er bekreftet for et år til.",
            nn: "{name} er stadfesta for eit år til.",
            en: "{name} is confirmed for another year.",
        }
        /// On the start page.
        notice: Count {
            nb: (
                "1 person har hatt tilgang i over et år uten at noen har bekreftet det.",
                "{n} personer har hatt tilgang i over et år uten at noen har bekreftet det."
            ),
            nn: (
                "1 person har hatt tilgang i over eit år utan at nokon har stadfesta det.",
                "{n} personar har hatt tilgang i over eit år utan at nokon har stadfesta det."
            ),
            en: (
                "1 person has had access for over a year without anybody confirming it.",
                "{n} people have had access for over a year without anybody confirming it."
            ),
        }
        see: Text { nb: "Se hvem det gjelder", nn: "Sjå kven det gjeld", en: "See who it is" }
    }
}
