//! What is understood of a time as it was written: `cargo run -q -p samvev-documents --example time -- TEXT`.

use samvev_documents::time;

fn main() -> Result<(), serde_json::Error> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    println!(
        "{}",
        serde_json::to_string(&time::understand(&words.join(" ")))?
    );
    Ok(())
}
