//! Bytes from outside: cut, altered, out of order, of a later version.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod support;

use automerge::{ROOT, transaction::Transactable};
use proptest::prelude::*;
use samvev_documents::{
    directory::{Directory, DirectoryIntent},
    document::{Document, DocumentError, DocumentKind, Heads, Intent, Value, written_at},
    plan::{PlanField, PlanIntent},
    text::Delta,
};
use support::{Peer, id, sample};

fn load(bytes: &[u8]) -> Result<Document, DocumentError> {
    Document::load(DocumentKind::Plan, Some(bytes), &[], &[7; 16])
}

/// What a saved plan with a change beside it looks like.
fn saved() -> (Vec<u8>, Vec<u8>) {
    let mut peer = Peer::create(&sample(), 1);
    let saved = peer.document.save();
    let heads = peer.document.heads();
    peer.type_in(PlanField::Goal(id(10)), 3, 2, "endret 😀\nmål");
    (saved, peer.document.changes_since(&heads))
}

#[test]
fn changes_may_come_in_any_order_and_twice() {
    let mut one = Peer::create(&sample(), 1);
    let mut two = one.join(2);
    let mut changes = Vec::new();
    for words in ["a", "b", "c"] {
        let before = one.document.heads();
        one.type_in(PlanField::Title, 0, 0, words);
        changes.push(one.document.changes_since(&before));
    }
    for waiting in [2, 1, 1] {
        let patches = two.document.receive(&changes[waiting..=waiting]).unwrap();
        assert!(patches.is_empty(), "it leans on one that is missing");
    }
    // What waits is kept with the document.
    let mut two = two.join(2);
    let patches = two.document.receive(&changes[..1]).unwrap();
    two.watch(&patches);
    assert_eq!(two.plan(), one.plan());
    assert_eq!(two.document.receive(&changes).unwrap(), []);
    assert!(two.document.changes_since(&one.document.heads()).is_empty());
}

#[test]
fn a_whole_saved_plan_can_be_received() {
    let mut one = Peer::create(&sample(), 1);
    one.type_in(PlanField::Title, 0, 0, "Ny ");
    let mut two = Peer::empty(2);
    let patches = two
        .document
        .receive(&Document::changes_in(&one.document.save()).unwrap())
        .unwrap();
    two.watch(&patches);
    assert_eq!(two.plan(), one.plan());
}

#[test]
fn one_bad_run_leaves_all_untouched() {
    let (saved, change) = saved();
    let mut document = load(&saved).unwrap();
    let heads = document.heads();
    let refused = document.receive(&[change.clone(), b"rusk".to_vec()]);
    assert!(matches!(refused, Err(DocumentError::Unreadable(_))));
    assert_eq!(document.heads(), heads);
    assert_eq!(document.receive(&[change]).unwrap().len(), 1);
}

#[test]
fn two_changes_that_claim_one_place_of_an_actor_are_not_both_taken_in() {
    let mut one = Peer::create(&sample(), 1);
    let mut clone = one.join(1);
    let mut two = one.join(2);
    one.type_in(PlanField::Title, 0, 0, "den ene");
    clone.type_in(PlanField::Title, 0, 0, "den andre");
    two.pull(&mut one);
    let theirs = clone.document.changes_since(&Heads::default());
    assert!(matches!(
        two.document.receive(&[theirs]),
        Err(DocumentError::Unreadable(_))
    ));
    assert_eq!(two.plan(), one.plan());
}

#[test]
fn a_document_of_another_kind_is_refused() {
    let directory = Value::Directory(Directory::default());
    let mut document = Document::create(&directory, &[1; 16], 0).unwrap();
    let saved = document.save();
    assert_eq!(load(&saved).err(), Some(DocumentError::OtherKind));
    // Nor does it take the place of a plan that is waited for.
    let mut peer = Peer::create(&sample(), 1);
    let mut waiting = Peer::empty(2);
    let refused = waiting
        .document
        .receive(&Document::changes_in(&saved).unwrap());
    assert_eq!(refused.err(), Some(DocumentError::OtherKind));
    waiting.pull(&mut peer);
    assert_eq!(waiting.plan(), sample());
    let delta = Delta::splice(0, 0, "x");
    let intent = PlanIntent::EditText {
        field: PlanField::Title,
        delta,
    };
    assert_eq!(
        document.apply(&Intent::Plan(intent), 0).err(),
        Some(DocumentError::OtherKind)
    );
}

