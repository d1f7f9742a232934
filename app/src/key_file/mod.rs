//! The key file: what a person keeps so that a browser which forgot them can be entered as who they are.

mod enter;
mod forgets;
mod made;
mod make;
mod password;
mod sheet;
mod typed;
mod way_in;

pub use enter::EnterDialog;
pub use forgets::Forgets;
pub use make::{MakeDialog, MakeWay};
pub use sheet::KeySheet;
pub use way_in::{WayIn, Welcome};

use crate::{
    engine::{Engine, use_engine},
    languages::{Said, Speech, Words, of_problem, use_words},
    place::Place,
    remembered,
};
use leptos::prelude::*;
use samvev_engine::messages::{About, Event, Problem, SpaceSummary};
use samvev_protocol::{frame::Reason, ids::SpaceId};
use sheet::Sheet;

/// Under this name the browser remembers that it need not warn of forgetting: there is a key file, or the person said no.
const NO_WARNING: &str = "samvev.key-file";

/// What a key file is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// This device.
    This,
    /// A recovery key of a space.
    Recovery(SpaceId),
}

/// How far the making of a key file is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Making {
    Asking,
    Sealing,
    Made { name: String, left_out: usize },
}

/// How far the entering with one is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Entering {
    Asking,
    Opening,
    /// It is opened; its spaces are to come. Which they are is not known where it was opened by a page before this one. Some of
    /// them refused this device.
    Fetching {
        spaces: Vec<SpaceId>,
        refused: usize,
    },
    /// Nothing will come.
    Ended,
}

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Told(Problem),
    /// The chosen file cannot be read: it was moved, or a program holds it.
    Unreadable,
    /// The browser does not take the file that was made.
    NotTaken,
    /// There is no plan in it.
    Nothing,
}

impl Wrong {
    fn said(self, words: &Words) -> Said {
        let of = &words.key_file;
        let (what, then) = match self {
            // Nothing of the space is here, so what else is said of a refusal does not hold.
            Self::Told(Problem::Refused(Reason::NotMember)) => (of.removed, of.removed_then),
            Self::Told(problem) => return of_problem(words, problem),
            Self::Unreadable => (of.unreadable, of.unreadable_then),
            Self::NotTaken => (of.not_taken, of.not_taken_then),
            Self::Nothing => (of.nothing, of.nothing_then),
        };
        Said { what, then }
    }
}

/// Key files. A copy in any component, by [`use_key_files`].
#[derive(Clone, Copy)]
pub struct KeyFiles {
    /// Whether the dialog for making one is open.
    make_open: RwSignal<bool>,
    making: RwSignal<Making>,
    of: RwSignal<Of>,
    /// The recovery key that is to be printed now.
    sheet: RwSignal<Option<Sheet>>,
    /// Whether the dialog for entering is open.
    enter_open: RwSignal<bool>,
    entering: RwSignal<Entering>,
    wrong: RwSignal<Option<Wrong>>,
    /// Whether somebody has just come in again.
    welcome: RwSignal<bool>,
    /// Whether the browser need not warn of forgetting.
    no_warning: RwSignal<bool>,
    engine: Engine,
    words: Speech,
    place: Memo<Place>,
}

/// Gives all below a place for key files. Below the engine and the languages.
pub fn provide_key_files(place: Memo<Place>) {
    let engine = use_engine();
    let files = KeyFiles {
        make_open: RwSignal::new(false),
        making: RwSignal::new(Making::Asking),
        of: RwSignal::new(Of::This),
        sheet: RwSignal::new(None),
        enter_open: RwSignal::new(false),
        entering: RwSignal::new(Entering::Asking),
        wrong: RwSignal::new(None),
        welcome: RwSignal::new(false),
        no_warning: RwSignal::new(remembered::recall(NO_WARNING).is_some()),
        engine,
        words: use_words(),
        place,
    };
    provide_context(files);
    engine.listen_to_all(move |event| files.hear(event));
    Effect::new(move |before: Option<u32>| {
        let restarts = engine.restarts().get();
        if before.is_some_and(|before| before != restarts) {
            // An engine dies of too little memory, if of anything; what it was asked for is lost with it.
            files.fail(Problem::TooLittleMemory);
        }
        restarts
    });
    Effect::new(move |before: Option<Place>| {
        let now = place.get();
        if before.is_some_and(|before| before != now) {
            files.welcome.set(false);
            files.sheet.set(None);
        }
        now
    });
}

/// Key files. Only below the shell, which provides them.
pub fn use_key_files() -> KeyFiles {
    expect_context::<KeyFiles>()
}

impl KeyFiles {
    /// Opens the dialog for making one of this device.
    pub fn ask_to_make(self) {
        self.ask_to_make_of(Of::This);
    }

    /// Opens the dialog for making a recovery key of a space.
    pub fn ask_to_make_recovery(self, space: SpaceId) {
        self.ask_to_make_of(Of::Recovery(space));
    }

    fn ask_to_make_of(self, of: Of) {
        // What is being made goes on being that.
        if self.making.get_untracked() != Making::Sealing {
            self.of.set(of);
        }
        if matches!(self.making.get_untracked(), Making::Made { .. }) {
            self.making.set(Making::Asking);
        }
        self.wrong.set(None);
        self.make_open.set(true);
    }

