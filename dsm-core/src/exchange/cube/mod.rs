//! Files of counts, one row a cell: read as inner cells, written with every total, masked and judged.

mod grouping;
mod rounded;
mod write;

use crate::{
    error::{Error, Finding, Result, codes::sdc},
    measure::{Concept, Making, Measure},
    protect::{MOST_CELLS, NO_TIME, too_large},
    source::{Grid, Rows},
    table::{Absent, Axis, Cell, Mask, Membership, Status, Table},
};
use grouping::{Pair, Tree, trees};
use rust_decimal::Decimal;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The code of what is added up over an axis.
const TOTAL: &str = "_T";
/// Every table has a time and the file does not: all cells are of this one, which nobody sees.
const TIME: &str = "2000";
/// The column that says how the counts were rounded.
const MAKING: &str = "MAKING";
/// Columns that say how a cell is to be read.
const SIGNS: [&str; 3] = ["OBS_STATUS", "CONF_STATUS", MAKING];

type Key = Vec<Arc<str>>;

/// Counts along axes, of which some have groups.
///
/// Every axis is taken for exclusive and exhaustive: the totals are those of the file. Of inner cells what is not there is zero.
/// Codes may be grouped by several columns, and groups by others again. A mask is an empty count or `*`.
///
/// # Disclosure
/// It holds the figures of its file; `Debug` shows its columns alone.
///
/// # Example
/// ```
/// use dsm_core::{exchange::cube::Cube, protect::{Holdings, Rule, audit, protect}, source::{self, Layout}};
/// use std::io::Cursor;
/// let file = "region,citizen,sex,n\nASIA,AFG,F,3\nASIA,AFG,M,9\nASIA,SYR,F,30\nASIA,SYR,M,25\nEUROPE,UKR,F,40\nEUROPE,UKR,M,20\n";
/// let groups = [("citizen", "region")];
/// let mut rows = source::open(Cursor::new(file), "inner.csv", &Layout::default())?;
/// let cube = Cube::read(&mut rows, "n", &groups)?.with_totals()?;
/// let protected = protect(&cube.table()?, &Rule::default(), &[], &Holdings::none())?;
/// let mut out = Vec::new();
/// cube.write(&protected.table, &mut out)?;
/// let text = String::from_utf8_lossy(&out);
/// assert!(text.contains("ASIA,AFG,F,,Q\n") && text.contains("_T,_T,_T,127,A\n"), "{text}");
/// // What was written is judged by itself.
/// let mut rows = source::open(Cursor::new(out), "out.csv", &Layout::default())?;
/// let again = Cube::read(&mut rows, "n", &groups)?;
/// assert!(audit(&again.table()?, &Rule::default())?.holds());
/// // It has its totals already.
/// assert_eq!(again.with_totals().unwrap_err().code().id(), "SDC-014");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: house, "Protection on files".
pub struct Cube {
    columns: Vec<Arc<str>>,
    count: usize,
    axes: Vec<Along>,
    /// Whether a code stands beside the total in a column of groups.
    totals: bool,
    cells: BTreeMap<Key, Option<Decimal>>,
    /// How the counts were rounded: the same for all.
    making: Option<Making>,
}

/// An axis of a file.
#[derive(Clone)]
struct Along {
    column: usize,
    /// The groupings of its codes: the first is the hierarchy of the axis, each other one links further totals.
    trees: Vec<Tree>,
}

impl std::fmt::Debug for Cube {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cube").field("columns", &self.columns).finish_non_exhaustive()
    }
}

