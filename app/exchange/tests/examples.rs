//! The two example programs, run as anybody would run them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod samples;

use samples::{Sample, styled, table};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// An example program beside this test; `cargo test` builds it.
fn example(name: &str) -> Option<PathBuf> {
    let test = env::current_exe().unwrap();
    let program = test
        .parent()?
        .parent()?
        .join("examples")
        .join(format!("{name}{}", env::consts::EXE_SUFFIX));
    if program.exists() {
        return Some(program);
    }
    assert!(
        env::var_os("CI").is_none(),
        "{} is not built",
        program.display()
    );
    println!(
        "skipped: {} is not built; run the whole of `cargo test -p samvev-exchange`",
        program.display()
    );
    None
}

fn run(program: &Path, arguments: &[&Path]) -> Output {
    Command::new(program).args(arguments).output().unwrap()
}

#[test]
fn import_export_import_prints_the_same_object() {
    let (Some(import), Some(export)) = (example("import"), example("export")) else {
        return;
    };
    let folder =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("examples-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let [word, json, back] = ["plan.docx", "plan.json", "back.docx"].map(|name| folder.join(name));
    let body = styled("Title", "Plan")
        + &styled("Heading1", "Mål")
        + &styled("ListBullet", "Alle blir sett")
        + &table(&["Tiltak|Frist", "Kurs|Mai"]);
    fs::write(&word, Sample::body(&body).bytes()).unwrap();
    let first = run(&import, &[&word]);
    assert!(first.status.success());
    fs::write(&json, &first.stdout).unwrap();
    assert!(run(&export, &[&json, &back]).status.success());
    assert_eq!(run(&import, &[&back]).stdout, first.stdout);
    let object: serde_json::Value = serde_json::from_slice(&first.stdout).unwrap();
    assert_eq!(object["actions"][0]["cells"][1]["text"], "Mai");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn what_is_no_word_file_is_answered_in_one_line() {
    let Some(import) = example("import") else {
        return;
    };
    for file in [
        Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"),
        PathBuf::from("finnes-ikke.docx"),
    ] {
        let output = run(&import, &[&file]);
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty());
        assert_eq!(
            String::from_utf8(output.stderr)
                .unwrap()
                .trim_end()
                .lines()
                .count(),
            1
        );
    }
}
