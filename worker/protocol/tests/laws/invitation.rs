use crate::seeded::Seeded;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use proptest::{collection::vec, prelude::*};
use samvev_protocol::{
    ids::SpaceId,
    invitation::{Invitation, LinkError},
    keys::DeviceKeys,
};

fn invitation(seed: u64, relays: Vec<String>) -> Invitation {
    let rng = &mut Seeded::new(seed);
    Invitation {
        space: SpaceId::from_bytes(rng.bytes()),
        keys: DeviceKeys::generate(rng),
        relays,
    }
}

fn example() -> Invitation {
    invitation(1, vec!["wss://samvev.nordfjella.example/r".into()])
}

fn same(read: &Invitation, made: &Invitation) -> bool {
    read.space == made.space
        && read.keys.device() == made.keys.device()
        && read.relays == made.relays
}

fn refusal(link: &str) -> Option<LinkError> {
    Invitation::from_link(link).err()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_link_reads_back_the_same_however_it_is_carried(seed: u64, relays in vec("[a-zæøå:/.]{0,30}", 0..4)) {
        let made = invitation(seed, relays);
        let text = made.to_fragment();
        for link in [
            text.clone(),
            format!("#{text}"),
            format!("https://samvev.example/#{text}"),
            format!("https://samvev.example/%23{text}"),
            format!("https://filter.example/?url=https%3A%2F%2Fsamvev.example%2F%23{text}&data=05%7C02&reserved=0"),
            format!(" https://samvev.example/#{}\r\n  {}\u{200b}\n", &text[..40], &text[40..]),
        ] {
            let read = Invitation::from_link(&link).unwrap();
            prop_assert!(same(&read, &made), "{}", link);
        }
    }

    #[test]
    fn one_letter_more_is_refused(at: prop::sample::Index, letter in "[A-Za-z0-9_.%!ø-]") {
        let mut text = example().to_fragment();
        text.insert_str(at.index(text.len() + 1), &letter);
        prop_assert!(refusal(&text).is_some());
    }

    #[test]
    fn text_from_anywhere_is_refused_and_never_panics(text in ".*") {
        prop_assert!(refusal(&text).is_some());
    }
}

#[test]
fn a_link_cut_anywhere_is_refused() {
    let text = example().to_fragment();
    for length in 1..text.len() {
        let link = format!("https://samvev.example/#{}", &text[..length]);
        assert_eq!(refusal(&link), Some(LinkError::Damaged), "{length} letters");
    }
}

#[test]
fn a_link_with_any_one_letter_altered_is_refused() {
    let text = example().to_fragment();
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for at in 0..text.len() {
        for letter in letters.chars().chain(['.', '=', '+', ' ']) {
            let altered = format!("{}{letter}{}", &text[..at], &text[at + 1..]);
            if altered != text {
                let link = format!("https://samvev.example/#{altered}");
                assert_eq!(
                    refusal(&link),
                    Some(LinkError::Damaged),
                    "letter {at} as {letter}"
                );
            }
        }
    }
}

#[test]
fn a_link_without_an_invitation_is_told_from_a_damaged_one() {
    for link in [
        "",
        "  \n",
        "https://samvev.example/",
        "https://samvev.example/#",
        "https://samvev.example/%23",
        "#",
    ] {
        assert_eq!(refusal(link), Some(LinkError::Missing), "{link:?}");
    }
    assert_eq!(refusal(&"A".repeat(1 << 20)), Some(LinkError::Damaged));
}

#[test]
fn a_newer_link_is_told_from_a_damaged_one() {
    // The check is the same in every version: eight bytes over all that stands before them.
    let said = b"\x02 whatever a later version says";
    let check = blake3::derive_key("samvev 2026-11 invitation check v1", said);
    let text = URL_SAFE_NO_PAD.encode([&said[..], &check[..8]].concat());
    assert_eq!(refusal(&text), Some(LinkError::Newer));
    assert_eq!(refusal(&text[1..]), Some(LinkError::Damaged));
}

#[test]
fn a_check_that_holds_over_no_invitation_is_refused() {
    for said in [&b"\x01"[..], b"\x01short", &[1; 40], &[1; 200]] {
        let check = blake3::derive_key("samvev 2026-11 invitation check v1", said);
        let text = URL_SAFE_NO_PAD.encode([said, &check[..8]].concat());
        assert_eq!(refusal(&text), Some(LinkError::Damaged));
    }
}
