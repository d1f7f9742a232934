//! What journeys and benches stand on: a member of a space without a browser; and whole worlds in simulation.

pub mod member;
pub mod simulation;
