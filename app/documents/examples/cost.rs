//! What is understood of a text about costs, as one JSON object: `cargo run -q -p samvev-documents --example cost -- TEXT`.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let words: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(
        &mut out,
        &samvev_documents::cost::understand(&words.join(" ")),
    )?;
    writeln!(out)
}
