//! Putting a batch together: this device's records get their numbers, and each write adds what the store gets of it.

use super::{
    Engine, keys,
    landing::{Content, From, Landing},
    space::Sequence,
    stored,
    writer::{Make, Write},
};
use crate::{
    messages::{DocumentRef, Event},
    store::Batch,
};
use samvev_protocol::{
    authority::Authority,
    ids::{CircleId, DocumentId, EpochId, RecordId, SpaceId},
    record::MAX_PARENTS,
    seal::EpochKey,
    space::{self, Author, Keyring, MakeError, newest},
};
use std::collections::BTreeMap;

/// A batch being put together.
#[derive(Default)]
pub(super) struct Draft {
    pub batch: Batch,
    pub bytes: usize,
    pub landings: BTreeMap<SpaceId, Vec<Landing>>,
    pub sequences: BTreeMap<SpaceId, Sequence>,
    /// Authority with this batch's own records in it.
    authorities: BTreeMap<SpaceId, Authority>,
    /// The epochs that this batch begins.
    epochs: BTreeMap<(SpaceId, CircleId), (EpochId, EpochKey)>,
    /// The newest record of each document that this batch adds to.
    heads: BTreeMap<DocumentRef, RecordId>,
    /// The snapshots of each document that were made last.
    snapshots: BTreeMap<DocumentRef, Vec<RecordId>>,
    pub told: Vec<Event>,
}

impl Engine {
    pub(super) fn draft(&mut self, draft: &mut Draft, write: &mut Write) -> Result<(), MakeError> {
        let mut made = Vec::new();
        // Only a whole write counts: what it took is given back where a part of it cannot be made.
        let (sequence, heads) = (
            draft.sequences.get(&write.space).cloned(),
            draft.heads.clone(),
        );
        // What is made comes after this device's own records from elsewhere.
        for landing in &write.landings {
            self.own_from_elsewhere(draft, write.space, landing);
        }
        draft.snapshots.clear();
        let result = write.make.iter().try_for_each(|make| {
            let landing = self.make(draft, write.space, make)?;
            made.push(landing);
            Ok(())
        });
        if let Err(error) = result {
            draft.heads = heads;
            draft.authorities.remove(&write.space);
            draft.epochs.retain(|(space, _), _| *space != write.space);
            match sequence {
                Some(sequence) => draft.sequences.insert(write.space, sequence),
                None => draft.sequences.remove(&write.space),
            };
            return Err(error);
        }
        for landing in made.into_iter().chain(write.landings.iter().cloned()) {
            draft.bytes += landing.record.bytes().len();
            draft.batch.writes.extend(landing.puts(write.space));
            draft.landings.entry(write.space).or_default().push(landing);
        }
        if let Some((of, batched)) = &write.batched {
            let key = keys::batch(*of, batched.id);
            draft.batch.requires.push((key.clone(), None));
            draft
                .batch
                .writes
                .push((key, Some(stored::write(&batched.typed))));
        }
        draft.batch.requires.extend(write.requires.iter().cloned());
        draft.batch.writes.extend(write.puts.iter().cloned());
        Ok(())
    }

    /// A record of this device that came from elsewhere takes its number too.
    fn own_from_elsewhere(&self, draft: &mut Draft, id: SpaceId, landing: &Landing) {
        let header = landing.record.header();
        if header.author != self.keys.device() {
            return;
        }
        let stored = self
            .spaces
            .get(&id)
            .map(|space| space.sequence.clone())
            .unwrap_or_default();
        let next = draft
            .sequences
            .get(&id)
            .map_or(stored.next, |sequence| sequence.next);
        if header.sequence >= next {
            draft.sequences.insert(id, Sequence::after(&landing.record));
        }
    }

