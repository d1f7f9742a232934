//! Dates and sorting as people of the language expect them, by the browser's own Intl.

use super::Language;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use std::cmp::Ordering;
use wasm_bindgen::{JsCast, JsValue};

fn locales(language: Language) -> Array {
    // English as it is written on this side of the sea: the day before the month, and no am or pm.
    let locale = if language == Language::En {
        "en-GB"
    } else {
        language.code()
    };
    Array::of1(&JsValue::from_str(locale))
}

/// A day and time: «22. nov. 2026, 10:03». `at`: milliseconds since 1970.
pub fn date(language: Language, at: u64) -> String {
    formatted(
        language,
        at,
        &[("dateStyle", "medium"), ("timeStyle", "short")],
    )
}

/// A day: «22. november 2026». `at`: milliseconds since 1970.
pub fn day(language: Language, at: u64) -> String {
    formatted(language, at, &[("dateStyle", "long")])
}

fn formatted(language: Language, at: u64, style: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (name, value) in style {
        // A fresh plain object takes any property.
        Reflect::set(
            &options,
            &JsValue::from_str(name),
            &JsValue::from_str(value),
        )
        .unwrap_or_default();
    }
    let format = Intl::DateTimeFormat::new(&locales(language), &options);
    // Milliseconds since 1970 fit in the 53 bits of a JS number for longer than anybody writes plans.
    #[allow(clippy::cast_precision_loss)]
    let date = Date::new(&JsValue::from_f64(at as f64));
    called(&format.format(), &date.into())
}

fn called(format: &Function, value: &JsValue) -> String {
    format
        .call1(&JsValue::UNDEFINED, value)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// A way to sort names: æ, ø, å last, in English too, for the names are Norwegian. Made once for a whole list.
pub fn compare() -> impl Fn(&str, &str) -> Ordering {
    let collator = Intl::Collator::new(&Array::of1(&JsValue::from_str("nb")), &Object::new());
    let compare: Function = collator.compare().unchecked_into();
    move |one, other| {
        let order = compare.call2(
            &JsValue::UNDEFINED,
            &JsValue::from_str(one),
            &JsValue::from_str(other),
        );
        let order = order
            .ok()
            .and_then(|order| order.as_f64())
            .unwrap_or_default();
        order.partial_cmp(&0.0).unwrap_or(Ordering::Equal)
    }
}
