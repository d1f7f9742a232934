//! Words for joining a space by an invitation.

use super::declare::words;

words! {
    /// Joining.
    JoiningWords {
        title: Text { nb: "Bli med", nn: "Bli med", en: "Join" }
        // In the window of another app.
        in_app: Text { nb: "Åpne i nettleseren", nn: "Opne i nettlesaren", en: "Open in the browser" }
        in_app_why: Text {
            nb: "Lenken er åpnet inne i en annen app. Der kan du bli glemt når vinduet lukkes, og da trenger du en ny invitasjon.",
            nn: "Lenkja er opna inne i ein annan app. Der kan du bli gløymd når vindauget blir lukka, og då treng du ein ny invitasjon.",
            en: "The link was opened inside another app. There you may be forgotten when the window is closed, and then you need a new invitation.",
        }
        in_app_menu: Text {
            nb: "Trykk på de tre prikkene eller deleknappen, øverst eller nederst på skjermen.",
            nn: "Trykk på dei tre prikkane eller deleknappen, øvst eller nedst på skjermen.",
            en: "Press the three dots or the share button, at the top or bottom of the screen.",
        }
        in_app_choose: Text {
            nb: "Velg «Åpne i nettleser», «Åpne i Safari» eller «Åpne i Chrome».",
            nn: "Vel «Opne i nettlesar», «Opne i Safari» eller «Opne i Chrome».",
            en: "Choose “Open in browser”, “Open in Safari” or “Open in Chrome”.",
        }
        in_app_copy: Text {
            nb: "Finner du det ikke, så kopier lenken og lim den inn i nettleseren.",
            nn: "Finn du det ikkje, så kopier lenkja og lim ho inn i nettlesaren.",
            en: "If you do not find that, copy the link and paste it into the browser.",
        }
        in_app_stay: Text { nb: "Fortsett her likevel", nn: "Hald fram her likevel", en: "Go on here anyway" }
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
