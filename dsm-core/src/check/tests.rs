use super::*;
use crate::{
    error::{Code, Custody, codes::chk},
    measure::{Concept, Measure},
    table::{Absent, Axis, Membership},
};

fn decisions(membership: Membership, exhaustive: bool, cells: &[(&str, &str)]) -> Table {
    counted("cases:decision:many", Axis::category("DECISION").membership(membership).exhaustive(exhaustive), cells)
}

fn counted(unit: &str, axis: Axis, cells: &[(&str, &str)]) -> Table {
    let begun = Table::builder(Measure::parse(unit, "flow").unwrap(), Concept::new("ASYLUM_DECISION"));
    let begun = begun.axis(axis).axis(Axis::time("TIME_PERIOD"));
    cells.iter().fold(begun, |table, (code, figure)| table.row(&[*code, "2023"], figure)).build().unwrap()
}

/// The rules that have findings, and how many.
fn tally(table: &Table) -> Vec<(Code, u64)> {
    let found = check(table, Moment::parse("2024-06-01").unwrap());
    found.tally().iter().map(|(rule, _, count)| (rule, count)).collect()
}

#[test]
fn an_exhaustive_axis_adds_up_exactly() {
    let right = [("CLO", "1"), ("COM", "2"), ("REC", "3"), ("REJ", "4"), ("_T", "10")];
    assert_eq!(tally(&decisions(Membership::AtEvent, true, &right)), []);
    let wrong = [("CLO", "1"), ("COM", "2"), ("REC", "3"), ("REJ", "4"), ("_T", "11")];
    assert_eq!(tally(&decisions(Membership::AtEvent, true, &wrong)), [(chk::TOTAL_DIFFERS, 1)]);
    // Where the listed parts are not all there are, a larger total is right, a smaller one is not.
    assert_eq!(tally(&decisions(Membership::AtEvent, false, &wrong)), []);
    let less = [("COM", "2"), ("REC", "3"), ("_T", "4")];
    assert_eq!(tally(&decisions(Membership::AtEvent, false, &less)), [(chk::PART_ABOVE_WHOLE, 1)]);
}

#[test]
fn not_known_is_said_and_surely_wrong_is_still_found() {
    for unclear in ["*", "not-collected", "2..6"] {
        let cells = [("REC", unclear), ("REJ", "4"), ("_T", "8")];
        assert_eq!(tally(&decisions(Membership::AtEvent, true, &cells)), [(chk::TOTAL_NOT_VERIFIABLE, 1)], "{unclear}");
        // Four rejections cannot be part of three decisions, whatever stands in the other cell.
        let cells = [("REC", unclear), ("REJ", "4"), ("_T", "3")];
        assert_eq!(tally(&decisions(Membership::AtEvent, true, &cells)), [(chk::TOTAL_DIFFERS, 1)], "{unclear}");
    }
    // A cell that cannot be holds nobody, so the rest adds up.
    let cells = [("REC", "na"), ("REJ", "8"), ("_T", "8")];
    assert_eq!(tally(&decisions(Membership::AtEvent, true, &cells)), []);
}

#[test]
fn overlapping_categories_may_exceed_the_total_but_none_alone() {
    let cells = [("WORK", "6"), ("STUDY", "5"), ("_T", "8")];
    assert_eq!(tally(&decisions(Membership::Overlapping, true, &cells)), []);
    let cells = [("WORK", "9"), ("STUDY", "5"), ("_T", "8")];
    assert_eq!(tally(&decisions(Membership::Overlapping, true, &cells)), [(chk::PART_ABOVE_WHOLE, 1)]);
    let cells = [("WORK", "3"), ("STUDY", "4"), ("_T", "8")];
    assert_eq!(tally(&decisions(Membership::Overlapping, true, &cells)), [(chk::TOTAL_DIFFERS, 1)]);
    // Distinct persons may change the category of an event within the year.
    let axis = Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(true);
    assert_eq!(tally(&counted("persons-distinct", axis, &[("A", "5"), ("B", "5"), ("_T", "8")])), []);
}

