use super::{Holdings, coverage::Coverage, holdings::Earlier, together::Key};
use crate::{
    measure::Membership,
    table::{Absent, Axis, AxisKind, Cell, Figure, Status, Table},
};
use rust_decimal::Decimal;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The axis of vintages: nothing adds up over it.
const VINTAGE: &str = "_VINTAGE";
/// What is shown now.
const NOW: &str = "now";

/// The name of an earlier vintage.
pub(super) fn vintage(number: usize) -> Arc<str> {
    Arc::from(format!("then-{number}"))
}

/// The cells of several tables under the keys of their union.
pub(super) struct Union<'a> {
    axes: &'a Axes,
    pub(super) rows: BTreeMap<Key, (Cell, Status)>,
    pub(super) own: BTreeSet<Key>,
    pub(super) shown: BTreeSet<Key>,
    pub(super) masked: Vec<Key>,
    pub(super) told: Vec<Key>,
    pub(super) same: Vec<(Key, Key)>,
    /// Cells of the own table of which an earlier one showed another figure, with the difference.
    pub(super) changed: Vec<(Key, Decimal)>,
    /// What stands behind masks.
    pub(super) truth: BTreeMap<Key, Decimal>,
    /// For each key the figures of its vintages so far, the latest first, and under which key they stand.
    figures: BTreeMap<Key, Vec<(Decimal, Key)>>,
}

impl<'a> Union<'a> {
    pub(super) fn new(axes: &'a Axes, table: &Table, held: &Holdings, masked: Vec<Key>) -> Self {
        let mut union = Self {
            axes,
            rows: BTreeMap::new(),
            own: BTreeSet::new(),
            shown: held.keys().map(|key| axes.extended(key)).collect(),
            masked: masked.iter().map(|key| axes.extended(key)).collect(),
            told: Vec::new(),
            same: Vec::new(),
            changed: Vec::new(),
            truth: BTreeMap::new(),
            figures: BTreeMap::new(),
        };
        for row in table.rows() {
            let key = axes.extended(&row.key);
            if let Cell::Figure(Figure::Exact(figure)) = row.cell {
                union.figures.insert(key.clone(), vec![(figure, key.clone())]);
            }
            union.own.insert(key.clone());
            union.rows.insert(key, (row.cell, row.status));
        }
        union
    }

    /// A table that is shown beside.
    pub(super) fn beside(&mut self, other: &Table, figures: Option<&Table>, places: &[usize]) {
        for row in other.rows() {
            let key = self.axes.key(&row.key, places);
            let behind = figures.filter(|_| matches!(row.cell, Cell::Masked(_))).and_then(|all| all.at(&row.key).ok());
            if let Some(figure) = behind.and_then(|cell| cell.figure()).and_then(|figure| figure.exact()) {
                self.truth.insert(key.clone(), figure);
            }
            let is_figure = matches!(row.cell, Cell::Figure(_));
            match self.rows.get(&key).map(|(cell, _)| *cell) {
                None | Some(Cell::Missing(_)) => {
                    if is_figure {
                        self.shown.insert(key.clone());
                    }
                    self.rows.insert(key, (row.cell, row.status));
                }
                Some(Cell::Figure(figure)) => match row.cell {
                    // What was of another day is no figure of this one.
                    Cell::Figure(other) if other == figure => drop(self.shown.insert(key)),
                    Cell::Masked(_) if self.own.contains(&key) => self.masked.push(key),
                    _ => {}
                },
                Some(Cell::Masked(_)) if is_figure => {
                    if self.own.contains(&key) {
                        self.told.push(key.clone());
                    }
                    self.shown.insert(key.clone());
                    self.rows.insert(key, (row.cell, row.status));
                }
                Some(Cell::Masked(_)) => {}
            }
        }
    }

