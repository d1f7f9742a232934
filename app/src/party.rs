//! How parties and people are told apart at a glance: a colour for each party, initials for each person, always both.

use samvev_documents::directory::{Directory, PartyKind};
use std::collections::BTreeMap;

/// How many colours there are; the styles name them `party-0` to `party-7`.
pub const COLOURS: u8 = 8;

/// The colour of every party of a space. Each keeps the colour that its identifier asks for where no other took it
/// first, so that one more party rarely changes any; and no two are alike until there are more than eight.
pub fn colours(directory: &Directory) -> BTreeMap<String, u8> {
    let mut taken = Vec::new();
    let mut colours = BTreeMap::new();
    for party in directory.parties.keys() {
        let wanted = party
            .bytes()
            .fold(0_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte))
            % COLOURS;
        if taken.len() >= usize::from(COLOURS) {
            taken.clear();
        }
        let free = (0..COLOURS)
            .map(|step| (wanted + step) % COLOURS)
            .find(|colour| !taken.contains(colour));
        let colour = free.unwrap_or(wanted);
        taken.push(colour);
        colours.insert(party.clone(), colour);
    }
    colours
}

/// The class that gives a party's colour to what bears it. A party that the directory does not list gets the first.
pub fn class_of(directory: &Directory, party: Option<&str>) -> String {
    let colour = party.and_then(|party| {
        let colours = colours(directory);
        let by_name = || {
            directory
                .parties
                .iter()
                .find(|(_, known)| known.name == party)
                .map(|(key, _)| key.as_str())
        };
        colours
            .get(party)
            .or_else(|| colours.get(by_name()?))
            .copied()
    });
    format!("party-{}", colour.unwrap_or_default())
}

/// The name of a party, given its identifier or its name.
pub fn name_of(directory: &Directory, party: Option<&str>) -> Option<String> {
    let party = party?;
    Some(
        directory
            .parties
            .get(party)
            .map_or(party, |known| known.name.as_str())
            .to_owned(),
    )
}

/// The initials of a name: the first letters of its first and last word.
pub fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

/// The kinds of party in the order they are offered.
pub const KINDS: [PartyKind; 3] = [
    PartyKind::Municipality,
    PartyKind::Intermunicipal,
    PartyKind::Other,
];

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )]
    use super::*;
    use samvev_documents::directory::Party;
    use std::collections::BTreeSet;

    fn directory(parties: usize) -> Directory {
        let party = |n| {
            (
                format!("{:032x}", n * 7919),
                Party {
                    name: format!("P{n}"),
                    kind: PartyKind::Other,
                },
            )
        };
        Directory {
            parties: (0..parties).map(party).collect(),
            ..Directory::default()
        }
    }

    #[test]
    fn no_two_of_eight_parties_are_alike() {
        let colours: BTreeSet<u8> = colours(&directory(8)).into_values().collect();
        assert_eq!(colours.len(), 8);
        assert!(colours.iter().all(|colour| *colour < COLOURS));
    }

    #[test]
    fn more_than_eight_parties_all_have_a_colour() {
        assert_eq!(colours(&directory(30)).len(), 30);
    }

    #[test]
    fn a_party_is_known_by_identifier_or_name() {
        let directory = directory(3);
        let key = directory.parties.keys().nth(1).unwrap().clone();
        let name = directory.parties[&key].name.clone();
        assert_eq!(
            class_of(&directory, Some(&key)),
            class_of(&directory, Some(&name))
        );
        assert_eq!(name_of(&directory, Some(&key)), Some(name));
    }

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        assert_eq!(initials("Åse Marie Øvergård"), "ÅØ");
        assert_eq!(initials("  kari "), "K");
        assert_eq!(initials("«Per» (vikar)"), "PV");
        assert_eq!(initials(" – "), "");
    }
}
