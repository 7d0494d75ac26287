use super::{Axis, Table, Vector};
use crate::operations::{self, Assumption, COLUMNS, Code, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Checks the vectors against the operation table, the assumptions and the codes: unique ids; known operations, tables, axes and
/// assumptions; keys of the right length; every cell with two vectors, one at its edge and one within; every assumption with two;
/// every code of refusal provoked. A vector that is not at the edge gives what its cell says.
pub fn check(
    table: &operations::Table,
    assumptions: &[Assumption],
    codes: &[Code],
    vectors: &[Vector],
    problems: &mut Vec<String>,
) {
    if let Some(twice) = twice(vectors.iter().map(|vector| vector.id.as_str())) {
        problems.push(format!("vectors: {twice} stands twice"));
    }
    for row in &table.rows {
        check_row(row, assumptions, codes, problems);
    }
    let known: BTreeSet<&str> = assumptions.iter().map(|assumption| assumption.name.as_str()).collect();
    for vector in vectors {
        check_vector(vector, table, &known, problems);
    }
    counted(table, assumptions, vectors, problems);
    let provoked: BTreeSet<&str> = vectors.iter().filter_map(|vector| vector.expect.refused.as_deref()).collect();
    for code in codes.iter().filter(|code| code.channel == "error" && !provoked.contains(code.id.as_str())) {
        problems.push(format!("vectors: no vector provokes {} ({})", code.id, code.name));
    }
}

fn twice<'a>(ids: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut seen = BTreeSet::new();
    ids.into_iter().find(|id| !seen.insert(*id))
}

fn check_row(row: &operations::Row, assumptions: &[Assumption], codes: &[Code], problems: &mut Vec<String>) {
    let at = format!("operations: {}", row.id);
    for text in COLUMNS.iter().filter_map(|column| row.cell(column)) {
        let sound = match Verdict::parse(text) {
            Some(Verdict::Exact | Verdict::Bounds) => true,
            Some(Verdict::Estimate(name)) => assumptions.iter().any(|assumption| assumption.name == name),
            Some(Verdict::Refused(id)) => codes.iter().any(|code| code.id == id && code.channel == "error"),
            None => false,
        };
        if !sound {
            problems.push(format!("{at}: {text} is no verdict"));
        }
    }
}

fn check_vector(vector: &Vector, table: &operations::Table, assumptions: &BTreeSet<&str>, problems: &mut Vec<String>) {
    let mut wrong = |what: String| problems.push(format!("vector {}: {what}", vector.id));
    if vector.id.chars().any(|c| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')) {
        wrong("an id is of small letters, digits and hyphens".to_owned());
    }
    if vector.cell.is_none() && vector.assumption.is_none() {
        wrong("neither a cell nor an assumption".to_owned());
    }
    if !vector.says.ends_with('.') || vector.clause.is_empty() {
        wrong("no sentence or no clause".to_owned());
    }
    for (name, operand) in &vector.tables {
        check_table(operand).into_iter().for_each(|what| wrong(format!("{name}: {what}")));
    }
    let operation = &vector.operation;
    if !table.rows.iter().any(|row| row.ops.contains(&operation.op)) {
        wrong(format!("no operation {}", operation.op));
    }
    let lists = operation.opens.iter().chain(&operation.closes).flatten();
    let named = [Some(&operation.on), operation.other.as_ref(), operation.closing.as_ref()];
    for name in named.into_iter().flatten().chain(lists).filter(|name| !vector.tables.contains_key(*name)) {
        wrong(format!("no table {name}"));
    }
    for assume in operation.assume.iter().map(super::Assume::full) {
        let refused = vector.expect.refused.as_deref() == Some("SEM-030");
        if assumptions.contains(assume.name.as_str()) == refused {
            wrong(format!("no assumption {}", assume.name));
        }
    }
    let expect = &vector.expect;
    let cells = expect.axes.is_some() && expect.cells.is_some();
    if usize::from(expect.refused.is_some()) + usize::from(cells) + usize::from(expect.truth.is_some()) != 1 {
        wrong("expects not exactly one of: a refusal, axes and cells, a truth".to_owned());
    }
    let width = expect.axes.as_ref().map_or(0, Vec::len) + 1;
    if expect.cells.iter().flatten().any(|cell| cell.len() != width) {
        wrong("an expected cell has not one code an axis and a figure".to_owned());
    }
}