    /// A table that was shown before: what did not change since is the same cell, all else one of its own.
    pub(super) fn earlier(&mut self, earlier: &Earlier, places: &[usize], vintage: &Arc<str>) {
        for row in earlier.figures.rows() {
            let now = self.axes.key(&row.key, places);
            let masked = earlier.masked.has(&row.key) || matches!(row.cell, Cell::Masked(_));
            let figure = row.cell.figure().and_then(|figure| figure.exact());
            let known = self.figures.get(&now).into_iter().flatten();
            let unchanged = known.clone().find(|(other, _)| Some(*other) == figure).map(|(_, key)| key.clone());
            if masked && self.own.contains(&now) {
                self.masked.push(now.clone());
            }
            if !masked && unchanged.as_ref() == Some(&now) {
                self.shown.insert(now.clone());
            }
            let own = self.rows.get(&now).filter(|_| !masked && self.own.contains(&now));
            let own = own.and_then(|(cell, _)| cell.figure()).and_then(|figure| figure.exact());
            if let Some(difference) = own.zip(figure).and_then(|(own, figure)| own.checked_sub(figure)) {
                self.changed.push((now.clone(), difference.abs()));
            }
            // What hid nothing tells no more than its figures.
            if earlier.masked.is_empty() {
                continue;
            }
            let mut then = now.clone();
            if let Some(last) = then.last_mut() {
                *last = vintage.clone();
            }
            let cell = if masked { Cell::Masked(crate::table::Mask::Suppressed) } else { row.cell };
            self.rows.insert(then.clone(), (cell, row.status));
            match figure {
                Some(figure) if masked => drop(self.truth.insert(then.clone(), figure)),
                _ => drop(self.shown.insert(then.clone())),
            }
            match (unchanged, figure) {
                (Some(key), _) => self.same.push((then, key)),
                (None, Some(figure)) => self.figures.entry(now).or_default().push((figure, then)),
                (None, None) => {}
            }
        }
    }
}

/// The axes of all tables, and for each table where its codes go.
pub(super) struct Axes {
    pub(super) all: Vec<Axis>,
    pub(super) places: Vec<Vec<usize>>,
    /// What comes behind the codes of the own table.
    pub(super) tail: Key,
    /// For each axis its total; empty where it has none.
    totals: Key,
    own: usize,
}

impl Axes {
    pub(super) fn of(table: &Table, others: &[&Table], vintages: bool) -> Self {
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
        if vintages {
            all.push(Axis::category(VINTAGE).totals(&[]));
        }
        let totals: Key = all.iter().map(total).collect();
        let tail = totals.get(own..).unwrap_or_default().to_vec();
        Self { all, places, tail, totals, own }
    }

    pub(super) fn extended(&self, key: &[Arc<str>]) -> Key {
        key.iter().take(self.own).chain(&self.tail).cloned().collect()
    }

    /// A key of another table, with its totals as this one calls them.
    pub(super) fn key(&self, key: &[Arc<str>], places: &[usize]) -> Key {
        let mut whole = self.totals.clone();
        for (code, place) in key.iter().zip(places) {
            let is_total = self.all.get(*place).is_some_and(|axis| axis.is_total(code));
            if let Some(slot) = whole.get_mut(*place).filter(|_| !is_total) {
                *slot = code.clone();
            }
        }
        whole
    }

    /// `now` of the others are of now, the rest are earlier.
    pub(super) fn coverage(&self, whole: &Table, own: &Table, others: &[&Table], now: usize) -> Coverage {
        let all: Vec<usize> = (0..self.own).collect();
        let vintages = (0..others.len()).map(|at| at.checked_sub(now).map_or_else(|| Arc::from(NOW), vintage));
        let others = others.iter().copied().zip(&self.places).zip(vintages);
        let tables = std::iter::once(((own, &all), Arc::from(NOW))).chain(others);
        let cover = |((table, places), vintage): ((&Table, &Vec<usize>), Arc<str>)| {
            let of = |(at, axis): (usize, &Axis)| {
                if axis.id() == VINTAGE {
                    return Some(axis.position(&vintage).into_iter().collect());
                }
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
        Coverage(Some(tables.filter(|((table, _), _)| table.absent() == Absent::Zero).map(cover).collect()))
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
            let fresh = Axis::category(id).membership(declared.membership).totals(&totals);
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
    let membership = if own.membership == theirs.membership { own.membership } else { Membership::Overlapping };
    let merged = known.clone().totals(&totals).membership(membership);
    let merged = merged.exhaustive(own.exhaustive || theirs.exhaustive);
    let parents = theirs.parents.iter().filter(|(code, _)| !own.parents.contains_key(*code));
    parents.fold(merged, |axis, (code, group)| axis.parent(code, group))
}

/// The total of an axis; of vintages that of now.
fn total(axis: &Axis) -> Arc<str> {
    if axis.id() == VINTAGE {
        return Arc::from(NOW);
    }
    axis.declared().and_then(|declared| declared.totals.first().cloned()).unwrap_or_else(|| Arc::from(""))
}
