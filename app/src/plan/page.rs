//! The plan page: one plan to read and write.

use super::{
    acts,
    address::{element_id, field_of},
    bin::Bin,
    caret,
    chapter::ChapterView,
    desk::{Desk, State, page},
    field::At,
    keys,
    menu::Menu,
    model::ShownChapter,
    moves::depths,
    notice::{GoneMeanwhile, Notice},
    presence,
    signs::{Sign, sign},
    tools::Tools,
    words::{EditButton, phrase_field},
};
use crate::{engine::use_engine, languages::use_words};
use leptos::{either::Either, ev, prelude::*, web_sys};
use samvev_documents::{
    id::ItemId,
    plan::{Place, PlanField, RemovedKind},
};
use samvev_engine::messages::{Command, DocumentRef};
use samvev_protocol::ids::{DocumentId, SpaceId};
use std::collections::HashMap;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// A plan, opened from the engine and kept up to date.
#[component]
pub fn PlanPage(
    /// The space it lies in.
    space: SpaceId,
    /// Which.
    document: DocumentId,
) -> impl IntoView {
    let document = DocumentRef { space, document };
    let engine = use_engine();
    let desk = Desk::new(document, engine, use_words());
    desk.reading.set(is_tablet());
    engine.listen(document, move |event| desk.hear(event));
    engine.send(Command::Open(document));
    engine.send(Command::Here {
        document: Some(document),
        at: None,
    });
    keep_safe(desk);
    meet_others(desk);
    view! {
        <article
            class="plan"
            class:writable=move || desk.can_write()
            class:waiting=move || desk.state.get() == State::Remembered
            aria-label=move || desk.words().plan
            on:click=move |event| clicked(desk, &event)
            on:keydown=move |event| keys::pressed(desk, &event)
            on:input=move |event| typed(desk, &event)
            on:beforeinput=move |event: web_sys::InputEvent| asked_for_history(desk, &event)
            on:compositionstart=move |_| desk.begin_composing()
            on:compositionend=move |_| desk.finish_composing()
            on:focusin=move |event: web_sys::FocusEvent| came(&event)
            on:focusout=move |event: web_sys::FocusEvent| went(desk, &event)
            on:keyup=move |_| presence::tell(desk)
            style:--title-here=move || quoted(desk.words().title_here)
            style:--heading-here=move || quoted(desk.words().heading_here)
            style:--text-here=move || quoted(desk.words().text_here)
            style:--goal-here=move || quoted(desk.words().goal_here)
            style:--column-here=move || quoted(desk.words().column_here)
            style:--action-here=move || quoted(desk.words().action_here)
        >
            <span id="menu-word" hidden>{move || desk.words().choices.with(&[("what", "")]).trim().to_owned()}</span>
            <span id="plan-how" hidden>{move || desk.words().how}</span>
            {move || match desk.state.get() == State::Loading {
                true => Either::Left(view! { <p class="loading" role="status">{move || desk.words().loading}</p> }),
                false => Either::Right(desk.with_shown(|shown| plan(desk, shown.title.clone(), shown.chapters.clone(), shown.bin.clone()))),
            }}
        </article>
    }
}

fn plan(
    desk: Desk,
    title: super::model::Text,
    chapters: ArcRwSignal<Vec<ShownChapter>>,
    removed: ArcRwSignal<Vec<samvev_documents::plan::Removed>>,
) -> impl IntoView {
    let is_empty = {
        let chapters = chapters.clone();
        move || chapters.read().is_empty()
    };
    let is_bare = is_empty.clone();
    let depths = {
        let chapters = chapters.clone();
        Memo::new(move |_| {
            let chapters = chapters.read();
            let depths = depths(chapters.iter().map(|chapter| chapter.level.get()));
            chapters
                .iter()
                .map(|chapter| chapter.id)
                .zip(depths)
                .collect::<HashMap<_, _>>()
        })
    };
    let slots = move || slots(desk, &chapters.read());
    view! {
        <div class="plan-head">
            <Tools desk=desk />
            {move || said_above(desk).map(|words| view! { <p class="plan-state" role="status">{words}</p> })}
            <GoneMeanwhile desk=desk />
            <Show when=move || desk.bin.get()><Bin desk=desk removed=removed.clone() /></Show>
        </div>
        <div class="heading-line title-line">
            <h1>{phrase_field(PlanField::Title, title, "title-here")}</h1>
            <EditButton desk=desk field=PlanField::Title named_by=element_id(PlanField::Title) />
        </div>
        <Show when=is_empty>
            <p class="empty">
                {move || if desk.can_write() { desk.words().empty } else { desk.words().empty_reading }}
            </p>
        </Show>
        <For each=slots key=Slot::key let:slot>
            {match slot {
                Slot::Chapter(chapter) => Either::Left({
                    let id = chapter.id;
                    let depth = Memo::new(move |_| depths.with(|depths| depths.get(&id).copied().unwrap_or(1)));
                    view! { <ChapterView desk=desk chapter=chapter depth=depth /> }
                }),
                Slot::Gone(_) => Either::Right(view! { <Notice desk=desk /> }),
            }}
        </For>
        <div class="adds last">
            <button type="button" class="ds-button" data-variant="secondary" on:click=move |_| acts::add_chapter(desk, Place::Last)>
                {sign(Sign::Add)}
                {move || desk.words().add_chapter}
            </button>
            <Show when=is_bare>
                <button type="button" class="ds-button" data-variant="secondary" on:click=move |_| acts::add_table(desk, None)>
                    {sign(Sign::Add)}
                    {move || desk.words().add_table}
                </button>
            </Show>
        </div>
        <Menu desk=desk />
    }
}

