//! Writes a plan that stands in a JSON object as a Word document.

use samvev_exchange::{json::PlanObject, word};
use std::{env, fs, process::ExitCode};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let mut arguments = env::args_os().skip(1);
    let (Some(file), Some(out), None) = (arguments.next(), arguments.next(), arguments.next())
    else {
        return Err("usage: export FILE.json OUT.docx".to_owned());
    };
    let name = file.display();
    let text = fs::read_to_string(&file).map_err(|error| format!("{name}: {error}"))?;
    let object: PlanObject =
        serde_json::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
    let bytes = word::write_with_leftover(&object.to_plan(), &object.leftover)
        .map_err(|error| format!("{name}: {error}"))?;
    fs::write(&out, bytes).map_err(|error| format!("{}: {error}", out.display()))
}
