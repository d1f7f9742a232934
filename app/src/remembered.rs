//! Small things that a browser remembers between visits, in localStorage. Where it will not, nothing is lost but comfort.

use web_sys::{Storage, window};

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

/// What was remembered under a name.
pub fn recall(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Remembers. Returns whether the browser did.
pub fn remember(name: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(name, value).is_ok())
}

/// Forgets.
pub fn forget(name: &str) {
    if let Some(storage) = storage() {
        // A store that cannot forget could not remember either.
        storage.remove_item(name).unwrap_or_default();
    }
}

/// The names under which something is remembered and that begin so.
pub fn names(beginning: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let length = storage.length().unwrap_or_default();
    (0..length).filter_map(|at| storage.key(at).ok()?).filter(|name| name.starts_with(beginning)).collect()
}
