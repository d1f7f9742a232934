//! What is understood of a text about costs, as one JSON object: `cargo run -q -p samvev-documents --example cost -- TEXT`.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let text = std::env::args().skip(1).collect::<Vec<_>>().join(" ");
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, &samvev_documents::cost::understand(&text))?;
    writeln!(out)
}
