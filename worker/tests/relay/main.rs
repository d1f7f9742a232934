//! The relay, first without sockets and then with them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod admission;
mod circles;
mod convergence;
mod desk;
mod erasures;
mod invitations;
mod keeping;
mod limits;
mod linking;
mod native;
mod passing;
mod people;
mod prunes;
mod removals;
