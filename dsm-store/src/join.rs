use crate::cover;
use dsm_core::{
    error::{Error, Finding, Result, Safe, codes},
    measure::{Difference, Making},
    table::{Absence, Absent, Axis, AxisKind, Category, Cell, Status, Table},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The axis of reporting countries where the tables have none of their own.
const REPORTER: &str = "REF_AREA";

/// Tables of one or several States as one table. Of several States it has an axis of reporters.
pub(crate) fn joined(mut parts: Vec<(Arc<str>, Table)>, notes: Vec<Finding>) -> Result<Table> {
    if parts.len() == 1 && notes.is_empty() {
        return parts.pop().map(|(_, table)| table).ok_or_else(axes_differ);
    }
    let Some((_, first)) = parts.first() else { return Err(axes_differ()) };
    let first = first.clone();
    one_population(&first, &parts)?;
    let countries: BTreeSet<&Arc<str>> = parts.iter().map(|(country, _)| country).collect();
    let add_reporter = countries.len() > 1 && !first.axes().iter().any(Axis::is_reporter);
    let mut builder = Table::builder(first.measure().clone(), first.concept().clone());
    if add_reporter {
        builder = builder.axis(Axis::reporter(REPORTER));
    }
    for axis in first.axes() {
        builder = builder.axis(one_axis(axis, &parts)?);
    }
    let mut all_notes = notes;
    let mut keyed = Vec::new();
    for (country, table) in &parts {
        let places = order(&first, table)?;
        let own = |key: &[Arc<str>]| places.iter().filter_map(|place| key.get(*place).cloned()).collect();
        let keys: Vec<Vec<Arc<str>>> = table.rows().map(|row| own(&row.key)).collect();
        keyed.push((country.clone(), table, keys));
        all_notes.extend(table.notes().iter().cloned());
    }
    let full = |country: &Arc<str>, own: &[Arc<str>]| -> Vec<Arc<str>> {
        add_reporter.then(|| country.clone()).into_iter().chain(own.iter().cloned()).collect()
    };
    for (country, table, keys) in &keyed {
        for (row, own) in table.rows().zip(keys) {
            builder.push(&full(country, own), row.cell, row.status);
        }
    }
    for (country, own) in cover::not_delivered(first.axes(), &keyed) {
        builder.push(&full(&country, &own), Cell::Missing(Absence::NotDelivered), Status::NORMAL);
    }
    let mut seen: Vec<Finding> = Vec::new();
    all_notes.retain(|note| {
        !seen.contains(note) && {
            seen.push(note.clone());
            true
        }
    });
    let same = |f: &dyn Fn(&Table) -> bool| parts.iter().all(|(_, table)| f(table));
    let making = if same(&|t| t.making() == first.making()) { first.making().clone() } else { Making::Exact };
    let zero = same(&|t| t.absent() == Absent::Zero) && times_agree(&parts);
    let absent = if zero { Absent::Zero } else { Absent::Missing };
    let vintage = if same(&|t| t.vintage() == first.vintage()) { first.vintage() } else { "" };
    builder.making(making).absent(absent).vintage(vintage).notes(all_notes).build()
}

/// Whether every State has figures of every period: only then does a key that is not there say zero.
///
/// A State whose release of a period is not there, or is not seen, has no zeros in that period.
fn times_agree(parts: &[(Arc<str>, Table)]) -> bool {
    let mut by_country: BTreeMap<&Arc<str>, BTreeSet<&Arc<str>>> = BTreeMap::new();
    for (country, table) in parts {
        let times = table.axes().iter().filter(|axis| axis.is_time()).flat_map(Axis::codes);
        by_country.entry(country).or_default().extend(times);
    }
    let mut all = by_country.values();
    let first = all.next();
    all.all(|times| Some(times) == first)
}

/// Figures of different populations are not one table.
fn one_population(first: &Table, parts: &[(Arc<str>, Table)]) -> Result<()> {
    let mut differences: BTreeSet<&'static str> = BTreeSet::new();
    for (_, table) in parts {
        differences.extend(first.measure().differences(table.measure()).iter().map(|d| d.word()));
        differences.extend(first.concept().differences(table.concept()).iter().map(|d| d.word()));
    }
    if differences.is_empty() {
        return Ok(());
    }
    if differences.iter().eq([&Difference::Unit.word()]) {
        let units: BTreeSet<String> = parts.iter().map(|(_, table)| table.measure().unit().to_string()).collect();
        return Err(Error::new(codes::sem::UNITS_MIXED).with("units", Safe::terms(units)));
    }
    Err(Error::new(codes::sem::NOT_ONE_POPULATION).with("differences", Safe::words(differences)))
}

/// Where the axes of the first table stand in another.
fn order(first: &Table, table: &Table) -> Result<Vec<usize>> {
    let place = |axis: &Axis| table.axes().iter().position(|a| a.id() == axis.id());
    let places: Option<Vec<usize>> = first.axes().iter().map(place).collect();
    places.filter(|_| first.axes().len() == table.axes().len()).ok_or_else(axes_differ)
}

/// What may be said of an axis of all the tables together.
fn one_axis(axis: &Axis, parts: &[(Arc<str>, Table)]) -> Result<Axis> {
    match axis.kind() {
        AxisKind::Time => Ok(Axis::time(axis.id())),
        AxisKind::Reporter => Ok(Axis::reporter(axis.id())),
        AxisKind::Category(first) => {
            let mut declared: Vec<&Category> = Vec::new();
            for (_, table) in parts {
                declared.push(table.axis(axis.id()).and_then(Axis::declared).ok_or_else(axes_differ)?);
            }
            let alike = |c: &&Category| {
                c.membership == first.membership && c.direction == first.direction && c.unknown == first.unknown
            };
            if !declared.iter().all(alike) {
                return Err(axes_differ());
            }
            let mut totals: Vec<&str> = Vec::new();
            declared.iter().flat_map(|c| &c.totals).for_each(|t| {
                if !totals.contains(&&**t) {
                    totals.push(t);
                }
            });
            let exhaustive =
                declared.iter().all(|c| c.exhaustive) && parts.iter().all(|(_, table)| !table.is_narrowed(axis.id()));
            let mut one = Axis::category(axis.id())
                .membership(first.membership)
                .exhaustive(exhaustive)
                .totals(&totals)
                .direction(first.direction);
            if let Some(unknown) = &first.unknown {
                one = one.unknown(unknown);
            }
            for (code, group) in declared.iter().flat_map(|c| &c.parents) {
                if declared.iter().any(|c| c.parents.get(code).is_some_and(|other| other != group)) {
                    return Err(axes_differ());
                }
                one = one.parent(code, group);
            }
            Ok(one)
        }
    }
}

fn axes_differ() -> Error {
    Error::new(codes::sto::AXES_DIFFER)
}
