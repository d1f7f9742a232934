//! Files in and out: what reads and writes Word runs in a Web Worker of its own, loaded when asked for.

mod away;
mod download;
mod empty;
mod failure;
mod imports;
mod original;
mod review;
mod word;

pub use download::{Download, hand_over, provide_download, use_download};
pub use empty::plan as empty_plan;
pub use imports::{Doing, Pasted, provide_imports, use_imports};
pub use review::Review;
#[cfg(target_arch = "wasm32")]
pub use word::word_lies_at;
