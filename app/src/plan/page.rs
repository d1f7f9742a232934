//! The plan page: one plan to read and write.

use super::{
    acts,
    address::element_id,
    bin::Bin,
    chapter::ChapterView,
    desk::{Desk, State},
    gestures, keys,
    menu::Menu,
    moves::depths,
    notice::{CameTooLate, GoneMeanwhile, Notice, OnlyReading, TakenBack},
    presence,
    shown::ShownChapter,
    signs::{Sign, sign},
    slices::lines_before,
    surroundings,
    tools::Tools,
    words::{EditButton, phrase_field},
};
use crate::{
    closed::Closed,
    engine::use_engine,
    languages::use_words,
    remembered::{recall, remember},
};
use leptos::{either::Either, prelude::*, web_sys};
use samvev_documents::{
    id::ItemId,
    plan::{Place, PlanField, RemovedKind},
};
use samvev_engine::messages::{Command, DocumentRef};
use samvev_protocol::ids::{DocumentId, SpaceId};
use std::collections::HashMap;

/// Under this name the browser remembers whether the person reads only.
const READING: &str = "samvev.reading";

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
    desk.reading.set(reads_first());
    engine.listen(document, move |event| desk.hear(event));
    engine.send(Command::Open(document));
    engine.send(Command::Here {
        document: Some(document),
        at: None,
    });
    surroundings::keep_safe(desk);
    surroundings::meet_others(desk);
    // The plan is built once: that it can be written by and by is no reason to build it again.
    let loading = Memo::new(move |_| desk.state.get() == State::Loading);
    view! {
        <article
            class="plan"
            class:writable=move || desk.can_write()
            class:waiting=move || desk.state.get() == State::Remembered
            class:expecting=move || desk.state.get() == State::Remembered && !desk.reading.get()
            aria-label=move || desk.words().plan
            on:click=move |event| gestures::clicked(desk, &event)
            on:keydown=move |event| keys::pressed(desk, &event)
            on:input=move |event| gestures::typed(desk, &event)
            on:beforeinput=move |event: web_sys::InputEvent| gestures::asked_for_history(desk, &event)
            on:compositionstart=move |_| desk.begin_composing()
            on:compositionend=move |_| desk.finish_composing()
            on:focusin=move |event: web_sys::FocusEvent| gestures::came(&event)
            on:focusout=move |event: web_sys::FocusEvent| gestures::went(desk, &event)
            on:keyup=move |_| presence::tell(desk)
            style:--title-here=move || quoted(desk.words().title_here)
            style:--heading-here=move || quoted(desk.words().heading_here)
            style:--text-here=move || quoted(desk.words().text_here)
            style:--goal-here=move || quoted(desk.words().goal_here)
            style:--column-here=move || quoted(desk.words().column_here)
        >
            <span id="menu-word" hidden>{move || desk.words().choices.with(&[("what", "")]).trim().to_owned()}</span>
            <span id="plan-how" hidden>{move || desk.words().how}</span>
            {move || match loading.get() {
                true => Either::Left(view! { <p class="loading" role="status">{move || desk.words().loading}</p> }),
                false => Either::Right(desk.with_shown(|shown| plan(desk, shown.title.clone(), shown.chapters.clone(), shown.bin.clone()))),
            }}
        </article>
    }
}

fn plan(
    desk: Desk,
    title: super::shown::Text,
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
    let before = {
        let chapters = chapters.clone();
        Memo::new(move |_| lines_before(&chapters.read()))
    };
    let line_of = move |id: ItemId| before.with(|before| before.get(&id).copied().unwrap_or(0));
    let shown = {
        let chapters = chapters.clone();
        Memo::new(move |_| {
            let is_drawn = |chapter: &&ShownChapter| desk.slices.room(line_of(chapter.id)) > 0;
            chapters.read().iter().take_while(is_drawn).count()
        })
    };
    let slots = move || {
        let chapters = chapters.read();
        slots(desk, chapters.get(..shown.get()).unwrap_or(&chapters))
    };
    view! {
        <div class="plan-head">
            <Tools desk=desk />
            <Closed document=desk.document />
            {move || {
                said_above(desk).map(|(words, passes)| {
                    view! { <p class="plan-state" class:said-late=passes role="status">{words}</p> }
                })
            }}
            <GoneMeanwhile desk=desk />
            <TakenBack desk=desk />
            <CameTooLate desk=desk />
            <OnlyReading desk=desk />
            <Show when=move || desk.bin.get()><Bin desk=desk removed=removed.clone() /></Show>
        </div>
        <div class="heading-line title-line">
            <h1>{phrase_field(desk, PlanField::Title, title, "title-here")}</h1>
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
                    let room = Memo::new(move |_| desk.slices.room(line_of(id)));
                    view! { <ChapterView desk=desk chapter=chapter depth=depth room=room /> }
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

/// What is said above the plan about how it can be used now, and whether that passes by itself.
fn said_above(desk: Desk) -> Option<(&'static str, bool)> {
    let words = desk.words();
    match desk.state.get() {
        State::Remembered => Some((words.not_live, true)),
        State::ReadOnly if desk.is_removed() => Some((words.removed, false)),
        State::ReadOnly if desk.lost_seat().is_some() => desk.lost_seat().map(|lost| (lost, false)),
        State::ReadOnly => Some((words.read_only, false)),
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

/// On a tablet one reads first, unless one has chosen otherwise on this device.
fn reads_first() -> bool {
    recall(READING).map_or_else(is_tablet, |reading| reading == "true")
}

impl Desk {
    /// The person chooses to read only, or to write; remembered on this device.
    pub fn read_only(self, reading: bool) {
        self.close();
        self.tried_to_write.set(false);
        self.while_drawing(|| self.reading.set(reading));
        remember(READING, &reading.to_string());
    }
}

fn is_tablet() -> bool {
    let query = "(pointer: coarse) and (min-width: 640px)";
    let list = web_sys::window().and_then(|window| window.match_media(query).ok().flatten());
    list.is_some_and(|list| list.matches())
}

fn quoted(words: &str) -> String {
    super::columns::css_string(words)
}
