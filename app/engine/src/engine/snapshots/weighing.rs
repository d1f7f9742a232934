//! Whether what prunes say is so by what is here, and what is to be said.

use super::{
    super::{space::Space, writer::Make},
    opened::{Opened, Seen},
};
use samvev_documents::document::Document;
use samvev_protocol::{
    ids::{DocumentId, RecordId},
    prune::{Prune, PruneBody, Pruned},
    record::{Kind, MAX_PARENTS, MAX_RECORD},
};
use std::collections::BTreeSet;

/// Most bytes of a snapshot: what the fullest header and the seal leave.
const MOST: usize = MAX_RECORD - (32 << 10);
/// Most records that one prune covers.
const MOST_COVERED: usize = 24_000;

/// Of a document, the prunes in effect of which something covered is here, with the snapshots that stand in for it now, and whether
/// those hold it.
pub(super) fn weighed(
    space: &Space,
    document: DocumentId,
    opened: &Opened,
) -> Vec<(RecordId, Pruned, Vec<RecordId>, Seen)> {
    let effect = &space.effect;
    let is_here = |(_, pruned): &(&RecordId, &Pruned)| {
        let mut covered = pruned.body.covered.iter();
        pruned.document == document && covered.any(|one| space.covered.contains(one))
    };
    let weigh = |(prune, pruned): (&RecordId, &Pruned)| {
        let base = effect.base(prune)?;
        let (snapshots, covered) = (base.snapshots.clone(), &pruned.body.covered);
        let seen = match pruned.by {
            _ if space.disputed.contains(prune) => Seen::Wrong,
            None => opened.see(space, &snapshots, covered),
            // They hold more: what came after it.
            Some(_) => opened.see_held(space, &snapshots, covered),
        };
        Some((*prune, pruned.clone(), snapshots, seen))
    };
    let here = effect.prunes().iter().filter(is_here);
    here.filter_map(weigh).collect()
}

/// What seals a document whole. Nothing where there is too little of it.
pub(super) fn makes(
    space: &Space,
    document: DocumentId,
    opened: &Opened,
    live: &Document,
) -> Vec<Make> {
    let effect = &space.effect;
    let in_effect = effect.prunes().iter();
    let follows: Vec<RecordId> = in_effect
        .filter(|(_, pruned)| pruned.document == document && pruned.by.is_none())
        .map(|(prune, _)| *prune)
        .collect();
    let knows = |id: &RecordId| {
        let changes = opened.changes(space, id);
        changes.is_some_and(|changes| live.knows(&changes))
    };
    let is_retired = |id: &RecordId| effect.covers(&document, id);
    let is_part = |id: &RecordId| {
        let waits = space.pending.contains_key(id);
        space.index.contains_key(id)
            && !is_retired(id)
            && match opened.kind(id) {
                Some(Kind::Changes) => !waits && knows(id),
                // Also those that have come to stand in for nothing, where all of it is in the document.
                Some(Kind::Snapshot) => knows(id),
                Some(Kind::Confirmation) => {
                    let of = opened.parents(id);
                    of.iter().all(|prune| follows.contains(prune))
                }
                _ => false,
            }
    };
    let parts = opened.records.keys().filter(|id| is_part(id)).copied();
    let covered = opened.oldest(parts.collect(), MOST_COVERED);
    let mut parents = opened.newest(&covered);
    // What they build on and is not among them goes on being built on.
    parents.extend(opened.beyond(&covered, is_retired));
    let is_loose = |id: &&RecordId| opened.kind(id) == Some(Kind::Changes);
    let loose = opened.bytes(covered.iter().filter(is_loose));
    let sealed = follows
        .iter()
        .filter_map(|prune| effect.prunes().get(prune));
    let sealed = sealed.map(|pruned| opened.bytes(&pruned.snapshots)).max();
    if loose <= sealed.unwrap_or_default() || parents.len() > MAX_PARENTS {
        return Vec::new();
    }
    let held = opened.union(space, &covered);
    let Some(packed) = held.and_then(|held| live.pack(&held, MOST)) else {
        return Vec::new();
    };
    let snapshot = |packed| Make::Snapshot {
        document,
        parents: parents.iter().copied().collect(),
        packed,
    };
    let mut make: Vec<Make> = packed.into_iter().map(snapshot).collect();
    let covered = covered.into_iter().collect();
    let body = PruneBody { covered, follows };
    make.push(Make::Prune { document, body });
    make
}

/// Whether all that a prune says is so by what is here.
pub(super) fn seen_whole(space: &Space, opened: &Opened, live: &Document, prune: &Prune) -> Seen {
    let (body, snapshots) = (&prune.body, &prune.said.header.parents);
    let (effect, document) = (&space.effect, prune.said.header.document);
    let is_retired = |id: &RecordId| effect.covers(&document, id);
    let mut absent = body
        .covered
        .iter()
        .filter(|id| !opened.records.contains_key(*id))
        .peekable();
    if absent.peek().is_some() {
        // Another was quicker, and it will never be seen.
        return match absent.all(is_retired) {
            true => Seen::Wrong,
            false => Seen::Unknown,
        };
    }
    if !body.follows.iter().all(|id| effect.contains(id)) {
        return Seen::Unknown;
    }
    let follows = |id: &RecordId| body.follows.binary_search(id).is_ok();
    let fits = |id: &RecordId| match opened.kind(id) {
        Some(Kind::Changes) => true,
        // What stands in for something goes only with what follows that.
        Some(Kind::Snapshot) => effect
            .prunes()
            .iter()
            .all(|(prune, pruned)| !pruned.snapshots.contains(id) || follows(prune)),
        Some(Kind::Confirmation) => opened.parents(id).iter().all(follows),
        _ => false,
    };
    if !body.covered.iter().all(fits) {
        return Seen::Wrong;
    }
    let waits =
        |id: &RecordId| opened.kind(id) == Some(Kind::Changes) && space.pending.contains_key(id);
    if body.covered.iter().any(waits) {
        return Seen::Unknown;
    }
    let covered: BTreeSet<RecordId> = body.covered.iter().copied().collect();
    let beyond = opened.beyond(&covered, is_retired);
    let goes_on = |snapshot: &RecordId| {
        let parents = opened.parents(snapshot);
        beyond.iter().all(|one| parents.binary_search(one).is_ok())
    };
    if !snapshots.iter().all(goes_on) {
        return Seen::Wrong;
    }
    match opened.union(space, snapshots) {
        Some(held) if live.knows(&held) => opened.see(space, snapshots, &body.covered),
        _ => Seen::Unknown,
    }
}
