use crate::{
    catalogue::{Identity, Term, TermTime},
    measure::{Concept, Measure},
    protect::{Pattern, Shown},
    table::{Axis, Membership, Table},
    text::Text,
};

fn measure(temporality: &str) -> Measure {
    Measure::parse("cases:application:one", temporality).unwrap()
}

/// Citizenships, some with a kind besides; masked ones have a star.
fn table(temporality: &str, kinds: bool, rows: &[(&str, &str, &str, &str)]) -> Table {
    let mut begun = Table::builder(measure(temporality), Concept::new("CASES")).axis(
        Axis::category("CITIZENSHIP")
            .membership(Membership::AtEvent)
            .exhaustive(true)
            .parent("AFG", "ASIA")
            .parent("SYR", "ASIA"),
    );
    if kinds {
        begun = begun.axis(Axis::category("KIND").membership(Membership::AtEvent).exhaustive(true));
    }
    let begun = begun.axis(Axis::time("TIME_PERIOD"));
    let key = |(code, kind, time, _): &(&str, &str, &str, &str)| {
        if kinds {
            vec![code.to_string(), kind.to_string(), time.to_string()]
        } else {
            vec![code.to_string(), time.to_string()]
        }
    };
    rows.iter().fold(begun, |begun, row| begun.row(&key(row), row.3)).build().unwrap()
}

fn shown(indicator: &str, table: Table) -> Shown {
    Shown::new(indicator, table, Pattern::default())
}

fn stock(rows: &[(&str, &str, &str, &str)]) -> Shown {
    shown("PENDING", table("stock", false, rows))
}

fn balance() -> [Identity; 1] {
    let terms = vec![
        Term::new("PENDING", measure("stock")).at(TermTime::Start),
        Term::new("APPLIED", measure("flow")),
        Term::new("DECIDED", measure("flow")).taken_away(),
        Term::new("PENDING", measure("stock")).at(TermTime::End).taken_away(),
    ];
    [Identity::new("BALANCE", Text::both("Balance", "Баланс"), terms).unwrap()]
}

/// Whether applications are refused beside stocks and decisions.
fn is_refused(applied: &Table, masked: &[&[&str]], others: &[Shown]) -> bool {
    let masked = Pattern::new(masked.iter().map(|key| key.iter().map(|code| (*code).into()).collect()));
    let found = Shown::new("APPLIED", applied.clone(), masked).beside(others, &balance());
    found.is_err_and(|error| error.code().id() == "SDC-034")
}

const STOCKS: &[(&str, &str, &str, &str)] = &[
    ("AFG", "", "2024-01-01", "200"),
    ("SYR", "", "2024-01-01", "300"),
    ("AFG", "", "2025-01-01", "190"),
    ("SYR", "", "2025-01-01", "310"),
];

#[test]
fn a_row_with_all_terms_has_no_mask() {
    let applied = table("flow", false, &[("AFG", "", "2024", "3"), ("SYR", "", "2024", "40")]);
    let decided = |rows| shown("DECIDED", table("flow", true, rows));
    let of_both = decided(&[("AFG", "FIRST", "2024", "13"), ("SYR", "FIRST", "2024", "30")]);
    let both = [stock(STOCKS), of_both.clone()];
    assert!(is_refused(&applied, &[&["AFG", "2024"]], &both));
    assert!(!is_refused(&applied, &[], &both));
    // Without the stock at the end, or the decisions, the row is not known.
    assert!(!is_refused(&applied, &[&["AFG", "2024"]], &[stock(&STOCKS[..2]), of_both]));
    assert!(!is_refused(&applied, &[&["AFG", "2024"]], &[stock(STOCKS)]));
    // Nor where the decisions of that citizenship are not there and no group has all terms.
    assert!(is_refused(&applied, &[&["SYR", "2024"]], &both));
}

#[test]
fn a_mask_of_another_indicator_counts_too() {
    let applied = table("flow", false, &[("AFG", "", "2024", "30")]);
    let decided = shown("DECIDED", table("flow", true, &[("AFG", "FIRST", "2024", "*"), ("AFG", "_T", "2024", "*")]));
    assert!(is_refused(&applied, &[], &[stock(STOCKS), decided]));
    // Its total is shown, but that of its group is not: more is refused than could be computed.
    let decided = shown("DECIDED", table("flow", true, &[("AFG", "FIRST", "2024", "*"), ("AFG", "_T", "2024", "40")]));
    assert!(is_refused(&applied, &[], &[stock(STOCKS), decided]));
}

#[test]
fn parts_are_added_up() {
    // Quarters between two stocks of years.
    let quarters = table("flow", false, &[("AFG", "", "2024-Q1", "3"), ("AFG", "", "2024-Q2", "40")]);
    let decided =
        shown("DECIDED", table("flow", true, &[("AFG", "FIRST", "2024-03", "9"), ("AFG", "SECOND", "2024-03", "4")]));
    assert!(is_refused(&quarters, &[&["AFG", "2024-Q1"]], &[stock(STOCKS), decided]));
    // A group of which the others have the whole alone.
    let applied = table("flow", false, &[("AFG", "", "2024", "3"), ("SYR", "", "2024", "40")]);
    let whole = [("ASIA", "", "2024-01-01", "500"), ("ASIA", "", "2025-01-01", "500")];
    let decided = shown("DECIDED", table("flow", false, &[("ASIA", "", "2024", "43")]));
    assert!(is_refused(&applied, &[&["AFG", "2024"]], &[stock(&whole), decided.clone()]));
    let applied =
        table("flow", false, &[("AFG", "", "2024", "3"), ("SYR", "", "2024", "40"), ("ASIA", "", "2024", "43")]);
    let masked: &[&[&str]] = &[&["AFG", "2024"], &["SYR", "2024"]];
    // The group is shown, the total of all is not there: more is refused than could be computed.
    assert!(is_refused(&applied, masked, &[stock(&whole), decided]));
}
