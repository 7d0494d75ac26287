use crate::provoked::{Example, Provoked, finding};
use dsm_core::catalogue::{Identity, Term};
use dsm_core::check::{check, control_totals, identity};
use dsm_core::error::{Code, Collected, codes::chk};
use dsm_core::measure::{Concept, Measure};
use dsm_core::table::{Axis, Membership, Table};
use dsm_core::text::Text;
use dsm_core::time::Moment;

/// What the checks say of three cells of a year, in the middle of 2024.
fn found(rule: Code, exhaustive: bool, year: &str, cells: &[(&str, &str)]) -> Provoked {
    let cases = Measure::parse("cases:decision:many", "flow").unwrap();
    let axis = Axis::category("DECISION").membership(Membership::AtEvent).exhaustive(exhaustive);
    let begun = Table::builder(cases, Concept::new("ASYLUM_DECISION")).axis(axis).axis(Axis::time("TIME_PERIOD"));
    let built = cells.iter().fold(begun, |table, (code, figure)| table.row(&[*code, year], figure)).build().unwrap();
    finding(check(&built, Moment::parse("2024-06-01").unwrap()).findings(), rule)
}

/// What is found where permits granted and refused are held to a total.
fn identity_found(rule: Code, is_grave: bool, unit: &str, cells: &[(&str, &str)]) -> Provoked {
    let measure = Measure::parse("cases:permit:one", "flow").unwrap();
    let term = |code: &str| Term::new("PERMITS", measure.clone()).of("OUTCOME", code);
    let terms = vec![term("YES"), term("NO"), term("_T").taken_away()];
    let parts = Identity::new("PARTS", Text::both("Parts", "Части"), terms).unwrap();
    let parts = parts.tolerating("0.1".parse().unwrap(), is_grave).unwrap();
    let begun = Table::builder(Measure::parse(unit, "flow").unwrap(), Concept::new("PERMIT"));
    let begun = begun.axis(Axis::category("OUTCOME")).axis(Axis::time("TIME_PERIOD"));
    let table = cells.iter().fold(begun, |table, (code, figure)| table.row(&[*code, "2023"], figure)).build().unwrap();
    let mut found = Collected::new();
    identity(&parts, &[("PERMITS", &table)], &mut found);
    finding(found.findings(), rule)
}

/// What a control total says of three and four.
fn control_found(rule: Code, total: &str) -> Provoked {
    let begun = || Table::builder(Measure::parse("cases:decision:many", "flow").unwrap(), Concept::new("DECISION"));
    let table =
        begun().axis(Axis::category("DECISION").membership(Membership::AtEvent)).axis(Axis::time("TIME_PERIOD"));
    let table = table.row(&["REC", "2023"], "3").row(&["REJ", "2023"], "4").build().unwrap();
    let control = begun().axis(Axis::time("TIME_PERIOD")).row(&["2023"], total).build().unwrap();
    let mut found = Collected::new();
    control_totals(&table, &control, &mut found).unwrap();
    finding(found.findings(), rule)
}

pub(super) const EXAMPLES: &[Example] = &[
    (chk::TOTAL_DIFFERS, || found(chk::TOTAL_DIFFERS, true, "2023", &[("REC", "3"), ("REJ", "4"), ("_T", "8")])),
    (chk::TOTAL_NOT_VERIFIABLE, || {
        found(chk::TOTAL_NOT_VERIFIABLE, true, "2023", &[("REC", "*"), ("REJ", "4"), ("_T", "8")])
    }),
    (chk::PART_ABOVE_WHOLE, || found(chk::PART_ABOVE_WHOLE, false, "2023", &[("REC", "9"), ("_T", "8")])),
    (chk::PART_NOT_VERIFIABLE, || found(chk::PART_NOT_VERIFIABLE, false, "2023", &[("REC", "9"), ("_T", "*")])),
    (chk::TIME_IN_FUTURE, || found(chk::TIME_IN_FUTURE, true, "2025", &[("REC", "3")])),
    (chk::PERIOD_NOT_OVER, || found(chk::PERIOD_NOT_OVER, true, "2024", &[("REC", "3")])),
    (chk::IDENTITY_BROKEN, || {
        identity_found(chk::IDENTITY_BROKEN, true, "cases:permit:one", &[("YES", "3"), ("NO", "4"), ("_T", "9")])
    }),
    (chk::IDENTITY_BEYOND_TOLERANCE, || {
        let cells = [("YES", "3"), ("NO", "4"), ("_T", "9")];
        identity_found(chk::IDENTITY_BEYOND_TOLERANCE, false, "cases:permit:one", &cells)
    }),
    (chk::IDENTITY_NOT_KNOWN, || {
        identity_found(chk::IDENTITY_NOT_KNOWN, true, "cases:permit:one", &[("YES", "3"), ("_T", "9")])
    }),
    (chk::IDENTITY_TERMS_DIFFER, || {
        identity_found(chk::IDENTITY_TERMS_DIFFER, true, "person-events:permit", &[("YES", "3"), ("NO", "4")])
    }),
    (chk::SMALL_FIGURES_ALTERED, || {
        let codes: Vec<String> = (10..30).map(|n| format!("C{n}")).collect();
        let cells: Vec<(&str, &str)> = codes.iter().map(|code| (code.as_str(), "5")).collect();
        found(chk::SMALL_FIGURES_ALTERED, false, "2023", &cells)
    }),
    (chk::OWN_CITIZENS, || {
        let foreigners = Concept::new("FOREIGNERS").with("relative", "true").unwrap();
        let table = Table::builder(Measure::parse("persons-distinct", "flow").unwrap(), foreigners)
            .axis(Axis::reporter("REF_AREA"))
            .axis(Axis::category("CITIZENSHIP").membership(Membership::AtEvent))
            .axis(Axis::time("TIME_PERIOD"))
            .row(&["KZ", "KAZ", "2023"], "5")
            .build()
            .unwrap();
        finding(check(&table, Moment::parse("2024-06-01").unwrap()).findings(), chk::OWN_CITIZENS)
    }),
    (chk::CONTROL_TOTAL_DIFFERS, || control_found(chk::CONTROL_TOTAL_DIFFERS, "8")),
    (chk::CONTROL_TOTAL_NOT_KNOWN, || control_found(chk::CONTROL_TOTAL_NOT_KNOWN, "*")),
];