#[test]
fn a_plan_of_a_later_version_is_shown_as_far_as_it_is_understood_and_not_written() {
    let mut peer = Peer::create(&sample(), 1);
    let mut later = automerge::AutoCommit::load(&peer.document.save()).unwrap();
    later.put(ROOT, "schema", 2u64).unwrap();
    later
        .put_object(ROOT, "novelties", automerge::ObjType::Map)
        .unwrap();
    let (_, goals) = automerge::ReadDoc::get(&later, ROOT, "goals")
        .unwrap()
        .unwrap();
    let (_, goal) = automerge::ReadDoc::get(&later, goals, id(10).to_string())
        .unwrap()
        .unwrap();
    later.put(goal, "kind", "dreamt").unwrap();
    let bytes = later.save();
    let mut opened = load(&bytes).unwrap();
    let mut expected = peer.plan();
    expected.chapters[0].goals[0].kind = Default::default();
    assert_eq!(opened.value().unwrap(), Value::Plan(expected));
    let delta = Delta::splice(0, 0, "x");
    let intent = Intent::Plan(PlanIntent::EditText {
        field: PlanField::Title,
        delta,
    });
    assert_eq!(opened.apply(&intent, 0).err(), Some(DocumentError::Newer));
    // Others' changes are taken in all the same, and nothing of the later version is lost.
    peer.document
        .receive(&Document::changes_in(&bytes).unwrap())
        .unwrap();
    assert_eq!(
        peer.document.apply(&intent, 0).err(),
        Some(DocumentError::Newer)
    );
    let again = automerge::AutoCommit::load(&peer.document.save()).unwrap();
    assert!(
        automerge::ReadDoc::get(&again, ROOT, "novelties")
            .unwrap()
            .is_some()
    );
}

#[test]
fn the_directory_keeps_what_two_people_enter_at_once() {
    let directory = Directory {
        name: "Fjellregionen".into(),
        relays: vec!["wss://b.eksempel.no".into(), "wss://a.eksempel.no".into()],
        ..Directory::default()
    };
    let value = Value::Directory(directory.clone());
    let mut one = Document::create(&value, &[1; 16], 0).unwrap();
    assert_eq!(one.value().unwrap(), value);
    let mut two =
        Document::load(DocumentKind::Directory, Some(&one.save()), &[], &[2; 16]).unwrap();
    let party = |id: &str, name: &str| {
        let party = samvev_documents::directory::Party {
            name: name.into(),
            kind: Default::default(),
        };
        Intent::Directory(DirectoryIntent::SetParty {
            id: id.into(),
            party,
        })
    };
    let undo = one
        .apply(&party("01", "Vesle kommune"), 1)
        .unwrap()
        .inverse
        .unwrap();
    assert!(
        one.apply(&party("01", "Vesle kommune"), 1)
            .unwrap()
            .inverse
            .is_none()
    );
    two.apply(&party("02", "Store kommune"), 1).unwrap();
    let theirs = two.changes_since(&Heads::default());
    let patches = one.receive(&[theirs]).unwrap();
    assert_eq!(patches.len(), 1);
    let Value::Directory(both) = one.value().unwrap() else {
        panic!("no directory")
    };
    assert_eq!(both.parties.len(), 2);
    let redo = one.undo(&undo, 2).unwrap().inverse.unwrap();
    let Value::Directory(fewer) = one.value().unwrap() else {
        panic!("no directory")
    };
    assert_eq!(fewer.parties.keys().collect::<Vec<_>>(), ["02"]);
    one.undo(&redo, 3).unwrap();
    assert_eq!(one.value().unwrap(), Value::Directory(both));
}

#[test]
fn a_worker_that_is_taken_off_the_list_comes_back_to_its_place_with_its_owner() {
    let value = Value::Directory(Directory {
        relays: vec!["wss://b.eksempel.no".into(), "wss://a.eksempel.no".into()],
        owners: [("wss://b.eksempel.no".into(), "01".into())].into(),
        ..Directory::default()
    });
    let mut document = Document::create(&value, &[1; 16], 0).unwrap();
    assert_eq!(document.value().unwrap(), value);
    let remove = DirectoryIntent::RemoveRelay("wss://b.eksempel.no".into());
    let mut act = |intent| {
        document
            .apply(&Intent::Directory(intent), 1)
            .unwrap()
            .inverse
    };
    let undo = act(remove.clone()).unwrap();
    assert!(act(remove).is_none());
    let unlisted = DirectoryIntent::SetOwner {
        relay: "wss://b.eksempel.no".into(),
        party: "02".into(),
    };
    assert!(act(unlisted).is_none());
    // One that comes meanwhile stands last, whatever place is free.
    act(DirectoryIntent::AddRelay("wss://0.eksempel.no".into())).unwrap();
    let Value::Directory(fewer) = document.value().unwrap() else {
        panic!("no directory")
    };
    assert_eq!(fewer.relays, ["wss://a.eksempel.no", "wss://0.eksempel.no"]);
    assert!(fewer.owners.is_empty());
    let redo = document.undo(&undo, 2).unwrap().inverse.unwrap();
    let Value::Directory(all) = document.value().unwrap() else {
        panic!("no directory")
    };
    assert_eq!(all.relays.first().unwrap(), "wss://b.eksempel.no");
    assert_eq!(all.owners.values().collect::<Vec<_>>(), ["01"]);
    document.undo(&redo, 3).unwrap();
    assert_eq!(document.value().unwrap(), Value::Directory(fewer));
}

