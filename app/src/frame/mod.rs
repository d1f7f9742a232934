//! What stands around every page: header, documents, saved state, who is here, help.

mod dialog;
mod documents;
mod focus;
mod header;
mod here;
mod icon;
mod keys;
mod notices;
mod panel;
mod root;
mod saved;
mod shell;

pub use dialog::Dialog;
pub use focus::{focus, focus_when_shown};
pub use here::Face;
pub use icon::{Icon, Picture};
pub use notices::Alert;
pub use saved::host;
pub use shell::{Shell, forget_place};
