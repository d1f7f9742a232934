//! Invitations by a relay's clock and count: how long each has stood here, and whom it has let in.
//!
//! Both are this relay's own knowledge and no part of authority, which is free of clocks: what another relay let in is let
//! in here too, and a relay that is filled anew counts the days anew.

use samvev_protocol::{
    authority::Authority,
    bodies::{AuthorityBody, Grant, Grantee},
    frame::Reason,
    ids::{DeviceId, RecordId},
    record::{Kind, Record},
};
use std::collections::{BTreeMap, BTreeSet};

const DAY: u64 = 24 * 60 * 60 * 1000;

/// What a relay knows of a space's invitations beside what its records say.
#[derive(Debug, Clone, Default)]
pub(super) struct Invitations {
    /// When the grant that made an invitation was first stored here, in milliseconds.
    since: BTreeMap<RecordId, u64>,
    /// The devices that each key has let in.
    joined: BTreeMap<DeviceId, BTreeSet<DeviceId>>,
}

impl Invitations {
    /// Takes note of a record that is kept here since `stored_at`.
    pub(super) fn note(&mut self, record: &Record, stored_at: u64) {
        let Some(grant) = grant(record) else { return };
        match grant.grantee {
            Grantee::Invitation { .. } | Grantee::Linking => {
                self.since.entry(record.id()).or_insert(stored_at);
            }
            Grantee::Device | Grantee::Recovery | Grantee::Linked { .. } => {
                self.joined
                    .entry(record.header().author)
                    .or_default()
                    .insert(grant.to);
            }
        }
    }

    /// Whether a key is an invitation that still lets people in at `now`: `None` if it is no invitation here.
    pub(super) fn state(
        &self,
        authority: &Authority,
        key: &DeviceId,
        now: u64,
    ) -> Option<Result<(), Reason>> {
        let Some((grant, id, _)) = authority.invitation(key) else {
            return authority
                .is_withdrawn(key)
                .then_some(Err(Reason::InvitationEnded));
        };
        let (uses, days) = grant.grantee.terms()?;
        let since = self.since.get(&id).copied().unwrap_or(now);
        let used = self.joined.get(key).map_or(0, BTreeSet::len);
        Some(if now >= since.saturating_add(u64::from(days) * DAY) {
            Err(Reason::InvitationEnded)
        } else if used >= uses as usize {
            Err(Reason::InvitationSpent)
        } else {
            Ok(())
        })
    }

    /// Whether a record that spends an invitation may, at `now`. A device that the invitation has let in already spends
    /// nothing more. Records that spend none may.
    pub(super) fn may_join(
        &self,
        authority: &Authority,
        record: &Record,
        now: u64,
    ) -> Result<(), Reason> {
        let Some(device) = joining(authority, record) else {
            return Ok(());
        };
        let key = &record.header().author;
        if authority.is_withdrawn(key) {
            // Whether it was before that, the withdrawal itself tells: who came later is no member by it.
            return Ok(());
        }
        match self.state(authority, key, now) {
            Some(Err(Reason::InvitationSpent))
                if self
                    .joined
                    .get(key)
                    .is_some_and(|all| all.contains(&device)) =>
            {
                Ok(())
            }
            Some(state) => state,
            None => Ok(()),
        }
    }
}

/// The device that a record lets in by an invitation, if that is what the record does. An invitation's key stays one,
/// whatever else it has been granted.
pub(super) fn joining(authority: &Authority, record: &Record) -> Option<DeviceId> {
    let author = &record.header().author;
    let grant = grant(record)?;
    let by_invitation = matches!(grant.grantee, Grantee::Device | Grantee::Linked { .. })
        && (authority.invitation(author).is_some() || authority.is_withdrawn(author));
    by_invitation.then_some(grant.to)
}

fn grant(record: &Record) -> Option<Grant> {
    if record.header().kind != Kind::Grant {
        return None;
    }
    match AuthorityBody::of(record) {
        Ok(AuthorityBody::Grant(grant)) => Some(grant),
        _ => None,
    }
}
