//! What is of a circle goes to those who have a seat there, and to nobody else.

use crate::{
    desk::{Desk, take},
    people::Person,
};
use samvev_protocol::{
    bodies::Role,
    frame::Frame,
    ids::{CircleId, RecordId},
    record::{Kind, Record},
};
use std::collections::BTreeSet;

/// Those of a person's records that are of a circle.
fn of_circle(person: &Person, circle: &CircleId) -> BTreeSet<RecordId> {
    let records = person.records.values();
    let of = records.filter(|record| record.header().circle == *circle);
    of.map(Record::id).collect()
}

/// A space of three: who began a circle with words in it, who has a seat there and who has not.
fn three() -> (Desk, Person, Person, Person) {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    let invitation = anna.invite(Role::Editor, 5, 7);
    desk.sync(&mut anna);
    let mut joins = |seed| {
        let mut invited = Person::invited(&invitation, seed);
        desk.sync(&mut invited);
        let mut joined = invited.join(&invitation);
        desk.sync(&mut joined);
        joined
    };
    let (ole, eva) = (joins(2), joins(3));
    desk.sync(&mut anna);
    (desk, anna, ole, eva)
}

#[test]
fn who_has_no_seat_learns_that_there_is_a_circle_and_nothing_of_it() {
    let (mut desk, mut anna, mut ole, mut eva) = three();
    let ole_here = desk.sync(&mut ole);
    let eva_here = desk.sync(&mut eva);
    desk.heard(eva_here);
    let anna_here = desk.sync(&mut anna);
    let (circle, document) = anna.begin_circle();
    anna.seat(&circle, ole.device(), Role::Editor);
    anna.write_inside(&circle, document, "lukket");
    desk.put_unsent(anna_here, &mut anna);
    let heard = desk.heard(ole_here);
    take(&mut ole, &heard);
    // Who has got a seat asks for what came before.
    desk.sync(&mut ole);
    assert_eq!(of_circle(&ole, &circle), of_circle(&anna, &circle));
    assert_eq!(of_circle(&ole, &circle).len(), 5);
    // Who has none hears of it, while connected, at the next call, and by asking for all there is.
    let heard = desk.heard(eva_here);
    take(&mut eva, &heard);
    let again = desk.sync(&mut eva);
    assert!(of_circle(&eva, &circle).is_empty());
    let begun = eva.records.values();
    assert_eq!(
        begun
            .filter(|one| one.header().kind == Kind::Circle)
            .count(),
        1
    );
    let all = of_circle(&anna, &circle).into_iter().collect();
    let answered = desk.ask(again, &Frame::Get(all));
    assert!(answered.is_empty(), "{answered:?}");
}

#[test]
fn who_loses_a_seat_is_told_at_once_or_at_the_next_call_and_hears_nothing_later() {
    let (mut desk, mut anna, mut ole, mut eva) = three();
    let (circle, document) = anna.begin_circle();
    anna.seat(&circle, ole.device(), Role::Editor);
    anna.seat(&circle, eva.device(), Role::Editor);
    let anna_here = desk.sync(&mut anna);
    let ole_here = desk.sync(&mut ole);
    desk.sync(&mut eva);
    desk.heard(ole_here);
    // One is connected, the other is not.
    desk.leave(ole_here);
    let ole_here = desk.enter(&ole);
    desk.heard(ole_here);
    let gone = [ole.device(), eva.device()].map(|whom| anna.unseat(&circle, whom));
    let later = anna.write_inside(&circle, document, "senere");
    desk.put_unsent(anna_here, &mut anna);
    let heard = desk.heard(ole_here);
    take(&mut ole, &heard);
    assert!(ole.records.contains_key(&gone[0]));
    assert!(!ole.records.contains_key(&later));
    desk.sync(&mut eva);
    assert!(eva.records.contains_key(&gone[1]));
    assert!(!eva.records.contains_key(&later));
    for person in [&ole, &eva] {
        let of = person.authority.of(&circle).unwrap();
        assert!(of.is_removed(&person.device()));
        assert!(person.authority.member(&person.device()).is_some());
    }
}
