//! Fields for a password, and what a new one must be.

use crate::languages::use_words;
use js_sys::JsString;
use leptos::{html, prelude::*};
use samvev_engine::messages::Password;
use samvev_protocol::key_file::LEAST_PASSWORD;

/// Why a new password will not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// It has too few letters.
    Short,
    /// It was typed otherwise the second time.
    Unequal,
}

/// Why a password, and what was typed the second time, will not do.
pub fn unfit(password: &str, again: &str) -> Option<Unfit> {
    if password.chars().count() < LEAST_PASSWORD {
        Some(Unfit::Short)
    } else if password != again {
        Some(Unfit::Unequal)
    } else {
        None
    }
}

/// What stands in a field, with each letter written as one: other machines write å as two.
pub fn typed(field: NodeRef<html::Input>) -> String {
    let value = field.get_untracked().map(|field| field.value());
    let value = JsString::from(value.unwrap_or_default());
    String::from(value.normalize("NFC"))
}

/// What stands in a field, for the engine.
pub fn password(field: NodeRef<html::Input>) -> Password {
    Password::new(typed(field))
}

/// A field for a password.
#[component]
pub fn PasswordField(
    /// Its element.
    id: &'static str,
    /// What it is called.
    #[prop(into)]
    label: Signal<&'static str>,
    /// What stands under that.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// What is wrong with what stands in it.
    #[prop(into)]
    wrong: Signal<Option<String>>,
    /// What a browser's own store of passwords is to make of it.
    autocomplete: &'static str,
    /// Whether its letters are shown.
    shown: RwSignal<bool>,
    /// The field itself.
    field: NodeRef<html::Input>,
    /// Something was typed.
    #[prop(into)]
    typed: Callback<()>,
) -> impl IntoView {
    let (hint_id, wrong_id) = (format!("{id}-hint"), format!("{id}-wrong"));
    let described = {
        let hint_id = hint.map(|_| hint_id.clone());
        let wrong_id = wrong_id.clone();
        move || {
            let wrong_id = wrong.with(Option::is_some).then(|| wrong_id.clone());
            let ids: Vec<String> = hint_id.iter().cloned().chain(wrong_id).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let message = move || {
        let wrong_id = wrong_id.clone();
        wrong
            .get()
            .map(|said| view! { <p class="ds-validation-message" id=wrong_id>{said}</p> })
    };
    view! {
        <div class="ds-field">
            <label class="ds-label" for=id>{move || label.get()}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{move || hint.get()}</p> })}
            <input
                class="ds-input"
                id=id
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                node_ref=field
                on:input=move |_| typed.run(())
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                aria-describedby=described
            />
            {message}
        </div>
    }
}

/// «Vis passordet».
#[component]
pub fn ShowPassword(
    /// Its element.
    id: &'static str,
    /// Whether the letters are shown.
    shown: RwSignal<bool>,
) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="ds-field">
            <input
                class="ds-input"
                type="checkbox"
                id=id
                prop:checked=move || shown.get()
                on:change=move |_| shown.update(|shown| *shown = !*shown)
            />
            <label class="ds-label" data-weight="regular" for=id>{move || words.get().key_file.show_password}</label>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_password_is_long_enough_and_typed_the_same_twice() {
        assert_eq!(unfit("", ""), Some(Unfit::Short));
        assert_eq!(unfit("ni tegn åå", "ni tegn åå"), None);
        assert_eq!(unfit("ni tegn å", "ni tegn å"), Some(Unfit::Short));
        assert_eq!(
            unfit("blåbær og fjell", "blåbær og Fjell"),
            Some(Unfit::Unequal)
        );
        assert_eq!(unfit("blåbær og fjell", ""), Some(Unfit::Unequal));
    }
}
