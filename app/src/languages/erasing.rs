//! Words for erasing a document for good.

use super::declare::words;

words! {
    /// «Slett for godt»: what it does, and what those are told who had the document.
    ErasingWords {
        erase: Text {
            nb: "Slett hele planen for godt …",
            nn: "Slett heile planen for godt …",
            en: "Delete the whole plan for good …",
        }
        heading: Sentence { nb: "Slett «{title}» for godt?", nn: "Slett «{title}» for godt?", en: "Delete “{title}” for good?" }
        /// What it does where the plan is shared.
        everywhere: Sentence {
            nb: "Planen blir borte for alle som er med: på hver enhet så snart den har nett, og på serveren på {host}. Ingen kan hente den tilbake.",
            nn: "Planen blir borte for alle som er med: på kvar eining så snart ho har nett, og på serveren på {host}. Ingen kan hente han tilbake.",
            en: "The plan disappears for everybody who is in: from every device as soon as it has a network, and from the server at {host}. Nobody can bring it back.",
        }
        backups: Text {
            nb: "Sikkerhetskopiene som IT i kommunen tar, skal være borte innen 30 dager.",
            nn: "Tryggingskopiane som IT i kommunen tek, skal vere borte innan 30 dagar.",
            en: "The backups that the municipality's IT people make are to be gone within 30 days.",
        }
        /// What it does where nobody else has the plan.
        here_only: Text {
            nb: "Planen ligger bare på denne enheten, og blir borte herfra. Ingen kan hente den tilbake.",
            nn: "Planen ligg berre på denne eininga, og blir borte herifrå. Ingen kan hente han tilbake.",
            en: "The plan is on this device only, and disappears from here. Nobody can bring it back.",
        }
        others: Count {
            nb: (
                "1 annen person har tilgang til planen og mister den.",
                "{n} andre har tilgang til planen og mister den."
            ),
            nn: (
                "1 annan person har tilgang til planen og mistar han.",
                "{n} andre har tilgang til planen og mistar han."
            ),
            en: (
                "1 other person has access to the plan and loses it.",
                "{n} others have access to the plan and lose it."
            ),
        }
        word_first: Text { nb: "Ta vare på en Word-fil først", nn: "Ta vare på ei Word-fil først", en: "Keep a Word file first" }
        word_kept: Text { nb: "Word-filen er hentet.", nn: "Word-fila er henta.", en: "The Word file has been downloaded." }
        sure: Text { nb: "Slett for godt", nn: "Slett for godt", en: "Delete for good" }
        by_me: Sentence {
            nb: "Planen «{title}» er slettet for godt.",
            nn: "Planen «{title}» er sletta for godt.",
            en: "The plan “{title}” has been deleted for good.",
        }
        by_other: Sentence {
            nb: "{name} har slettet planen «{title}» for godt.",
            nn: "{name} har sletta planen «{title}» for godt.",
            en: "{name} has deleted the plan “{title}” for good.",
        }
        by_other_then: Text {
            nb: "Det du skrev der uten nett, er også borte.",
            nn: "Det du skreiv der utan nett, er òg borte.",
            en: "What you wrote there without a network is gone too.",
        }
        /// Who erased it, where the name is not known.
        an_administrator: Text { nb: "En administrator", nn: "Ein administrator", en: "An administrator" }
    }
}
