//! Plans that municipalities wrote, read and written back. They are not part of the project: where they are absent, these
//! tests say so and pass.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use samvev_exchange::{json::PlanObject, word};
use std::{
    collections::BTreeMap,
    fs,
    io::Read,
    path::{Path, PathBuf},
};

/// The Word files at hand, if any.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/domain/docx");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: there is no folder {}", folder.display());
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "docx")
    });
    files.sort();
    files
}

fn object(bytes: &[u8]) -> PlanObject {
    PlanObject::from(&word::read(bytes).unwrap())
}

/// How often each word stands in a text.
fn bag(text: &str) -> BTreeMap<String, usize> {
    let mut bag = BTreeMap::new();
    for word in text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        *bag.entry(word.to_owned()).or_default() += 1;
    }
    bag
}

/// The words between `w:t` tags, found without an XML reader and without anything of the reader under test.
fn words_of_file(bytes: &[u8]) -> BTreeMap<String, usize> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    zip.by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut xml)
        .unwrap();
    let mut text = String::new();
    for piece in xml.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap();
        if (tag == "w:t" || tag.starts_with("w:t ")) && !tag.ends_with('/') {
            text.push_str(
                &words
                    .replace("&amp;", "&")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">"),
            );
        } else if tag.starts_with("w:tab") || tag.starts_with("w:br") || tag == "/w:p" {
            text.push(' ');
        }
    }
    bag(&text)
}

/// Every text of the object that is not drawn from another of its texts.
fn words_of_object(object: &PlanObject) -> BTreeMap<String, usize> {
    let mut text = vec![object.title.clone()];
    text.extend(object.goals.iter().map(|goal| goal.text.clone()));
    for section in &object.sections {
        text.extend([section.heading.clone(), section.text.clone()]);
        text.extend(section.columns.iter().map(|column| column.heading.clone()));
    }
    text.extend(
        object
            .actions
            .iter()
            .flat_map(|action| &action.cells)
            .map(|cell| cell.text.clone()),
    );
    text.extend(object.leftover.clone());
    bag(&text.join("\n"))
}

#[test]
fn every_word_stands_in_the_object_as_often_as_in_the_file() {
    for file in files() {
        let bytes = fs::read(&file).unwrap();
        assert_eq!(
            words_of_object(&object(&bytes)),
            words_of_file(&bytes),
            "{}",
            file.display()
        );
    }
}

#[test]
fn what_is_written_reads_back_the_same() {
    for file in files() {
        let first = object(&fs::read(&file).unwrap());
        let written = word::write_with_leftover(&first.to_plan(), &first.leftover).unwrap();
        assert_eq!(object(&written), first, "{}", file.display());
        assert_eq!(
            words_of_file(&written),
            words_of_object(&first),
            "{}",
            file.display()
        );
    }
}

#[test]
fn the_implementation_plan_has_its_goals_and_actions() {
    let Some(file) = files().into_iter().find(|file| {
        file.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("000"))
    }) else {
        println!("skipped: the plan 000 is not here");
        return;
    };
    let object = object(&fs::read(file).unwrap());
    assert_eq!((object.goals.len(), object.actions.len()), (5, 10));
    assert!(
        object
            .actions
            .iter()
            .all(|action| !action.title.is_empty() && action.cells.len() == 5)
    );
    assert!(object.actions.iter().all(|action| action.cost.is_empty()));
    assert_eq!(
        object
            .actions
            .iter()
            .filter(|action| action.time.is_empty())
            .count(),
        3
    );
    let services: Vec<usize> = object
        .actions
        .iter()
        .map(|action| action.services.len())
        .collect();
    assert_eq!(services, [1, 7, 5, 4, 12, 3, 0, 0, 0, 0]);
    assert!(object.leftover.is_empty());
}

#[test]
fn the_strategic_plan_has_the_chapters_of_its_table_of_contents() {
    let Some(file) = files().into_iter().find(|file| {
        file.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("002"))
    }) else {
        println!("skipped: the plan 002 is not here");
        return;
    };
    let object = object(&fs::read(file).unwrap());
    let top: Vec<&str> = object
        .sections
        .iter()
        .filter(|section| section.level == 1 && !section.heading.is_empty())
        .filter_map(|section| section.heading.split('.').next())
        .collect();
    assert_eq!(top, ["1", "2", "3", "4", "5", "6", "7"]);
    assert_eq!(object.goals.len(), 6);
    assert!(object.actions.is_empty());
}
