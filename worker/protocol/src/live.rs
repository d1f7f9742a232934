//! The live set: which records are kept and passed on. A pure function of the set of records.

use crate::{authority::Authority, record::Record};

/// Whether a record is live by all that is known: an erased document leaves nothing but what says that there was one.
pub fn is_live(authority: &Authority, record: &Record) -> bool {
    let header = record.header();
    header.kind.is_authority() || !authority.is_erased(&header.document)
}
