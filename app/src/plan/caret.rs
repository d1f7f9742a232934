//! Between a place in a text and a point on the screen.

use super::moves::locate;
use js_sys::{Function, Reflect};
use leptos::web_sys::{Document, DomRect, Element, Node, Range};
use wasm_bindgen::{JsCast, JsValue};

/// The place in the text shown in `field` that lies at a point of the window. None beside the words.
pub fn place_at(document: &Document, field: &Element, x: f64, y: f64) -> Option<usize> {
    let (node, offset) = node_at(document, x, y)?;
    if !field.contains(Some(&node)) {
        return None;
    }
    let inner = match node.dyn_ref::<Element>() {
        Some(element) => element.clone(),
        None => node.parent_element()?,
    };
    let paragraph = inner.closest("[data-at]").ok()??;
    let range = document.create_range().ok()?;
    range.set_start(&paragraph, 0).ok()?;
    range.set_end(&node, offset).ok()?;
    let within = range.to_string().as_string()?.encode_utf16().count();
    Some(begin(&paragraph)? + within)
}

/// What lies at a point: browsers call it by two names.
fn node_at(document: &Document, x: f64, y: f64) -> Option<(Node, u32)> {
    let ask = |name: &str| -> Option<JsValue> {
        let function = Reflect::get(document, &JsValue::from_str(name))
            .ok()?
            .dyn_into::<Function>()
            .ok()?;
        let found = function.call2(document, &x.into(), &y.into()).ok()?;
        (!found.is_null()).then_some(found)
    };
    let read = |found: JsValue, node: &str, offset: &str| -> Option<(Node, u32)> {
        let node = Reflect::get(&found, &JsValue::from_str(node))
            .ok()?
            .dyn_into()
            .ok()?;
        let offset = Reflect::get(&found, &JsValue::from_str(offset))
            .ok()?
            .as_f64()?;
        // An offset in a text is a small whole number.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Some((node, offset as u32))
    };
    ask("caretPositionFromPoint")
        .and_then(|found| read(found, "offsetNode", "offset"))
        .or_else(|| read(ask("caretRangeFromPoint")?, "startContainer", "startOffset"))
}

fn begin(paragraph: &Element) -> Option<usize> {
    paragraph.get_attribute("data-at")?.parse().ok()
}

/// Where a place in the text shown in `field` lies in the window: a rectangle as high as its line.
pub fn rect_at(document: &Document, field: &Element, place: usize) -> Option<DomRect> {
    let paragraphs = field.query_selector_all("[data-at]").ok()?;
    let paragraphs: Vec<Element> = (0..paragraphs.length())
        .filter_map(|index| paragraphs.item(index)?.dyn_into().ok())
        .collect();
    let begins: Vec<usize> = paragraphs.iter().filter_map(begin).collect();
    let (index, within) = locate(&begins, place)?;
    let paragraph = paragraphs.get(index)?;
    let range = document.create_range().ok()?;
    match text_at(paragraph, within) {
        Some((node, offset)) => {
            range.set_start(&node, offset).ok()?;
            range.set_end(&node, offset).ok()?;
            Some(line(&range).unwrap_or_else(|| paragraph.get_bounding_client_rect()))
        }
        None => Some(paragraph.get_bounding_client_rect()),
    }
}

fn line(range: &Range) -> Option<DomRect> {
    let rect = range.get_bounding_client_rect();
    // A collapsed range at a line's end has no rectangle in some browsers.
    (rect.height() > 0.0).then_some(rect)
}

/// The text node that holds a place in a paragraph.
fn text_at(paragraph: &Node, mut within: usize) -> Option<(Node, u32)> {
    let mut last = None;
    let mut next = paragraph.first_child();
    while let Some(node) = next {
        if node.node_type() == Node::TEXT_NODE {
            let units = node
                .node_value()
                .map(|words| words.encode_utf16().count())
                .unwrap_or_default();
            if within <= units {
                return Some((node, u32::try_from(within).ok()?));
            }
            within -= units;
            last = Some((node.clone(), u32::try_from(units).ok()?));
        }
        next = following(paragraph, &node);
    }
    last
}

/// The next node in the order of the document, within `root`.
pub fn following(root: &Node, node: &Node) -> Option<Node> {
    if let Some(child) = node.first_child() {
        return Some(child);
    }
    let mut here = node.clone();
    loop {
        if here.is_same_node(Some(root)) {
            return None;
        }
        if let Some(sibling) = here.next_sibling() {
            return Some(sibling);
        }
        here = here.parent_node()?;
    }
}
