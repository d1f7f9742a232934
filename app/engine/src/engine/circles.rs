//! Circles: documents for a part of those who are in a space, with keys of their own.

use super::{
    Engine,
    acts::directory_of,
    members::leaves_nobody,
    writer::{Make, Write},
};
use crate::messages::{About, CircleSummary, Command, DocumentRef, Event, Problem};
use chacha20::rand_core::Rng;
use samvev_documents::document::Value;
use samvev_protocol::{
    authority::Authority,
    bodies::{Purpose, Role},
    ids::{CircleId, DeviceId, DocumentId, SpaceId},
};
use std::collections::BTreeSet;

impl Engine {
    /// Makes a document in a circle of its own, where these devices get seats.
    pub(super) fn create_closed(
        &mut self,
        space: SpaceId,
        value: Value,
        seats: Vec<(DeviceId, Role)>,
    ) {
        let again = || Command::CreateClosed {
            space,
            value: value.clone(),
            seats: seats.clone(),
        };
        if !self.in_document(directory_of(space), again) {
            return;
        }
        match self.closed(space, &value) {
            Ok((of, circle, write)) => {
                self.note_title(of, Some(self.now));
                self.write(write);
                let me = self.keys.device();
                let others = seats.into_iter().filter(|(device, _)| *device != me);
                others.for_each(|(device, role)| self.give_seat(space, circle, device, role));
                self.tell(Event::Created(of));
            }
            Err(problem) => self.problem(About::Space(space), problem),
        }
    }

    fn closed(
        &mut self,
        id: SpaceId,
        value: &Value,
    ) -> Result<(DocumentRef, CircleId, Write), Problem> {
        if self.role(id) < Some(Role::Editor) {
            return Err(Problem::NotAllowed);
        }
        let me = self.keys.device();
        let (mut nonce, mut random) = ([0; 16], [0; 4]);
        self.random.fill_bytes(&mut nonce);
        self.random.fill_bytes(&mut random);
        let circle = CircleId::begun(id, me, &nonce);
        let document = DocumentId::in_circle(circle, random);
        let of = DocumentRef {
            space: id,
            document,
        };
        let purpose = Purpose::Shared;
        let make = vec![
            Make::Circle { nonce },
            Make::FirstEpoch { circle },
            Make::Grant {
                circle,
                device: me,
                role: Role::Administrator,
            },
            Make::Declare { document, purpose },
            self.begin_whole(of, value)?,
        ];
        let write = Write {
            make,
            act: true,
            ..Write::of(id)
        };
        Ok((of, circle, write))
    }

    /// Gives a device a seat. Each by itself: one whose key is of no use keeps none of the others out.
    fn give_seat(&mut self, id: SpaceId, circle: CircleId, device: DeviceId, role: Role) {
        let make = Make::Grant {
            circle,
            device,
            role,
        };
        self.make_members(id, vec![make], None);
    }

    /// Gives devices of members seats in the circle of a document, or another role there.
    pub(super) fn seat(&mut self, of: DocumentRef, devices: Vec<DeviceId>, role: Role) {
        let again = || Command::Seat {
            document: of,
            devices: devices.clone(),
            role,
        };
        let Some(circle) = self.circle_to_keep(of, again) else {
            return;
        };
        let Some(space) = self.spaces.get(&of.space) else {
            return;
        };
        let seated = space.authority.of(&circle);
        let (seated, new): (Vec<DeviceId>, Vec<DeviceId>) = devices
            .into_iter()
            .filter(|device| space.authority.is_here(device))
            .partition(|device| seated.is_some_and(|circle| circle.is_here(device)));
        self.give_role(of.space, circle, &seated, role);
        let space = of.space;
        new.into_iter()
            .for_each(|device| self.give_seat(space, circle, device, role));
    }

    /// Takes the seats of devices in the circle of a document away.
    pub(super) fn unseat(&mut self, of: DocumentRef, devices: Vec<DeviceId>) {
        let again = || Command::Unseat {
            document: of,
            devices: devices.clone(),
        };
        let Some(circle) = self.circle_to_keep(of, again) else {
            return;
        };
        let me = self.keys.device();
        let authority = self.spaces.get(&of.space).map(|space| &space.authority);
        let Some(authority) = authority.and_then(|all| all.of(&circle)) else {
            return;
        };
        let gone: BTreeSet<DeviceId> = devices.iter().copied().collect();
        if leaves_nobody(authority, &me, &gone) {
            self.problem(About::Document(of), Problem::NotAllowed);
            return;
        }
        self.take_seats(of.space, circle, &devices);
    }

    /// Takes seats away, and begins the epoch that they have no key of, unless this device is among them.
    pub(super) fn take_seats(&mut self, id: SpaceId, circle: CircleId, devices: &[DeviceId]) {
        let me = self.keys.device();
        let goes = devices.iter().map(|device| Make::Remove {
            circle,
            device: *device,
        });
        let begin = (!devices.contains(&me)).then_some(circle);
        self.make_members(id, goes.collect(), begin);
    }

    /// The circle of a document whose seats this device may settle. If it is not known yet, the command waits; where it may not, the
    /// page is told.
    fn circle_to_keep(
        &mut self,
        of: DocumentRef,
        command: impl FnOnce() -> Command + Clone,
    ) -> Option<CircleId> {
        if !self.is_indexed(of.space, command) {
            return None;
        }
        let space = self.spaces.get(&of.space)?;
        let circle = space.authority.circle_of(&of.document).circle();
        if circle == CircleId::EVERYONE || !self.administers(of.space, &circle) {
            self.problem(About::Document(of), Problem::NotAllowed);
            return None;
        }
        Some(circle)
    }

    /// More is known of who has seats where. Where this device got one, its relays have more for it.
    pub(super) fn note_seats(&mut self, id: SpaceId) {
        let me = self.keys.device();
        let Some(space) = self.spaces.get_mut(&id) else {
            return;
        };
        let circles = space.authority.circles().map(Authority::circle);
        let reads = circles.filter(|circle| space.authority.may_read(&me, circle));
        let reads: BTreeSet<CircleId> = reads.collect();
        if reads == space.reads {
            return;
        }
        let more = !reads.is_subset(&space.reads);
        space.reads = reads;
        self.changed.insert(id);
        if more {
            self.compare_more(id);
        }
    }

    /// The circles of a space, as lists show them. Of those where this device has no seat and never had one, only that they are.
    pub(super) fn circles_of(&self, id: SpaceId) -> Vec<CircleSummary> {
        let Some(space) = self.spaces.get(&id) else {
            return Vec::new();
        };
        let me = self.keys.device();
        let summary = |circle: &Authority| {
            let is_mine = space.authority.may_read(&me, &circle.circle());
            let was_mine = is_mine || circle.is_removed(&me) || circle.is_here(&me);
            let there = circle
                .documents()
                .filter(|document| was_mine && !space.is_erased(document));
            let seats = is_mine.then(|| self.seats_of(id, circle));
            Some(CircleSummary {
                circle: circle.circle(),
                by: circle.begun_by()?,
                role: circle
                    .member(&me)
                    .filter(|_| is_mine)
                    .map(|member| member.role),
                seats: seats.unwrap_or_default(),
                documents: there.copied().collect(),
            })
        };
        space.authority.circles().filter_map(summary).collect()
    }
}
