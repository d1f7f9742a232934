//! The browser's address: where it points, going elsewhere, and links within the app, which do not load the page anew.
//! The app has one page per [`crate::place::Place`] and no nested routes, so it needs no more of a router than this.

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MouseEvent, Url, window};

/// The address, for any component: [`use_address`].
#[derive(Clone, Copy)]
pub struct Address {
    path: RwSignal<String>,
    hash: RwSignal<String>,
}

/// Whether going elsewhere leaves the place before in the browser's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// «Back» leads to it.
    Kept,
    /// «Back» leads to what was before it.
    Replaced,
}

/// Gives all below the address, and follows the browser's history and the app's own links.
pub fn provide_address() -> Address {
    let address = Address {
        path: RwSignal::new(String::new()),
        hash: RwSignal::new(String::new()),
    };
    address.read();
    let gone = window_event_listener(ev::popstate, move |_| address.read());
    let changed = window_event_listener(ev::hashchange, move |_| address.read());
    let clicked = window_event_listener(ev::click, move |event| address.follow(&event));
    on_cleanup(move || {
        gone.remove();
        changed.remove();
        clicked.remove();
    });
    provide_context(address);
    address
}

/// The address. Only below the shell, which provides it.
pub fn use_address() -> Address {
    expect_context::<Address>()
}

impl Address {
    /// The path, drawn again when it changes.
    pub fn path(self) -> Signal<String> {
        self.path.into()
    }

    /// What stands after the path, with its `#`, drawn again when it changes.
    pub fn hash(self) -> Signal<String> {
        self.hash.into()
    }

    /// Goes to a path of the app.
    pub fn go(self, path: &str, leaving: Leaving) {
        let history = window().and_then(|window| window.history().ok());
        if let Some(history) = history {
            // Refused for an address of another origin alone, and paths have none.
            match leaving {
                Leaving::Kept => history.push_state_with_url(&JsValue::NULL, "", Some(path)),
                Leaving::Replaced => history.replace_state_with_url(&JsValue::NULL, "", Some(path)),
            }
            .unwrap_or_default();
        }
        self.read();
    }

    fn read(self) {
        let Some(location) = window().map(|window| window.location()) else {
            return;
        };
        set(self.path, location.pathname().unwrap_or_default());
        set(self.hash, location.hash().unwrap_or_default());
    }

    /// A click on a link that leads to a place in the app goes there without loading the page.
    fn follow(self, event: &MouseEvent) {
        let with_key = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || event.button() != 0 || with_key {
            return;
        }
        let link = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|target| target.closest("a[href]").ok().flatten());
        let Some(link) = link else { return };
        let elsewhere = link.has_attribute("download")
            || link
                .get_attribute("target")
                .is_some_and(|target| target != "_self");
        let Some(path) = path_within(&link).filter(|_| !elsewhere) else {
            return;
        };
        event.prevent_default();
        self.go(&path, Leaving::Kept);
    }
}

fn set(signal: RwSignal<String>, now: String) {
    if signal.with_untracked(|before| *before != now) {
        signal.set(now);
    }
}

/// Where in the app a link leads. None for another site, and for a part of the page that is shown.
fn path_within(link: &Element) -> Option<String> {
    let location = window()?.location();
    let href = link
        .get_attribute("href")
        .filter(|href| !href.starts_with('#'))?;
    let url = Url::new_with_base(&href, &location.href().ok()?).ok()?;
    let within = url.origin() == location.origin().ok()?;
    within.then(|| url.pathname() + &url.search() + &url.hash())
}
