//! Prints the plan that a Word document is understood as, as one JSON object.

use samvev_exchange::{json::PlanObject, word};
use std::{env, fs, process::ExitCode};

fn main() -> ExitCode {
    match run() {
        Ok(object) => {
            println!("{object}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String, String> {
    let mut arguments = env::args_os().skip(1);
    let (Some(file), None) = (arguments.next(), arguments.next()) else {
        return Err("usage: import FILE.docx".to_owned());
    };
    let name = file.display();
    let bytes = fs::read(&file).map_err(|error| format!("{name}: {error}"))?;
    let understood = word::read(&bytes).map_err(|error| format!("{name}: {error}"))?;
    serde_json::to_string_pretty(&PlanObject::from(&understood))
        .map_err(|error| format!("{name}: {error}"))
}
