use crate::{
    join,
    query::Query,
    store::{InForce, Store},
    view,
};
use dsm_core::{
    access::{self, Act, Permit, Request, Slice, Subject, Totals, World},
    error::{Error, Finding, Result, Safe, codes},
    measure::Assume,
    table::{Absence, Absent, Axis, Cell, Mask, Row, Status, Table, View},
    time::{Moment, Time},
    workflow::Submission,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A key without the reporter.
type Key = Vec<Arc<str>>;
/// The figures of one contributor by their keys, and whether an absent key says zero.
type Figures = (BTreeMap<Key, (Cell, Status)>, bool);

/// What somebody asks for, when.
struct Asked<'a> {
    store: &'a dyn Store,
    world: &'a World,
    /// What is in force.
    released: &'a InForce,
    who: &'a Subject,
    at: Moment,
    query: &'a Query,
}

/// Totals over the States of the series of an indicator, as far as the reader may have them.
///
/// # Disclosure
/// Whose figures are added is decided without regard to the codes and the part of the periods that are asked for, so that no
/// question changes whom a total is over.
pub(crate) fn of(store: &dyn Store, world: &World, who: &Subject, at: Moment, query: &Query) -> Result<View> {
    let released = store.released(&query.indicator)?;
    let shown = &released.submissions;
    let asked = Asked { store, world, released: &released, who, at, query };
    let mut tables: Vec<(Arc<str>, Table)> = Vec::new();
    for series in world.totals.of(&query.indicator, "") {
        if !query.countries.is_empty() && query.countries != series.contributors {
            continue;
        }
        let kinds: BTreeSet<(&Arc<str>, &BTreeSet<Arc<str>>)> =
            shown.iter().filter(|s| view::matches(query, s)).map(|s| (&s.kind, &s.covers.dimensions)).collect();
        for (kind, dimensions) in kinds {
            let same = |s: &&Submission| s.kind == *kind && s.covers.dimensions == *dimensions;
            if let Some(table) = asked.total(series, &same)? {
                tables.push((Arc::from(""), table));
            }
        }
    }
    if tables.is_empty() {
        return Err(view::nothing(world, &released, who, at, query));
    }
    Ok(join::joined(tables, Vec::new())?.without_concealed())
}

impl Asked<'_> {
    /// The total over the contributors of a series of what is alike, for the periods of which it may be given.
    fn total(&self, series: &Totals, same: &dyn Fn(&&Submission) -> bool) -> Result<Option<Table>> {
        let of = |country: &str| -> Vec<&Submission> {
            self.released.submissions.iter().filter(|s| s.id.country() == country).filter(same).collect()
        };
        let times = |country: &Arc<str>| -> BTreeSet<Time> {
            of(country).iter().flat_map(|s| s.covers.times.iter().copied()).collect()
        };
        let mut all = series.contributors.iter().map(times);
        let first = all.next().unwrap_or_default();
        let common = all.fold(first, |common, times| common.intersection(&times).copied().collect());
        let wanted = Slice::everything().times(self.query.times.iter().copied());
        let asked_for = |time: &Time| self.query.times.is_empty() || wanted.has(time, []);
        let given = |time: &Time| {
            let releases = series
                .contributors
                .iter()
                .filter_map(|country| of(country).into_iter().find(|s| s.covers.times.contains(time)));
            series.covers(time) && asked_for(time) && self.may_total(time, &releases.collect::<Vec<_>>())
        };
        let times: Vec<Time> = common.into_iter().filter(given).collect();
        if times.is_empty() {
            return Ok(None);
        }
        let mut parts = Vec::new();
        for country in &series.contributors {
            let mut tables = Vec::new();
            for submission in of(country) {
                let of_it: Vec<Time> = times.iter().filter(|t| submission.covers.times.contains(t)).copied().collect();
                // The permits to add figures: they lead to nothing but a total.
                let permit =
                    |times: &[Time]| self.decide(Act::Add, submission, &view::asked(self.query, submission, times));
                for permit in view::for_all(&of_it, permit) {
                    let table = self.store.figures(&permit, &submission.id)?;
                    let open = |time: &Time| self.world.is_provisional(country, &self.query.indicator, time);
                    tables.push((country.clone(), table.with_status(Status::PROVISIONAL, open)));
                }
            }
            parts.push((country.clone(), join::joined(tables, Vec::new())?));
        }
        let note = Finding::new(codes::acc::TOTALS_OF).with("countries", Safe::terms(&series.contributors));
        added(&parts, note).map(Some)
    }

    /// Whether the total of a period over these releases may be given: each may be added, and nobody's figure is what is left of
    /// it when all that the reader sees is taken away.
    fn may_total(&self, time: &Time, releases: &[&Submission]) -> bool {
        let own = self.who.country();
        let (mut seen, mut unseen, mut others) = (0, 0, 0);
        for submission in releases {
            let whole = submission.covers.part().times([*time]);
            if self.decide(Act::Add, submission, &whole).is_none() {
                return false;
            }
            if own == Some(submission.id.country()) {
                continue;
            }
            others += 1;
            if self.decide(Act::Read, submission, &whole).is_some() {
                seen += 1;
            } else if !self.sees_part(submission.id.country(), time) {
                unseen += 1;
            }
        }
        // Everybody is the public too: a State that is refused a total could read it there.
        let hidden = own.is_some() && unseen >= Totals::LEAST - 1;
        seen + unseen == others && (unseen == 0 || hidden)
    }

    /// Whether the reader's State could see anything that a State has released of the days of a period, in whatever detail.
    fn sees_part(&self, country: &str, time: &Time) -> bool {
        let days = view::days(time);
        self.released.of(country).any(|submission| {
            let mut meeting = submission.covers.times.iter().filter(|t| view::days(t).overlaps(&days));
            meeting.any(|t| {
                let slice = submission.covers.part().times([*t]);
                let request = self.request(Act::Read, submission, &slice);
                self.world.shows_part(self.released, self.who.country(), &request)
            })
        })
    }

    fn request<'b>(&'b self, act: Act, submission: &'b Submission, slice: &'b Slice) -> Request<'b> {
        let country = submission.id.country();
        Request { who: self.who, act, country, indicator: &self.query.indicator, slice, at: self.at }
    }

    fn decide(&self, act: Act, submission: &Submission, slice: &Slice) -> Option<Permit> {
        access::decide(self.world, self.released, &self.request(act, submission, slice)).permit().ok()
    }
}

