use super::{Holdings, Pattern};
use crate::{
    error::Result,
    measure::Membership,
    table::{Absent, Axis, AxisKind, Cell, Table},
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

type Key = Vec<Arc<str>>;

/// A table and what readers hold beside it as one, along all axes that any of them has.
///
/// A table without an axis stands at its total. So tables of one number of persons by sex, by age and by month are parts of one
/// table that nobody has, and what follows for a cell of one of them from the others follows in it.
pub(super) struct Together<'t> {
    pub(super) table: Cow<'t, Table>,
    pub(super) coverage: Coverage,
    /// What was shown before, by the keys of the whole.
    pub(super) held: Holdings,
    /// What others mask and the own table would show.
    pub(super) masked: Vec<Key>,
    /// What the own table masks and others show.
    pub(super) told: Vec<Key>,
    /// The totals of the axes that the own table does not have.
    tail: Key,
    /// The keys of the own table, where there are others.
    own: Option<BTreeSet<Key>>,
}

/// Which keys that stand in no table are zero nevertheless.
#[derive(Debug, Default)]
pub(super) struct Coverage(Option<Vec<Vec<Option<BTreeSet<u32>>>>>);

impl Coverage {
    /// Whether a table that leaves zeros out would have the key; none where there is one table alone.
    pub(super) fn is_zero(&self, key: impl Fn(usize) -> u32) -> Option<bool> {
        let covers = |axes: &Vec<Option<BTreeSet<u32>>>| {
            axes.iter().enumerate().all(|(axis, codes)| codes.as_ref().is_none_or(|codes| codes.contains(&key(axis))))
        };
        self.0.as_ref().map(|tables| tables.iter().any(covers))
    }
}

impl<'t> Together<'t> {
    pub(super) fn of(table: &'t Table, held: &Holdings) -> Result<Self> {
        let others: Vec<&Table> = held.tables().filter(|other| counts_the_same(table, other)).collect();
        let other_units = held.tables().filter(|other| other.measure() != table.measure());
        let mut masked: Vec<Key> = other_units.flat_map(|other| masked_in(other, table)).collect();
        if others.is_empty() {
            let (held, told) = (held.clone(), Vec::new());
            let (table, coverage, tail) = (Cow::Borrowed(table), Coverage::default(), Key::new());
            return Ok(Self { table, coverage, held, masked, told, tail, own: None });
        }
        let axes = Axes::of(table, &others);
        let mut shown: BTreeSet<Key> = held.keys().map(|key| axes.extended(key)).collect();
        masked.iter_mut().for_each(|key| *key = axes.extended(key));
        let (mut rows, mut told) = (BTreeMap::new(), Vec::new());
        for row in table.rows() {
            rows.insert(axes.extended(&row.key), (row.cell, row.status));
        }
        let own: BTreeSet<Key> = rows.keys().cloned().collect();
        for (other, places) in others.iter().zip(&axes.places) {
            for row in other.rows() {
                let key = axes.key(&row.key, places);
                let is_figure = matches!(row.cell, Cell::Figure(_));
                match rows.get(&key).map(|(cell, _)| *cell) {
                    None | Some(Cell::Missing(_)) => {
                        if is_figure {
                            shown.insert(key.clone());
                        }
                        rows.insert(key, (row.cell, row.status));
                    }
                    Some(Cell::Figure(figure)) => match row.cell {
                        // What was of another day is no figure of this one.
                        Cell::Figure(other) if other == figure => drop(shown.insert(key)),
                        Cell::Masked(_) if own.contains(&key) => masked.push(key),
                        _ => {}
                    },
                    Some(Cell::Masked(_)) if is_figure => {
                        if own.contains(&key) {
                            told.push(key.clone());
                        }
                        shown.insert(key.clone());
                        rows.insert(key, (row.cell, row.status));
                    }
                    Some(Cell::Masked(_)) => {}
                }
            }
        }
        let builder = Table::builder(table.measure().clone(), table.concept().clone()).absent(Absent::Missing);
        let builder = builder.made_by(table.making().clone());
        let mut builder = axes.all.iter().fold(builder, |builder, axis| builder.axis(axis.clone()));
        for (key, (cell, status)) in rows {
            builder.push(&key, cell, status);
        }
        let whole = builder.build()?;
        let coverage = axes.coverage(&whole, table, &others);
        let tail = axes.tail.clone();
        Ok(Self {
            table: Cow::Owned(whole),
            coverage,
            held: Holdings::shown(shown),
            masked,
            told,
            tail,
            own: Some(own),
        })
    }