    /// Whether a key is shown to be printed, in the place of the page.
    pub fn prints(self) -> bool {
        self.sheet.with(Option::is_some)
    }

    /// Opens the dialog for entering with one.
    fn ask_to_enter(self) {
        if self.entering.get_untracked() == Entering::Asking {
            self.wrong.set(None);
        }
        self.enter_open.set(true);
    }

    /// Whether what a key file leads to is on its way.
    fn is_fetching(self) -> bool {
        self.entering
            .with(|entering| matches!(entering, Entering::Fetching { .. }))
    }

    /// From now on this browser does not warn of forgetting.
    fn never_warn(self) {
        remembered::remember(NO_WARNING, "yes");
        self.no_warning.set(true);
    }

    /// A new try: what was said of the one before is put away.
    fn try_anew(self) {
        self.wrong.set(None);
        self.engine.put_aside(&About::KeyFile);
    }

    fn hear(self, event: &Event) {
        match event {
            Event::KeyFile { file, left_out } if self.making.get_untracked() == Making::Sealing => {
                self.hand_over(file, *left_out as usize);
            }
            Event::PrintedKey { space, rows } if self.making.get_untracked() == Making::Sealing => {
                self.making.set(Making::Asking);
                self.make_open.set(false);
                let (space, rows) = (*space, rows.clone());
                self.sheet.set(Some(Sheet { space, rows }));
            }
            Event::Entered(spaces) => self.entered(spaces.clone()),
            Event::Spaces(held) => self.came(held),
            // Nothing is typed here yet, since the browser held nothing.
            Event::EnteredElsewhere => window().location().reload().unwrap_or_default(),
            Event::Problem {
                about: About::KeyFile,
                problem,
            } => self.fail(*problem),
            // A recovery key is a member's: what keeps one from being let in is told of the space.
            Event::Problem {
                about: About::Space(space),
                problem,
            } if self.of.get_untracked() == Of::Recovery(*space)
                && self.making.get_untracked() == Making::Sealing =>
            {
                self.fail(*problem);
            }
            _ => {}
        }
    }

    fn hand_over(self, file: &[u8], left_out: usize) {
        let of = self.of.get_untracked();
        match made::hand_over(file, of, self.words.now()) {
            Some(name) => {
                self.making.set(Making::Made { name, left_out });
                if of == Of::This {
                    self.never_warn();
                }
            }
            None => {
                self.making.set(Making::Asking);
                self.wrong.set(Some(Wrong::NotTaken));
            }
        }
    }

    fn entered(self, spaces: Vec<SpaceId>) {
        self.never_warn();
        if spaces.is_empty() {
            self.wrong.set(Some(Wrong::Nothing));
            self.entering.set(Entering::Ended);
        } else {
            self.entering.set(Entering::Fetching { spaces, refused: 0 });
        }
    }

    /// What is held now: once the place where the person is can be shown, or any other if it is of none, they are in.
    fn came(self, held: &[SpaceSummary]) {
        let Entering::Fetching { spaces, .. } = self.entering.get_untracked() else {
            return;
        };
        let at = self.place.get_untracked().space();
        let wanted = at.filter(|at| spaces.contains(at));
        let is_here = |one: &SpaceSummary| {
            wanted.is_none_or(|wanted| wanted == one.space)
                && (spaces.is_empty() || spaces.contains(&one.space))
                && !one.directory.documents.is_empty()
        };
        if held.iter().any(is_here) {
            self.entering.set(Entering::Asking);
            self.enter_open.set(false);
            self.welcome.set(true);
        }
    }

    fn holds_nothing(self) -> bool {
        let spaces = self.engine.spaces();
        spaces.with_untracked(|spaces| spaces.as_ref().is_some_and(Vec::is_empty))
    }

    fn fail(self, problem: Problem) {
        if self.making.get_untracked() == Making::Sealing {
            self.making.set(Making::Asking);
            self.wrong.set(Some(Wrong::Told(problem)));
            return;
        }
        match self.entering.get_untracked() {
            // It holds what a key file led to, which has not come yet.
            Entering::Opening if problem == Problem::NotEmpty && self.holds_nothing() => {
                self.entering.set(Entering::Fetching {
                    spaces: Vec::new(),
                    refused: 0,
                });
            }
            Entering::Opening => {
                self.entering.set(Entering::Asking);
                self.wrong.set(Some(Wrong::Told(problem)));
            }
            Entering::Fetching { spaces, refused } => self.refused(problem, spaces, refused),
            Entering::Asking | Entering::Ended => {}
        }
    }

    /// Something went wrong while the spaces are on their way.
    fn refused(self, problem: Problem, spaces: Vec<SpaceId>, refused: usize) {
        if problem == Problem::TooLittleMemory {
            // The engine began anew, and asks for them again by itself.
            return;
        }
        self.wrong.set(Some(Wrong::Told(problem)));
        let is_out = problem == Problem::Refused(Reason::NotMember);
        let refused = refused + usize::from(is_out);
        self.entering.set(if refused >= spaces.len().max(1) {
            Entering::Ended
        } else {
            Entering::Fetching { spaces, refused }
        });
    }
}

/// How many spaces this browser holds. `None` until the engine has begun.
fn held() -> Memo<Option<usize>> {
    let spaces = use_engine().spaces();
    Memo::new(move |_| spaces.with(|spaces| spaces.as_ref().map(Vec::len)))
}
