//! Plans that are closed to some: begun, written in, with seats given and taken; and whether they stay closed.

use super::{
    Check,
    checks::alike,
    device::{ProfileId, TabId},
    judgement::Judgement,
    leaks::knows_removal,
    people::{self, CHAPTER},
    world::World,
};
use samvev_documents::{
    document::Intent,
    id::ItemId,
    plan::{Place, PlanIntent},
};
use samvev_engine::messages::{CircleSummary, Command, DocumentRef};
use samvev_protocol::{
    authority::Authority,
    bodies::{AuthorityBody, Role},
    ids::{CircleId, DeviceId, RecordId},
    record::{Kind, Record},
    space::keyring,
};
use std::collections::{BTreeMap, BTreeSet};

/// Most closed plans in a world.
const MOST: usize = 2;

impl World {
    /// Somebody begins a closed plan, or does something in one that they have a seat in.
    pub(super) fn closes(&mut self, tab: TabId, document: DocumentRef) {
        let Some(summary) = self
            .tabs
            .get(&tab)
            .and_then(|tab| tab.page.summary(document.space))
        else {
            return;
        };
        let members: Vec<DeviceId> = summary.seats.iter().map(|seat| seat.device).collect();
        let is_mine =
            |circle: &&CircleSummary| circle.role.is_some() && !circle.documents.is_empty();
        let mine: Vec<CircleSummary> = summary.circles.iter().filter(is_mine).cloned().collect();
        let all = summary.circles.len();
        let Some(circle) = self
            .chance
            .pick(&mine)
            .filter(|_| all >= MOST || !self.chance.one_in(3))
        else {
            if all < MOST {
                self.begins_closed(tab, document, &members);
            }
            return;
        };
        let Some(of) = circle.documents.first().map(|first| DocumentRef {
            document: *first,
            ..document
        }) else {
            return;
        };
        let is_keeper = circle.role == Some(Role::Administrator);
        match self.chance.below(4) {
            0 if is_keeper => {
                let roles = [Role::Reader, Role::Editor, Role::Administrator];
                let role = self.chance.pick(&roles).unwrap_or(Role::Editor);
                if let Some(device) = self.chance.pick(&members) {
                    self.trace.line(self.now, || {
                        format!(
                            "tab {tab} gives {device} a seat in {}: {role:?}",
                            of.document
                        )
                    });
                    let devices = vec![device];
                    let document = of;
                    self.command(
                        tab,
                        Command::Seat {
                            document,
                            devices,
                            role,
                        },
                    );
                }
            }
            1 if is_keeper => {
                let seats: Vec<DeviceId> = circle.seats.iter().map(|seat| seat.device).collect();
                if let Some(device) = self.chance.pick(&seats) {
                    self.faults.count("seats taken away");
                    self.trace.line(self.now, || {
                        format!("tab {tab} takes the seat of {device} in {}", of.document)
                    });
                    let devices = vec![device];
                    let document = of;
                    self.command(tab, Command::Unseat { document, devices });
                }
            }
            _ => self.writes_closed(tab, of),
        }
    }

    fn begins_closed(&mut self, tab: TabId, document: DocumentRef, members: &[DeviceId]) {
        let roles = [
            Role::Reader,
            Role::Editor,
            Role::Editor,
            Role::Administrator,
        ];
        let mut seats = Vec::new();
        for device in members {
            if self.chance.one_in(2) {
                seats.push((*device, self.chance.pick(&roles).unwrap_or(Role::Editor)));
            }
        }
        self.faults.count("closed plans begun");
        self.trace
            .line(self.now, || format!("tab {tab} begins a closed plan"));
        let create = Command::CreateClosed {
            space: document.space,
            value: people::plan(),
            seats,
        };
        self.command(tab, create);
    }

    fn writes_closed(&mut self, tab: TabId, of: DocumentRef) {
        let open = self
            .tabs
            .get(&tab)
            .is_some_and(|tab| tab.page.plan(of).is_some());
        if !open {
            self.command(tab, Command::Open(of));
            return;
        }
        let id = ItemId::from_bytes(self.chance.bytes());
        let intent = Intent::Plan(PlanIntent::AddAction {
            id,
            chapter: CHAPTER,
            place: Place::Last,
        });
        self.trace.line(self.now, || {
            format!("tab {tab} writes in {}, closed", of.document)
        });
        self.command(
            tab,
            Command::Act {
                document: of,
                intent,
            },
        );
    }

