//! The whole app: one frame, and in it the page of the place where the person is.

use super::{
    dialog::Dialog,
    documents::{Documents, holds_plans},
    focus::focus,
    header::{Header, MoreWays},
    icon::{Icon, Picture},
    keys::Keys,
    notices::Notices,
};
use crate::{
    address::{Leaving, provide_address, use_address},
    closed::{NewPlanDialog, SeatsDialog, provide_closing},
    devices::{AddDialog, Added, provide_devices},
    engine::{Engine, use_engine},
    erasing::{EraseDialog, provide_erasing},
    exchange::{Review, provide_download, provide_imports},
    joining::{JoinPage, provide_link},
    key_file::{
        EnterDialog, Forgets, KeySheet, MakeDialog, Welcome, provide_key_files, use_key_files,
    },
    languages::{provide_language, use_words},
    place::Place,
    remembered,
    servers::ServersPage,
    sharing::Share,
    start::StartPage,
    who::{Joined, WhoPage},
};
use leptos::{ev, html, prelude::*};
use samvev_engine::messages::DocumentRef;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, HtmlElement};

/// Under this name the browser remembers where one was.
const LAST_PLACE: &str = "samvev.place";
/// And under this, whether the documents are folded away.
const FOLDED: &str = "samvev.folded";

/// What can lie over the page.
#[derive(Clone, Copy)]
pub struct Over {
    /// The documents, on a narrow screen.
    pub documents: RwSignal<bool>,
    /// Sharing.
    pub share: RwSignal<bool>,
    /// Whether the documents beside the page are folded away, on a wide screen.
    pub folded: RwSignal<bool>,
    /// The list of keys.
    pub keys: RwSignal<bool>,
    /// «Mer», on a phone.
    pub more: RwSignal<bool>,
}

/// The app.
#[component]
pub fn Shell(
    /// The engine, already begun.
    engine: Engine,
) -> impl IntoView {
    provide_context(engine);
    provide_language();
    provide_download();
    provide_link();
    provide_address();
    view! { <Frame /> }
}

#[component]
fn Frame() -> impl IntoView {
    let words = use_words();
    provide_imports(use_engine());
    let path = use_address().path();
    let place = Memo::new(move |_| Place::of(&path.get()));
    provide_erasing(place);
    provide_closing();
    provide_key_files(place);
    provide_devices();
    let over = Over {
        documents: RwSignal::new(false),
        share: RwSignal::new(false),
        folded: RwSignal::new(remembered::recall(FOLDED).is_some_and(|folded| folded == "true")),
        keys: RwSignal::new(false),
        more: RwSignal::new(false),
    };
    let main = NodeRef::<html::Main>::new();
    follow(place, over, main);
    question_mark_opens(over.keys);
    files_stay_out();
    Effect::new(move || {
        remembered::remember(FOLDED, &over.folded.get().to_string());
    });
    let returning = come_back(place);
    // The address keeps what stands in it: it may be an invitation.
    let skip = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        focus(main);
    };
    // On a first visit there is nothing to list, so nothing stands beside the page.
    let any = Memo::new(move |_| {
        use_engine()
            .spaces()
            .with(|spaces| spaces.iter().flatten().any(holds_plans))
    });
    view! {
        <a class="ds-skip-link" href="#content" on:click=skip>{move || words.get().frame.skip}</a>
        <Header place=place over=over any=any />
        <div class="under-top" class:folded=move || over.folded.get() || !any.get()>
            <nav class="beside" id="documents" aria-label=move || words.get().frame.documents>
                <Documents place=place />
            </nav>
            <main id="content" tabindex="-1" node_ref=main>
                <Notices place=place />
                <Joined place=place />
                <Added />
                <Forgets place=place />
                <Welcome />
                <Page place=place returning=returning />
            </main>
        </div>
        <BottomBar place=place over=over />
        <Dialog
            open=over.documents
            id="documents-heading"
            class="drawer"
            heading=Signal::derive(move || words.get().frame.documents.to_owned())
        >
            <nav aria-labelledby="documents-heading">
                <Documents place=place />
            </nav>
        </Dialog>
        <Dialog
            open=over.more
            id="more-heading"
            class="from-below"
            heading=Signal::derive(move || words.get().frame.more.to_owned())
        >
            <div class="more-list">
                <MoreWays place=place over=over chosen=Callback::new(move |()| over.more.set(false)) />
            </div>
        </Dialog>
        <Share open=over.share place=place />
        <EraseDialog place=place />
        <NewPlanDialog />
        <SeatsDialog place=place />
        <AddDialog />
        <MakeDialog />
        <EnterDialog />
        <Keys open=over.keys />
    }
}

