//! Tables of different States as one: each State's own figures, one beside the other, nothing added.

use super::national::National;
use crate::{
    error::{Finding, Result},
    measure::Assumption,
    table::{Absent, Axis, Cell, Figure, Status, Table, View},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The axis of States.
pub(super) const REPORTER: &str = "REF_AREA";

/// A unit, and the tables of States that are counted in it alike.
type Kind<'a> = (&'a Arc<str>, Vec<(&'a Arc<str>, &'a Table)>);

/// Tables of figures of one kind, with the unit that was counted: what they count, how they were made, and what a key that is not there means.
pub(super) fn beside(all: &[National]) -> Result<Vec<(Arc<str>, View)>> {
    let mut kinds: Vec<Kind<'_>> = Vec::new();
    for National { country, unit, answer } in all {
        let Ok(table) = answer else { continue };
        // Parts of cases and parts of persons are counted differently, though both are parts of a whole.
        let same =
            |(of, kind): &&mut Kind<'_>| *of == unit && kind.first().is_some_and(|(_, first)| alike(first, table));
        match kinds.iter_mut().find(same) {
            Some((_, kind)) => kind.push((country, table)),
            None => kinds.push((unit, vec![(country, table)])),
        }
    }
    // The kind with the most figures stands first.
    kinds.sort_by_key(|(_, kind)| std::cmp::Reverse(kind.iter().map(|(_, table)| table.len()).sum::<usize>()));
    kinds.iter().map(|(unit, kind)| Ok(((*unit).clone(), joined(kind)?))).collect()
}

/// Whether figures of both may stand in one table: they may be read side by side, which is not to say that they may be added.
fn alike(a: &Table, b: &Table) -> bool {
    let axes = |of: &Table| of.axes().iter().filter(|axis| !axis.is_reporter()).map(|a| a.id().to_owned()).collect();
    let (of_a, of_b): (Vec<String>, Vec<String>) = (axes(a), axes(b));
    let counted = a.measure() == b.measure() && a.concept() == b.concept();
    counted && a.making() == b.making() && a.absent() == b.absent() && a.vintage() == b.vintage() && of_a == of_b
}

fn joined(kind: &[(&Arc<str>, &Table)]) -> Result<View> {
    let Some((_, first)) = kind.first() else {
        return Err(crate::error::Error::new(crate::error::codes::rep::QUERY_UNKNOWN));
    };
    let mut builder = Table::builder(first.measure().clone(), first.concept().clone())
        .made_by(first.making().clone())
        // What a key that is not there means holds within the periods of its own State only: such places are filled, the others are blank.
        .absent(Absent::Missing)
        .vintage(first.vintage())
        .axis(Axis::reporter(REPORTER));
    for axis in first.axes().iter().filter(|axis| !axis.is_reporter()) {
        builder = builder.axis(axis.clone());
    }
    let places = places(kind);
    let (mut notes, mut assumptions) = (Vec::<Finding>::new(), Vec::<Assumption>::new());
    for (country, table) in kind {
        notes.extend(table.notes().iter().filter(|note| !notes.contains(note)).cloned().collect::<Vec<_>>());
        for assumption in table.assumptions() {
            if !assumptions.contains(assumption) {
                assumptions.push(assumption.clone());
            }
        }
        let reporter = table.axes().iter().position(Axis::is_reporter);
        for row in table.rows() {
            let own = row.key.iter().enumerate().filter(|(at, _)| Some(*at) != reporter).map(|(_, code)| code);
            let key: Vec<&Arc<str>> = std::iter::once(*country).chain(own).collect();
            builder.push(&key, row.cell, row.status);
        }
        let Some(left_out) = left_out(table) else { continue };
        let there: BTreeSet<Vec<Arc<str>>> = table.rows().map(|row| own(table, &row.key)).collect();
        let time = table.axes().iter().filter(|axis| !axis.is_reporter()).position(Axis::is_time);
        let times: BTreeSet<Arc<str>> = there.iter().filter_map(|key| key.get(time?).cloned()).collect();
        for place in places.get(*country).into_iter().flatten() {
            for code in &times {
                let mut key = place.clone();
                if let Some(slot) = time.and_then(|at| key.get_mut(at)) {
                    *slot = code.clone();
                }
                if !there.contains(&key) {
                    let key: Vec<&Arc<str>> = std::iter::once(*country).chain(&key).collect();
                    builder.push(&key, left_out, Status::NORMAL);
                }
            }
        }
    }
    builder.notes(notes).assumptions(assumptions).build()?.disclose()
}

/// What stands in a place that a table leaves out, within its periods.
fn left_out(table: &Table) -> Option<Cell> {
    let figure = match (table.making().absent(), table.absent()) {
        (Some((low, high)), _) if low == high => Figure::Exact(low),
        (Some((low, high)), _) => Figure::Between { low, high },
        (None, Absent::Zero) => Figure::Exact(rust_decimal::Decimal::ZERO),
        (None, Absent::Missing) => return None,
    };
    Some(Cell::Figure(figure))
}

/// A key without the State.
fn own(table: &Table, key: &[Arc<str>]) -> Vec<Arc<str>> {
    let own = table.axes().iter().zip(key).filter(|(axis, _)| !axis.is_reporter());
    own.map(|(_, code)| code.clone()).collect()
}

/// The rows of each State, whatever their time, which is empty in them.
fn places<'a>(kind: &[(&'a Arc<str>, &Table)]) -> BTreeMap<&'a Arc<str>, BTreeSet<Vec<Arc<str>>>> {
    let mut places: BTreeMap<&Arc<str>, BTreeSet<Vec<Arc<str>>>> = BTreeMap::new();
    for (country, table) in kind {
        let time = table.axes().iter().filter(|axis| !axis.is_reporter()).position(Axis::is_time);
        for row in table.rows() {
            let mut key = own(table, &row.key);
            if let Some(slot) = time.and_then(|at| key.get_mut(at)) {
                *slot = Arc::from("");
            }
            places.entry(country).or_default().insert(key);
        }
    }
    places
}
