//! Lists that somebody typed by hand: «· barneverntjenesten», «- leder».

use super::Item;
use crate::{
    source::{ListItem, Para, Role},
    word::is_private_bullet,
};

/// Makes hand-typed bullets in running text into lists.
pub(super) fn settle_items(items: &mut [Item]) {
    let mut rest = items;
    while !rest.is_empty() {
        let length = rest
            .iter()
            .take_while(|item| matches!(item, Item::Para(_)))
            .count();
        let (stretch, after) = rest.split_at_mut(length.max(1).min(rest.len()));
        let mut paras: Vec<&mut Para> = stretch
            .iter_mut()
            .filter_map(|item| match item {
                Item::Para(para) if !para.is_blank() => Some(para),
                Item::Para(_) | Item::Actions(_) => None,
            })
            .collect();
        settle(&mut paras);
        rest = after;
    }
}

/// Makes hand-typed bullets into lists; blank lines are not to be among them. A dash alone may be a dash, so it counts where the line before or after has one
/// too, or the line before leads in to a list.
pub(super) fn settle(paras: &mut [&mut Para]) {
    let found: Vec<Option<Typed>> = paras.iter().map(|para| typed(para)).collect();
    let lead_in: Vec<bool> = paras
        .iter()
        .map(|para| para.text().trim_end().ends_with(':'))
        .collect();
    for (index, para) in paras.iter_mut().enumerate() {
        let Some(bullet) = found.get(index).copied().flatten() else {
            continue;
        };
        let before = index.checked_sub(1);
        let same = |at: Option<usize>| {
            at.and_then(|at| found.get(at).copied().flatten())
                .is_some_and(|other| other.sign == bullet.sign)
        };
        let led_in = before
            .and_then(|at| lead_in.get(at).copied())
            .unwrap_or(false);
        if bullet.certain || same(before) || same(Some(index + 1)) || led_in {
            para.cut_start(bullet.length);
            para.list = Some(ListItem {
                level: bullet.level,
                ordered: false,
            });
        }
    }
}

/// A bullet typed at the start of a line.
#[derive(Clone, Copy)]
struct Typed {
    sign: char,
    /// How many bytes it takes, with the space around it.
    length: usize,
    level: u8,
    certain: bool,
}

fn typed(para: &Para) -> Option<Typed> {
    if para.list.is_some() || !matches!(para.role, Role::Body) {
        return None;
    }
    let text = para.text();
    let line = text.trim_start();
    let sign = line.chars().next()?;
    let certain = matches!(sign, '·' | '•' | '▪' | '◦' | '●' | '○' | '■' | '‣' | '➢')
        || is_private_bullet(sign);
    let uncertain = matches!(sign, '-' | '–' | '—' | '*' | 'o');
    if !certain && !uncertain {
        return None;
    }
    let after = line.get(sign.len_utf8()..)?;
    let words = after.trim_start();
    let spaced = words.len() < after.len();
    // «o» is a bullet only before a tab: Word types it so.
    let sound = if sign == 'o' {
        after.starts_with('\t')
    } else {
        spaced || (certain && sign != '·')
    };
    if !sound || words.is_empty() {
        return None;
    }
    Some(Typed {
        sign,
        length: text.len() - words.len(),
        level: u8::from(matches!(sign, 'o' | '◦' | '○')),
        certain,
    })
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )]
    use super::*;

    fn settled(lines: &[&str]) -> Vec<(String, bool)> {
        let mut paras: Vec<Para> = lines.iter().map(|line| Para::plain(line)).collect();
        settle(&mut paras.iter_mut().collect::<Vec<_>>());
        paras
            .iter()
            .map(|para| (para.text(), para.list.is_some()))
            .collect()
    }

    #[test]
    fn typed_bullets_become_lists() {
        assert_eq!(
            settled(&["·\tSkole", "· Barnehage", "PPT"]),
            [
                ("Skole".into(), true),
                ("Barnehage".into(), true),
                ("PPT".into(), false)
            ]
        );
    }

    #[test]
    fn a_dash_alone_is_a_dash() {
        assert_eq!(settled(&["-"]), [("-".into(), false)]);
        assert_eq!(
            settled(&["– Vi trenger tid."]),
            [("– Vi trenger tid.".into(), false)]
        );
        assert_eq!(
            settled(&["- leder", "- nestleder"]),
            [("leder".into(), true), ("nestleder".into(), true)]
        );
        assert_eq!(settled(&["Møter:", "- leder"])[1], ("leder".into(), true));
    }
}
