//! Lengths and places in UTF-16 code units, as the DOM counts them.

/// How many units a text has.
pub(crate) fn length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The byte at which the unit `at` begins; `None` past the end or inside a character.
pub(crate) fn byte_at(text: &str, at: usize) -> Option<usize> {
    let mut units = 0;
    for (byte, character) in text.char_indices() {
        if units == at {
            return Some(byte);
        }
        if units > at {
            return None;
        }
        units += character.len_utf16();
    }
    (units == at).then_some(text.len())
}

/// The text in two at the unit `at`; `None` where that is no place between characters.
pub(crate) fn split(text: &str, at: usize) -> Option<(&str, &str)> {
    text.split_at_checked(byte_at(text, at)?)
}

/// The text in two at `at`, come what may: half a character becomes U+FFFD, so that both lengths stay true.
pub(crate) fn split_anywhere(text: &str, at: usize) -> (String, String) {
    if let Some((first, second)) = split(text, at) {
        return (first.to_owned(), second.to_owned());
    }
    let (mut first, mut second) = (String::new(), String::new());
    let mut units = 0;
    for character in text.chars() {
        let end = units + character.len_utf16();
        if end <= at {
            first.push(character);
        } else if units >= at {
            second.push(character);
        } else {
            first.push(char::REPLACEMENT_CHARACTER);
            second.push(char::REPLACEMENT_CHARACTER);
        }
        units = end;
    }
    (first, second)
}
