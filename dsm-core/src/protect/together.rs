use super::{
    Holdings, Pattern, Rule,
    coverage::Coverage,
    holdings::Earlier,
    union::{Axes, Union, vintage},
    web::{Web, mantissa},
};
use crate::{
    error::Result,
    table::{Absent, Axis, Cell, Table},
};
use rust_decimal::Decimal;
use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

pub(super) type Key = Vec<Arc<str>>;

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
    /// Cells of an earlier table, by their rows, and those of a later one that are the same still.
    pub(super) same: Vec<(u32, u32)>,
    /// Cells of the own table of which an earlier one showed another figure, by their own keys, with the difference.
    changed: Vec<(Key, Decimal)>,
    /// What stands behind masks, by their rows, where the owner knows: it says which parts are all there are.
    pub(super) truth: HashMap<u32, i128>,
    /// The totals of the axes that the own table does not have.
    tail: Key,
    /// The keys of the own table, where there are others.
    own: Option<BTreeSet<Key>>,
}

impl<'t> Together<'t> {
    pub(super) fn of(table: &'t Table, held: &Holdings) -> Result<Self> {
        let others: Vec<(&Table, Option<&Table>)> =
            held.pairs().filter(|(other, _)| counts_the_same(table, other)).collect();
        let earlier: Vec<&Earlier> = held.vintages().iter().filter(|e| counts_the_same(table, &e.figures)).collect();
        let other_units = held.tables().filter(|other| other.measure() != table.measure());
        let masked: Vec<Key> = other_units.flat_map(|other| masked_in(other, table)).collect();
        if others.is_empty() && earlier.is_empty() {
            let (held, told, same, truth) = (held.clone(), Vec::new(), Vec::new(), HashMap::new());
            let (table, coverage, tail) = (Cow::Borrowed(table), Coverage::default(), Key::new());
            let changed = Vec::new();
            return Ok(Self { table, coverage, held, masked, told, same, changed, truth, tail, own: None });
        }
        let all: Vec<&Table> =
            others.iter().map(|(other, _)| *other).chain(earlier.iter().map(|earlier| &earlier.figures)).collect();
        let axes = Axes::of(table, &all, earlier.iter().any(|earlier| !earlier.masked.is_empty()));
        let mut union = Union::new(&axes, table, held, masked);
        let (now, then) = axes.places.split_at_checked(others.len()).unwrap_or_default();
        others.iter().zip(now).for_each(|((other, figures), places)| union.beside(other, *figures, places));
        // The latest first: what did not change since is the same.
        for (number, (earlier, places)) in earlier.iter().zip(then).enumerate().rev() {
            union.earlier(earlier, places, &vintage(number));
        }
        let Union { rows, own, shown, masked, told, same, changed, truth, .. } = union;
        let builder = Table::builder(table.measure().clone(), table.concept().clone()).absent(Absent::Missing);
        let builder = builder.made_by(table.making().clone());
        let mut builder = axes.all.iter().fold(builder, |builder, axis| builder.axis(axis.clone()));
        for (key, (cell, status)) in rows {
            builder.push(&key, cell, status);
        }
        let whole = builder.build()?;
        let coverage = axes.coverage(&whole, table, &all, others.len());
        let place = |key: &Key| whole.find(key).ok().and_then(|place| u32::try_from(place).ok());
        let same = same.iter().filter_map(|(then, now)| place(then).zip(place(now))).collect();
        let truth = truth.iter().filter_map(|(key, figure)| Some((place(key)?, mantissa(*figure, &whole)?))).collect();
        let (held, tail) = (Holdings::shown(shown), axes.tail.clone());
        Ok(Self { table: Cow::Owned(whole), coverage, held, masked, told, same, changed, truth, tail, own: Some(own) })
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

    /// A pattern of the own table with the cells that changed by a small figure since they were shown: who kept the earlier table
    /// would have that figure from both. A zero that the rule shows cannot be hidden.
    pub(super) fn with_small_changes(&self, first: &Pattern, rule: &Rule) -> Pattern {
        let threshold = Decimal::from(rule.threshold());
        let small = self.changed.iter().filter(|(_, by)| !by.is_zero() && *by < threshold).map(|(key, _)| key);
        let maskable = |key: &&Key| {
            let cell = self.table.find(key).map(|place| self.table.cell(place));
            cell.is_ok_and(|cell| !(rule.shows_zeros() && cell == Cell::exact(0)))
        };
        let small = small.filter(maskable).filter_map(|key| self.own(key)).map(<[_]>::to_vec);
        Pattern::new(first.cells().map(<[_]>::to_vec).chain(small))
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

impl Web {
    /// Takes cells of which a reader knows that they are the same as one: each pair is a cell and the one that it is.
    pub(super) fn merge(&mut self, same: &[(u32, u32)]) {
        if same.is_empty() {
            return;
        }
        let same: HashMap<u32, u32> = same.iter().copied().collect();
        let mut seen = HashSet::new();
        self.sums.retain_mut(|sum| {
            for node in sum.parts.iter_mut().chain([&mut sum.whole]) {
                *node = same.get(node).copied().unwrap_or(*node);
            }
            seen.insert((sum.whole, sum.parts.clone()))
        });
    }
}