/// The sum of the figures of States: a figure where all of them have one, else masked where one is masked, else missing.
fn added(parts: &[(Arc<str>, Table)], note: Finding) -> Result<Table> {
    let mut figures: Vec<Figures> = Vec::new();
    let mut keys: BTreeSet<Key> = BTreeSet::new();
    let first = parts.first().map(|(_, table)| table).ok_or_else(|| Error::new(codes::sto::AXES_DIFFER))?;
    for (_, table) in parts {
        let own = by_key(first, table)?;
        keys.extend(own.keys().cloned());
        figures.push((own, table.absent() == Absent::Zero));
    }
    let stands = |(own, absent_is_zero): &Figures, key: &Key| match own.get(key) {
        Some(cell) => *cell,
        None if *absent_is_zero => (Cell::exact(0), Status::NORMAL),
        None => (Cell::Missing(Absence::NotDelivered), Status::NORMAL),
    };
    let mut padded = Vec::new();
    for ((country, table), own) in parts.iter().zip(&figures) {
        let mut builder = Table::builder(table.measure().clone(), table.concept().clone())
            .made_by(table.making().clone())
            .absent(table.absent());
        builder = table.axes().iter().filter(|a| !a.is_reporter()).fold(builder, |b, axis| b.axis(axis.clone()));
        for key in &keys {
            // What is no figure does not count: the cell of the total is not this sum.
            let (cell, status) = stands(own, key);
            let cell = if cell.figure().is_some() { cell } else { Cell::exact(0) };
            builder.push(key, cell, status);
        }
        padded.push((country.clone(), builder.build()?));
    }
    let together = join::joined(padded, Vec::new())?;
    let reporters: Vec<&str> = together.axes().iter().filter(|a| a.is_reporter()).map(Axis::id).collect();
    let nobody_twice = Assume::named(&["nobody-counted-in-two", "nobody-resides-in-two"])?;
    let sum = together.sum(&reporters, &nobody_twice)?;
    let mut builder = Table::builder(sum.measure().clone(), sum.concept().clone())
        .made_by(sum.making().clone())
        .absent(sum.absent())
        .assumptions(sum.assumptions().to_vec())
        .notes(std::iter::once(note).chain(sum.notes().iter().cloned()).collect());
    // Where persons may be in two of the States the sum keeps them on an axis; here the note names them.
    builder = sum.axes().iter().filter(|a| !a.is_reporter()).fold(builder, |builder, axis| builder.axis(axis.clone()));
    let stays: Vec<bool> = sum.axes().iter().map(|axis| !axis.is_reporter()).collect();
    for Row { key, cell, status } in sum.rows() {
        let key: Key = key.into_iter().zip(&stays).filter_map(|(code, stays)| stays.then_some(code)).collect();
        let cells: Vec<Cell> = figures.iter().map(|own| stands(own, &key).0).collect();
        let masked = cells.iter().any(|cell| matches!(cell, Cell::Masked(_)));
        match (cells.iter().all(|cell| cell.figure().is_some()), masked) {
            (true, _) => builder.push(&key, cell, status),
            (_, true) => builder.push(&key, Cell::Masked(Mask::Suppressed), Status::NORMAL),
            _ => builder.push(&key, Cell::Missing(Absence::NotDelivered), Status::NORMAL),
        }
    }
    builder.build()
}

/// The cells of a table by their keys, in the order of the axes of another, without reporters.
fn by_key(first: &Table, table: &Table) -> Result<BTreeMap<Key, (Cell, Status)>> {
    let axes_differ = || Error::new(codes::sto::AXES_DIFFER);
    let without =
        |table: &Table| table.axes().iter().filter(|a| !a.is_reporter()).map(|a| a.id().to_owned()).collect::<Vec<_>>();
    let place = |id: &String| table.axes().iter().position(|axis| axis.id() == id);
    let places: Vec<usize> = without(first).iter().map(place).collect::<Option<_>>().ok_or_else(axes_differ)?;
    if without(table).len() != places.len() {
        return Err(axes_differ());
    }
    let own = |row: &Row| places.iter().filter_map(|at| row.key.get(*at).cloned()).collect();
    Ok(table.rows().map(|row| (own(&row), (row.cell, row.status))).collect())
}