    fn make(&mut self, draft: &mut Draft, id: SpaceId, make: &Make) -> Result<Landing, MakeError> {
        let space = self.spaces.get(&id).ok_or(MakeError::NotAllowed)?;
        let sequence = draft.sequences.get(&id).unwrap_or(&space.sequence).next;
        let everyone = draft.authorities.get(&id).unwrap_or(&space.authority);
        let circle = make.circle(everyone);
        let author = Author {
            keys: &self.keys,
            sequence,
            authority: everyone.of(&circle).ok_or(MakeError::NotAllowed)?,
        };
        let begun = draft.epochs.get(&(id, circle)).cloned();
        let at_hand = || newest(author.authority, space.rings.get(&circle)?);
        let newest = || begun.clone().or_else(at_hand).ok_or(MakeError::NotAllowed);
        let none = Keyring::new();
        let ring = space.rings.get(&circle).unwrap_or(&none);
        let of = |document: &DocumentId| DocumentRef {
            space: id,
            document: *document,
        };
        let mut content = Content::Authority { stands: true };
        let record = match make {
            Make::Declare { document, purpose } => space::declare(&author, *document, *purpose)?,
            Make::Invite {
                role,
                uses,
                days,
                relays,
            } => {
                let (epoch, key) = newest()?;
                let epoch = (epoch, &key);
                let (mut invitation, record) =
                    space::invite(&author, *role, *uses, *days, epoch, &mut self.random)?;
                invitation.relays.clone_from(relays);
                draft.told.push(Event::Invited {
                    space: id,
                    fragment: invitation.to_fragment(),
                });
                record
            }
            Make::Link { keys } => {
                let (epoch, key) = newest()?;
                space::link(&author, &keys.0, (epoch, &key), &mut self.random)?
            }
            Make::Remove { device, .. } => {
                let mut counted = Vec::new();
                if *device == self.keys.device() {
                    // What this batch has made, too.
                    let of_circle = |of: &DocumentRef| {
                        of.space == id && everyone.circle_of(&of.document).circle() == circle
                    };
                    let made = draft.heads.iter().filter(|(of, _)| of_circle(of));
                    counted.extend(made.map(|(_, newest)| *newest));
                }
                counted.extend(space.newest_of(device, &circle));
                space::remove(&author, *device, counted)?
            }
            Make::KeepAside { keys, party } => {
                let (epoch, key) = newest()?;
                let epoch = (epoch, &key);
                space::keep_aside(&author, &keys.0, *party, epoch, &mut self.random)?
            }
            Make::Erase { document, .. } => space::erase(&author, *document)?,
            Make::Grant { device, role, .. } => {
                let (epoch, key) = newest()?;
                let epoch = (epoch, &key);
                space::seat(&author, everyone, *device, *role, epoch, &mut self.random)?
            }
            Make::Circle { nonce } => space::begin_circle(&author, *nonce)?,
            Make::FirstEpoch { .. } => {
                let (record, epoch, key) = space::first_epoch(&author, &mut self.random)?;
                draft.epochs.insert((id, circle), (epoch, key));
                record
            }
            Make::Epoch { .. } => {
                let (record, epoch, key) = space::next_epoch(&author, ring, &mut self.random)?;
                draft.epochs.insert((id, circle), (epoch, key));
                record
            }
            Make::Snapshot {
                document,
                parents,
                packed,
            } => {
                let of = of(document);
                let (epoch, key) = newest()?;
                let (epoch, parents) = ((epoch, &key), parents.clone());
                let made =
                    space::snapshot(&author, *document, epoch, parents, packed, &mut self.random)?;
                draft.snapshots.entry(of).or_default().push(made.id());
                content = Content::Waits;
                made
            }
            Make::Prune { document, body } => {
                let of = of(document);
                let snapshots = draft.snapshots.remove(&of).unwrap_or_default();
                content = Content::Said;
                space::prune(&author, *document, snapshots, body.clone())?
            }
            Make::Confirm { document, prune } => {
                content = Content::Said;
                space::confirm(&author, *document, *prune)?
            }
            Make::Changes { document, plain } => {
                let of = of(document);
                let known = || {
                    self.live(of)
                        .map(|live| live.heads.iter().copied().collect())
                        .unwrap_or_default()
                };
                let mut parents: Vec<RecordId> =
                    draft.heads.get(&of).map_or_else(known, |head| vec![*head]);
                parents.truncate(MAX_PARENTS);
                let (epoch, key) = newest()?;
                let epoch = (epoch, &key);
                let record =
                    space::changes(&author, *document, epoch, parents, plain, &mut self.random)?;
                draft.heads.insert(of, record.id());
                content = Content::Changes(plain.clone());
                record
            }
        };
        if record.header().kind.is_authority() {
            let authority = draft
                .authorities
                .entry(id)
                .or_insert_with(|| space.authority.clone());
            // Just judged by the one who made it.
            let _ = authority.insert(&record);
        }
        draft.sequences.insert(id, Sequence::after(&record));
        Ok(Landing {
            record,
            content,
            from: From::Here,
        })
    }
}

impl Make {
    /// The circle that the record is of.
    fn circle(&self, authority: &Authority) -> CircleId {
        match self {
            Self::Declare { document, .. }
            | Self::Changes { document, .. }
            | Self::Snapshot { document, .. }
            | Self::Prune { document, .. }
            | Self::Confirm { document, .. } => authority.circle_of(document).circle(),
            Self::Invite { .. }
            | Self::Link { .. }
            | Self::KeepAside { .. }
            | Self::Circle { .. } => CircleId::EVERYONE,
            Self::Remove { circle, .. }
            | Self::Grant { circle, .. }
            | Self::Epoch { circle }
            | Self::FirstEpoch { circle }
            | Self::Erase { circle, .. } => *circle,
        }
    }
}