/// What is said above the plan about how it can be used now.
fn said_above(desk: Desk) -> Option<&'static str> {
    let words = desk.words();
    match desk.state.get() {
        State::Remembered => Some(words.not_live),
        State::ReadOnly => Some(words.read_only),
        State::Loading | State::Writable => None,
    }
}

#[derive(Clone)]
enum Slot {
    Chapter(ShownChapter),
    /// Where a chapter was removed.
    Gone(ItemId),
}

impl Slot {
    const fn key(&self) -> (bool, ItemId) {
        match self {
            Self::Chapter(chapter) => (false, chapter.id),
            Self::Gone(id) => (true, *id),
        }
    }
}

fn slots(desk: Desk, chapters: &[ShownChapter]) -> Vec<Slot> {
    let gone = desk
        .gone
        .get()
        .filter(|gone| gone.kind == RemovedKind::Chapter);
    let mut slots: Vec<Slot> = gone
        .filter(|gone| gone.after.is_none())
        .map(|gone| Slot::Gone(gone.id))
        .into_iter()
        .collect();
    for chapter in chapters {
        slots.push(Slot::Chapter(chapter.clone()));
        slots.extend(
            gone.filter(|gone| gone.after == Some(chapter.id))
                .map(|gone| Slot::Gone(gone.id)),
        );
    }
    slots
}

/// On a tablet one reads first.
fn is_tablet() -> bool {
    let query = "(pointer: coarse) and (min-width: 640px)";
    let list = web_sys::window().and_then(|window| window.match_media(query).ok().flatten());
    list.is_some_and(|list| list.matches())
}

/// Nothing that was typed is lost when the page is hidden, closed or left.
fn keep_safe(desk: Desk) {
    let hidden = document_event_listener("visibilitychange", move || {
        if page().is_some_and(|page| page.visibility_state() == web_sys::VisibilityState::Hidden) {
            desk.write_down();
        }
    });
    let leaving = window_event_listener(ev::pagehide, move |_| desk.write_down());
    on_cleanup(move || {
        hidden();
        leaving.remove();
        desk.leave();
    });
}

/// Hears an event of the document until the function returned is called.
fn document_event_listener(
    name: &'static str,
    hear: impl Fn() + 'static,
) -> impl FnOnce() + Send + Sync {
    let closure = wasm_bindgen::closure::Closure::<dyn Fn()>::new(hear);
    if let Some(page) = page() {
        // An event's name is always taken.
        page.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref())
            .unwrap_or_default();
    }
    let closure = StoredValue::new_local(Some(closure));
    move || {
        let closure = closure.try_update_value(Option::take).flatten();
        if let (Some(page), Some(closure)) = (page(), closure) {
            page.remove_event_listener_with_callback(name, closure.as_ref().unchecked_ref())
                .unwrap_or_default();
        }
    }
}

fn meet_others(desk: Desk) {
    Effect::new(move || {
        let together = !presence::others(desk).is_empty();
        desk.writing
            .try_update_value(|writing| writing.set_together(together));
        presence::place(desk);
    });
    let resized = window_event_listener(ev::resize, move |_| presence::place(desk));
    // Keys for undo work wherever the focus is not in something of its own.
    let undo = window_event_listener(ev::keydown, move |event| {
        let nowhere = page().is_some_and(|page| {
            page.active_element()
                .is_none_or(|element| element.tag_name() == "BODY")
        });
        if nowhere && keys::history(desk, &event) {
            event.prevent_default();
        }
    });
    on_cleanup(move || {
        resized.remove();
        undo.remove();
    });
}

/// A click goes into the text that was clicked, at the letter that was clicked.
fn clicked(desk: Desk, event: &web_sys::MouseEvent) {
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return;
    };
    if target.class_list().contains("pen") {
        presence::tell(desk);
        return;
    }
    if target.closest("a, button").ok().flatten().is_some() || is_selecting() {
        return;
    }
    let Some(element) = target.closest(".field").ok().flatten() else {
        return;
    };
    let Some(field) = field_of(&element.id()) else {
        return;
    };
    // Coordinates of a click are whole pixels of the window.
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let place = page().and_then(|page| caret::place_at(&page, &element, x, y));
    desk.open(field, place.map_or(At::End, At::Place));
}

/// Whether the person has just marked words, to copy them.
fn is_selecting() -> bool {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    selection.is_some_and(|selection| !selection.is_collapsed())
}

fn is_pen(event: &web_sys::Event) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.class_list().contains("pen"))
}

fn typed(desk: Desk, event: &web_sys::Event) {
    if is_pen(event) {
        desk.typed();
    }
}

/// Undo from a menu or a shake of the phone.
fn asked_for_history(desk: Desk, event: &web_sys::InputEvent) {
    if !is_pen(event) {
        return;
    }
    match event.input_type().as_str() {
        "historyUndo" => acts::undo(desk),
        "historyRedo" => acts::redo(desk),
        _ => return,
    }
    event.prevent_default();
}

fn came(event: &web_sys::FocusEvent) {
    if let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    {
        keys::stop_here(&target);
    }
}

/// The focus leaves the text being typed in: it is closed, unless the whole window lost the focus or the text is moved.
fn went(desk: Desk, event: &web_sys::FocusEvent) {
    if !is_pen(event) || desk.is_drawing() {
        return;
    }
    let still_here = page()
        .and_then(|page| page.active_element())
        .is_some_and(|element| element.class_list().contains("pen"));
    if still_here {
        desk.flush();
        return;
    }
    desk.close();
}

fn quoted(words: &str) -> String {
    super::table::css_string(words)
}