    /// Those who have a seat open the closed plans that they may read.
    pub(super) fn opens_closed(&mut self, document: DocumentRef) {
        let mut closed = Vec::new();
        for (id, tab) in &self.tabs {
            let circles = tab
                .page
                .summary(document.space)
                .map(|summary| &summary.circles);
            let mine = circles
                .into_iter()
                .flatten()
                .filter(|circle| circle.role.is_some());
            for first in mine.flat_map(|circle| &circle.documents) {
                let of = DocumentRef {
                    document: *first,
                    ..document
                };
                if tab.page.plan(of).is_none() {
                    closed.push((*id, of));
                }
            }
        }
        for (tab, of) in closed {
            self.command(tab, Command::Open(of));
        }
    }

    /// What is closed is alike for all who may read it, and in no store of those whom nobody gave a seat; who lost a seat opens nothing
    /// that was written by somebody who knew of that.
    pub(super) fn check_closed(&mut self, document: DocumentRef, judgement: &Judgement) {
        self.check_closed_anew(judgement, &judgement.authority);
        let ever = self.known_to_any(judgement);
        for of in judgement.authority.circles() {
            self.check_closed_alike(document, judgement, of);
            self.check_closed_anew(judgement, of);
            for profile in 0..self.profiles.len() {
                let Some(device) = self.profiles.get(profile).map(|one| one.device) else {
                    continue;
                };
                let ever = ever.of(&of.circle()).unwrap_or(of);
                if !was_seated(ever, &device) {
                    self.check_never_seated(profile, of.circle());
                } else if of.is_removed(&device) {
                    self.check_unseated(judgement, of, profile, &device);
                }
            }
        }
    }

    /// What anybody at all keeps of who had seats: whoever is no member any longer may be the last to have what gave them theirs.
    fn known_to_any(&self, judgement: &Judgement) -> Authority {
        let mut known = judgement.authority.clone();
        for profile in 0..self.profiles.len() {
            let records = self.records(profile);
            let of_authority = records
                .iter()
                .filter(|one| one.header().kind.is_authority());
            // What can never stand stays out.
            let _ = known.insert_all(of_authority);
        }
        known
    }

    fn check_closed_alike(&mut self, document: DocumentRef, judgement: &Judgement, of: &Authority) {
        let circle = of.circle();
        let mut wrong = Vec::new();
        let reads = |profile: &ProfileId| {
            let device = self.profiles.get(*profile).map(|one| one.device);
            device.is_some_and(|device| judgement.authority.may_read(&device, &circle))
        };
        let readers: Vec<ProfileId> = judgement.members.iter().copied().filter(reads).collect();
        for first in of.documents() {
            let closed = DocumentRef {
                document: *first,
                ..document
            };
            let mut shown = None;
            for reader in &readers {
                for page in self.pages(*reader) {
                    let plan = page.plan(closed);
                    let summary = page.summary(document.space);
                    let mine = summary.and_then(|summary| {
                        summary.circles.iter().find(|one| one.circle == circle)
                    });
                    let is = (plan, mine.map(|one| alike(&one.seats)));
                    if *shown.get_or_insert_with(|| is.clone()) != is {
                        wrong.push(format!(
                            "profile {reader} shows another closed plan {first}, or other seats"
                        ));
                    }
                }
            }
        }
        wrong
            .into_iter()
            .for_each(|what| self.fail(Check::Diverged, what));
    }

    /// Where a seat was taken away, the key has been changed by now, if a keeper is left who can.
    fn check_closed_anew(&mut self, judgement: &Judgement, of: &Authority) {
        let newest = of.newest_epochs();
        let can = |profile: &ProfileId| {
            let keys = self.keys(*profile);
            keys.is_some_and(|keys| {
                let member = of.member(&keys.device());
                let is_keeper = member.is_some_and(|one| one.role == Role::Administrator);
                let is_here = judgement.authority.is_here(&keys.device());
                let ring = keyring(of, &keys);
                is_keeper && is_here && newest.iter().all(|epoch| ring.contains_key(epoch))
            })
        };
        if of.wants_epoch() && judgement.members.iter().any(can) {
            let circle = of.circle();
            let what = format!("{circle} goes on with a key that somebody without a seat has");
            self.fail(Check::Leaked, what);
        }
    }

