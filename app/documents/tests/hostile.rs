//! Changes that a member could seal and that no app of ours would write: well formed, with the right checksum, and wrong. None of them
//! may stop the document, and the honest ones around them are taken in all the same.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod support;

use automerge::{
    ActorId, Change, ChangeHash, ExpandedChange, ObjType, ScalarValue,
    legacy::{Key, ObjectId, OpId, OpType},
};
use proptest::prelude::*;
use samvev_documents::{
    document::{Document, DocumentKind, Heads},
    plan::{PlanField, PlanIntent},
};
use sha2::{Digest, Sha256};
use support::{Peer, id, sample};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];

/// A change's body as a chunk, with the checksum of what it says.
fn chunk(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut tail = vec![kind];
    leb(&mut tail, body.len() as u64);
    tail.extend(body);
    let mut plain = vec![1];
    leb(&mut plain, body.len() as u64);
    plain.extend(body);
    let hash = Sha256::digest(&plain);
    [MAGIC.as_slice(), &hash[..4], &tail].concat()
}

fn leb(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn body(chunk: &[u8]) -> &[u8] {
    let length = chunk[9..].iter().position(|byte| byte & 0x80 == 0).unwrap();
    &chunk[10 + length..]
}

/// A plan, and a change of it that another device has made, as Automerge has it.
fn a_change() -> (Peer, Change) {
    let mut one = Peer::create(&sample(), 1);
    let mut two = one.join(2);
    let heads = one.document.heads();
    two.type_in(PlanField::Goal(id(10)), 1, 2, "nytt\nmål");
    two.pull(&mut one);
    let run = two.document.changes_since(&heads);
    (one, Change::from_bytes(run).unwrap())
}

/// Is offered what is wrong, and goes on.
fn refuses(one: &mut Peer, wrong: &[u8], honest: &Change) {
    let was = one.document.heads();
    assert!(one.document.receive(&[wrong.to_vec()]).is_err());
    assert_eq!(one.document.heads(), was);
    goes_on(one, honest);
}

fn goes_on(one: &mut Peer, honest: &Change) {
    let patches = one
        .document
        .receive(&[honest.raw_bytes().to_vec()])
        .expect("the honest change is taken in");
    one.watch(&patches);
    one.type_in(PlanField::Title, 0, 0, "Videre ");
    let mut again = one.join(9);
    again.type_in(PlanField::Title, 0, 0, "og videre ");
}

fn altered(change: &Change, alter: impl FnOnce(&mut ExpandedChange)) -> Vec<u8> {
    let mut expanded = change.decode();
    alter(&mut expanded);
    Change::from(expanded).raw_bytes().to_vec()
}

#[test]
fn a_change_that_skips_numbers_of_its_actor_is_refused() {
    for seq in [2, 3, 1 << 40] {
        let (mut one, honest) = a_change();
        let wrong = altered(&honest, |change| change.seq = seq);
        refuses(&mut one, &wrong, &honest);
    }
}

#[test]
fn a_change_that_begins_to_count_elsewhere_is_refused() {
    for start in [1, 7, u64::from(u32::MAX) - 2, 1 << 40] {
        let (mut one, honest) = a_change();
        let wrong = altered(&honest, |change| {
            change.start_op = start.try_into().unwrap()
        });
        refuses(&mut one, &wrong, &honest);
    }
}

#[test]
fn a_change_in_an_object_that_does_not_exist_is_refused() {
    let (mut one, honest) = a_change();
    let nobodys = ActorId::from(&[1; 16]);
    let wrong = altered(&honest, |change| {
        for op in &mut change.operations {
            op.obj = ObjectId::Id(OpId::new(900_000, &nobodys));
        }
    });
    refuses(&mut one, &wrong, &honest);
    let (mut one, honest) = a_change();
    // A letter is no object.
    let letter = honest
        .decode()
        .operations
        .iter()
        .find_map(|op| op.key.to_opid());
    let wrong = altered(&honest, |change| {
        change.operations[0].obj = ObjectId::Id(letter.unwrap());
    });
    refuses(&mut one, &wrong, &honest);
}

#[test]
fn a_change_that_names_another_texts_letter_is_refused() {
    let (mut one, honest) = a_change();
    let wrong = altered(&honest, |change| {
        let OpId(counter, actor) = change.operations[0].key.to_opid().unwrap();
        let other = OpId::new(counter - 30, &actor);
        change.operations[0].key = Key::Seq(automerge::legacy::ElementId::Id(other));
    });
    refuses(&mut one, &wrong, &honest);
}

#[test]
fn what_no_document_of_ours_has_is_refused() {
    let acts = [
        OpType::Increment(4),
        OpType::Make(ObjType::Table),
        OpType::Put(ScalarValue::counter(3)),
        OpType::Put(ScalarValue::Str("".into())),
        OpType::MarkEnd(true),
        OpType::Delete,
    ];
    for act in acts {
        let (mut one, honest) = a_change();
        let wrong = altered(&honest, |change| {
            let op = change.operations.iter_mut().find(|op| op.insert).unwrap();
            op.action = act;
        });
        refuses(&mut one, &wrong, &honest);
    }
}

#[test]
fn what_a_document_is_cannot_be_changed_afterwards() {
    for (key, value) in [
        ("kind", ScalarValue::Str("directory".into())),
        ("schema", ScalarValue::Uint(1 << 60)),
        ("schema", ScalarValue::Uint(3)),
        ("schema", ScalarValue::Null),
    ] {
        let (mut one, honest) = a_change();
        let wrong = altered(&honest, |change| {
            let op = &mut change.operations[0];
            op.obj = ObjectId::Root;
            op.key = Key::Map(key.into());
            op.insert = false;
            op.action = OpType::Put(value);
            op.pred = Vec::new().into();
            change.operations.truncate(1);
        });
        refuses(&mut one, &wrong, &honest);
    }
}

#[test]
fn a_second_first_change_is_refused() {
    let (mut one, honest) = a_change();
    let mut other = Peer::create(&sample(), 5);
    refuses(
        &mut one,
        &other.document.changes_since(&Heads::default()),
        &honest,
    );
}

#[test]
fn a_few_bytes_that_stand_for_billions_are_refused_at_once() {
    // No deps, an actor, sequence 1, from 1, at 0, no message, no others; one column: actions, 2^40 of them.
    let mut run = Vec::new();
    leb(&mut run, 1 << 40);
    run.push(1);
    let mut body = vec![0, 16];
    body.extend([5; 16]);
    body.extend([1, 1, 0, 0, 0, 1, 0x42, run.len() as u8]);
    body.extend(run);
    let (mut one, honest) = a_change();
    refuses(&mut one, &chunk(1, &body), &honest);
    // A gigabyte of nothing, deflated.
    let mut deflater = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..1024 {
        std::io::Write::write_all(&mut deflater, &[0; 1 << 20]).unwrap();
    }
    let packed = deflater.finish().unwrap();
    let (mut one, honest) = a_change();
    refuses(&mut one, &chunk(2, &packed), &honest);
}

#[test]
fn a_wrong_change_that_had_to_wait_is_dropped_when_its_time_comes() {
    let (mut one, honest) = a_change();
    let wrong = altered(&honest, |change| {
        change.deps = vec![honest.hash()];
        change.seq = 2;
        change.actor_id = ActorId::from(&[6; 16]);
    });
    assert_eq!(one.document.receive(&[wrong]).unwrap(), []);
    goes_on(&mut one, &honest);
}

/// Ways to alter a change and write it anew as Automerge would.
fn bend(change: &mut ExpandedChange, way: u8, at: usize, number: u64) {
    let ops = change.operations.len();
    let at = at % ops;
    let other = change.operations[(at + number as usize) % ops].clone();
    let near = |id: &OpId| {
        OpId::new(
            (id.counter() + number % 40).saturating_sub(20).max(1),
            id.actor(),
        )
    };
    let op = &mut change.operations[at];
    match way {
        0 => change.seq = number % 5 + 1,
        1 => change.start_op = (number % 400 + 1).try_into().unwrap(),
        2 => change.deps = vec![ChangeHash([number as u8; 32])],
        3 => op.obj = ObjectId::Root,
        4 => op.obj = other.obj,
        5 => op.key = other.key,
        6 => op.pred = other.pred,
        7 => op.insert = !op.insert,
        8 => op.action = other.action,
        9 => op.action = OpType::Delete,
        10 => op.key = Key::Map("kind".into()),
        11 => {
            if let Some(id) = op.key.to_opid() {
                op.key = Key::Seq(automerge::legacy::ElementId::Id(near(&id)));
            }
        }
        12 => op.pred = op.pred.iter().map(near).collect(),
        13 => {
            if let ObjectId::Id(id) = &op.obj {
                op.obj = ObjectId::Id(near(id));
            }
        }
        14 => change.actor_id = ActorId::from(&[number as u8 % 4; 16]),
        15 => change.operations.truncate(at.max(1)),
        16 => change.time = number as i64,
        17 => {
            op.action =
                OpType::Make([ObjType::List, ObjType::Map, ObjType::Text][number as usize % 3])
        }
        18 => change.operations.swap(at, 0),
        _ => change.operations.push(other),
    }
}

/// A plan with one row more and a change of it with rows, marks and deletions.
fn rich_change() -> (Peer, Change) {
    let mut one = Peer::create(&sample(), 1);
    let mut two = one.join(2);
    let heads = one.document.heads();
    let before = two.document.changes_since(&heads);
    assert!(before.is_empty());
    two.type_in(PlanField::Goal(id(10)), 1, 3, "hei\nder 😀");
    let run = two.document.changes_since(&heads);
    two.pull(&mut one);
    (one, Change::from_bytes(run).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_bent_change_never_stops_a_document(bends in prop::collection::vec((0..20_u8, 0..60_usize, any::<u64>()), 1..4)) {
        let (mut one, honest) = rich_change();
        let mut expanded = honest.decode();
        for (way, at, number) in bends {
            bend(&mut expanded, way, at, number);
        }
        // Not all of it can be written.
        let Ok(bent) = std::panic::catch_unwind(|| Change::from(expanded).raw_bytes().to_vec()) else {
            return Ok(());
        };
        if let Ok(patches) = one.document.receive(std::slice::from_ref(&bent)) {
            one.watch(&patches);
            one.plan();
        }
        // If it was let in, it took the honest one's place, or stands beside it.
        let _ = one.document.receive(&[honest.raw_bytes().to_vec()]).map(|patches| one.watch(&patches));
        one.act(PlanIntent::EditText { field: PlanField::Title, delta: samvev_documents::text::Delta::splice(0, 0, "x") });
        let mut again = one.join(8);
        prop_assert_eq!(again.plan(), one.plan());
        again.pull(&mut one);
        let _ = Document::load(DocumentKind::Plan, None, &[bent], &[7; 16]);
    }

    #[test]
    fn a_change_with_altered_bytes_and_the_right_checksum_never_stops_a_document(
        alter in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let (mut one, honest) = rich_change();
        let mut bytes = body(honest.raw_bytes()).to_vec();
        for (at, byte) in alter {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let wrong = chunk(1, &bytes);
        if let Ok(patches) = one.document.receive(std::slice::from_ref(&wrong)) {
            one.watch(&patches);
        }
        let _ = Document::load(DocumentKind::Plan, None, &[wrong], &[7; 16]);
        let _ = one.document.receive(&[honest.raw_bytes().to_vec()]).map(|patches| one.watch(&patches));
        let again = one.join(8);
        prop_assert_eq!(again.plan(), one.plan());
    }
}
