//! Small things that a browser remembers between visits, in localStorage. Where it will not, nothing is lost but comfort.

use web_sys::{Storage, window};

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
