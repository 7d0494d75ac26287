//! An independent reader: inner cells in the open, every shown cell as a sum of them, and all whole tables one by one.

use crate::table::{Cell, Figure, Table};
use std::collections::BTreeMap;

type Key = Vec<String>;

/// A shown or masked cell as the inner cells that it is the sum of.
struct Line {
    key: Key,
    inner: Vec<usize>,
    figure: Option<i64>,
}

/// The inner cells and every cell as a sum of them, for tables whose axes are exhaustive and have `_T` and groups `G…`.
fn lines(table: &Table, parent: &BTreeMap<String, String>) -> (usize, Vec<Line>) {
    let leaf = |code: &str| code != "_T" && !parent.values().any(|group| group == code);
    let below = |inner: &str, outer: &str| {
        outer == "_T" || inner == outer || parent.get(inner).is_some_and(|group| group == outer)
    };
    let mut inner: Vec<Key> = vec![Vec::new()];
    for axis in table.axes() {
        let codes: Vec<&str> = axis.codes().iter().map(|c| &**c).filter(|c| leaf(c)).collect();
        inner = inner.iter().flat_map(|k| codes.iter().map(|c| [k.as_slice(), &[(*c).to_owned()]].concat())).collect();
    }
    let line = |row: crate::table::Row| {
        let key: Key = row.key.iter().map(ToString::to_string).collect();
        let holds = |cell: &Key| cell.iter().zip(&key).all(|(a, b)| below(a, b));
        let inner = inner.iter().enumerate().filter(|(_, cell)| holds(cell)).map(|(at, _)| at).collect();
        let figure = match row.cell {
            Cell::Figure(Figure::Exact(value)) => Some(value.to_string().parse().unwrap()),
            _ => None,
        };
        Line { key, inner, figure }
    };
    (inner.len(), table.rows().map(line).collect())
}

/// The masked cells that the shown ones determine by adding and subtracting, by elimination in exact fractions.
pub(super) fn linear(table: &Table, parent: &BTreeMap<String, String>) -> Vec<Key> {
    let (size, lines) = lines(table, parent);
    let dense = |line: &Line| {
        let mut row = vec![(0_i128, 1_i128); size];
        line.inner.iter().for_each(|at| row[*at] = (1, 1));
        row
    };
    let mut basis: Vec<(usize, Vec<(i128, i128)>)> = Vec::new();
    for line in lines.iter().filter(|l| l.figure.is_some()) {
        let row = reduced(dense(line), &basis);
        if let Some(pivot) = row.iter().position(|v| v.0 != 0) {
            let (over, under) = row[pivot];
            basis.push((pivot, row.iter().map(|v| lowest(v.0 * under, v.1 * over)).collect()));
        }
    }
    let spanned = |line: &&Line| reduced(dense(line), &basis).iter().all(|v| v.0 == 0);
    lines.iter().filter(|l| l.figure.is_none()).filter(spanned).map(|l| l.key.clone()).collect()
}

fn reduced(mut row: Vec<(i128, i128)>, basis: &[(usize, Vec<(i128, i128)>)]) -> Vec<(i128, i128)> {
    for (pivot, other) in basis {
        let (over, under) = row[*pivot];
        if over != 0 {
            for (value, theirs) in row.iter_mut().zip(other) {
                let (a, b) = (over * theirs.0, under * theirs.1);
                *value = lowest(value.0 * b - a * value.1, value.1 * b);
            }
        }
    }
    row
}

