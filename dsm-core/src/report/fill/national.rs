//! The figures of each State by itself: what is asked, added up where the figures support it.

use super::super::{Ask, Made};
use super::{Figures, Scope, Seen};
use crate::{
    error::{Error, Kind, Result, codes::rep},
    measure::{Assume, Assumption, RatioForm},
    table::{Axis, Table},
    time::Time,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The figures of a State, or why there are none.
pub(super) struct National {
    pub(super) country: Arc<str>,
    pub(super) answer: Result<Table>,
}

/// What answers queries: the mechanism as the reader sees it.
pub(super) struct Source<'a> {
    pub(super) from: &'a dyn Figures,
    pub(super) scope: &'a Scope,
    pub(super) queries: &'a BTreeMap<Arc<str>, Made>,
}

impl Source<'_> {
    /// The figures of a query, State by State, by one dimension more where it is asked so.
    pub(super) fn answered(&self, made: &Made, more: Option<&str>) -> Result<Vec<National>> {
        match made {
            Made::Asked(ask) => self.asked(&with(ask, more)),
            Made::Share { of, over } => {
                let ask = with(&with(of, Some(over)), more);
                let all = self.asked(&ask)?.into_iter();
                let share = |national: National| National {
                    answer: national.answer.and_then(|table| table.share(over, &self.assume(&ask))),
                    ..national
                };
                Ok(all.map(share).collect())
            }
            Made::Proportion { part, whole } => {
                let of = |name: &Arc<str>| match self.queries.get(name) {
                    Some(Made::Asked(ask)) => self.asked(&with(ask, more)),
                    _ => Err(Error::new(rep::QUERY_UNKNOWN)),
                };
                Ok(proportions(of(part)?, &of(whole)?))
            }
        }
    }

    /// The tables of every State, of each unit apart, by the dimensions that are kept.
    fn asked(&self, ask: &Ask) -> Result<Vec<National>> {
        let named: BTreeSet<&Arc<str>> = ask.by.iter().chain(ask.codes.keys()).collect();
        let mut tables: BTreeMap<(Arc<str>, Arc<str>), Vec<Seen>> = BTreeMap::new();
        for seen in self.from.seen(&ask.indicator)? {
            let wanted = self.scope.countries.is_empty() || self.scope.countries.contains(&seen.country);
            if wanted && named.iter().all(|axis| seen.dimensions.contains(*axis)) {
                tables.entry((seen.country.clone(), seen.unit.clone())).or_default().push(seen);
            }
        }
        let last = self.last(ask, tables.values().flatten());
        let mut all = Vec::new();
        for ((country, _), mut of) in tables {
            // The table with the fewest dimensions rests on the fewest sums.
            of.sort_by_key(|seen| seen.dimensions.len());
            let mut there: BTreeSet<Time> = BTreeSet::new();
            for seen in of {
                let wanted = |time: &&Time| {
                    !there.contains(time) && self.scope.has(time) && last.is_none_or(|last| **time >= last)
                };
                let times: BTreeSet<Time> = seen.times.iter().filter(wanted).copied().collect();
                if times.is_empty() {
                    continue;
                }
                there.extend(&times);
                // All that is seen is added up and then cut: a figure does not depend on which periods are asked for with it.
                match self.reduced(&seen, ask).and_then(|table| cut(table, &times)) {
                    // What may not be seen and what is not there are one answer.
                    Err(error) if error.kind() == Kind::Denied => {}
                    Err(error) if error.kind() != Kind::Semantics => return Err(error),
                    Err(error) => all.push(National { country: country.clone(), answer: Err(error) }),
                    Ok(table) if table.is_empty() => {}
                    Ok(table) => all.push(National { country: country.clone(), answer: Ok(table) }),
                }
            }
        }
        Ok(all)
    }

    /// The first of the last so many times of what is seen.
    fn last<'s>(&self, ask: &Ask, seen: impl Iterator<Item = &'s Seen>) -> Option<Time> {
        let times: BTreeSet<Time> =
            seen.flat_map(|seen| &seen.times).filter(|time| self.scope.has(time)).copied().collect();
        times.iter().rev().nth(ask.last?.checked_sub(1)?).copied()
    }

    /// A table with the axes that are not kept added up.
    fn reduced(&self, seen: &Seen, ask: &Ask) -> Result<Table> {
        let view = self.from.view(seen, ask)?;
        let gone = |axis: &&Axis| axis.declared().is_some() && ask.by.iter().all(|kept| **kept != *axis.id());
        let gone: Vec<&str> = view.axes().iter().filter(gone).map(Axis::id).collect();
        if gone.is_empty() || view.is_empty() {
            return Ok(view.into_table());
        }
        let sum = view.sum(&gone, &self.assume(ask))?;
        // Of the totals of an axis that stays only the listed ones were added: what all of them come to is known better.
        let total = |(at, axis): &(usize, &Axis)| {
            sum.rows().any(|row| row.key.get(*at).is_some_and(|code| axis.declared().is_some() && axis.is_total(code)))
        };
        let kept = sum.axes().iter().enumerate().find(total).map(|(_, axis)| axis.id().to_owned());
        let whole = |axis: &String| view.sum(&[&gone[..], &[axis.as_str()]].concat(), &self.assume(ask)).ok();
        match kept.and_then(|axis| Some((whole(&axis)?, axis))) {
            Some((whole, axis)) => totaled(&sum, &axis, &whole),
            None => Ok(sum),
        }
    }

    fn assume(&self, ask: &Ask) -> Assume {
        ask.assume.iter().chain(&self.scope.assume).map(|name| Assumption::new(*name)).collect()
    }
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

fn with(ask: &Ask, more: Option<&str>) -> Ask {
    let mut ask = ask.clone();
    if let Some(more) = more.filter(|more| ask.by.iter().all(|one| **one != **more)) {
        ask.by.push(Arc::from(more));
    }
    ask
}

/// The figures of one query over those of another, of the same State and unit.
fn proportions(parts: Vec<National>, wholes: &[National]) -> Vec<National> {
    let mut all = Vec::new();
    for National { country, answer } in parts {
        let part = match answer {
            Ok(part) => part,
            Err(error) => {
                all.push(National { country, answer: Err(error) });
                continue;
            }
        };
        let unit = part.measure().unit();
        let of_same = wholes.iter().filter(|whole| whole.country == country);
        let of_same = of_same.filter_map(|whole| whole.answer.as_ref().ok());
        for whole in of_same.filter(|whole| whole.measure().unit() == unit && share_times(&part, whole)) {
            let answer = part.ratio(whole, RatioForm::Proportion, &Assume::nothing());
            all.push(National { country: country.clone(), answer });
        }
    }
    all
}

fn share_times(a: &Table, b: &Table) -> bool {
    let times = |of: &Table| -> BTreeSet<Time> { of.axes().iter().flat_map(Axis::times).copied().collect() };
    !times(a).is_disjoint(&times(b))
}
