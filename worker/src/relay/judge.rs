//! Which of the records that somebody brings are kept.

use super::{
    NewSpaces, Settings,
    invitations::joining,
    space::{Space, Standing},
};
use samvev_protocol::{
    authority::Refusal,
    frame::Reason,
    ids::{DeviceId, RecordId},
    record::Record,
};
use std::sync::Arc;

/// Who brings the records.
#[derive(Debug, Clone, Copy)]
pub(super) enum Uploader {
    /// Somebody who is let in.
    Known(Standing),
    /// A device that is not known here and shows, with these records, that it should be.
    Stranger(DeviceId),
}

/// What becomes of the records of one put.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// To be made durable.
    pub(super) accepted: Vec<Arc<Record>>,
    /// Durable already.
    pub(super) held: Vec<RecordId>,
    /// Not kept, and why.
    pub(super) rejected: Vec<(RecordId, Reason)>,
}

/// Whose joining by an invitation is accepted, and whether its uses and days are asked for. A relay judges the uploader:
/// what a member brings was let in by some relay, and stands.
#[derive(Debug, Clone, Copy)]
enum Joins {
    /// Anybody's; nothing is asked for.
    Free,
    /// Anybody's, while the invitation lasts.
    Counted,
    /// Only this device's, while the invitation lasts.
    CountedOf(DeviceId),
}

/// Times that authority records which lean on one another, in any order, are gone through. Clients send them in order.
const PASSES: usize = 16;

/// Judges the records of one put and accepts those that are good into the space.
///
/// # Errors
/// Why a stranger is not let in, and what tells them if they have been removed; then nothing is accepted.
pub(super) fn judge(
    space: &mut Space,
    settings: &Settings,
    uploader: Uploader,
    brought: Vec<Result<Arc<Record>, (RecordId, Reason)>>,
    now: u64,
) -> Result<Verdict, (Reason, Vec<Record>)> {
    let mut judging = Judging::sort(space, settings, brought, now);
    match uploader {
        Uploader::Known(Standing::Member) => judging.settle(Joins::Free),
        Uploader::Known(Standing::Invited) => judging.settle(Joins::Counted),
        Uploader::Stranger(device) => judging.let_in(device)?,
    }
    Ok(judging.finish())
}

struct Judging<'a> {
    space: &'a mut Space,
    settings: &'a Settings,
    now: u64,
    /// Authority records that do not stand yet, and why not.
    waiting: Vec<(Arc<Record>, Reason)>,
    others: Vec<Arc<Record>>,
    verdict: Verdict,
}

impl<'a> Judging<'a> {
    fn sort(
        space: &'a mut Space,
        settings: &'a Settings,
        brought: Vec<Result<Arc<Record>, (RecordId, Reason)>>,
        now: u64,
    ) -> Self {
        let mut judging = Self {
            space,
            settings,
            now,
            waiting: Vec::new(),
            others: Vec::new(),
            verdict: Verdict::default(),
        };
        for one in brought {
            match one {
                Err(refused) => judging.verdict.rejected.push(refused),
                Ok(record) if record.space() != judging.space.id => {
                    judging
                        .verdict
                        .rejected
                        .push((record.id(), Reason::Malformed));
                }
                Ok(record) if judging.space.holds(&record.id()) => {
                    judging.verdict.held.push(record.id())
                }
                Ok(record) if record.header().kind.is_authority() => {
                    judging.waiting.push((record, Reason::NotMember));
                }
                Ok(record) => judging.others.push(record),
            }
        }
        judging
    }

    /// Lets a stranger in whom these records make a member, or leaves all as it was.
    fn let_in(&mut self, device: DeviceId) -> Result<(), (Reason, Vec<Record>)> {
        if !self.space.authority.is_founded() && self.settings.new_spaces == NewSpaces::Closed {
            return Err((Reason::NoPermit, Vec::new()));
        }
        let before = (self.space.authority.clone(), self.space.invitations.clone());
        let stands = |judging: &Self| judging.space.standing(&device, judging.now);
        self.settle(Joins::CountedOf(device));
        if stands(self).is_err() {
            // Perhaps somebody who joined has let it in.
            self.settle(Joins::Counted);
        }
        match stands(self) {
            Ok(Standing::Member) => self.settle(Joins::Free),
            Ok(Standing::Invited) => self.settle(Joins::Counted),
            Err(reason) => {
                let farewell = self.space.authority.farewell(&device);
                for record in &self.verdict.accepted {
                    self.space.drop_coming(&record.id());
                }
                (self.space.authority, self.space.invitations) = before;
                let own = self
                    .waiting
                    .iter()
                    .map(|(_, reason)| *reason)
                    .find(|reason| {
                        matches!(
                            reason,
                            Reason::InvitationSpent | Reason::InvitationEnded | Reason::Full
                        )
                    });
                return Err((own.unwrap_or(reason), farewell));
            }
        }
        Ok(())
    }

    /// Accepts what stands among the waiting, until nothing more comes to stand.
    fn settle(&mut self, joins: Joins) {
        for _ in 0..PASSES {
            let before = self.waiting.len();
            for (record, _) in std::mem::take(&mut self.waiting) {
                match self.may_stand(&record, joins) {
                    Ok(()) => self.accept(record),
                    Err(reason) => self.waiting.push((record, reason)),
                }
            }
            if self.waiting.is_empty() || self.waiting.len() == before {
                return;
            }
        }
    }

    fn may_stand(&self, record: &Record, joins: Joins) -> Result<(), Reason> {
        let authority = &self.space.authority;
        authority.keeps(record).map_err(reason)?;
        match joins {
            Joins::Free => {}
            Joins::CountedOf(device)
                if joining(authority, record).is_some_and(|joined| joined != device) =>
            {
                return Err(Reason::NotMember);
            }
            Joins::CountedOf(_) | Joins::Counted => {
                self.space
                    .invitations
                    .may_join(authority, record, self.now)?;
            }
        }
        self.has_room(record)
    }

    fn has_room(&self, record: &Record) -> Result<(), Reason> {
        let fits = self.space.bytes_with(record) <= self.settings.limits.space_bytes;
        if fits { Ok(()) } else { Err(Reason::Full) }
    }

    fn accept(&mut self, record: Arc<Record>) {
        self.space.accept(&record, self.now);
        self.verdict.accepted.push(record);
    }

    fn finish(mut self) -> Verdict {
        for record in std::mem::take(&mut self.others) {
            let judged = self
                .space
                .authority
                .keeps(&record)
                .map_err(reason)
                .and_then(|()| {
                    let is_live = self.space.is_live(&record);
                    is_live.then_some(()).ok_or(Reason::Retired)
                })
                .and_then(|()| self.has_room(&record));
            match judged {
                Ok(()) => self.accept(record),
                Err(reason) => self.verdict.rejected.push((record.id(), reason)),
            }
        }
        self.verdict.rejected.extend(
            self.waiting
                .iter()
                .map(|(record, reason)| (record.id(), *reason)),
        );
        self.verdict
    }
}

const fn reason(refusal: Refusal) -> Reason {
    match refusal {
        Refusal::UnknownAuthor | Refusal::Removed => Reason::NotMember,
        Refusal::NotAllowed | Refusal::UnknownDocument => Reason::NotAllowed,
        Refusal::OtherSpace | Refusal::Body => Reason::Malformed,
    }
}