fn lowest(over: i128, under: i128) -> (i128, i128) {
    let (mut a, mut b) = (over.unsigned_abs(), under.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    let a = i128::try_from(a.max(1)).unwrap();
    if under < 0 { (-over / a, -under / a) } else { (over / a, under / a) }
}

/// For each masked cell the least and the greatest figure over all whole tables that show the same, up to a greatest inner cell;
/// masked ones are at least `least`.
pub(super) fn brute(
    table: &Table,
    parent: &BTreeMap<String, String>,
    least: i64,
    most: i64,
) -> BTreeMap<Key, (i64, i64)> {
    let (size, lines) = lines(table, parent);
    let mut bounds: Vec<(i64, i64)> = vec![(0, most); size];
    for line in &lines {
        if let ([only], figure) = (line.inner.as_slice(), line.figure) {
            bounds[*only] = figure.map_or((least, most), |f| (f, f));
        }
    }
    let mut found = BTreeMap::new();
    let mut values = vec![0; size];
    try_all(&lines, &bounds, 0, &mut values, least, &mut found);
    found
}

fn try_all(
    lines: &[Line],
    bounds: &[(i64, i64)],
    at: usize,
    values: &mut Vec<i64>,
    least: i64,
    found: &mut BTreeMap<Key, (i64, i64)>,
) {
    // What is fixed so far may not go beyond a shown total, and must reach it when all its parts are fixed.
    for line in lines {
        let Some(figure) = line.figure else { continue };
        let fixed: i64 = line.inner.iter().filter(|i| **i < at).map(|i| values[*i]).sum();
        let (low, high) =
            line.inner.iter().filter(|i| **i >= at).fold((0, 0), |(l, h), i| (l + bounds[*i].0, h + bounds[*i].1));
        if fixed + low > figure || fixed + high < figure {
            return;
        }
    }
    if at == values.len() {
        let sum = |line: &Line| line.inner.iter().map(|i| values[*i]).sum::<i64>();
        if lines.iter().any(|line| line.figure.is_none() && sum(line) < least) {
            return;
        }
        for line in lines.iter().filter(|l| l.figure.is_none()) {
            let value = sum(line);
            let seen = found.entry(line.key.clone()).or_insert((value, value));
            *seen = (seen.0.min(value), seen.1.max(value));
        }
        return;
    }
    for value in bounds[at].0..=bounds[at].1 {
        values[at] = value;
        try_all(lines, bounds, at + 1, values, least, found);
    }
}

/// For each cell of a table of intervals the least and the greatest figure over all whole tables that keep to them.
pub(super) fn brute_between(table: &Table, parent: &BTreeMap<String, String>) -> BTreeMap<Key, (i64, i64)> {
    let (size, lines) = lines(table, parent);
    let interval = |cell: Cell| {
        let (low, high) = cell.figure().map(|figure| (figure.low().unwrap(), figure.high().unwrap())).unwrap();
        (low.to_string().parse::<i64>().unwrap(), high.to_string().parse::<i64>().unwrap())
    };
    let intervals: Vec<(i64, i64)> = table.cells().map(interval).collect();
    let mut bounds = vec![(0, 0); size];
    for (line, interval) in lines.iter().zip(&intervals) {
        if let [only] = line.inner.as_slice() {
            bounds[*only] = *interval;
        }
    }
    let (mut found, mut values) = (BTreeMap::new(), vec![0; size]);
    try_between(&lines, &intervals, &bounds, 0, &mut values, &mut found);
    found
}

fn try_between(
    lines: &[Line],
    intervals: &[(i64, i64)],
    bounds: &[(i64, i64)],
    at: usize,
    values: &mut Vec<i64>,
    found: &mut BTreeMap<Key, (i64, i64)>,
) {
    for (line, (least, most)) in lines.iter().zip(intervals) {
        let fixed: i64 = line.inner.iter().filter(|i| **i < at).map(|i| values[*i]).sum();
        let open = || line.inner.iter().filter(|i| **i >= at);
        let low: i64 = open().map(|i| bounds[*i].0).sum();
        let high: i64 = open().map(|i| bounds[*i].1).sum();
        if fixed + low > *most || fixed + high < *least {
            return;
        }
    }
    if at == values.len() {
        for line in lines {
            let value = line.inner.iter().map(|i| values[*i]).sum::<i64>();
            let seen = found.entry(line.key.clone()).or_insert((value, value));
            *seen = (seen.0.min(value), seen.1.max(value));
        }
        return;
    }
    for value in bounds[at].0..=bounds[at].1 {
        values[at] = value;
        try_between(lines, intervals, bounds, at + 1, values, found);
    }
}
