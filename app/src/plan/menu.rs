//! The menu of a chapter, a goal, a column or a row: every gesture as a button. There is one, which moves to the thing
//! whose button was pressed.

use super::{
    acts,
    address::Item,
    desk::{Desk, page},
    moves::Towards,
};
use leptos::{ev, html, prelude::*, task, web_sys};
use samvev_documents::plan::{GoalKind, Place, PlanIntent};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

type Choice = (String, Arc<dyn Fn() + Send + Sync>);

/// The menu.
#[component]
pub fn Menu(
    /// The page's desk.
    desk: Desk,
) -> impl IntoView {
    let menu = NodeRef::<html::Div>::new();
    Effect::new(move || {
        let Some(item) = desk.menu.get() else { return };
        task::spawn_local(async move {
            task::tick().await;
            if let Some(menu) = menu.get_untracked() {
                open(&menu, item);
            }
        });
    });
    let closed = move |_: ev::Event| {
        let is_open = menu
            .get_untracked()
            .is_some_and(|menu| menu.matches(":popover-open").unwrap_or_default());
        if !is_open {
            desk.menu.set(None);
        }
    };
    let choose = move |act: Arc<dyn Fn() + Send + Sync>| {
        let item = desk.menu.get_untracked();
        if let Some(menu) = menu.get_untracked() {
            // It is open: somebody chose in it.
            menu.hide_popover().unwrap_or_default();
        }
        desk.menu.set(None);
        if let Some(button) = item.and_then(button_of) {
            super::desk::focus_quietly(&button);
        }
        act();
    };
    let choices = move || {
        let item = desk.menu.get()?;
        let choice = |(words, act): Choice| {
            view! {
                <button type="button" role="menuitem" class="choice" tabindex="-1" on:click=move |_| choose(Arc::clone(&act))>
                    {words}
                </button>
            }
        };
        Some(choices(desk, item).into_iter().map(choice).collect_view())
    };
    view! {
        <div
            class="plan-menu"
            role="menu"
            popover="auto"
            aria-label=move || desk.words().column_menu
            node_ref=menu
            on:toggle=closed
            on:keydown=move |event| go_about(&event)
        >
            {choices}
        </div>
    }
}

fn button_of(item: Item) -> Option<HtmlElement> {
    page()?
        .get_element_by_id(&item.button_id())?
        .dyn_into()
        .ok()
}

/// Opens below the button, and within the window.
fn open(menu: &HtmlElement, item: Item) {
    let Some(button) = button_of(item) else {
        return;
    };
    if menu.show_popover().is_err() {
        return;
    }
    let (from, size) = (
        button.get_bounding_client_rect(),
        menu.get_bounding_client_rect(),
    );
    let Some(window) = web_sys::window() else {
        return;
    };
    let length = |value: Result<wasm_bindgen::JsValue, _>| {
        value
            .ok()
            .and_then(|value| value.as_f64())
            .unwrap_or_default()
    };
    let (width, height) = (length(window.inner_width()), length(window.inner_height()));
    let left = (from.right() - size.width()).clamp(8.0, (width - size.width() - 8.0).max(8.0));
    let below = from.bottom() + 4.0;
    let top = if below + size.height() > height {
        (from.top() - size.height() - 4.0).max(8.0)
    } else {
        below
    };
    for (name, value) in [("left", left), ("top", top)] {
        menu.style()
            .set_property(name, &format!("{value:.0}px"))
            .unwrap_or_default();
    }
    if let Some(first) = menu
        .first_element_child()
        .and_then(|first| first.dyn_into::<HtmlElement>().ok())
    {
        super::desk::focus_quietly(&first);
    }
}

fn go_about(event: &web_sys::KeyboardEvent) {
    let Some(here) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
    else {
        return;
    };
    let Some(menu) = here.parent_element() else {
        return;
    };
    let next = match event.key().as_str() {
        "ArrowDown" => here
            .next_element_sibling()
            .or_else(|| menu.first_element_child()),
        "ArrowUp" => here
            .previous_element_sibling()
            .or_else(|| menu.last_element_child()),
        "Home" => menu.first_element_child(),
        "End" => menu.last_element_child(),
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        super::desk::focus_quietly(&next);
    }
}

fn choices(desk: Desk, item: Item) -> Vec<Choice> {
    let words = desk.words();
    let mut choices: Vec<Choice> = Vec::new();
    let mut add =
        |words: &str, act: Arc<dyn Fn() + Send + Sync>| choices.push((words.to_owned(), act));
    let sideways = matches!(item, Item::Column(_));
    let (back, forth) = if sideways {
        (words.move_left, words.move_right)
    } else {
        (words.move_up, words.move_down)
    };
    add(
        back,
        Arc::new(move || acts::shift(desk, item, Towards::Start)),
    );
    add(
        forth,
        Arc::new(move || acts::shift(desk, item, Towards::End)),
    );
    match item {
        Item::Action(id) => {
            add(
                words.action_below,
                Arc::new(move || acts::add_action(desk, id)),
            );
            add(
                words.remove_action,
                Arc::new(move || acts::remove(desk, item)),
            );
        }
        Item::Column(id) => {
            add(
                words.column_after,
                Arc::new(move || acts::add_column(desk, id)),
            );
            add(
                words.remove_column,
                Arc::new(move || acts::remove(desk, item)),
            );
        }
        Item::Goal(id) => {
            let chapter = desk.with_shown(|shown| shown.siblings(item)?.1).flatten();
            if let Some(chapter) = chapter {
                add(
                    words.goal_below,
                    Arc::new(move || acts::add_goal(desk, chapter, Place::After(id))),
                );
            }
            let kinds = [
                (words.main_goal, GoalKind::Main),
                (words.overall_goal, GoalKind::Overall),
                (words.strategic_goal, GoalKind::Strategic),
                (words.sub_goal, GoalKind::Sub),
                (words.goal_of_no_kind, GoalKind::Unspecified),
            ];
            for (word, kind) in kinds {
                add(
                    word,
                    Arc::new(move || desk.act(PlanIntent::SetGoalKind { id, kind })),
                );
            }
            add(
                words.remove_goal,
                Arc::new(move || acts::remove(desk, item)),
            );
        }
        Item::Chapter(id) => {
            let level = desk
                .with_shown(|shown| shown.level_at(Place::After(id)))
                .unwrap_or(1);
            add(
                words.deeper,
                Arc::new(move || acts::set_level(desk, id, level.saturating_add(1))),
            );
            if level > 1 {
                add(
                    words.higher,
                    Arc::new(move || acts::set_level(desk, id, level - 1)),
                );
            }
            add(
                words.chapter_below,
                Arc::new(move || acts::add_chapter(desk, Place::After(id))),
            );
            add(
                words.remove_chapter,
                Arc::new(move || acts::remove(desk, item)),
            );
        }
    }
    choices
}