#[test]
fn a_renewal_is_kept_with_its_time_and_can_be_taken_back() {
    let value = Value::Directory(Directory {
        renewed: [("d1".into(), 5)].into(),
        ..Directory::default()
    });
    let mut document = Document::create(&value, &[1; 16], 0).unwrap();
    assert_eq!(document.value().unwrap(), value);
    let renew = |device: &str, at| {
        let device = device.to_owned();
        Intent::Directory(DirectoryIntent::Renew { device, at })
    };
    assert!(
        document
            .apply(&renew("d1", 5), 1)
            .unwrap()
            .inverse
            .is_none()
    );
    let later = document.apply(&renew("d1", 9), 1).unwrap().inverse.unwrap();
    let new = document.apply(&renew("d2", 7), 1).unwrap().inverse.unwrap();
    let renewed = |document: &Document| match document.value().unwrap() {
        Value::Directory(directory) => directory.renewed.into_values().collect::<Vec<_>>(),
        Value::Plan(_) => panic!("no directory"),
    };
    assert_eq!(renewed(&document), [9, 7]);
    let again = document.undo(&new, 2).unwrap().inverse.unwrap();
    document.undo(&later, 2).unwrap();
    assert_eq!(document.value().unwrap(), value);
    document.undo(&again, 3).unwrap();
    assert_eq!(renewed(&document), [5, 7]);
}

#[test]
fn a_run_says_when_its_newest_change_was_made_packed_or_not() {
    let mut document =
        Document::create(&Value::Directory(Directory::default()), &[1; 16], 5).unwrap();
    let mut rename = |name: &str, at| {
        let before = document.heads();
        let intent = Intent::Directory(DirectoryIntent::SetName(name.into()));
        document.apply(&intent, at).unwrap();
        document.changes_since(&before)
    };
    let short = rename("Fjellregionen", 1_795_000_000_000);
    let name: String = (0..400)
        .map(|n| char::from(b'a' + (n * n % 23) as u8))
        .collect();
    let long = rename(&name, 1_795_000_000_001);
    assert!(long.len() < 400, "packed");
    assert_eq!(written_at(&short), Some(1_795_000_000_000));
    assert_eq!(written_at(&long), Some(1_795_000_000_001));
    let both = [long.clone(), short].concat();
    assert_eq!(written_at(&both), Some(1_795_000_000_001));
    assert_eq!(written_at(&long[..long.len() - 1]), None);
    assert_eq!(written_at(b"nothing"), None);
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 1..200)) {
        prop_assert!(matches!(load(&bytes), Err(DocumentError::Unreadable(_))));
        // Whatever it says, it is read to its end.
        let _ = written_at(&bytes);
        let mut document = Document::empty(DocumentKind::Plan, &[1; 16]);
        prop_assert!(document.receive(std::slice::from_ref(&bytes)).is_err());
        let mut headed = vec![0x85, 0x6f, 0x4a, 0x83];
        headed.extend(bytes);
        prop_assert!(load(&headed).is_err());
        prop_assert!(document.receive(&[headed]).is_err());
    }

    #[test]
    fn a_cut_or_altered_file_is_refused(at in any::<prop::sample::Index>(), bit in 0u8..8) {
        let (saved, change) = saved();
        for whole in [&saved, &change] {
            let at = at.index(whole.len());
            let mut altered = whole.clone();
            altered[at] ^= 1 << bit;
            let mut opened = load(&saved).unwrap();
            prop_assert!(opened.receive(&[altered.clone()]).is_err());
            prop_assert!(Document::load(DocumentKind::Plan, None, &[altered.clone()], &[7; 16]).is_err());
            if at > 0 {
                prop_assert!(opened.receive(&[whole[..at].to_vec()]).is_err());
            }
            if whole == &saved {
                prop_assert!(load(&altered).is_err());
                prop_assert!(at == 0 || load(&whole[..at]).is_err());
            }
        }
    }
}
