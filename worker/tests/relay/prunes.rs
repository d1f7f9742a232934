//! What snapshots stand in for is neither offered nor compared, and let go of after a while.

use crate::{
    desk::{DAY, Desk, PLAN, TwoWhoWrote, two_who_wrote},
    people::Person,
};
use samvev_protocol::{
    bodies::Role,
    frame::{Frame, Reason},
    ids::RecordId,
    record::Record,
};
use samvev_worker::relay::ConnectionId;

struct Shared {
    desk: Desk,
    anna: Person,
    anna_here: ConnectionId,
    berit: Person,
    written: Vec<RecordId>,
    whole: RecordId,
    prune: RecordId,
}

/// Two who have written in a plan; the first has sealed it whole, and the second, who has heard of it, is not connected.
fn shared() -> Shared {
    let TwoWhoWrote {
        mut desk,
        mut anna,
        anna_here,
        mut berit,
        written,
    } = two_who_wrote();
    let (whole, prune) = anna.seal_whole(PLAN, &written);
    desk.put_unsent(anna_here, &mut anna);
    let connection = desk.sync(&mut berit);
    desk.leave(connection);
    Shared {
        desk,
        anna,
        anna_here,
        berit,
        written,
        whole,
        prune,
    }
}

impl Shared {
    fn confirmed(&mut self) -> RecordId {
        let confirmed = self.berit.confirm(PLAN, self.prune);
        let connection = self.desk.sync(&mut self.berit);
        self.desk.leave(connection);
        confirmed
    }

    fn holds(&self, id: &RecordId) -> bool {
        self.desk.kept(self.anna.space()).contains(id)
    }

    /// What somebody who comes new is given.
    fn newcomer(&mut self, seed: u64) -> Person {
        let invitation = self.anna.invite(Role::Reader, 1, 7);
        self.desk.put_unsent(self.anna_here, &mut self.anna);
        let mut carl = Person::invited(&invitation, seed);
        self.desk.sync(&mut carl);
        carl
    }
}

#[test]
fn what_two_have_said_that_a_snapshot_holds_is_offered_to_nobody_and_goes_after_thirty_days() {
    let mut shared = shared();
    let before = shared.newcomer(3);
    let has = |person: &Person, id: &RecordId| person.records.contains_key(id);
    assert!(shared.written.iter().all(|id| has(&before, id)));
    let confirmed = shared.confirmed();
    let after = shared.newcomer(4);
    assert!(
        [shared.whole, shared.prune, confirmed]
            .iter()
            .all(|id| has(&after, id))
    );
    assert!(!shared.written.iter().any(|id| has(&after, id)));
    shared.desk.passes(29 * DAY);
    assert!(shared.written.iter().all(|id| shared.holds(id)));
    shared.desk.passes(DAY);
    assert!(!shared.written.iter().any(|id| shared.holds(id)));
    assert!(
        [shared.whole, shared.prune, confirmed]
            .iter()
            .all(|id| shared.holds(id))
    );
}

#[test]
fn a_relay_that_starts_again_has_not_forgotten_since_when() {
    let mut shared = shared();
    shared.confirmed();
    shared.desk.passes(20 * DAY);
    shared.desk.restart();
    shared.anna_here = shared.desk.enter(&shared.anna);
    let after = shared.newcomer(4);
    assert!(
        !shared
            .written
            .iter()
            .any(|id| after.records.contains_key(id))
    );
    assert!(shared.written.iter().all(|id| shared.holds(id)));
    shared.desk.passes(10 * DAY);
    assert!(!shared.written.iter().any(|id| shared.holds(id)));
}

#[test]
fn whoever_was_away_for_long_brings_nothing_back_and_what_they_wrote_is_kept() {
    let mut shared = shared();
    let late = shared.berit.write_in(PLAN, "skrevet uten nett");
    let bytes = shared
        .berit
        .in_order(|id| *id == late || shared.written.contains(id));
    shared.confirmed();
    shared.desk.passes(31 * DAY);
    let here = shared.desk.enter(&shared.berit);
    shared.desk.heard(here);
    let heard = shared.desk.ask(here, &Frame::Put(bytes));
    let retired = heard.iter().filter(|frame| {
        matches!(
            frame,
            Frame::Rejected {
                reason: Reason::Retired,
                ..
            }
        )
    });
    assert_eq!(retired.count(), 2, "{heard:?}");
    assert!(shared.holds(&late));
    assert!(!shared.written.iter().any(|id| shared.holds(id)));
}

#[test]
fn where_somebody_who_said_so_turns_out_to_have_been_removed_all_are_sent_what_is_live_again() {
    let mut shared = shared();
    // Not heard of by the relay yet.
    let removal = shared.anna.remove(shared.berit.device());
    let withheld = std::mem::take(&mut shared.anna.unsent);
    shared.confirmed();
    let carl = shared.newcomer(4);
    assert!(
        !shared
            .written
            .iter()
            .any(|id| carl.records.contains_key(id))
    );
    let carl_here = shared.desk.greet(&carl.keys, carl.space());
    shared.desk.heard(carl_here);
    shared.anna.unsent.extend(withheld);
    shared.desk.put_unsent(shared.anna_here, &mut shared.anna);
    let heard = shared.desk.heard(carl_here);
    let came: Vec<RecordId> = heard
        .iter()
        .filter_map(|frame| match frame {
            Frame::Records(records) => Some(records),
            _ => None,
        })
        .flatten()
        .map(|bytes| Record::decode(bytes).unwrap().id())
        .collect();
    assert!(came.contains(&removal));
    assert!(
        shared.written.iter().all(|id| came.contains(id)),
        "{came:?}"
    );
}
