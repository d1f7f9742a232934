//! What holds of any text.

use proptest::prelude::*;
use samvev_documents::time::{Kind, Understood, understand};

/// Words and marks that mean something, and some that do not, in any order.
const WORDS: &[&str] = &[
    "høsten",
    "vår",
    "Haust",
    "H26",
    "2026",
    "2027",
    "26",
    "1.",
    "31.02.2026",
    "1.8.26",
    "mai",
    "august",
    "fra",
    "til",
    "innen",
    "før",
    "etter",
    "ut",
    "utgangen",
    "av",
    "og",
    "eller",
    "-",
    "–",
    "/",
    ",",
    ".",
    "(",
    ")",
    "årlig",
    "hvert",
    "år",
    "andre",
    "2",
    "3",
    "ganger",
    "i",
    "året",
    "uke",
    "40",
    "deretter",
    "ved",
    "behov",
    "skolestart",
    "når",
    "er",
    "på",
    "plass",
    "kontinuerlig",
    "første",
    "gang",
    "de",
    "to",
    "årene",
    "½",
    "dag",
    "budsjett",
    "sak",
    "12/26",
    "rom",
    "tlf.",
    "medio",
    "?",
    "oppstart",
    "jul",
    "skoleåret",
    "2026/27",
    "kvartal",
    "utover",
    "planen",
    "minst",
    "hver",
    "6.–8.",
    "per",
    "halvår",
    "'",
    "påske",
    "2100",
    "1990",
    "desember",
    "frist",
    "mellom",
    "12345678901234567890",
];

fn like_a_time() -> impl Strategy<Value = String> {
    prop::collection::vec(
        (
            prop::sample::select(WORDS),
            prop::sample::select(&[" ", "", "  ", "\n"][..]),
        ),
        0..12,
    )
    .prop_map(|words| {
        words
            .into_iter()
            .flat_map(|(word, space)| [word, space])
            .collect()
    })
}

fn holds_together(understood: &Understood, depth: usize) {
    assert!(depth < 4, "{understood:?}");
    if let (Some(earliest), Some(latest)) = (understood.earliest, understood.latest) {
        assert!(earliest <= latest, "{understood:?}");
    }
    for date in [understood.earliest, understood.latest]
        .into_iter()
        .flatten()
    {
        assert!((1990..=2100).contains(&date.year()), "{understood:?}");
    }
    let recurs = understood.kind == Kind::Recurrence;
    assert_eq!(recurs, !understood.recurrence.is_empty(), "{understood:?}");
    let several = matches!(understood.kind, Kind::Phased | Kind::Multi);
    assert_eq!(several, understood.parts.len() > 1, "{understood:?}");
    assert!(several || understood.parts.is_empty(), "{understood:?}");
    if matches!(understood.kind, Kind::Unparsed | Kind::Empty) {
        assert!(
            understood.earliest.is_none()
                && understood.latest.is_none()
                && understood.duration.is_none()
        );
    }
    for part in &understood.parts {
        assert!(
            !matches!(part.kind, Kind::Unparsed | Kind::Empty),
            "{understood:?}"
        );
        assert!(understood.raw.contains(&part.raw), "{understood:?}");
        holds_together(part, depth + 1);
    }
}

fn check(text: &str) {
    let understood = understand(text);
    assert_eq!(understood.raw, text);
    holds_together(&understood, 0);
    let json = serde_json::to_string(&understood).unwrap();
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let keys = [
        "raw",
        "kind",
        "earliest",
        "latest",
        "duration",
        "recurrence",
        "parts",
    ];
    let object = value.as_object().unwrap();
    assert!(object.len() == keys.len() && keys.iter().all(|key| object.contains_key(*key)));
    assert_eq!(
        serde_json::from_str::<Understood>(&json).unwrap(),
        understood
    );
}

/// What was understood, without the words it was understood from.
fn meaning(text: &str) -> Understood {
    fn without_words(mut understood: Understood) -> Understood {
        understood.raw.clear();
        understood.parts = understood.parts.into_iter().map(without_words).collect();
        understood
    }
    without_words(understand(text))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_kept_and_holds_together(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn so_does_any_text_like_a_time(text in like_a_time()) {
        check(&text);
    }

    #[test]
    fn case_and_spaces_make_no_difference(text in like_a_time()) {
        prop_assert_eq!(meaning(&text), meaning(&text.to_uppercase()));
        prop_assert_eq!(meaning(&text), meaning(&format!("  {}\n", text.replace(' ', "\u{a0} "))));
        prop_assert_eq!(meaning(&text), meaning(&text.replace('\n', " ")));
    }

    #[test]
    fn every_day_is_understood_however_it_is_written(year in 2000..2100, month in 1..=12_u32, day in 1..=31_u32) {
        let names = [
            "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember",
        ];
        let name = names[month as usize - 1];
        let expected = samvev_documents::time::Date::new(year, month, day);
        for text in [
            format!("{day}.{month}.{year}"),
            format!("{day:02}.{month:02}.{:02}", year % 100),
            format!("{day}. {name} {year}"),
            format!("{day}/{month}-{:02}", year % 100),
            format!("{year}-{month:02}-{day:02}"),
        ] {
            let understood = understand(&text);
            prop_assert_eq!((understood.earliest, understood.latest), (expected, expected), "{}", text);
            let kind = if expected.is_some() { Kind::Date } else { Kind::Unparsed };
            prop_assert_eq!(understood.kind, kind, "{}", text);
        }
    }
}
