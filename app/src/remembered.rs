//! Small things that a browser remembers between visits, in localStorage. Where it will not, nothing is lost but comfort.

use web_sys::{Storage, window};

fn for_now() -> Option<Storage> {
    window()?.session_storage().ok()?
}

/// Leaves a mark for the next page of this tab.
pub fn leave_mark(name: &str) {
    if let Some(storage) = for_now() {
        // Forbidden: then there is nothing stored that the mark could be about.
        storage.set_item(name, "yes").unwrap_or_default();
    }
}

/// The mark that the page before left in this tab. It is taken away.
pub fn take_mark(name: &str) -> Option<String> {
    let storage = for_now()?;
    let mark = storage.get_item(name).ok()??;
    storage.remove_item(name).unwrap_or_default();
    Some(mark)
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

/// What was remembered under a name.
pub fn recall(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Remembers.
pub fn remember(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // Full or forbidden: then it is not remembered.
        storage.set_item(name, value).unwrap_or_default();
    }
}
