use super::build;
use super::run::{self, Outcome};
use dsm_core::error::Result;
use dsm_core::measure::{Column, Operation, Verdict, verdict};
use dsm_core::table::{Cell, Figure, Table};
use dsm_spec::vectors::{Vector, load_all};
use std::collections::BTreeSet;
use std::path::Path;

/// The row and column that a vector is an example of, where it stands within its rule.
fn place(vector: &Vector) -> Option<(Operation, Column)> {
    let (row, column) = vector.cell.as_deref().filter(|_| !vector.edge)?.split_once('/')?;
    let operation = Operation::ALL.iter().find(|operation| operation.word() == row)?;
    let column = Column::ALL.iter().find(|known| known.word() == column)?;
    Some((*operation, *column))
}

/// Whether an answer is of the kind that the table of operations promises.
fn keeps(promised: Verdict, answer: &Result<Outcome>) -> bool {
    match (promised, answer) {
        (Verdict::Refused(code), Err(error)) => error.code() == code,
        (Verdict::Exact, Ok(Outcome::Truth(truth))) => *truth != "not-known",
        (Verdict::Exact, Ok(Outcome::Table(table))) => !table.is_empty() && !bounded(table),
        (Verdict::Bounds, Ok(Outcome::Table(table))) => bounded(table),
        (Verdict::Estimate(name), Ok(Outcome::Table(table))) => {
            table.assumptions().iter().any(|assumption| assumption.name.word() == name)
        }
        _ => false,
    }
}

fn bounded(table: &Table) -> bool {
    table.rows().any(|row| matches!(row.cell, Cell::Figure(Figure::Between { .. } | Figure::AtLeast(_))))
}

#[test]
fn every_operation_answers_as_its_table_promises() {
    let mut wrong = Vec::new();
    let vectors = load_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut wrong);
    let mut seen = BTreeSet::new();
    for (vector, (operation, column)) in vectors.iter().filter_map(|vector| Some((vector, place(vector)?))) {
        let tables = build::tables(vector).unwrap();
        let measure = tables[&vector.operation.on].measure();
        if Column::of(measure) != Some(column) {
            wrong.push(format!("{}: {measure} is not of the column {}", vector.id, column.word()));
        }
        let (promised, answer) = (verdict(operation, column), run::run(vector, &tables).unwrap());
        if !keeps(promised, &answer) {
            let got = answer.map_or_else(|error| error.to_string(), |outcome| outcome.shown());
            wrong.push(format!("{}: {promised:?} is promised, and it gave {got}", vector.id));
        }
        seen.insert((operation, column));
    }
    let all = Operation::ALL.iter().flat_map(|operation| Column::ALL.iter().map(|column| (*operation, *column)));
    let unseen =
        all.filter(|cell| !seen.contains(cell)).map(|(row, column)| format!("{}/{}", row.word(), column.word()));
    wrong.extend(unseen.map(|cell| format!("{cell}: no example")));
    assert!(wrong.is_empty(), "{} disagree:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_promise_that_is_not_kept_is_seen() {
    let mut problems = Vec::new();
    let vectors = load_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut problems);
    let within = |id: &str| vectors.iter().find(|vector| vector.id == id).unwrap();
    let answer = |id: &str| run::run(within(id), &build::tables(within(id)).unwrap()).unwrap();
    let (stocks, persons) = (answer("sum-periods-stock-persons-1"), answer("sum-periods-flow-persons-1"));
    assert!(!keeps(Verdict::Exact, &stocks) && !keeps(Verdict::Bounds, &stocks));
    assert!(!keeps(Verdict::Exact, &persons) && !keeps(Verdict::Estimate("once-per-period"), &persons));
}