fn check_table(table: &Table) -> Vec<String> {
    let mut wrong = Vec::new();
    let of = |kind: &str| table.axes.iter().filter(|axis| axis.kind == kind).count();
    if of("time") != 1 || of("reporter") > 1 || of("time") + of("reporter") + of("category") != table.axes.len() {
        wrong.push("one time axis, at most one of reporters, the others categories".to_owned());
    }
    let plain = |axis: &&Axis| axis.kind != "category" && (axis.membership.is_some() || !axis.totals.is_empty());
    if let Some(axis) = table.axes.iter().find(plain) {
        wrong.push(format!("{} is no category", axis.id));
    }
    let membership = |axis: &&Axis| {
        let known = ["fixed", "at-event", "pinned", "overlapping"];
        axis.kind == "category" && !axis.membership.as_deref().is_some_and(|word| known.contains(&word))
    };
    if let Some(axis) = table.axes.iter().find(membership) {
        wrong.push(format!("{} has no membership", axis.id));
    }
    if table.cells.iter().any(|cell| cell.len() != table.axes.len() + 1) {
        wrong.push("a cell has not one code an axis and a figure".to_owned());
    }
    let mut keys = BTreeSet::new();
    if table.cells.iter().any(|cell| !keys.insert(cell.get(..table.axes.len()))) {
        wrong.push("a key stands twice".to_owned());
    }
    wrong
}

/// Whether what a vector expects is of the kind of a verdict.
fn says(vector: &Vector, verdict: Verdict<'_>) -> bool {
    let expect = &vector.expect;
    let mut figures = expect.cells.iter().flatten().filter_map(|cell| cell.last());
    match verdict {
        Verdict::Refused(code) => expect.refused.as_deref() == Some(code),
        Verdict::Exact => expect.refused.is_none() && figures.all(|figure| !figure.contains("..")),
        Verdict::Bounds => figures.any(|figure| figure.contains("..")),
        Verdict::Estimate(name) => expect.assumptions.iter().flatten().any(|assumption| assumption == name),
    }
}

/// Every cell has a vector within and one at the edge; every assumption has two.
fn counted(table: &operations::Table, assumptions: &[Assumption], vectors: &[Vector], problems: &mut Vec<String>) {
    let mut cells: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for vector in vectors {
        let Some(cell) = vector.cell.as_deref() else { continue };
        let count = cells.entry(cell).or_default();
        *(if vector.edge { &mut count.1 } else { &mut count.0 }) += 1;
        let row = cell.split_once('/').and_then(|(id, column)| {
            table.rows.iter().find(|row| row.id == id).and_then(|row| row.cell(column)).and_then(Verdict::parse)
        });
        let Some(verdict) = row else {
            problems.push(format!("vector {}: no cell {cell}", vector.id));
            continue;
        };
        if !vector.edge && !says(vector, verdict) {
            problems.push(format!("vector {}: not what {cell} says", vector.id));
        }
    }
    for row in &table.rows {
        for column in COLUMNS {
            let cell = format!("{}/{column}", row.id);
            let (within, edge) = cells.get(cell.as_str()).copied().unwrap_or_default();
            if within == 0 || edge == 0 {
                problems.push(format!("vectors: {cell} has {within} within and {edge} at the edge"));
            }
        }
    }
    for assumption in assumptions {
        let of = vectors.iter().filter(|vector| vector.assumption.as_deref() == Some(&assumption.name)).count();
        if of < 2 {
            problems.push(format!("vectors: {} has {of}", assumption.name));
        }
    }
    for name in vectors.iter().filter_map(|vector| vector.assumption.as_deref()) {
        if !assumptions.iter().any(|assumption| assumption.name == name) {
            problems.push(format!("vectors: no assumption {name}"));
        }
    }
}
