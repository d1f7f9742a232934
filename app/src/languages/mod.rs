//! The words that people read, in bokmål, nynorsk and English. Each text stands once, with its three versions side by
//! side; one that is missing does not compile.

mod closed;
mod declare;
mod devices;
mod erasing;
mod exchange;
mod format;
mod frame;
mod joining;
mod key_file;
mod plan;
mod printed;
mod problems;
mod reasons;
mod recovery;
mod renewal;
mod roles;
mod servers;
mod sharing;
mod start;
#[cfg(test)]
mod tests;
mod who;

pub use closed::ClosedWords;
pub use declare::{Count, Sentence, Text};
pub use devices::DeviceWords;
pub use erasing::ErasingWords;
pub use exchange::ExchangeWords;
pub use format::{compare, date, day};
pub use frame::{FrameWords, KeyWords, SavedWords};
pub use joining::JoiningWords;
pub use key_file::KeyFileWords;
pub use plan::PlanWords;
pub use printed::PrintedWords;
pub use problems::{Said, of_problem, of_reason, of_store};
pub use reasons::ProblemWords;
pub use recovery::RecoveryWords;
pub use renewal::RenewalWords;
pub use roles::RoleWords;
pub use servers::ServerWords;
pub use sharing::SharingWords;
pub use start::StartWords;
pub use who::WhoWords;

use crate::remembered;
use declare::all_words;
use leptos::prelude::*;
use web_sys::window;

all_words! {
    frame: FrameWords,
    keys: KeyWords,
    saved: SavedWords,
    start: StartWords,
    exchange: ExchangeWords,
    sharing: SharingWords,
    joining: JoiningWords,
    devices: DeviceWords,
    key_file: KeyFileWords,
    who: WhoWords,
    roles: RoleWords,
    recovery: RecoveryWords,
    printed: PrintedWords,
    renewal: RenewalWords,
    servers: ServerWords,
    erasing: ErasingWords,
    closed: ClosedWords,
    plan: PlanWords,
    problems: ProblemWords,
}

/// A language of the app.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Bokmål.
    #[default]
    Nb,
    /// Nynorsk.
    Nn,
    /// English.
    En,
}

impl Language {
    /// All there are, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Nb, Self::Nn, Self::En];
    const REMEMBERED: &str = "samvev.language";

    /// Its code (BCP 47), for `lang` and Intl.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nb => "nb",
            Self::Nn => "nn",
            Self::En => "en",
        }
    }

    /// Its name in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nb => "Bokmål",
            Self::Nn => "Nynorsk",
            Self::En => "English",
        }
    }

    /// The language with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }

    /// Its words.
    pub const fn words(self) -> &'static Words {
        match self {
            Self::Nb => &Words::NB,
            Self::Nn => &Words::NN,
            Self::En => &Words::EN,
        }
    }
}

/// The language of the page and its words: from [`use_words`], a copy in any component.
#[derive(Clone, Copy)]
pub struct Speech(RwSignal<Language>);

impl Speech {
    /// The words now. In a reactive place it is drawn again when the language changes.
    pub fn get(self) -> &'static Words {
        self.0.get().words()
    }

    /// The words now, for what happens once.
    pub fn now(self) -> &'static Words {
        self.0.get_untracked().words()
    }

    /// The language, drawn again when it changes.
    pub fn language(self) -> Language {
        self.0.get()
    }

    /// Changes the language, and remembers it.
    pub fn choose(self, language: Language) {
        remembered::remember(Language::REMEMBERED, language.code());
        self.0.set(language);
    }
}

/// Gives all below the language that was chosen last; bokmål at first. Keeps `<html lang>` true.
pub fn provide_language() -> Speech {
    let chosen =
        remembered::recall(Language::REMEMBERED).and_then(|code| Language::from_code(&code));
    let speech = Speech(RwSignal::new(chosen.unwrap_or_default()));
    provide_context(speech);
    Effect::new(move || {
        let code = speech.language().code();
        if let Some(root) = window().and_then(|window| window.document()?.document_element()) {
            // The attribute's name is a valid one, which is all that can be wrong with it.
            root.set_attribute("lang", code).unwrap_or_default();
        }
    });
    speech
}

/// The words of the page. Only below the shell, which provides them.
pub fn use_words() -> Speech {
    expect_context::<Speech>()
}