impl Cube {
    /// Reads cells. `count` is the column of the counts; each pair is a column and one that groups its codes. All other columns
    /// are axes, but for `OBS_STATUS`, `CONF_STATUS` and `MAKING`, which says how the counts were rounded.
    ///
    /// # Errors
    /// As `rows`; `SRC-…` for a column that is not there; `SDC-012` with a finding for every count that is no whole number from
    /// zero on (`SDC-016`), every row of another length (`SDC-030`) or without a code (`SDC-031`), every code of two groups (`SDC-013`), every group of two columns (`SDC-018`) and every key that stands
    /// twice (`SDC-015`); `MEA-002` where `MAKING` is not the same in all rows.
    pub fn read(rows: &mut dyn Rows, count: &str, groups: &[(&str, &str)]) -> Result<Self> {
        let header = rows.header().clone();
        let columns: Vec<Arc<str>> = header.names().map(Arc::from).collect();
        let count = header.need(count)?;
        let mut pairs = Vec::with_capacity(groups.len());
        for (column, group) in groups {
            pairs.push(Pair::new(header.need(column)?, header.need(group)?));
        }
        let groupings: BTreeSet<usize> = pairs.iter().map(|pair| pair.group).collect();
        let is_axis = |(at, name): &(usize, &Arc<str>)| {
            *at != count && !groupings.contains(at) && !SIGNS.contains(&name.as_ref())
        };
        let axes: Vec<usize> = columns.iter().enumerate().filter(is_axis).map(|(at, _)| at).collect();
        let (mut batch, mut faults, mut cells) = (Grid::new(), Vec::new(), BTreeMap::new());
        let (made, mut making) = (columns.iter().position(|name| **name == *MAKING), None);
        while rows.next(&mut batch)? {
            for row in batch.rows() {
                if row.complete(&header).is_err() {
                    faults.push(row.finding(sdc::ROW_UNFIT, count));
                    continue;
                }
                if let Some(axis) = axes.iter().find(|column| row.text(**column).is_empty()) {
                    faults.push(row.finding(sdc::CODE_MISSING, *axis));
                    continue;
                }
                rounded::made(&row, made, &mut making)?;
                for pair in &mut pairs {
                    if !pair.take(row.text(pair.column), row.text(pair.group)) {
                        faults.push(row.finding(sdc::GROUP_DIFFERS, pair.column));
                    }
                }
                let key: Key = axes.iter().map(|column| Arc::from(row.text(*column))).collect();
                let text = row.text(count);
                let figure = match row.figure(count) {
                    _ if text.is_empty() || text == "*" => None,
                    Ok(figure) if figure.is_integer() && !figure.is_sign_negative() => Some(figure),
                    _ => {
                        faults.push(row.finding(sdc::COUNT_UNREADABLE, count));
                        continue;
                    }
                };
                if cells.insert(key, figure).is_some() {
                    faults.push(row.finding(sdc::KEY_TWICE, count));
                }
            }
        }
        let along = |column: usize| Along { column, trees: trees(column, &pairs) };
        let axes: Vec<Along> = axes.into_iter().map(along).collect();
        let totals = pairs.iter().any(|pair| pair.of_total);
        let doubtful = axes.iter().map(|axis| grouping::doubtful(&axis.trees)).sum::<usize>();
        faults.extend((0..doubtful).map(|_| Finding::new(sdc::GROUP_OF_TWO)));
        if faults.is_empty() {
            Ok(Self { columns, count, axes, totals, cells, making })
        } else {
            Err(Error::new(sdc::CELLS_UNREADABLE).with("count", faults.len()).findings_of(faults))
        }
    }

    /// Every cell with every total and group; inner cells that are not there are zero.
    ///
    /// # Errors
    /// `SDC-014` where totals or masks stand among the cells already; `SDC-008` for more than 1,048,576 cells.
    pub fn with_totals(&self) -> Result<Self> {
        if self.totals {
            return Err(Error::new(sdc::TOTALS_THERE));
        }
        let mut cells = self.every_cell(true)?;
        for (key, figure) in &self.cells {
            if figure.is_none() || self.is_total(key) {
                return Err(Error::new(sdc::TOTALS_THERE));
            }
            cells.insert(key.clone(), *figure);
        }
        for (at, axis) in self.axes.iter().enumerate() {
            let mut more: BTreeMap<Key, Option<Decimal>> = BTreeMap::new();
            for (key, figure) in &cells {
                let Some(code) = key.get(at) else { continue };
                let groups = axis.trees.iter().flat_map(|tree| tree.above(code));
                for code in groups.chain([Arc::from(TOTAL)]) {
                    let mut key = key.clone();
                    if let Some(slot) = key.get_mut(at) {
                        *slot = code;
                    }
                    let sum = more.entry(key).or_insert(Some(Decimal::ZERO));
                    *sum = sum.zip(*figure).and_then(|(sum, figure)| sum.checked_add(figure));
                }
            }
            cells.append(&mut more);
        }
        Ok(self.with(cells))
    }

    /// A zero for every combination of codes; `with_totals` are counted too for whether there are too many.
    fn every_cell(&self, with_totals: bool) -> Result<BTreeMap<Key, Option<Decimal>>> {
        let mut cells: BTreeMap<Key, Option<Decimal>> = BTreeMap::from([(Key::new(), Some(Decimal::ZERO))]);
        let mut size = 1_usize;
        for (at, axis) in self.axes.iter().enumerate() {
            let codes: BTreeSet<&Arc<str>> = self.cells.keys().filter_map(|key| key.get(at)).collect();
            let groups: BTreeSet<&Arc<str>> = axis.trees.iter().flat_map(Tree::groups).collect();
            let totals = if with_totals { groups.len().saturating_add(1) } else { 0 };
            size = size.saturating_mul(codes.len().saturating_add(totals));
            if size > MOST_CELLS {
                return Err(too_large());
            }
            let with = |key: &Key| codes.iter().map(|code| appended(key, code)).collect::<Vec<_>>();
            cells = cells.keys().flat_map(with).map(|key| (key, Some(Decimal::ZERO))).collect();
        }
        Ok(cells)
    }

