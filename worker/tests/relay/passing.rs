//! What passes and is not kept.

use crate::{desk::Desk, people::Person};
use samvev_protocol::{
    bodies::Role,
    frame::{Frame, Reason},
};

#[test]
fn presence_goes_to_the_others_of_the_space_and_is_not_kept() {
    let (mut desk, mut anna, mut other) = (Desk::new(), Person::founder(1), Person::founder(2));
    let invitation = anna.invite(Role::Editor, 1, 7);
    let anna_here = desk.sync(&mut anna);
    let anna_elsewhere = desk.enter(&anna);
    let invited_here = desk.greet(&invitation.keys, invitation.space);
    assert_eq!(
        desk.heard(invited_here),
        [Frame::Welcome {
            known: true,
            others: 2
        }]
    );
    let other_here = desk.sync(&mut other);
    let kept = desk.kept(anna.space());
    let here = Frame::Presence(b"forseglet".to_vec());
    desk.say(anna_here, &here);
    let expected = [here];
    assert_eq!(desk.heard(anna_elsewhere), expected);
    assert_eq!(desk.heard(invited_here), expected);
    assert!(desk.heard(anna_here).is_empty());
    assert!(desk.heard(other_here).is_empty());
    assert_eq!(desk.kept(anna.space()), kept);
    desk.leave(anna_elsewhere);
    desk.say(anna_here, &Frame::Presence(vec![1; 70_000]));
    assert!(desk.is_refused(anna_here, Reason::TooLarge));
}
