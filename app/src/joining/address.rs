//! An invitation's key stays in the address no longer than it takes to look at it. Then it lies in the state of that entry
//! of the browser's history, which no address bar, bookmark or copied address shows; a reload and the way back find it there.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsValue;

/// What the state of such an entry begins with.
const MARK: &str = "samvev invitation ";

/// Puts the key away: the invitation has been looked at.
pub fn put_away() {
    let Ok(hash) = window().location().hash() else {
        return;
    };
    if let Some(state) = state_for(&hash) {
        replace(&JsValue::from_str(&state), &path());
    }
}

/// Brings the key back to where it is read, now and on the way back or forth. To be called before there is a router, which
/// reads the address after this.
pub fn bring_back() {
    look();
    // For as long as the page lives.
    window_event_listener(ev::popstate, |_| look());
}

fn look() {
    let state = window().history().and_then(|history| history.state());
    let state = state.ok().and_then(|state| state.as_string());
    let hash = window().location().hash().unwrap_or_default();
    if let Some(kept) = state
        .as_deref()
        .and_then(kept_in)
        .filter(|_| hash.is_empty())
    {
        replace(&JsValue::NULL, &format!("{}{kept}", path()));
    }
}

fn path() -> String {
    let location = window().location();
    let part = |part: Result<String, JsValue>| part.unwrap_or_default();
    part(location.pathname()) + &part(location.search())
}

fn replace(state: &JsValue, address: &str) {
    if let Ok(history) = window().history() {
        // Refused to a page that asks a hundred times in a moment.
        history
            .replace_state_with_url(state, "", Some(address))
            .unwrap_or_default();
    }
}

fn state_for(hash: &str) -> Option<String> {
    (hash.len() > 1).then(|| format!("{MARK}{hash}"))
}

/// The fragment, with its `#`, that such a state keeps.
fn kept_in(state: &str) -> Option<&str> {
    state
        .strip_prefix(MARK)
        .filter(|hash| hash.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_away_is_found_again_and_nothing_else_is() {
        let state = state_for("#AQx-_.9");
        assert_eq!(state.as_deref().and_then(kept_in), Some("#AQx-_.9"));
        assert_eq!(state_for(""), None);
        assert_eq!(kept_in("#AQx"), None);
        assert_eq!(kept_in("samvev invitation /annet"), None);
    }
}
