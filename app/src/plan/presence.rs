//! Others in the plan: where they write, what they changed a moment ago, and where this person is.

use super::{
    address::element_id,
    caret,
    desk::{Desk, now, page},
};
use crate::party::{class_of, initials, name_of};
use gloo_timers::callback::Timeout;
use leptos::{prelude::*, task, web_sys};
use samvev_documents::plan::{PlanField, PlanPatch};
use samvev_engine::messages::{Command, Other};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// How often the others are told where this person is, at most, in milliseconds.
const TELL_EVERY: f64 = 200.0;
/// How long a change of others stays marked, in milliseconds; the style sheet lets it fade.
const MARKED_FOR: u32 = 4_000;

/// Where this person is, as the others were told last.
#[derive(Default)]
pub struct Whereabouts {
    told: Option<(PlanField, usize)>,
    at: f64,
    later: Option<Timeout>,
}

/// Tells the others where this person is, at once or a little later.
pub fn tell(desk: Desk) {
    let since = desk
        .whereabouts
        .try_with_value(|whereabouts| now() - whereabouts.at)
        .unwrap_or_default();
    if since >= TELL_EVERY {
        tell_now(desk);
        return;
    }
    desk.whereabouts.try_update_value(|whereabouts| {
        if whereabouts.later.is_none() {
            // Less than the time between two tellings.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let wait = (TELL_EVERY - since).max(0.0).ceil() as u32;
            whereabouts.later = Some(Timeout::new(wait, move || tell_now(desk)));
        }
    });
}

fn tell_now(desk: Desk) {
    let at = desk.selection().map(|(field, start, _)| (field, start));
    let news = desk.whereabouts.try_update_value(|whereabouts| {
        whereabouts.later = None;
        let news = whereabouts.told != at;
        if news {
            whereabouts.told = at;
            whereabouts.at = now();
        }
        news
    });
    if news == Some(true) {
        desk.engine.send(Command::Here {
            document: Some(desk.document),
            at,
        });
    }
}

/// The others who are in this plan. Drawn again when they come, go or move.
pub fn others(desk: Desk) -> Vec<Other> {
    let mut others = desk.engine.present(desk.document.space);
    others.retain(|other| other.document == Some(desk.document.document));
    others
}

/// Puts a caret or a frame where each of the others writes.
pub fn place(desk: Desk) {
    let Some(page) = page() else { return };
    let others = untrack(|| others(desk));
    if let Ok(former) = page.query_selector_all(".plan .flag") {
        let former: Vec<Element> = (0..former.length())
            .filter_map(|at| former.item(at)?.dyn_into().ok())
            .collect();
        former.iter().for_each(Element::remove);
    }
    if others.is_empty() {
        return;
    }
    let directory = untrack(|| desk.engine.space(desk.document.space))
        .map(|space| space.directory)
        .unwrap_or_default();
    for other in others {
        let Some((field, caret)) = other.at else {
            continue;
        };
        let Some(element) = desk.element(field) else {
            continue;
        };
        let party = name_of(&directory, other.party.as_deref());
        let who = match &party {
            Some(party) => desk
                .words_now()
                .who_from
                .with(&[("name", &other.name), ("party", party)]),
            None => other.name.clone(),
        };
        let label = desk.words_now().here_now.with(&[("who", &who)]);
        let class = class_of(&directory, other.party.as_deref());
        if let Some(flag) = flag(&element, &class, &initials(&other.name), &label) {
            put(&page, &element, &flag, caret);
        }
    }
}

fn flag(field: &HtmlElement, class: &str, initials: &str, label: &str) -> Option<HtmlElement> {
    let page = page()?;
    let flag: HtmlElement = page.create_element("span").ok()?.dyn_into().ok()?;
    flag.set_class_name(&format!("flag {class}"));
    for (name, value) in [("role", "img"), ("aria-label", label), ("title", label)] {
        flag.set_attribute(name, value).ok()?;
    }
    let name = page.create_element("span").ok()?;
    name.set_class_name("flag-name");
    name.set_text_content(Some(initials));
    flag.append_child(&name).ok()?;
    field.append_child(&flag).ok()?;
    Some(flag)
}

/// Moves a flag to its caret's line; without a line it frames the whole field.
fn put(page: &web_sys::Document, field: &HtmlElement, flag: &HtmlElement, caret: usize) {
    let Some(line) = caret::rect_at(page, field, caret) else {
        return;
    };
    let frame = field.get_bounding_client_rect();
    // What is not drawn (far away in a long table) has no place; it is placed when it is next told.
    if line.height() == 0.0 || frame.height() == 0.0 {
        return;
    }
    let style = flag.style();
    for (name, value) in [
        ("left", line.left() - frame.left()),
        ("top", line.top() - frame.top()),
        ("height", line.height()),
    ] {
        // A length in pixels is a valid value.
        style
            .set_property(name, &format!("{value:.1}px"))
            .unwrap_or_default();
    }
    flag.class_list().add_1("at-caret").unwrap_or_default();
}

/// The elements that show what a patch changed.
pub fn touched(patch: &PlanPatch) -> Vec<String> {
    match patch {
        PlanPatch::Text { field, .. } => vec![element_id(*field)],
        PlanPatch::Actions { added, .. } => added
            .iter()
            .map(|action| format!("row-{}", action.id))
            .collect(),
        PlanPatch::Goals { added, .. } => added
            .iter()
            .map(|goal| element_id(PlanField::Goal(goal.id)))
            .collect(),
        PlanPatch::Columns { added, .. } => added
            .iter()
            .map(|column| element_id(PlanField::ColumnHeading(column.id)))
            .collect(),
        PlanPatch::Chapters { added, .. } => added
            .iter()
            .map(|chapter| element_id(PlanField::ChapterHeading(chapter.id)))
            .collect(),
        PlanPatch::ChapterLevel { .. } | PlanPatch::Bin(_) | PlanPatch::Whole(_) => Vec::new(),
    }
}

/// Marks what others changed, softly and for a while.
pub fn mark(desk: Desk, elements: Vec<String>) {
    let mine = desk.editing.get_untracked().map(element_id);
    task::spawn_local(async move {
        task::tick().await;
        let Some(page) = page() else { return };
        for id in elements.into_iter().filter(|id| Some(id) != mine.as_ref()) {
            let Some(element) = page.get_element_by_id(&id) else {
                continue;
            };
            let classes = element.class_list();
            classes.add_1("touched").unwrap_or_default();
            Timeout::new(MARKED_FOR, move || {
                classes.remove_1("touched").unwrap_or_default()
            })
            .forget();
        }
    });
}
