//! A chapter: its heading, words, goals and table.

use super::{
    acts,
    address::{Item, element_id},
    desk::Desk,
    notice::Notice,
    shown::{ShownChapter, ShownGoal},
    signs::{Sign, sign},
    table::ActionTable,
    words::{EditButton, blocks, phrase_field},
};
use leptos::{either::Either, prelude::*};
use samvev_documents::{
    id::ItemId,
    plan::{GoalKind, Place, PlanField, RemovedKind},
};

/// A chapter of the plan.
#[component]
pub fn ChapterView(
    /// The page's desk.
    desk: Desk,
    /// Which.
    chapter: ShownChapter,
    /// How deep it lies below the title, from 1.
    depth: Memo<u8>,
    /// How many lines may be drawn now: its goals, which come with it, and then its rows.
    room: Memo<usize>,
) -> impl IntoView {
    let id = chapter.id;
    let heading_field = PlanField::ChapterHeading(id);
    let text_field = PlanField::ChapterText(id);
    let item = Item::Chapter(id);
    let heading = chapter.heading.clone();
    let heading_view = move || at_depth(desk, depth.get(), heading_field, heading.clone());
    let text = chapter.text.clone();
    let words = move || blocks(text.clone(), depth.get().saturating_add(1));
    let (goals, columns) = (chapter.goals.clone(), chapter.columns.clone());
    let rows_room = {
        let goals = chapter.goals.clone();
        Memo::new(move |_| room.get().saturating_sub(goals.read().len()))
    };
    let has_table = Memo::new(move |_| !columns.read().is_empty());
    let silent = {
        let heading = chapter.heading.clone();
        move || heading.read().is_blank()
    };
    let wordless = {
        let text = chapter.text.clone();
        move || text.read().is_blank()
    };
    view! {
        <section class="chapter" class:without-heading=silent class:without-words=wordless>
            <div class="heading-line">
                {heading_view}
                <EditButton desk=desk field=heading_field named_by=element_id(heading_field) />
                <button
                    type="button"
                    class="menu-button"
                    id=item.button_id()
                    aria-haspopup="menu"
                    aria-labelledby=format!("menu-word {}", element_id(heading_field))
                    on:click=move |_| desk.menu.set(Some(item))
                >
                    {sign(Sign::Menu)}
                </button>
            </div>
            <div class="text-line">
                <div class="field text text-here" id=element_id(text_field)>{words}</div>
                <EditButton desk=desk field=text_field named_by=element_id(heading_field) />
            </div>
            <Goals desk=desk chapter=id goals=goals />
            <Show when=move || has_table.get()>
                <ActionTable desk=desk chapter=chapter.clone() room=rows_room />
            </Show>
            <Show when=move || desk.gone.get().is_some_and(|gone| gone.kind == RemovedKind::Column && gone.chapter == Some(id))>
                <Notice desk=desk />
            </Show>
            <div class="adds">
                <button type="button" class="ds-button" data-variant="tertiary" on:click=move |_| acts::add_goal(desk, id, Place::Last)>
                    {sign(Sign::Add)}
                    {move || desk.words().add_goal}
                </button>
                <Show when=move || !has_table.get()>
                    <button type="button" class="ds-button" data-variant="tertiary" on:click=move |_| acts::add_table(desk, Some(id))>
                        {sign(Sign::Add)}
                        {move || desk.words().add_table}
                    </button>
                </Show>
            </div>
        </section>
    }
}

/// The heading as the element of its depth below the plan's title.
fn at_depth(desk: Desk, depth: u8, field: PlanField, text: super::shown::Text) -> impl IntoView {
    let words = phrase_field(desk, field, text, "heading-here");
    match depth {
        0 | 1 => view! { <h2>{words}</h2> }.into_any(),
        2 => view! { <h3>{words}</h3> }.into_any(),
        3 => view! { <h4>{words}</h4> }.into_any(),
        4 => view! { <h5>{words}</h5> }.into_any(),
        _ => view! { <h6>{words}</h6> }.into_any(),
    }
}

#[component]
fn Goals(desk: Desk, chapter: ItemId, goals: ArcRwSignal<Vec<ShownGoal>>) -> impl IntoView {
    let slots = Memo::new_with_compare(
        move |_| {
            let goals = goals.get();
            let gone = desk
                .gone
                .get()
                .filter(|gone| gone.kind == RemovedKind::Goal && gone.chapter == Some(chapter));
            let mut slots: Vec<Slot> = Vec::with_capacity(goals.len() + 1);
            slots.extend(
                gone.filter(|gone| gone.after.is_none())
                    .map(|gone| Slot::Gone(gone.id)),
            );
            for goal in goals {
                let is_here = gone.filter(|gone| gone.after == Some(goal.id));
                slots.push(Slot::Goal(goal));
                slots.extend(is_here.map(|gone| Slot::Gone(gone.id)));
            }
            slots
        },
        |_, _| true,
    );
    let any = move || slots.with(|slots| !slots.is_empty());
    view! {
        <Show when=any>
            <ul class="goals" aria-label=move || desk.words().goals>
                <For each=move || slots.get() key=Slot::key let:slot>
                    {match slot {
                        Slot::Goal(goal) => Either::Left(goal_item(desk, goal)),
                        Slot::Gone(_) => Either::Right(view! { <li class="gone"><Notice desk=desk /></li> }),
                    }}
                </For>
            </ul>
        </Show>
    }
}

#[derive(Clone)]
enum Slot {
    Goal(ShownGoal),
    /// Where a goal was removed.
    Gone(ItemId),
}

impl Slot {
    const fn key(&self) -> (bool, ItemId) {
        match self {
            Self::Goal(goal) => (false, goal.id),
            Self::Gone(id) => (true, *id),
        }
    }
}

fn goal_item(desk: Desk, goal: ShownGoal) -> impl IntoView {
    let field = PlanField::Goal(goal.id);
    let item = Item::Goal(goal.id);
    let kind = goal.kind;
    let kind_word = move || {
        kind_word(desk, kind.get()).map(|word| view! { <span class="goal-kind">{word}</span> })
    };
    view! {
        <li class="goal">
            <div class="goal-words">
                {kind_word}
                <div class="field goal-here" id=element_id(field)>{blocks(goal.text, 4)}</div>
            </div>
            <EditButton desk=desk field=field named_by=element_id(field) />
            <button
                type="button"
                class="menu-button"
                id=item.button_id()
                aria-haspopup="menu"
                aria-labelledby=format!("menu-word {}", element_id(field))
                on:click=move |_| desk.menu.set(Some(item))
            >
                {sign(Sign::Menu)}
            </button>
        </li>
    }
}

fn kind_word(desk: Desk, kind: GoalKind) -> Option<&'static str> {
    let words = desk.words();
    match kind {
        GoalKind::Unspecified => None,
        GoalKind::Main => Some(words.main_goal),
        GoalKind::Overall => Some(words.overall_goal),
        GoalKind::Strategic => Some(words.strategic_goal),
        GoalKind::Sub => Some(words.sub_goal),
    }
}