    /// The cells as a table of cases. The axes stand in the order of their names, so that the order of columns says nothing.
    ///
    /// # Errors
    /// As [`crate::table::TableBuilder::build`].
    pub fn table(&self) -> Result<Table> {
        let measure = Measure::parse("cases:event:many", "flow")?;
        let mut builder = Table::builder(measure, Concept::new("COUNT"));
        builder = builder.making(self.making.clone().unwrap_or_default());
        for axis in self.sorted().filter_map(|at| self.axes.get(at)) {
            let id = self.name(axis.column);
            let begun = |id: &str| Axis::category(id).membership(Membership::AtEvent).exhaustive(true).totals(&[TOTAL]);
            let grouped = |axis: Axis, tree: &Tree, from: usize| {
                tree.parents(from).fold(axis, |axis, (code, group)| axis.parent(code, group))
            };
            let (first, others) = axis.trees.split_first().map_or((None, &[][..]), |(first, more)| (Some(first), more));
            builder = builder.axis(first.map_or_else(|| begun(id), |tree| grouped(begun(id), tree, 0)));
            for tree in others {
                let linked = format!("{id}/{}", tree.columns().next().map_or("", |column| self.name(column)));
                builder = builder.axis(grouped(begun(&linked), tree, 1));
            }
        }
        builder = builder.axis(Axis::time(NO_TIME));
        if self.axes.iter().any(|axis| axis.trees.len() > 1) {
            // A code stands in one group of each grouping: of any other there is nothing.
            builder = builder.absent(Absent::Zero);
        }
        for (key, figure) in &self.cells {
            let cell = figure.map_or(Cell::Masked(Mask::Suppressed), |figure| self.cell(key, figure));
            builder.push(&self.placed(key), cell, Status::default());
        }
        builder.build()
    }

    /// The same columns with other cells.
    fn with(&self, cells: BTreeMap<Key, Option<Decimal>>) -> Self {
        let (columns, axes) = (self.columns.clone(), self.axes.clone());
        Self { columns, count: self.count, axes, totals: self.totals, cells, making: self.making.clone() }
    }

    fn is_total(&self, key: &[Arc<str>]) -> bool {
        let total =
            |(code, axis): (&Arc<str>, &Along)| **code == *TOTAL || axis.trees.iter().any(|tree| tree.has(code));
        key.iter().zip(&self.axes).any(total)
    }

    /// The axes in the order of their names.
    fn sorted(&self) -> impl Iterator<Item = usize> {
        let mut order: Vec<usize> = (0..self.axes.len()).collect();
        order.sort_by_key(|at| self.axes.get(*at).map(|axis| self.name(axis.column)));
        order.into_iter()
    }

    /// A key of the file as one of the table: a group of a further grouping stands at the total of the axis.
    fn placed(&self, key: &[Arc<str>]) -> Key {
        let total = || Arc::from(TOTAL);
        let mut placed = Key::with_capacity(key.len().saturating_add(2));
        for at in self.sorted() {
            let (Some(axis), Some(code)) = (self.axes.get(at), key.get(at)) else { continue };
            let others = axis.trees.get(1..).unwrap_or_default();
            let of_other = others.iter().any(|tree| tree.has(code));
            let of_first = **code == *TOTAL || axis.trees.first().is_some_and(|tree| tree.has(code));
            placed.push(if of_other { total() } else { code.clone() });
            for tree in others {
                placed.push(match (of_other, of_first) {
                    (true, _) => {
                        if tree.has(code) {
                            code.clone()
                        } else {
                            total()
                        }
                    }
                    (_, true) => total(),
                    _ => tree.above(code).next().unwrap_or_else(|| code.clone()),
                });
            }
        }
        placed.push(Arc::from(TIME));
        placed
    }

    fn name(&self, column: usize) -> &str {
        self.columns.get(column).map_or("", |name| name)
    }
}

fn appended(key: &Key, code: &Arc<str>) -> Key {
    key.iter().chain([code]).cloned().collect()
}
