//! Characters of the symbol fonts that stand in old Word files as private-use code points.

/// What a character of a symbol font looks like, as Unicode. `font` in any case; other fonts give the character itself.
pub(super) fn symbol(font: &str, code: u32) -> Option<char> {
    let font = font.to_lowercase();
    let low = if (0xF000..=0xF0FF).contains(&code) {
        code - 0xF000
    } else {
        code
    };
    let known = if font.starts_with("wingdings") {
        match low {
            0x6C | 0x9F | 0x77 | 0x6E | 0xA7 | 0x76 | 0x73 => Some('•'),
            0x6F | 0x71 | 0xA8 | 0x72 => Some('☐'),
            0xFC => Some('✓'),
            0xFB => Some('✗'),
            0xFD | 0x78 => Some('☒'),
            0xFE => Some('☑'),
            0xD8 => Some('➢'),
            0xE0 | 0xE8 | 0xF0 => Some('→'),
            0xDF => Some('←'),
            0xE1 => Some('↑'),
            0xE2 => Some('↓'),
            0x4A => Some('☺'),
            0x4C => Some('☹'),
            0x28 | 0x29 => Some('☎'),
            0x2A | 0x2B => Some('✉'),
            _ => None,
        }
    } else if font == "symbol" {
        match low {
            0xB7 => Some('•'),
            0xAE => Some('→'),
            0xAC => Some('←'),
            0xB0 => Some('°'),
            0xB1 => Some('±'),
            0xA3 => Some('≤'),
            0xB3 => Some('≥'),
            0xB4 => Some('×'),
            0xB9 => Some('≠'),
            0xBB => Some('≈'),
            0xA5 => Some('∞'),
            0x61 => Some('α'),
            0x62 => Some('β'),
            0x67 => Some('γ'),
            0x64 | 0x44 => Some('Δ'),
            0x6D => Some('µ'),
            0x53 => Some('Σ'),
            _ => None,
        }
    } else {
        None
    };
    known.or_else(|| {
        let own = char::from_u32(code)?;
        // A private-use character means nothing without its font.
        if (0xE000..=0xF8FF).contains(&code) {
            Some('□')
        } else {
            Some(own).filter(|own| !own.is_control())
        }
    })
}

/// Whether a character that stands in ordinary text is a bullet of a symbol font.
pub(crate) fn is_private_bullet(letter: char) -> bool {
    matches!(
        letter,
        '\u{F0B7}'
            | '\u{F0A7}'
            | '\u{F0D8}'
            | '\u{F076}'
            | '\u{F06E}'
            | '\u{F0A8}'
            | '\u{F02D}'
            | '\u{F0FC}'
    )
}