#[test]
fn groups_hold_their_parts() {
    let axis = Axis::category("CITIZENSHIP").membership(Membership::Fixed).parent("TJK", "ASIA").parent("KGZ", "ASIA");
    let cells = [("TJK", "5"), ("KGZ", "5"), ("ASIA", "8"), ("_T", "20")];
    let found = tally(&counted("cases:permit:one", axis, &cells));
    assert_eq!(found, [(chk::PART_ABOVE_WHOLE, 1)], "the total does not count the group beside its parts");
}

#[test]
fn counts_are_exact_and_figures_are_evidence_only() {
    let cases = Measure::parse("cases:decision:many", "flow").unwrap();
    let axis = Axis::category("DECISION").membership(Membership::AtEvent).exhaustive(true);
    let mut begun = Table::builder(cases, Concept::new("ASYLUM_DECISION")).absent(Absent::Zero);
    begun = begun.axis(axis).axis(Axis::time("TIME_PERIOD"));
    for year in 1000..2000 {
        begun = begun.row(&["REC", &year.to_string()], "77").row(&["_T", &year.to_string()], "99");
    }
    let found = check(&begun.build().unwrap(), Moment::parse("2024-06-01").unwrap());
    assert_eq!((found.tally().of(chk::TOTAL_DIFFERS), found.findings().len()), (1000, 1000));
    let first = &found.findings()[0];
    assert!(!format!("{first} {first:?}").contains("77"));
    assert_eq!(first.place().unwrap().to_string(), "ASYLUM_DECISION:_T@1000");
    assert_eq!(first.evidence().unwrap().reveal(&Custody::of_own_bytes()), "99 : 77");
}

#[test]
fn an_absent_part_is_what_the_table_says_it_is() {
    let years = |absent| {
        let cases = Measure::parse("cases:decision:many", "flow").unwrap();
        let axis = Axis::category("DECISION").membership(Membership::AtEvent).exhaustive(true);
        let begun = Table::builder(cases, Concept::new("D")).absent(absent).axis(axis).axis(Axis::time("TIME_PERIOD"));
        let begun = begun.row(&["REC", "2022"], "3").row(&["REJ", "2022"], "4").row(&["_T", "2022"], "7");
        tally(&begun.row(&["REC", "2023"], "3").row(&["_T", "2023"], "3").build().unwrap())
    };
    assert_eq!(years(Absent::Zero), []);
    assert_eq!(years(Absent::Missing), [(chk::TOTAL_NOT_VERIFIABLE, 1)]);
}

#[test]
fn the_future_is_a_forecast_or_an_error() {
    let of = |year: &str, figure: &str| {
        let cases = Measure::parse("cases:permit:one", "flow").unwrap();
        let begun = Table::builder(cases, Concept::new("PERMITS")).axis(Axis::time("TIME_PERIOD"));
        tally(&begun.row(&[year], figure).build().unwrap())
    };
    assert_eq!(of("2025", "1"), [(chk::TIME_IN_FUTURE, 1)]);
    assert_eq!(of("2025", "1 [F]"), []);
    assert_eq!(of("2025", "not-delivered"), []);
    assert_eq!(of("2024", "1"), [(chk::PERIOD_NOT_OVER, 1)]);
    assert_eq!(of("2024", "1 [P]"), []);
    assert_eq!(of("2024-05", "1"), []);
}

#[test]
fn altered_small_figures_are_noticed() {
    let rules = |smallest: &str| {
        let codes: Vec<String> = (10..30).map(|n| format!("C{n}")).collect();
        let mut cells: Vec<(&str, &str)> = codes.iter().map(|code| (code.as_str(), "5")).collect();
        cells.push(("D", smallest));
        tally(&decisions(Membership::AtEvent, false, &cells))
    };
    assert_eq!(rules("3"), []);
    assert_eq!(rules("0"), [(chk::SMALL_FIGURES_ALTERED, 1)]);
}
