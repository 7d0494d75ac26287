use super::build::decimal;
use super::run::Outcome;
use dsm_core::error::Result;
use dsm_core::measure::Unit;
use dsm_core::table::{Cell, Figure, Table};
use dsm_spec::vectors::{Expectation, Vector};
use rust_decimal::{Decimal, RoundingStrategy};

/// What came out instead of what the vector expects; none where they agree.
pub(super) fn compare(vector: &Vector, outcome: Result<Outcome>) -> Option<String> {
    let expect = &vector.expect;
    match (outcome, expect.refused.as_deref(), expect.truth.as_deref()) {
        (Err(error), Some(code), _) if error.code().id() == code => None,
        (Err(error), expected, _) => {
            let expected = expected.map_or_else(|| wanted(expect), |code| format!("refused {code}"));
            Some(format!("expected {expected}\n    got      refused {error}"))
        }
        (Ok(outcome), Some(code), _) => Some(format!("expected refused {code}\n    got      {}", outcome.shown())),
        (Ok(Outcome::Truth(truth)), None, Some(expected)) if truth == expected => None,
        (Ok(Outcome::Truth(truth)), None, _) => Some(format!("expected {}\n    got      {truth}", wanted(expect))),
        (Ok(Outcome::Table(table)), None, _) => {
            let wrong = table_differs(expect, &table);
            (!wrong.is_empty()).then(|| {
                format!(
                    "expected {}\n    got      {}\n    differs in {}",
                    wanted(expect),
                    shown(&table),
                    wrong.join(", ")
                )
            })
        }
    }
}

fn wanted(expect: &Expectation) -> String {
    match &expect.truth {
        Some(truth) => truth.clone(),
        None => format!(
            "{:?} {:?} unit={:?} temporality={:?} notes={:?} assumptions={:?}",
            expect.axes.as_deref().unwrap_or_default(),
            expect.cells.as_deref().unwrap_or_default(),
            expect.unit,
            expect.temporality,
            expect.notes,
            expect.assumptions,
        ),
    }
}

/// A table as vectors write it.
pub(super) fn shown(table: &Table) -> String {
    let axes: Vec<&str> = table.axes().iter().map(|axis| axis.id()).collect();
    let notes: Vec<&str> = table.notes().iter().map(|note| note.rule().id()).collect();
    format!(
        "{axes:?} {:?} unit={} temporality={} notes={notes:?} assumptions={:?}",
        cells(table),
        table.measure().unit(),
        table.measure().temporality(),
        assumptions(table),
    )
}

/// Every cell: its key, then the figure with statuses in brackets.
fn cells(table: &Table) -> Vec<Vec<String>> {
    let row = |row: dsm_core::table::Row| {
        let letters = row.status.to_string();
        let statuses = if letters.is_empty() { String::new() } else { format!(" [{letters}]") };
        row.key.iter().map(ToString::to_string).chain([format!("{}{statuses}", row.cell)]).collect()
    };
    table.rows().map(row).collect()
}

fn assumptions(table: &Table) -> Vec<&'static str> {
    let mut names: Vec<&str> = table.assumptions().iter().map(|assumption| assumption.name.word()).collect();
    names.sort_unstable();
    names
}

fn table_differs(expect: &Expectation, table: &Table) -> Vec<&'static str> {
    let mut wrong = Vec::new();
    let axes: Vec<&str> = table.axes().iter().map(|axis| axis.id()).collect();
    if Some(&axes) != expect.axes.as_ref().map(|axes| axes.iter().map(String::as_str).collect()).as_ref() {
        wrong.push("axes");
    }
    let ratio = matches!(table.measure().unit(), Unit::Ratio(_));
    let (mut expected, mut actual) = (expect.cells.clone().unwrap_or_default(), cells(table));
    expected.sort();
    actual.sort();
    let agree = expected.len() == actual.len()
        && expected.iter().zip(&actual).all(|(expected, actual)| {
            let ((figure, key), (found, place)) = (expected.split_last().unwrap(), actual.split_last().unwrap());
            key == place && figures_agree(figure, found, ratio)
        });
    if !agree {
        wrong.push("cells");
    }
    if expect.unit.as_ref().is_some_and(|unit| *unit != table.measure().unit().to_string()) {
        wrong.push("unit");
    }
    if expect.temporality.as_ref().is_some_and(|word| *word != table.measure().temporality().to_string()) {
        wrong.push("temporality");
    }
    if expect.notes.iter().any(|code| !table.notes().iter().any(|note| note.rule().id() == code)) {
        wrong.push("notes");
    }
    if expect.assumptions.as_ref().is_some_and(|names| *names != assumptions(table)) {
        wrong.push("assumptions");
    }
    wrong
}

/// Whether two figures with their statuses agree: as numbers, ratios after rounding to the decimals that are expected.
fn figures_agree(expected: &str, actual: &str, ratio: bool) -> bool {
    let parts = |text: &str| {
        let (figure, statuses) = text.split_once(" [").unwrap_or((text, ""));
        (Cell::parse(figure).unwrap(), statuses.to_owned())
    };
    let ((expected, statuses), (actual, letters)) = (parts(expected), parts(actual));
    let same = |expected: Decimal, actual: Decimal| {
        let rounded = actual.round_dp_with_strategy(expected.scale(), RoundingStrategy::MidpointAwayFromZero);
        expected == if ratio { rounded } else { actual }
    };
    let figures = match (expected, actual) {
        (Cell::Figure(expected), Cell::Figure(actual)) => match (expected, actual) {
            (Figure::Exact(a), Figure::Exact(b)) | (Figure::AtLeast(a), Figure::AtLeast(b)) => same(a, b),
            (Figure::Between { low, high }, Figure::Between { low: from, high: to }) => {
                same(low, from) && same(high, to)
            }
            (Figure::Estimate { value, standard_error }, Figure::Estimate { value: found, standard_error: error }) => {
                same(value, found) && same(standard_error, error)
            }
            _ => false,
        },
        (expected, actual) => expected == actual,
    };
    figures && statuses == letters
}

#[test]
fn the_comparison_can_fail() {
    assert!(figures_agree("0.3333", "0.33333333", true) && !figures_agree("0.3334", "0.33333333", true));
    assert!(!figures_agree("3", "3.1", false) && figures_agree("3.0", "3", false));
    assert!(!figures_agree("3", "3..", false) && !figures_agree("3 [I]", "3", false));
    assert!(!figures_agree("1..2", "1..3", false) && !figures_agree("*", "0", false));
    assert_eq!(decimal("0.10"), decimal("0.1"));
}
