use super::{Held, identity};
use crate::{
    catalogue::{Catalogue, Identity, Term},
    error::{Collected, FindingSink as _, codes::chk},
    measure::{Concept, Making, Measure},
    table::{Axis, Membership, Table},
    text::Text,
};

fn balance() -> Identity {
    let catalogue = Catalogue::preset("unhcr").unwrap();
    catalogue.identities().iter().find(|identity| identity.id() == "ASYLUM_BALANCE").unwrap().clone()
}

/// A table of an indicator of UNHCR's accounting by country and time; a figure per key.
fn table(indicator: &str, unit: &str, rows: &[(&str, &str, &str)]) -> Table {
    let catalogue = Catalogue::preset("unhcr").unwrap();
    let indicator = catalogue.find(indicator).unwrap();
    let builder = Table::builder(indicator.measure_in(unit).unwrap(), indicator.concept().clone());
    let builder = builder.axis(Axis::reporter("REF_AREA")).axis(Axis::time("TIME_PERIOD"));
    let time = |label: &str| indicator.time(label).unwrap().to_string();
    rows.iter().fold(builder, |b, (state, label, figure)| b.row(&[*state, &time(label)], figure)).build().unwrap()
}

const PENDING: &str = "ASYLUM_PENDING";
const LODGED: &str = "ASYLUM_APPLICATIONS_ALL_LEVELS";
const DECIDED: &str = "ASYLUM_DECISIONS_ALL_LEVELS";

fn held(pending: &[(&str, &str, &str)], lodged: &[(&str, &str, &str)], unit: &str) -> (Held, Collected) {
    let pending = table(PENDING, "PERSON_EVENTS", pending);
    let lodged = table(LODGED, unit, lodged);
    let decided = table(DECIDED, "PERSON_EVENTS", &[("MD", "2023", "60")]);
    let mut found = Collected::new();
    let held = identity(&balance(), &[(PENDING, &pending), (LODGED, &lodged), (DECIDED, &decided)], &mut found);
    (held, found)
}

#[test]
fn a_stock_at_the_end_of_a_year_is_the_one_at_the_start_of_the_next() {
    // 100 + 80 - 60 = 120: exactly, within a tenth of the end, and beyond it.
    for (end, expected) in [("120", (1, 0)), ("110", (1, 0)), ("100", (0, 1))] {
        let (held, found) =
            held(&[("MD", "2022", "100"), ("MD", "2023", end)], &[("MD", "2023", "80")], "PERSON_EVENTS");
        assert_eq!((held.holds, held.broken), expected, "{end}");
        assert_eq!(found.tally().of(chk::IDENTITY_BEYOND_TOLERANCE), expected.1);
        if let Some(finding) = found.findings().first() {
            assert_eq!(finding.place().unwrap().to_string(), "ASYLUM_BALANCE:MD@2023");
        }
    }
}

#[test]
fn a_missing_term_never_passes_and_a_term_in_another_unit_is_not_held() {
    let ends = [("MD", "2022", "100"), ("MD", "2023", "120")];
    for (pending, lodged) in [
        (&ends[1..], &[("MD", "2023", "80")][..]),
        (&ends[..1], &[("MD", "2023", "80")][..]),
        (&ends[..], &[("KZ", "2023", "80")][..]),
        (&[("MD", "2022", "100"), ("MD", "2023", "*")][..], &[("MD", "2023", "80")][..]),
    ] {
        let (held, found) = held(pending, lodged, "PERSON_EVENTS");
        assert_eq!((held.holds, held.compatible, held.broken), (0, 0, 0));
        assert_eq!(held.not_known, found.tally().of(chk::IDENTITY_NOT_KNOWN));
        assert!(held.not_known > 0);
    }
    let (none, found) = held(&ends, &[("MD", "2023", "80")], "CASES");
    assert_eq!((none.keys(), found.tally().of(chk::IDENTITY_TERMS_DIFFER)), (0, 1));
    assert_eq!(found.findings()[0].args().named("differences").unwrap().to_string(), "unit");
    let mut found = Collected::new();
    assert_eq!(identity(&balance(), &[], &mut found).keys(), 0);
    assert_eq!(found.tally().of(chk::IDENTITY_NOT_KNOWN), 1);
}

#[test]
fn figures_that_are_inexact_by_making_are_compatible_or_not() {
    let measure = Measure::parse("cases:decision:many", "flow").unwrap();
    let term = |code: &str| Term::new("DECISIONS", measure.clone()).of("DECISION", code);
    let terms = vec![term("REC"), term("REJ"), term("_T").taken_away()];
    let parts = Identity::new("PARTS", Text::both("Parts", "Части"), terms).unwrap();
    // Published in multiples of five: 10 and 10 may be 16 to 24.
    for (total, expected) in [("25", (1, 0)), ("15", (1, 0)), ("30", (0, 1)), ("10", (0, 1))] {
        let making = Making::parse("nearest:5").unwrap();
        let made = |text: &str| {
            let (low, high) = making.interval(text.parse().unwrap(), false).unwrap().unwrap();
            format!("{low}..{high}")
        };
        let table = Table::builder(measure.clone(), Concept::new("DECISION"))
            .making(making.clone())
            .axis(Axis::category("DECISION").membership(Membership::AtEvent))
            .axis(Axis::time("TIME_PERIOD"))
            .row(&["REC", "2023"], &made("10"))
            .row(&["REJ", "2023"], &made("10"))
            .row(&["_T", "2023"], &made(total))
            .build()
            .unwrap();
        let held = identity(&parts, &[("DECISIONS", &table)], &mut Collected::new());
        assert_eq!((held.compatible, held.broken), expected, "{total}");
    }
}

#[test]
fn a_term_of_a_dimension_that_a_table_lacks_is_not_its_total() {
    let measure = Measure::parse("cases:decision:many", "flow").unwrap();
    let whole = Table::builder(measure.clone(), Concept::new("DECISION"))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["2023"], "10")
        .build()
        .unwrap();
    let same = |code: &str| {
        let terms =
            vec![Term::new("A", measure.clone()).of("DECISION", code), Term::new("B", measure.clone()).taken_away()];
        let names = Text::both("Same", "Равны");
        identity(&Identity::new("SAME", names, terms).unwrap(), &[("A", &whole), ("B", &whole)], &mut Collected::new())
    };
    assert_eq!(same("_T"), Held { holds: 1, ..Held::default() });
    assert_eq!(same("REC"), Held { not_known: 1, ..Held::default() });
}
