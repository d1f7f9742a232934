use samvev_documents::cost::{CostSum, Kroner, Percent, sum, understand};

fn of(texts: &[&str]) -> CostSum {
    let costs: Vec<_> = texts.iter().map(|text| understand(text)).collect();
    sum(&costs)
}

fn kroner(kroner: u64) -> Kroner {
    Kroner::from_ore(kroner * 100).unwrap()
}

fn percent(percent: u64) -> Percent {
    Percent::from_hundredths(percent * 100).unwrap()
}

#[test]
fn a_sum_of_costs_shows_one_time_yearly_positions_and_unknown_apart() {
    let sum = of(&[
        "kr 100 000 til oppstart",
        "50 000 kr",
        "kr 5 000 pr. måned",
        "20 000 årlig",
        "50 % stilling",
        "2 x 50 % stilling",
        "?",
        "",
        "avklares",
    ]);
    assert_eq!(
        sum,
        CostSum {
            one_time: kroner(150_000),
            yearly: kroner(80_000),
            positions: percent(150),
            unknown: 3,
            ..CostSum::default()
        }
    );
}

#[test]
fn a_cost_per_person_is_unknown_until_it_is_said_how_many() {
    assert_eq!(of(&["kr 500 per deltaker"]).unknown, 1);
    let counted = of(&["kr 500 per deltaker (40 deltakere)"]);
    assert_eq!((counted.one_time, counted.unknown), (kroner(20_000), 0));
}

#[test]
fn a_free_cost_is_known_and_an_empty_one_is_not() {
    let sum = of(&["gratis", "0 kr"]);
    assert_eq!(sum, CostSum::default());
    assert_eq!(of(&["", "-", " \u{a0}"]).unknown, 3);
}

#[test]
fn own_effort_takes_no_money_and_a_grant_is_no_cost() {
    let sum = of(&[
        "egeninnsats",
        "tilskudd kr 300 000",
        "vikar kr 10 000",
        "vikarutgifter",
    ]);
    assert_eq!(
        (sum.grants, sum.substitutes),
        (kroner(300_000), kroner(10_000))
    );
    assert_eq!((sum.one_time, sum.unknown), (Kroner::default(), 1));
}

#[test]
fn what_is_known_of_a_cost_is_added_though_something_beside_it_is_not() {
    let sum = of(&["kr 30 000 + reise (ukjent)"]);
    assert_eq!((sum.one_time, sum.unknown), (kroner(30_000), 1));
}

#[test]
fn a_sum_of_costs_never_overflows() {
    let most = "900 milliarder kroner";
    let sum = of(&[most, most, most]);
    assert_eq!((sum.one_time, sum.unknown), (kroner(900_000_000_000), 2));
}
