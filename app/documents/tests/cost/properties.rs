use proptest::prelude::*;
use samvev_documents::cost::{CostKind, understand};

const KEYS: &str =
    r#"{"kind":,"amount_nok":,"count":,"fte_percent":,"from":,"until":,"excludes":}"#;

/// Words, numbers and signs that mean something here, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "kr",
        "kr.",
        "50 000",
        "50.000",
        ",-",
        "1,5",
        "mill.",
        "tkr",
        "50",
        "%",
        "stilling",
        "årsverk",
        "x",
        "à",
        "2",
        "kurs",
        "per",
        "pr.",
        "år",
        "person",
        "i",
        "fra",
        "2026",
        "2025-2027",
        "ut",
        "til",
        "og",
        ",",
        ";",
        "+",
        "(",
        ")",
        "?",
        "ekskl.",
        "reise",
        "uten",
        "vikar",
        "egeninnsats",
        "tilskudd",
        "dekkes av",
        "ingen",
        "kostnad",
        "tlf.",
        "§",
        "sak",
        "45/26",
        "\n",
        "=",
        "totalt",
        "½",
        "01.02.2026",
        "'",
        "«",
        "»",
        "-",
        "–",
        "høsten",
        "mnd.",
        "*",
        "halv",
        "to",
        "hvorav",
        "f.o.m.",
        "[bookmark: a]",
        "<p>",
        "kommer i tillegg",
        "99999999999",
    ]);
    prop::collection::vec(
        (piece, prop::sample::select(vec!["", " ", "\u{a0}"])),
        0..24,
    )
    .prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(piece, space)| format!("{piece}{space}"))
            .collect()
    })
}

/// A number with its thousands apart.
fn grouped(number: u64, separator: &str) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

fn is_well_formed(raw: &str) -> Result<(), TestCaseError> {
    let cost = understand(raw);
    prop_assert_eq!(&cost.raw, raw);
    prop_assert!(cost.unknown || !cost.items.is_empty());
    for item in &cost.items {
        let json = serde_json::to_value(item).unwrap();
        prop_assert!(json["amount_nok"].is_null() || json["amount_nok"].as_f64().unwrap() >= 0.0);
        prop_assert!(json["count"].is_null() || json["count"].is_u64());
        let printed = serde_json::to_string(item).unwrap();
        for key in KEYS.split(',').map(|key| key.trim_matches(['{', '}'])) {
            prop_assert!(printed.contains(key), "{} lacks {}", printed, key);
        }
    }
    let printed = serde_json::to_string(&cost).unwrap();
    let items = printed.find(r#","items":["#);
    let unknown = printed.rfind(r#"],"unknown":"#);
    prop_assert!(items.is_some() && items < unknown, "{}", printed);
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_a_cost_with_its_raw_text_kept(raw in any::<String>()) {
        is_well_formed(&raw)?;
    }

    #[test]
    fn any_row_of_cost_words_is_well_formed(raw in pieces()) {
        is_well_formed(&raw)?;
    }

    #[test]
    fn white_space_and_case_change_no_cost(raw in pieces()) {
        let widened = raw.replace('\u{a0}', " ").replace(' ', " \u{2009} ");
        prop_assert_eq!(understand(&widened).items, understand(&raw.replace('\u{a0}', " ")).items);
        let upper = serde_json::to_string(&understand(&raw.to_uppercase()).items).unwrap().to_lowercase();
        let lower = serde_json::to_string(&understand(&raw.to_lowercase()).items).unwrap().to_lowercase();
        prop_assert_eq!(upper, lower);
    }

    #[test]
    fn an_amount_of_a_cost_reads_back_however_it_is_printed(
        amount in 100_u64..50_000_000,
        separator in prop::sample::select(vec![" ", ".", "\u{a0}", "\u{202f}", "\u{2009}", "  "]),
        form in prop::sample::select(vec![
            "kr {}", "kr {},-", "kr. {},-", "Kr.{}", "{} kr", "{}kr", "{} kroner", "{},- kr", "{},-", "NOK {}", "{} NOK", "kr: {}", "KR {},00",
            "ca. kr {}", "ca {} kr", "kr {}.-", "Kurs kr {} ", "kr {} (engangssum)", "inntil kr {},-", "kr ca. {}",
        ]),
    ) {
        for written in [grouped(amount, separator), amount.to_string()] {
            let raw = form.replace("{}", &written);
            let cost = understand(&raw);
            prop_assert_eq!(cost.items.len(), 1, "{}", &raw);
            prop_assert_eq!(cost.items[0].kind, CostKind::OneTime, "{}", &raw);
            prop_assert_eq!(cost.items[0].amount_nok.unwrap().ore(), amount * 100, "{}", &raw);
            prop_assert!(!cost.unknown, "{}", &raw);
        }
    }

    #[test]
    fn thousands_and_millions_of_a_cost_read_back(amount in 1_u64..900, form in prop::sample::select(vec![
        "{} tkr", "{}'", "{}' kr", "{} tusen kroner", "tkr {}", "{}k", "{} 000", "{}.000", "{},0 tusen kr",
    ])) {
        let cost = understand(&form.replace("{}", &amount.to_string()));
        prop_assert_eq!(cost.items[0].amount_nok.unwrap().ore(), amount * 100_000);
    }
}
