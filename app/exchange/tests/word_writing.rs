//! What is written as Word reads back as the same plan, and other programs open it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

#[path = "samples/plans.rs"]
mod plans;

use proptest::prelude::*;
use samvev_documents::{
    id::ItemId,
    plan::{Action, Chapter, Column, ColumnMeaning, Goal, GoalKind, Plan},
    text::{Marks, Paragraph, ParagraphKind, RichText, Run},
};
use samvev_exchange::{json::PlanObject, word};
use std::{fs, io::Read, path::PathBuf, process::Command};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// A plan that is written and read is the same plan, with identifiers given anew.
    #[test]
    fn a_plan_survives_word(plan in plans::plan(), leftover in prop::collection::vec("[a-zæøå\t\n1-9. ]{1,30}", 0..3)) {
        let object = PlanObject::from(&plan);
        let bytes = word::write_with_leftover(&plan, &leftover).unwrap();
        let read = word::read(&bytes).unwrap();
        prop_assert_eq!(PlanObject::from(&read.plan), object.clone());
        prop_assert_eq!(&read.plan, &object.to_plan());
        prop_assert_eq!(read.leftover, leftover);
    }

    /// The object holds all of a plan but its identifiers.
    #[test]
    fn a_plan_survives_json(plan in plans::plan()) {
        let object = PlanObject::from(&plan);
        let text = serde_json::to_string(&object).unwrap();
        let back: PlanObject = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&back, &object);
        prop_assert_eq!(PlanObject::from(&back.to_plan()), object);
    }

    /// The same plan gives the same bytes.
    #[test]
    fn writing_is_deterministic(plan in plans::plan()) {
        prop_assert_eq!(word::write(&plan).unwrap(), word::write(&plan).unwrap());
    }
}

/// A plan with one of everything.
fn sample() -> Plan {
    let id = ItemId::nth(0);
    let marked = |text: &str, marks: Marks| Run {
        text: text.to_owned(),
        marks,
    };
    let columns: Vec<Column> = [
        ("Tiltak", ColumnMeaning::Action),
        ("Tjenester", ColumnMeaning::Services),
        ("Ansvarlig", ColumnMeaning::Responsible),
        ("Frist", ColumnMeaning::Time),
        ("Kostnad", ColumnMeaning::Cost),
    ]
    .into_iter()
    .zip(1..)
    .map(|((heading, meaning), n)| Column {
        id: ItemId::nth(n),
        heading: RichText::from_plain(heading),
        meaning,
    })
    .collect();
    let row = [
        "Åpen dag for foreldre",
        "Helsestasjonen\nBarnehagene",
        "Leder for helsestasjonen",
        "Innen mai",
        "Egeninnsats",
    ];
    let actions = (0..12)
        .map(|_| Action {
            id,
            cells: columns
                .iter()
                .map(|column| column.id)
                .zip(row.map(RichText::from_plain))
                .collect(),
        })
        .collect();
    let footnoted = Marks {
        footnote: Some("Vedtatt i kommunestyret.".to_owned()),
        ..Marks::default()
    };
    let linked = Marks {
        link: Some("https://eksempel.no/veileder".to_owned()),
        ..Marks::default()
    };
    let text = RichText {
        paragraphs: vec![
            Paragraph {
                kind: ParagraphKind::Plain,
                runs: vec![
                    marked("Planen bygger på ", Marks::default()),
                    marked("veilederen", linked),
                    marked(" og på ", Marks::default()),
                    marked("vedtaket", footnoted),
                    marked(" fra i fjor.", Marks::default()),
                ],
            },
            Paragraph {
                kind: ParagraphKind::Numbered(0),
                runs: Run::plain("Først dette"),
            },
            Paragraph {
                kind: ParagraphKind::Quote,
                runs: Run::plain("Det hjalp at noen spurte."),
            },
        ],
    };
    let chapter = |heading: &str, text, goals, columns, actions| Chapter {
        id,
        level: 1,
        heading: RichText::from_plain(heading),
        text,
        goals,
        columns,
        actions,
    };
    let goal = |text: &str, kind| Goal {
        id,
        text: RichText::from_plain(text),
        kind,
    };
    Plan {
        title: RichText::from_plain("Plan for tidlig innsats"),
        chapters: vec![
            chapter(
                "Bakgrunn",
                text,
                vec![goal("Alle barn blir sett", GoalKind::Main)],
                Vec::new(),
                Vec::new(),
            ),
            chapter(
                "Tiltak",
                RichText::from_plain(""),
                Vec::new(),
                columns,
                actions,
            ),
        ],
        removed: Vec::new(),
    }
}

#[test]
fn every_part_is_well_formed_and_named_in_the_list_of_types() {
    let bytes = word::write(&sample()).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut types = String::new();
    zip.by_name("[Content_Types].xml")
        .unwrap()
        .read_to_string(&mut types)
        .unwrap();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        let name = part.name().unwrap().to_string();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader
                .read_event()
                .unwrap_or_else(|error| panic!("{name}: {error}"))
            {
                quick_xml::events::Event::Eof => break,
                _ => continue,
            }
        }
        assert!(
            name.ends_with(".rels")
                || name == "[Content_Types].xml"
                || types.contains(&format!("/{name}\"")),
            "{name}"
        );
    }
}

#[test]
fn the_header_is_repeated_and_no_date_or_author_is_told() {
    let bytes = word::write(&sample()).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        zip.by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    };
    assert_eq!(
        part("word/document.xml").matches("<w:tblHeader/>").count(),
        1
    );
    let properties = part("docProps/core.xml");
    assert!(
        !properties.contains("creator") && !properties.contains("created"),
        "{properties}"
    );
}

#[test]
fn libreoffice_opens_it_and_shows_every_word() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("libreoffice-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("plan.docx");
    fs::write(&file, word::write(&sample()).unwrap()).unwrap();
    let run = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}/profile",
            folder.display()
        ))
        .args([
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
        ])
        .arg(&folder)
        .arg(&file)
        .output();
    let Ok(output) = run else {
        assert!(
            std::env::var_os("CI").is_none(),
            "soffice (LibreOffice) is not installed"
        );
        println!("skipped: soffice (LibreOffice) is not installed");
        return;
    };
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let shown = fs::read_to_string(folder.join("plan.txt")).unwrap();
    for words in [
        "Plan for tidlig innsats",
        "Bakgrunn",
        "veilederen",
        "Først dette",
        "Det hjalp at noen spurte.",
        "Alle barn blir sett",
        "Egeninnsats",
    ] {
        assert!(shown.contains(words), "{words} is missing in:\n{shown}");
    }
    assert_eq!(shown.matches("Åpen dag for foreldre").count(), 12);
    fs::remove_dir_all(&folder).unwrap();
}
