//! What is not kept is added up, each period by itself; what rests on masked figures stays masked.

use super::super::Ask;
use super::{Seen, national::Source};
use crate::{
    error::{Error, Finding, Result, codes::rep},
    measure::{Assume, Assumption, Making},
    table::{Absent, Axis, Cell, Figure, Table, View},
    time::Time,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

impl Source<'_> {
    /// The figures of these times with the axes that are not kept added up, and why there are none of some times.
    ///
    /// Where a code that is left out stands for a zero, each period is added up by itself: the codes of other periods, which another reader
    /// may not see, change nothing. Where it stands for a figure that is not known, a code of another period is a part that this one lacks.
    pub(super) fn reduced(&self, seen: &Seen, ask: &Ask, times: &BTreeSet<Time>) -> Vec<Result<Table>> {
        let view = match self.from.view(seen, ask) {
            Ok(view) => view,
            Err(error) => return vec![Err(error)],
        };
        let gone = |axis: &&Axis| axis.declared().is_some() && ask.by.iter().all(|kept| **kept != *axis.id());
        let gone: Vec<&str> = view.axes().iter().filter(gone).map(Axis::id).collect();
        if gone.is_empty() || view.is_empty() {
            return vec![cut(view.into_table(), times)];
        }
        let assume = self.assume(ask);
        if view.making().absent().is_some() || view.absent() == Absent::Missing {
            // What is left out may be anything, or anything up to a limit: the more codes are known, the wider the bounds.
            return vec![added(&view, &gone, &assume).and_then(|table| cut(table, times))];
        }
        let (mut sums, mut refused) = (Vec::new(), Vec::<Error>::new());
        for period in periods(&view, times) {
            match period.and_then(|period| added(&period, &gone, &assume)) {
                Ok(sum) => sums.push(sum),
                Err(error) if refused.iter().any(|one| one.code() == error.code() && one.args() == error.args()) => {}
                Err(error) => refused.push(error),
            }
        }
        joined(&sums).into_iter().chain(refused.into_iter().map(Err)).collect()
    }
}

/// The table of each of the times, which knows no code of another.
fn periods(view: &View, times: &BTreeSet<Time>) -> Vec<Result<Table>> {
    let Some((at, axis)) = view.axes().iter().enumerate().find(|(_, axis)| axis.is_time()) else {
        return vec![Ok(view.clone().into_table())];
    };
    let mut rows: BTreeMap<Time, Vec<_>> = BTreeMap::new();
    let mut used = vec![BTreeSet::<Arc<str>>::new(); view.axes().len()];
    for row in view.rows() {
        for (used, code) in used.iter_mut().zip(row.key.iter()) {
            used.insert(code.clone());
        }
        let time = row.key.get(at).and_then(|code| axis.times().get(axis.position(code)? as usize));
        if let Some(time) = time.filter(|time| times.contains(time)) {
            rows.entry(*time).or_default().push(row);
        }
    }
    // Where codes were left out by who asked, the others are not all there is.
    let narrowed = |axis: &Axis, used: &BTreeSet<Arc<str>>| axis.codes().iter().any(|code| !used.contains(code));
    let axes = || {
        view.axes().iter().zip(&used).map(|(axis, used)| match axis.declared().is_some() && narrowed(axis, used) {
            true => axis.clone().exhaustive(false),
            false => axis.clone(),
        })
    };
    let of = |rows: Vec<crate::table::Row>| {
        let mut builder = axes().fold(like(view), |builder, axis| builder.axis(axis));
        for row in rows {
            builder.push(&row.key, row.cell, row.status);
        }
        builder.notes(view.notes().to_vec()).assumptions(view.assumptions().to_vec()).build()
    };
    rows.into_values().map(of).collect()
}

/// A builder of what counts the same.
fn like(table: &Table) -> crate::table::TableBuilder {
    Table::builder(table.measure().clone(), table.concept().clone())
        .made_by(table.making().clone())
        .absent(table.absent())
        .vintage(table.vintage())
}

/// The sums of several periods as one table.
fn joined(sums: &[Table]) -> Option<Result<Table>> {
    let first = sums.first()?;
    let (mut notes, mut assumptions) = (Vec::<Finding>::new(), Vec::<Assumption>::new());
    let mut builder = first.axes().iter().fold(like(first), |builder, axis| builder.axis(axis.clone()));
    for sum in sums {
        if sum.absent() == Absent::Missing {
            builder = builder.absent(Absent::Missing);
        }
        notes.extend(sum.notes().iter().filter(|note| !notes.contains(note)).cloned().collect::<Vec<_>>());
        let more = sum.assumptions().iter().filter(|one| !assumptions.contains(one));
        assumptions.extend(more.cloned().collect::<Vec<_>>());
        for row in sum.rows() {
            builder.push(&row.key, row.cell, row.status);
        }
    }
    Some(builder.notes(notes).assumptions(assumptions).build())
}

