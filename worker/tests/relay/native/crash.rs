//! The real program, killed in the middle of writing; and what lies in its directory.

use super::{Program, client::Client};
use crate::people::Person;
use samvev_protocol::{bodies::Role, frame::Frame};
use std::{collections::BTreeSet, fs, path::Path};

#[tokio::test]
async fn nothing_acknowledged_is_missing_after_a_kill_in_the_middle_of_writing() {
    let data = tempfile::tempdir().unwrap();
    let mut anna = Person::founder(1);
    let mut written = 0;
    for round in 0..4 {
        let program = Program::start(data.path(), &[]);
        let mut client = Client::sync(program.address, &mut anna).await;
        assert!(anna.unsent.is_empty());
        for _ in 0..300 {
            anna.write(&format!("Ord nummer {written}"));
            written += 1;
        }
        // Each in a frame of its own, all on their way at once; the program is killed after some of the answers.
        for record in anna.in_order(|id| anna.unsent.contains(id)) {
            client.say(&Frame::Put(vec![record])).await;
        }
        let enough = 300 - 20 * (round + 1);
        while anna.unsent.len() > enough {
            match client.hears().await {
                Some(Frame::Stored(ids)) => anna.unsent.retain(|id| !ids.contains(id)),
                other => panic!("{other:?}"),
            }
        }
        program.kill();
        // What it managed to say before it died counts as well.
        while let Some(frame) = client.hears().await {
            if let Frame::Stored(ids) = frame {
                anna.unsent.retain(|id| !ids.contains(id));
            }
        }
        let program = Program::start(data.path(), &[]);
        let mut again = Person::founder(1);
        Client::sync(program.address, &mut again).await;
        let has: BTreeSet<_> = again.records.keys().collect();
        for id in anna.records.keys().filter(|id| !anna.unsent.contains(*id)) {
            assert!(has.contains(id), "acknowledged, and not there");
        }
        program.kill();
    }
    // What was not acknowledged is sent again by who wrote it, and then all is there.
    let program = Program::start(data.path(), &[]);
    Client::sync(program.address, &mut anna).await;
    let mut again = Person::founder(1);
    Client::sync(program.address, &mut again).await;
    assert_eq!(again.reads().len(), written);
    program.kill();
}

#[tokio::test]
async fn an_empty_program_in_its_place_is_filled_by_a_member() {
    let (data, empty) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut anna = Person::founder(1);
    let invitation = anna.invite(Role::Editor, 1, 7);
    anna.write("Barn og unge");
    let program = Program::start(data.path(), &[]);
    Client::sync(program.address, &mut anna).await;
    let mut opened = Person::invited(&invitation, 2);
    Client::sync(program.address, &mut opened).await;
    let mut berit = opened.join(&invitation);
    Client::sync(program.address, &mut berit).await;
    program.kill();

    let program = Program::start(empty.path(), &[]);
    Client::sync(program.address, &mut berit).await;
    Client::sync(program.address, &mut anna).await;
    assert!(anna.records == berit.records);
    program.kill();
}

/// Whether any file below a directory holds these bytes.
fn holds(directory: &Path, word: &[u8]) -> bool {
    fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .any(|path| {
            if path.is_dir() {
                holds(&path, word)
            } else {
                fs::read(&path)
                    .unwrap()
                    .windows(word.len())
                    .any(|window| window == word)
            }
        })
}

#[tokio::test]
async fn the_directory_holds_no_word_of_what_was_written() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::start(data.path(), &[]);
    let mut anna = Person::founder(1);
    let words = ["Kanarifugl", "Bjørkelia kommune", "Tverrfaglig ungdomsteam"];
    for word in words {
        let id = anna.write(word);
        // So that the search below would find it if it were there.
        assert!(
            !anna.records[&id]
                .bytes()
                .windows(word.len())
                .any(|window| window == word.as_bytes())
        );
    }
    let mut client = Client::sync(program.address, &mut anna).await;
    client
        .say(&Frame::Presence(b"Kanarifugl er her".to_vec()))
        .await;
    client.say(&Frame::Ping).await;
    while client.hears().await != Some(Frame::Pong) {}
    let known = anna.space();
    program.kill();
    assert!(
        holds(data.path(), known.as_bytes()),
        "what is readable is found"
    );
    for word in words {
        assert!(!holds(data.path(), word.as_bytes()), "{word}");
        assert!(
            !holds(data.path(), word.to_lowercase().as_bytes()),
            "{word}"
        );
    }
}
