//! Numbers as words, as both times and costs are written with.

/// A number up to twelve in words, bokmål or nynorsk, in lower case.
pub(crate) fn up_to_twelve(word: &str) -> Option<u32> {
    Some(match word {
        "en" | "ein" | "ei" | "et" | "ett" | "eit" | "eitt" => 1,
        "to" => 2,
        "tre" => 3,
        "fire" => 4,
        "fem" => 5,
        "seks" => 6,
        "sju" | "syv" => 7,
        "åtte" => 8,
        "ni" => 9,
        "ti" => 10,
        "elleve" => 11,
        "tolv" => 12,
        _ => return None,
    })
}
