//! Time as people write it: what is understood, and what holds of any text.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod time {
    mod golden;
    mod laws;
}