/// A table without these axes.
fn added(view: &Table, gone: &[&str], assume: &Assume) -> Result<Table> {
    let sum = altered(view, masked(view, &view.sum(gone, assume)?)?)?;
    // Of the totals of an axis that stays only the listed ones were added: what all of them come to is known better.
    let total = |(at, axis): &(usize, &Axis)| {
        sum.rows().any(|row| row.key.get(*at).is_some_and(|code| axis.declared().is_some() && axis.is_total(code)))
    };
    let kept = sum.axes().iter().enumerate().find(total).map(|(_, axis)| axis.id().to_owned());
    let whole = |axis: &String| {
        let all = [gone, &[axis.as_str()]].concat();
        view.sum(&all, assume).and_then(|whole| masked(view, &whole)).ok()
    };
    match kept.and_then(|axis| Some((whole(&axis)?, axis))) {
        Some((whole, axis)) => totaled(&sum, &axis, &whole),
        None => Ok(sum),
    }
}

/// That the source altered the figures of a sum, where the sum does not say so itself.
fn altered(of: &Table, sum: Table) -> Result<Table> {
    if *of.making() == Making::Exact || of.making() == sum.making() {
        return Ok(sum);
    }
    let mut builder = sum.axes().iter().fold(like(&sum), |builder, axis| builder.axis(axis.clone()));
    for row in sum.rows() {
        builder.push(&row.key, row.cell, row.status);
    }
    let notes = sum.notes().iter().cloned().chain([Finding::new(rep::ALTERED_IN_SUM)]).collect();
    builder.notes(notes).assumptions(sum.assumptions().to_vec()).build()
}

/// A sum in which nothing is known of a place but that figures of it are masked: that place is masked itself.
///
/// A published total that was taken stays; so does what the visible figures surely come to. Where the total itself is masked no sum
/// takes its place.
fn masked(of: &Table, sum: &Table) -> Result<Table> {
    if !of.has_masks() {
        return Ok(sum.clone());
    }
    let kept: Vec<usize> = of
        .axes()
        .iter()
        .enumerate()
        .filter(|(_, axis)| sum.axes().iter().any(|other| other.id() == axis.id()))
        .map(|(at, _)| at)
        .collect();
    let mut masks: BTreeMap<Vec<Arc<str>>, (Cell, bool)> = BTreeMap::new();
    for row in of.rows().filter(|row| matches!(row.cell, Cell::Masked(_))) {
        let key = kept.iter().filter_map(|at| row.key.get(*at).cloned()).collect();
        let removed = of.axes().iter().zip(row.key.iter()).enumerate().filter(|(at, _)| !kept.contains(at));
        let total = removed.map(|(_, pair)| pair).all(|(axis, code)| axis.is_total(code));
        let (_, known) = masks.entry(key).or_insert((row.cell, total));
        *known |= total;
    }
    let mut builder = sum.axes().iter().fold(like(sum), |builder, axis| builder.axis(axis.clone()));
    let mut visible = false;
    for row in sum.rows() {
        let nothing = matches!(row.cell, Cell::Figure(Figure::AtLeast(low)) if low.is_zero());
        let mask = masks.get(&row.key).filter(|(_, total)| *total || nothing);
        let inexact = matches!(row.cell, Cell::Figure(figure) if figure.exact().is_none());
        visible |= inexact && mask.is_none() && masks.contains_key(&row.key);
        match mask {
            Some((mask, _)) => builder.push(&row.key, *mask, crate::table::Status::NORMAL),
            None => builder.push(&row.key, row.cell, row.status),
        }
    }
    let mut notes = sum.notes().to_vec();
    if visible {
        notes.push(Finding::new(rep::MASKED_IN_SUM));
    }
    builder.notes(notes).assumptions(sum.assumptions().to_vec()).build()
}

/// Only these times of a table.
fn cut(table: Table, times: &BTreeSet<Time>) -> Result<Table> {
    let Some(axis) = table.axes().iter().find(|axis| axis.is_time()) else { return Ok(table) };
    let all = axis.codes().iter().zip(axis.times());
    let wanted: Vec<&Arc<str>> = all.filter(|(_, time)| times.contains(time)).map(|(code, _)| code).collect();
    if table.is_empty() || wanted.len() == axis.codes().len() { Ok(table) } else { table.slice(axis.id(), &wanted) }
}

/// A table with the totals of an axis as another table has them, which lacks that axis.
fn totaled(table: &Table, axis: &str, whole: &Table) -> Result<Table> {
    let Some((place, of)) = table.axes().iter().enumerate().find(|(_, one)| one.id() == axis) else {
        return Ok(table.clone());
    };
    let mut notes = table.notes().to_vec();
    notes.extend(whole.notes().iter().filter(|note| !table.notes().contains(note)).cloned());
    let mut builder = Table::builder(table.measure().clone(), table.concept().clone())
        .made_by(table.making().clone())
        .absent(table.absent())
        .vintage(table.vintage())
        .notes(notes)
        .assumptions(table.assumptions().to_vec());
    builder = table.axes().iter().fold(builder, |builder, axis| builder.axis(axis.clone()));
    for row in table.rows() {
        let total = row.key.get(place).is_some_and(|code| of.is_total(code));
        let own: Vec<&Arc<str>> =
            row.key.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, code)| code).collect();
        let better = total.then(|| Some((whole.at(&own).ok()?, whole.status_at(&own).ok()?))).flatten();
        let (cell, status) = better.unwrap_or((row.cell, row.status));
        builder.push(&row.key, cell, status);
    }
    builder.build()
}
