//! Where something lies in a list that several people change at once: a fraction between 0 and 1, written as digits.
//!
//! Positions compare as text. There is always room between two different ones, so a thing is moved by giving it another
//! position. Two people can come to choose the same one; then the identifier decides, and whoever next puts something between the
//! two parts them (see [`make_room`]).

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE: usize = DIGITS.len();

fn value(digit: u8) -> Option<usize> {
    DIGITS.binary_search(&digit).ok()
}

fn digit(value: usize) -> char {
    DIGITS.get(value).map_or('z', |byte| char::from(*byte))
}

/// `count` positions, ascending and evenly spread.
pub(crate) fn evenly(count: usize) -> impl Iterator<Item = String> {
    // Enough digits that there is room for a good deal between each two.
    let mut width = 1;
    let mut room = BASE as u128;
    while room < 8 * (count as u128 + 1) {
        width += 1;
        room *= BASE as u128;
    }
    (1..=count as u128).map(move |nth| {
        let mut rest = nth * room / (count as u128 + 1);
        let mut digits: Vec<char> = (0..width)
            .map(|_| {
                let last = digit(usize::try_from(rest % BASE as u128).unwrap_or_default());
                rest /= BASE as u128;
                last
            })
            .collect();
        digits.reverse();
        let position: String = digits.into_iter().collect();
        position.trim_end_matches('0').to_owned()
    })
}

/// A position between two others (`None`: the list's end), near the lower one, as most things are put after what was put last.
/// `jitter`, any number that differs from person to person, keeps two people from choosing the same. `None` if there is none between,
/// because they are equal or no positions of ours.
pub(crate) fn between(low: Option<&str>, high: Option<&str>, jitter: u64) -> Option<String> {
    let mut low = low.unwrap_or_default().bytes();
    let mut high = high.map(str::bytes);
    let mut jitter = usize::try_from(jitter % 0xFFFF).unwrap_or_default();
    let mut position = String::new();
    loop {
        let floor = match low.next() {
            Some(byte) => value(byte)?,
            None => 0,
        };
        let ceiling = match &mut high {
            Some(high) => value(high.next()?)?,
            None => BASE,
        };
        if floor > ceiling {
            return None;
        }
        let room = (ceiling - floor).saturating_sub(1);
        if room > 0 {
            let (nearest, farthest) = (room / 16, room / 4);
            let step = nearest + jitter % (farthest - nearest + 1);
            position.push(digit(floor + 1 + step));
            return Some(position);
        }
        position.push(digit(floor));
        if ceiling > floor {
            // Below the ceiling from here on, whatever follows.
            high = None;
        }
        jitter /= 3;
    }
}

/// New positions so that something fits at `index` of a list with these positions, ascending: the new thing's own, and those
/// that must be given to some that lie there, by their index. Mostly none.
pub(crate) fn make_room(
    positions: &[&str],
    index: usize,
    jitter: u64,
) -> (String, Vec<(usize, String)>) {
    let low = index
        .checked_sub(1)
        .and_then(|before| positions.get(before))
        .copied();
    let rest = positions.get(index..).unwrap_or_default();
    if let Some(position) = between(low, rest.first().copied(), jitter) {
        return (position, Vec::new());
    }
    // The one above shares the position of the one below: part those that do.
    let shared = rest
        .iter()
        .take_while(|position| Some(**position) <= low)
        .count();
    let high = rest.get(shared).copied();
    let mut moved = Vec::new();
    let mut own = None;
    let mut last = low.map(str::to_owned);
    for nth in 0..=shared {
        let Some(position) = between(last.as_deref(), high, jitter) else {
            return spread(positions.len(), index);
        };
        last = Some(position.clone());
        if nth == 0 {
            own = Some(position);
        } else {
            moved.push((index + nth - 1, position));
        }
    }
    match own {
        Some(own) => (own, moved),
        None => spread(positions.len(), index),
    }
}

/// The last resort: all of the list anew.
fn spread(count: usize, index: usize) -> (String, Vec<(usize, String)>) {
    let mut own = String::new();
    let mut moved = Vec::new();
    for (nth, position) in evenly(count + 1).enumerate() {
        match nth.cmp(&index) {
            core::cmp::Ordering::Less => moved.push((nth, position)),
            core::cmp::Ordering::Equal => own = position,
            core::cmp::Ordering::Greater => moved.push((nth - 1, position)),
        }
    }
    (own, moved)
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
    use proptest::prelude::*;

    #[test]
    fn evenly_spread_positions_ascend_and_differ() {
        for count in [0, 1, 2, 61, 62, 2_000] {
            let all: Vec<_> = evenly(count).collect();
            assert_eq!(all.len(), count);
            assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(
                all.iter()
                    .all(|position| position.len() <= 3 && !position.is_empty())
            );
        }
    }

    #[test]
    fn there_is_nothing_between_equals_or_what_is_no_position() {
        assert_eq!(between(Some("K"), Some("K"), 1), None);
        assert_eq!(between(Some("L"), Some("K"), 1), None);
        assert_eq!(between(Some("K"), Some("K0"), 1), None);
        assert_eq!(between(Some("å"), None, 1), None);
    }

    #[test]
    fn two_thousand_things_put_after_one_another_have_short_positions() {
        let mut last = "K".to_owned();
        for nth in 0..2_000 {
            last = between(Some(&last), Some("L"), nth * 7_919).unwrap();
        }
        assert!(last.len() < 150, "{} digits", last.len());
    }

    proptest! {
        #[test]
        fn a_position_between_two_lies_between_them(
            puts in prop::collection::vec((any::<prop::sample::Index>(), any::<u64>()), 1..200),
        ) {
            let mut list: Vec<String> = Vec::new();
            for (place, jitter) in puts {
                let index = place.index(list.len() + 1);
                let low = index.checked_sub(1).map(|before| list[before].as_str());
                let position = between(low, list.get(index).map(String::as_str), jitter).unwrap();
                list.insert(index, position);
                prop_assert!(list.windows(2).all(|pair| pair[0] < pair[1]));
            }
        }

        #[test]
        fn room_is_made_in_any_list(
            mut list in prop::collection::vec("[0-9A-Za-zå]{0,3}", 0..12),
            place in any::<prop::sample::Index>(),
            jitter in any::<u64>(),
        ) {
            list.sort();
            let index = place.index(list.len() + 1);
            let (own, moved) = make_room(&list.iter().map(String::as_str).collect::<Vec<_>>(), index, jitter);
            for (at, position) in moved {
                list[at] = position;
            }
            if let Some(below) = index.checked_sub(1) {
                prop_assert!(list[below] < own);
            }
            if let Some(above) = list.get(index) {
                prop_assert!(own < *above, "{own} {above}");
            }
            prop_assert!(list.is_sorted());
        }
    }
}
