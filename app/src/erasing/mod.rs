//! «Slett for godt»: an administrator erases a document for all, after reading what that means; and whoever had it is told.

mod sure;
mod told;

pub use sure::EraseDialog;
pub use told::ErasedNotice;

use crate::{
    address::{Leaving, use_address},
    closed::keeps,
    engine::{Engine, use_engine},
    exchange::use_imports,
    frame::forget_place,
    place::Place,
    who::name_of,
};
use leptos::prelude::*;
use samvev_engine::messages::{DocumentRef, Event};
use samvev_protocol::{bodies::Role, ids::DeviceId};

/// What is asked and told of erasing. A copy in any component, by [`use_erasing`].
#[derive(Clone, Copy)]
pub struct Erasing {
    /// Whether the person is asked about the document on the screen.
    asking: RwSignal<bool>,
    /// What was erased, until the person has read it.
    told: RwSignal<Vec<Erased>>,
}

/// A document that was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Erased {
    document: DocumentRef,
    title: String,
    by: By,
}

/// Who erased it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum By {
    /// This person, here or in another tab.
    Me,
    /// Somebody else, with the name they gave, if any.
    Other(Option<String>),
}

/// Gives all below a place for it, and leads away from a document that is erased. Below the address and the imports.
pub fn provide_erasing(place: Memo<Place>) {
    let erasing = Erasing {
        asking: RwSignal::new(false),
        told: RwSignal::new(Vec::new()),
    };
    provide_context(erasing);
    let (engine, address, imports) = (use_engine(), use_address(), use_imports());
    engine.listen_to_all(move |event| {
        let Event::Erased {
            document,
            title,
            by,
        } = event
        else {
            return;
        };
        imports.forget(*document);
        forget_place(*document);
        let shown = place.get_untracked().document();
        if shown.is_none_or(|shown| shown == *document) {
            // What this page wrote down of it when it was hidden. Where the browser keeps nothing there is nothing to forget.
            engine.write_down(&[]).unwrap_or_default();
        }
        let on_screen = shown == Some(*document);
        if on_screen || !title.is_empty() {
            erasing.tell(Erased {
                document: *document,
                title: title.clone(),
                by: by_whom(engine, *document, *by),
            });
        }
        if on_screen {
            erasing.asking.set(false);
            address.go(&Place::Start.path(), Leaving::Replaced);
        }
    });
}

/// What is asked and told of erasing. Only below the shell, which provides it.
pub fn use_erasing() -> Erasing {
    expect_context::<Erasing>()
}

/// Whether this person may erase a document, drawn again when that changes.
pub fn may_erase(document: DocumentRef) -> bool {
    let space = use_engine().space(document.space);
    space.is_some_and(|space| space.role == Some(Role::Administrator)) || keeps(document)
}

impl Erasing {
    /// Asks whether to erase the document on the screen.
    pub fn ask(self) {
        self.asking.set(true);
    }

    fn tell(self, erased: Erased) {
        self.told.update(|told| {
            told.retain(|known| known.document != erased.document);
            told.push(erased);
        });
    }
}

fn by_whom(engine: Engine, document: DocumentRef, by: Option<DeviceId>) -> By {
    let space = untrack(|| engine.space(document.space));
    match space.zip(by) {
        Some((space, by)) if space.me == by => By::Me,
        Some((space, by)) => By::Other(name_of(&space, &by)),
        None => By::Other(None),
    }
}