    fn check_never_seated(&mut self, profile: ProfileId, circle: CircleId) {
        let is_of = |record: &&Record| record.header().circle == circle;
        let records = self.records(profile);
        let theirs: Vec<RecordId> = records.iter().filter(is_of).map(Record::id).collect();
        let theirs = theirs
            .into_iter()
            .filter(|id| !self.ledger.rubbish.contains(id));
        for id in theirs.collect::<Vec<_>>() {
            let what =
                format!("profile {profile}, who never had a seat there, keeps {id} of {circle}");
            self.fail(Check::Leaked, what);
        }
    }

    fn check_unseated(
        &mut self,
        judgement: &Judgement,
        of: &Authority,
        profile: ProfileId,
        device: &DeviceId,
    ) {
        let Some(keys) = self.keys(profile) else {
            return;
        };
        let ring = keyring(of, &keys);
        let mut views: BTreeMap<Vec<RecordId>, Option<Authority>> = BTreeMap::new();
        let mut open = Vec::new();
        for record in judgement.union.values() {
            let header = record.header();
            let is_sealed = matches!(header.kind, Kind::Changes | Kind::Snapshot);
            let is_of = is_sealed && header.circle == of.circle();
            if !is_of || header.author == *device || self.ledger.rubbish.contains(&record.id()) {
                continue;
            }
            let view = views.entry(header.authority.clone()).or_insert_with(|| {
                knows_removal(judgement, &header.authority, &of.circle(), device)
            });
            let view = view.as_ref().and_then(|view| view.of(&of.circle()));
            let Some(view) = view.filter(|_| ring.contains_key(&header.epoch)) else {
                continue;
            };
            // The epoch that follows was still on its way to the writer, or is to be begun by another keeper, since who made the
            // removal is out as well; or two had begun at once.
            let is_late = view.wants_epoch() || view.newest_epochs().len() > 1;
            // Somebody gave it a seat again after that.
            let gives_again = |(one, body): &(Record, AuthorityBody)| {
                let knows = !view.kept().iter().any(|(known, _)| known.id() == one.id());
                matches!(body, AuthorityBody::Grant(grant) if grant.to == *device) && knows
            };
            let came_again = of.kept().iter().any(gives_again);
            if !is_late && !came_again {
                open.push(record.id());
            }
        }
        for id in open {
            let circle = of.circle();
            let what = format!(
                "profile {profile}, without a seat in {circle}, can open {id}, written when that was known"
            );
            self.fail(Check::Leaked, what);
        }
    }
}

/// Whether a device began a circle or was ever given a seat there.
fn was_seated(of: &Authority, device: &DeviceId) -> bool {
    let gives =
        |body: &AuthorityBody| matches!(body, AuthorityBody::Grant(grant) if grant.to == *device);
    of.begun_by() == Some(*device) || of.kept().iter().any(|(_, body)| gives(body))
}

/// The records of circles that no member may read any longer, or that nobody who may read them has.
pub(super) fn out_of_reach(world: &World, judgement: &Judgement) -> BTreeSet<RecordId> {
    let mut reach = BTreeSet::new();
    for member in &judgement.members {
        let device = world.profiles.get(*member).map(|one| one.device);
        let may = |record: &Record| {
            let circle = &record.header().circle;
            device.is_some_and(|device| judgement.authority.may_read(&device, circle))
        };
        let records = world.records(*member);
        reach.extend(records.iter().filter(|record| may(record)).map(Record::id));
    }
    let of_circle = |record: &&Record| record.header().circle != CircleId::EVERYONE;
    let closed = judgement.union.values().filter(of_circle);
    closed
        .map(Record::id)
        .filter(|id| !reach.contains(id))
        .collect()
}
