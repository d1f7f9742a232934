//! The live set: which records are kept and passed on. A pure function of the set of records.

use crate::{
    authority::Authority,
    prune::InEffect,
    record::{Kind, Record},
};

/// Whether a record is live by all that is known: an erased document leaves nothing but what says that there was one, and what
/// snapshots stand in for goes. A prune stays as long as its document: it is what keeps away what it covers.
pub fn is_live(authority: &Authority, effect: &InEffect, record: &Record) -> bool {
    let header = record.header();
    let is_covered = || header.kind != Kind::Prune && effect.covers(&header.document, &record.id());
    header.kind.is_authority() || !authority.is_erased(&header.document) && !is_covered()
}