    /// A key of the own table as one of the whole.
    pub(super) fn extended(&self, key: &[Arc<str>]) -> Key {
        key.iter().chain(&self.tail).cloned().collect()
    }

    /// A key of the whole as one of the own table; none where it is no cell of it.
    pub(super) fn own<'k>(&self, key: &'k [Arc<str>]) -> Option<&'k [Arc<str>]> {
        let is_own = self.own.as_ref().is_none_or(|own| own.contains(key));
        is_own.then(|| key.get(..key.len().saturating_sub(self.tail.len()))).flatten()
    }

    /// A pattern of the own table as one of the whole, with what others mask.
    pub(super) fn whole(&self, pattern: &Pattern, shows_zeros: bool) -> Pattern {
        let figure = |key: &&Key| {
            let cell = self.table.find(key).map(|place| self.table.cell(place));
            let exact = cell.ok().and_then(|cell| cell.figure()).and_then(|figure| figure.exact());
            exact.is_some_and(|figure| !(figure.is_zero() && shows_zeros))
        };
        let others = self.masked.iter().filter(figure).cloned();
        Pattern::new(pattern.cells().map(|key| self.extended(key)).chain(others))
    }

    /// Those of a pattern that are cells of the own table.
    pub(super) fn pattern(&self, whole: &Pattern) -> Pattern {
        Pattern::new(whole.cells().filter_map(|key| self.own(key)).map(<[_]>::to_vec))
    }

    /// Whether a cell is told in any case: another table shows what the own one masks.
    pub(super) fn is_told(&self, key: &[Arc<str>]) -> bool {
        self.told.iter().any(|told| **told == *key)
    }
}

/// Whether two tables count the same, so that a cell of one may be a cell of the other.
fn counts_the_same(own: &Table, other: &Table) -> bool {
    let time = |table: &Table| table.axes().iter().find(|axis| axis.is_time()).map(|axis| axis.id().to_owned());
    let reporters = |table: &Table| table.axes().iter().any(Axis::is_reporter);
    own.measure() == other.measure()
        && own.making() == other.making()
        && time(own) == time(other)
        && reporters(own) == reporters(other)
}

/// What a table of another unit masks, by the keys of the own one: fewer persons than cases, but of persons and cases both.
fn masked_in(other: &Table, own: &Table) -> Vec<Key> {
    let place = |axis: &Axis| other.axes().iter().position(|theirs| theirs.id() == axis.id());
    let Some(places) = own.axes().iter().map(place).collect::<Option<Vec<usize>>>() else { return Vec::new() };
    if places.len() != other.axes().len() {
        return Vec::new();
    }
    let masked = other.rows().filter(|row| matches!(row.cell, Cell::Masked(_)));
    masked.map(|row| places.iter().filter_map(|at| row.key.get(*at).cloned()).collect()).collect()
}

/// The axes of all tables, and for each table where its codes go.
struct Axes {
    all: Vec<Axis>,
    places: Vec<Vec<usize>>,
    tail: Key,
    /// For each axis its total; empty where it has none.
    totals: Key,
    own: usize,
}

impl Axes {
    fn of(table: &Table, others: &[&Table]) -> Self {
        let mut all: Vec<Axis> = table.axes().iter().map(|axis| fresh(axis, table)).collect();
        let mut codes: Vec<BTreeSet<Arc<str>>> = table.axes().iter().map(parts).collect();
        let own = all.len();
        let mut places = Vec::with_capacity(others.len());
        for other in others {
            let mut of_other = Vec::with_capacity(other.axes().len());
            for axis in other.axes() {
                let theirs = parts(axis);
                let found = all.iter().zip(&codes).position(|(known, codes)| is_one(known, codes, axis, &theirs));
                match found {
                    Some(at) => {
                        if let Some(known) = all.get_mut(at) {
                            *known = merged(known.clone(), axis);
                        }
                        if let Some(codes) = codes.get_mut(at) {
                            codes.extend(theirs);
                        }
                        of_other.push(at);
                    }
                    None => {
                        of_other.push(all.len());
                        let taken = all.iter().filter(|known| known.id().starts_with(axis.id())).count();
                        all.push(renamed(fresh(axis, other), axis, taken));
                        codes.push(theirs);
                    }
                }
            }
            places.push(of_other);
        }
        let totals: Key = all.iter().map(total).collect();
        let tail = totals.get(own..).unwrap_or_default().to_vec();
        Self { all, places, tail, totals, own }
    }

    fn extended(&self, key: &[Arc<str>]) -> Key {
        key.iter().take(self.own).chain(&self.tail).cloned().collect()
    }

