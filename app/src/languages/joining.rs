//! Words for joining a space by an invitation.

use super::declare::words;

words! {
    /// Joining.
    JoiningWords {
        title: Text { nb: "Bli med", nn: "Bli med", en: "Join" }
        looking: Text { nb: "Ser på invitasjonen …", nn: "Ser på invitasjonen …", en: "Looking at the invitation …" }
        free: Text {
            nb: "Å se på den bruker den ikke opp.",
            nn: "Å sjå på han bruker han ikkje opp.",
            en: "Looking does not use it up.",
        }
        invited_by: Sentence {
            nb: "{name} inviterer deg til å skrive sammen.",
            nn: "{name} inviterer deg til å skrive saman.",
            en: "{name} invites you to write together.",
        }
        invited: Text {
            nb: "Du er invitert til å skrive sammen.",
            nn: "Du er invitert til å skrive saman.",
            en: "You are invited to write together.",
        }
        contains: Text { nb: "Dette får du se", nn: "Dette får du sjå", en: "What you will see" }
        parties: Text { nb: "Med fra før", nn: "Med frå før", en: "Already there" }
        plans: Count { nb: ("1 plan", "{n} planer"), nn: ("1 plan", "{n} planar"), en: ("1 plan", "{n} plans") }
        you_may: Text { nb: "Rollen din", nn: "Rolla di", en: "Your role" }
        who: Text { nb: "Hvem er du?", nn: "Kven er du?", en: "Who are you?" }
        who_lead: Text {
            nb: "De andre i samarbeidsrommet ser navnet ditt og hvor du arbeider.",
            nn: "Dei andre i samarbeidsrommet ser namnet ditt og kvar du arbeider.",
            en: "The others in the shared space see your name and where you work.",
        }
        join: Text { nb: "Bli med", nn: "Bli med", en: "Join" }
        joining: Text { nb: "Blir med …", nn: "Blir med …", en: "Joining …" }
        fetching: Text {
            nb: "Du er med. Henter planen …",
            nn: "Du er med. Hentar planen …",
            en: "You have joined. Fetching the plan …",
        }
        member: Text { nb: "Du er allerede med her.", nn: "Du er alt med her.", en: "You are already a member here." }
        open: Text { nb: "Åpne", nn: "Opne", en: "Open" }
        space: Text { nb: "Samarbeidsrom", nn: "Samarbeidsrom", en: "Shared space" }
        paste_again: Text { nb: "Lim inn en annen lenke", nn: "Lim inn ei anna lenkje", en: "Paste another link" }
    }
}