/// The page of a place. Made anew when the place changes.
#[component]
fn Page(place: Memo<Place>, returning: Signal<bool>) -> impl IntoView {
    let words = use_words();
    let files = use_key_files();
    let prints = Memo::new(move |_| files.prints());
    move || match place.get() {
        _ if prints.get() => view! { <KeySheet /> }.into_any(),
        Place::Start if returning.get() => {
            view! { <p class="page quiet" role="status">{move || words.get().frame.starting}</p> }
                .into_any()
        }
        Place::Start => view! { <StartPage /> }.into_any(),
        Place::Plan(document) => view! { <Review document=document /> }.into_any(),
        Place::Who(space) => view! { <WhoPage space=space /> }.into_any(),
        Place::Servers(space) => view! { <ServersPage space=space /> }.into_any(),
        Place::Join => view! { <JoinPage /> }.into_any(),
        Place::Unknown => view! {
            <div class="page">
                <h1 class="ds-heading" data-size="lg">{move || words.get().frame.not_found}</h1>
                <p>{move || words.get().frame.not_found_text}</p>
                <a class="ds-button" href="/">{move || words.get().frame.to_start}</a>
            </div>
        }
        .into_any(),
    }
}

/// On a phone: at most four places.
#[component]
fn BottomBar(place: Memo<Place>, over: Over) -> impl IntoView {
    let words = use_words();
    view! {
        <nav class="bottom-bar" aria-label=move || words.get().frame.places>
            <a href="/" aria-current=move || (place.get() == Place::Start).then_some("page")>
                <Picture icon=Icon::Start />
                {move || words.get().frame.start}
            </a>
            <button type="button" aria-haspopup="dialog" on:click=move |_| over.documents.set(true)>
                <Picture icon=Icon::Documents />
                {move || words.get().frame.documents}
            </button>
            <Show when=move || place.get().space().is_some()>
                <button type="button" aria-haspopup="dialog" on:click=move |_| over.share.set(true)>
                    <Picture icon=Icon::Share />
                    {move || words.get().frame.share}
                </button>
            </Show>
            <button type="button" aria-haspopup="dialog" on:click=move |_| over.more.set(true)>
                <Picture icon=Icon::More />
                {move || words.get().frame.more}
            </button>
        </nav>
    }
}

/// On a change of place: what lay over the page goes, the page has the focus, and the place is remembered.
fn follow(place: Memo<Place>, over: Over, main: NodeRef<html::Main>) {
    let engine = use_engine();
    let words = use_words();
    Effect::new(move |before: Option<Place>| {
        let now = place.get();
        over.documents.set(false);
        over.more.set(false);
        over.share.set(false);
        if before.is_some_and(|before| before != now) {
            focus(main);
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        if before.is_some() && !matches!(now, Place::Join | Place::Unknown)
            || matches!(now, Place::Plan(_))
        {
            remembered::remember(LAST_PLACE, &now.path());
        }
        now
    });
    let title = Memo::new(move |_| {
        let words = words.get();
        let page = match place.get() {
            Place::Start => words.start.title.to_owned(),
            Place::Plan(document) => {
                let title = engine
                    .summary(document)
                    .map(|summary| summary.title)
                    .unwrap_or_default();
                if title.is_empty() {
                    words.frame.untitled.to_owned()
                } else {
                    title
                }
            }
            Place::Who(_) => words.who.heading.to_owned(),
            Place::Servers(_) => words.servers.heading.to_owned(),
            Place::Join => words.joining.title.to_owned(),
            Place::Unknown => words.frame.not_found.to_owned(),
        };
        format!("{page} – {}", words.frame.name)
    });
    Effect::new(move || document().set_title(&title.get()));
}

/// Forgets that one was in a document.
pub fn forget_place(document: DocumentRef) {
    if remembered::recall(LAST_PLACE) == Some(Place::Plan(document).path()) {
        remembered::remember(LAST_PLACE, &Place::Start.path());
    }
}

/// A second visit opens where one was, if that is still here. True while it is not known yet.
fn come_back(place: Memo<Place>) -> Signal<bool> {
    let engine = use_engine();
    let address = use_address();
    let last = remembered::recall(LAST_PLACE)
        .map(|path| Place::of(&path))
        .and_then(Place::document);
    let last = last.filter(|_| place.get_untracked() == Place::Start);
    let waiting = RwSignal::new(last.is_some());
    Effect::new(move || {
        let Some(last) = last else { return };
        let unknown = engine.spaces().with(Option::is_none) && !engine.stopped().get();
        if unknown || !waiting.get_untracked() {
            return;
        }
        if engine.summary(last).is_some() && place.get_untracked() == Place::Start {
            address.go(&Place::Plan(last).path(), Leaving::Replaced);
        }
        waiting.set(false);
    });
    waiting.into()
}

/// "?" opens the list of keys, but not while somebody types.
fn question_mark_opens(keys: RwSignal<bool>) {
    let listening = window_event_listener(ev::keydown, move |event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let typing = target.is_some_and(|target| {
            target.is_content_editable()
                || matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        });
        if event.key() == "?" && !typing && !event.default_prevented() {
            event.prevent_default();
            keys.set(true);
        }
    });
    on_cleanup(move || listening.remove());
}

/// A file that is dropped beside the place for it must not take the page away.
fn files_stay_out() {
    let over = window_event_listener(ev::dragover, keep_page);
    let drop = window_event_listener(ev::drop, keep_page);
    on_cleanup(move || {
        over.remove();
        drop.remove();
    });
}

fn keep_page(event: DragEvent) {
    let kinds = event.data_transfer().map(|data| data.types());
    if kinds.is_some_and(|kinds| {
        kinds
            .iter()
            .any(|kind| kind.as_string().as_deref() == Some("Files"))
    }) {
        event.prevent_default();
    }
}