    /// A key of another table, with its totals as this one calls them.
    fn key(&self, key: &[Arc<str>], places: &[usize]) -> Key {
        let mut whole = self.totals.clone();
        for (code, place) in key.iter().zip(places) {
            let is_total = self.all.get(*place).is_some_and(|axis| axis.is_total(code));
            if let Some(slot) = whole.get_mut(*place).filter(|_| !is_total) {
                *slot = code.clone();
            }
        }
        whole
    }

    fn coverage(&self, whole: &Table, own: &Table, others: &[&Table]) -> Coverage {
        let all: Vec<usize> = (0..self.own).collect();
        let tables = std::iter::once((own, &all)).chain(others.iter().copied().zip(&self.places));
        let cover = |(table, places): (&Table, &Vec<usize>)| {
            let of = |(at, axis): (usize, &Axis)| {
                let theirs = places.iter().position(|place| *place == at).and_then(|at| table.axes().get(at));
                let Some(theirs) = theirs else {
                    return Some(axis.position(&total(axis)).into_iter().collect());
                };
                let all =
                    theirs.declared().is_some_and(|declared| declared.exhaustive) && !table.is_narrowed(theirs.id());
                (!all).then(|| theirs.codes().iter().filter_map(|code| axis.position(code)).collect())
            };
            whole.axes().iter().enumerate().map(of).collect()
        };
        Coverage(Some(tables.filter(|(table, _)| table.absent() == Absent::Zero).map(cover).collect()))
    }
}

/// The codes that are no totals.
fn parts(axis: &Axis) -> BTreeSet<Arc<str>> {
    axis.codes().iter().filter(|code| !axis.is_total(code)).cloned().collect()
}

/// Whether two axes divide in the same way: others bands of age are another axis, linked by the total alone.
fn is_one(known: &Axis, codes: &BTreeSet<Arc<str>>, axis: &Axis, theirs: &BTreeSet<Arc<str>>) -> bool {
    if known.declared().is_none() {
        return known.id() == axis.id() && axis.declared().is_none();
    }
    let alike = |a: &BTreeSet<_>, b: &BTreeSet<_>| a.intersection(b).count().saturating_mul(2) >= a.len().min(b.len());
    known.id() == axis.id() && axis.declared().is_some() && alike(codes, theirs)
}

/// The axis without its codes, with a total; what was narrowed is not all there is.
fn fresh(axis: &Axis, table: &Table) -> Axis {
    copied(axis.id(), axis, !table.is_narrowed(axis.id()))
}

fn renamed(fresh: Axis, axis: &Axis, taken: usize) -> Axis {
    let all = fresh.declared().is_some_and(|declared| declared.exhaustive);
    if taken == 0 { fresh } else { copied(&format!("{}-{taken}", axis.id()), axis, all) }
}

fn copied(id: &str, axis: &Axis, whole: bool) -> Axis {
    match axis.kind() {
        AxisKind::Time => Axis::time(id),
        AxisKind::Reporter => Axis::reporter(id),
        AxisKind::Category(declared) => {
            let totals: Vec<&str> = declared.totals.iter().map(|code| &**code).collect();
            let totals = if totals.is_empty() { vec!["_T"] } else { totals };
            let fresh = Axis::category(id).membership(declared.membership.clone()).totals(&totals);
            let fresh = fresh.exhaustive(declared.exhaustive && whole).direction(declared.direction);
            declared.parents.iter().fold(fresh, |axis, (code, group)| axis.parent(code, group))
        }
    }
}

/// An axis with the totals and groups of another; what either says to be all there is, is.
fn merged(known: Axis, axis: &Axis) -> Axis {
    let (Some(own), Some(theirs)) = (known.declared().cloned(), axis.declared()) else { return known };
    let mut totals: Vec<&str> = own.totals.iter().map(|code| &**code).collect();
    totals.extend(theirs.totals.iter().map(|code| &**code).filter(|code| own.totals.iter().all(|own| **own != **code)));
    let membership = if own.membership == theirs.membership { own.membership.clone() } else { Membership::Overlapping };
    let merged = known.clone().totals(&totals).membership(membership);
    let merged = merged.exhaustive(own.exhaustive || theirs.exhaustive);
    let parents = theirs.parents.iter().filter(|(code, _)| !own.parents.contains_key(*code));
    parents.fold(merged, |axis, (code, group)| axis.parent(code, group))
}

fn total(axis: &Axis) -> Arc<str> {
    axis.declared().and_then(|declared| declared.totals.first().cloned()).unwrap_or_else(|| Arc::from(""))
}
