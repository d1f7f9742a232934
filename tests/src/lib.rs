//! What journeys and benches stand on: a member of a space without a browser.

pub mod member;
