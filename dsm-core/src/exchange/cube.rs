//! Files of counts, one row a cell: read as inner cells, written with every total, masked and judged.

mod rounded;

use super::record::Records;
use crate::{
    error::{Error, Finding, Result, codes::sdc},
    measure::{Concept, Making, Measure},
    protect::{Audit, Label},
    source::{Grid, Rows},
    table::{Absence, Axis, Cell, Mask, Membership, Status, Table},
};
use rust_decimal::Decimal;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    sync::Arc,
};

/// The code of what is added up over an axis.
const TOTAL: &str = "_T";
/// The axis that every table has and the file does not: all cells are of one time.
const TIME: (&str, &str) = ("_TIME", "2000");
/// The column that says how the counts were rounded.
const MAKING: &str = "MAKING";
/// Columns that say how a cell is to be read.
const SIGNS: [&str; 3] = ["OBS_STATUS", "CONF_STATUS", MAKING];

/// Counts along axes, of which some have groups.
///
/// Every axis is taken for exclusive and exhaustive: the totals are those of the file. A mask is an empty count or `*`.
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
    /// The columns that are axes, and for each the column of its groups.
    axes: Vec<(usize, Option<usize>)>,
    parents: Vec<BTreeMap<Arc<str>, Arc<str>>>,
    cells: BTreeMap<Vec<Arc<str>>, Option<Decimal>>,
    /// How the counts were rounded: the same for all.
    making: Option<Making>,
}

impl std::fmt::Debug for Cube {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cube").field("columns", &self.columns).finish_non_exhaustive()
    }
}

impl Cube {
    /// Reads cells. `count` is the column of the counts; each pair is a column and the one that groups its codes. All other columns
    /// are axes, but for `OBS_STATUS`, `CONF_STATUS` and `MAKING`, which says how the counts were rounded.
    ///
    /// # Errors
    /// As `rows`; `SRC-…` for a column that is not there; `SDC-012` with a finding for every count that is no whole number from zero
    /// on, every code of two groups (`SDC-013`), every key that stands twice (`SDC-015`); `MEA-002` where `MAKING` is not
    /// the same in all rows.
    pub fn read(rows: &mut dyn Rows, count: &str, groups: &[(&str, &str)]) -> Result<Self> {
        let header = rows.header();
        let columns: Vec<Arc<str>> = header.names().map(Arc::from).collect();
        let count = header.need(count)?;
        let mut grouped = BTreeMap::new();
        for (column, group) in groups {
            grouped.insert(header.need(column)?, header.need(group)?);
        }
        let groupings: BTreeSet<usize> = grouped.values().copied().collect();
        let is_axis = |(at, name): &(usize, &Arc<str>)| {
            *at != count && !groupings.contains(at) && !SIGNS.contains(&name.as_ref())
        };
        let axes = columns.iter().enumerate().filter(is_axis);
        let axes: Vec<(usize, Option<usize>)> = axes.map(|(at, _)| (at, grouped.get(&at).copied())).collect();
        let parents = vec![BTreeMap::new(); axes.len()];
        let mut cube = Self { columns, count, axes, parents, cells: BTreeMap::new(), making: None };
        let (mut batch, mut faults) = (Grid::new(), Vec::new());
        while rows.next(&mut batch)? {
            for row in batch.rows() {
                cube.made(&row)?;
                cube.take(&row, &mut faults);
            }
        }
        if faults.is_empty() {
            Ok(cube)
        } else {
            Err(Error::new(sdc::CELLS_UNREADABLE).with("count", faults.len()).findings_of(faults))
        }
    }

    fn take(&mut self, row: &crate::source::Row<'_>, faults: &mut Vec<Finding>) {
        let mut key: Vec<Arc<str>> = Vec::with_capacity(self.axes.len());
        for ((column, group), parents) in self.axes.iter().zip(&mut self.parents) {
            let code: Arc<str> = Arc::from(row.text(*column));
            if let Some(group) = group.map(|group| row.text(group)) {
                let above = group != &*code && &*code != TOTAL && group != TOTAL;
                if above && parents.entry(code.clone()).or_insert_with(|| Arc::from(group)).as_ref() != group {
                    faults.push(row.finding(sdc::GROUP_DIFFERS, *column));
                }
            }
            key.push(code);
        }
        let text = row.text(self.count);
        let figure = match row.figure(self.count) {
            _ if text.is_empty() || text == "*" => None,
            Ok(figure) if figure.is_integer() && !figure.is_sign_negative() => Some(figure),
            _ => {
                faults.push(row.finding(sdc::COUNT_UNREADABLE, self.count));
                return;
            }
        };
        if self.cells.insert(key, figure).is_some() {
            faults.push(row.finding(sdc::KEY_TWICE, self.count));
        }
    }

    /// Every cell with every total and group.
    ///
    /// # Errors
    /// `SDC-014` where totals or masks stand among the cells already.
    pub fn with_totals(&self) -> Result<Self> {
        let mut cells: BTreeMap<Vec<Arc<str>>, Option<Decimal>> = BTreeMap::new();
        for (key, figure) in &self.cells {
            let (Some(figure), false) = (figure, key.iter().zip(&self.parents).any(|(code, p)| is_total(code, p)))
            else {
                return Err(Error::new(sdc::TOTALS_THERE));
            };
            let mut above: Vec<Vec<Arc<str>>> = vec![Vec::with_capacity(key.len())];
            for (code, parents) in key.iter().zip(&self.parents) {
                let ways: Vec<Arc<str>> = [Some(code.clone()), parents.get(code).cloned(), Some(Arc::from(TOTAL))]
                    .into_iter()
                    .flatten()
                    .collect();
                above = above
                    .iter()
                    .flat_map(|key| ways.iter().map(|code| [key.as_slice(), std::slice::from_ref(code)].concat()))
                    .collect();
            }
            for key in above {
                let sum = cells.entry(key).or_insert(Some(Decimal::ZERO));
                *sum = sum.and_then(|sum| sum.checked_add(*figure));
            }
        }
        let (columns, parents) = (self.columns.clone(), self.parents.clone());
        Ok(Self { columns, count: self.count, axes: self.axes.clone(), parents, cells, making: self.making.clone() })
    }

    /// The cells as a table of cases.
    ///
    /// # Errors
    /// As [`crate::table::TableBuilder::build`].
    pub fn table(&self) -> Result<Table> {
        let measure = Measure::parse("cases:event:many", "flow")?;
        let mut builder = Table::builder(measure, Concept::new("COUNT"));
        builder = builder.making(self.making.clone().unwrap_or_default());
        for ((column, _), parents) in self.axes.iter().zip(&self.parents) {
            let id = self.columns.get(*column).map_or("", |name| name);
            let axis = Axis::category(id).membership(Membership::AtEvent).exhaustive(true).totals(&[TOTAL]);
            builder = builder.axis(parents.iter().fold(axis, |axis, (code, group)| axis.parent(code, group)));
        }
        builder = builder.axis(Axis::time(TIME.0));
        for (key, figure) in &self.cells {
            let cell = figure.map_or(Cell::Masked(Mask::Suppressed), |figure| self.cell(key, figure));
            let key: Vec<&str> = key.iter().map(|code| &**code).chain([TIME.1]).collect();
            builder.push(&key, cell, Status::default());
        }
        builder.build()
    }

    /// Writes the cells of a table as the columns stand in the file, with `OBS_STATUS` behind them: `Q` for every mask.
    ///
    /// # Errors
    /// `EXC-001` when the bytes cannot be written.
    pub fn write(&self, table: &Table, out: &mut dyn Write) -> Result<()> {
        let mut records = Records::new(out);
        let names = self.kept().map(|at| self.name(at)).chain(["OBS_STATUS"]);
        records.write(&names.collect::<Vec<_>>())?;
        for row in table.rows() {
            let figure = row.cell.figure().and_then(|figure| figure.exact());
            let value = figure.map(|figure| figure.normalize().to_string()).unwrap_or_default();
            let status = match row.cell {
                Cell::Masked(_) => "Q",
                Cell::Missing(Absence::NotApplicable) => "M",
                Cell::Missing(_) => "O",
                Cell::Figure(_) => "A",
            };
            let fields = self.kept().map(|at| if at == self.count { value.as_str() } else { self.code(&row.key, at) });
            records.write(&fields.chain([status]).collect::<Vec<_>>())?;
        }
        records.finish()
    }

    /// Writes an audit: one row a masked cell, with the least and the greatest figure and the label.
    ///
    /// Of a cell that is told or nearly so these are what is certain; of all others what two whole tables show, so that what lies
    /// between need not be all.
    ///
    /// # Errors
    /// `EXC-001` when the bytes cannot be written.
    pub fn write_audit(&self, audit: &Audit, out: &mut dyn Write) -> Result<()> {
        let mut records = Records::new(out);
        let axes = || self.kept().filter(|at| *at != self.count);
        records.write(&axes().map(|at| self.name(at)).chain(["lower", "upper", "label"]).collect::<Vec<_>>())?;
        for cell in audit.cells() {
            let (low, high) = match (cell.label(), cell.possible()) {
                (Label::Exact | Label::Narrow, _) | (_, None) => cell.bounds(),
                (_, Some((low, high))) => (Some(low), Some(high)),
            };
            let text = |bound: Option<Decimal>| bound.map(|b| b.normalize().to_string()).unwrap_or_default();
            let (low, high) = (text(low), text(high));
            let fields = axes().map(|at| self.code(cell.key(), at));
            records.write(&fields.chain([low.as_str(), &high, cell.label().word()]).collect::<Vec<_>>())?;
        }
        records.finish()
    }

    /// The columns that are written.
    fn kept(&self) -> impl Iterator<Item = usize> {
        (0..self.columns.len()).filter(|at| !SIGNS.contains(&self.name(*at)))
    }

    fn name(&self, column: usize) -> &str {
        self.columns.get(column).map_or("", |name| name)
    }

    /// What stands in a column of axes or groups.
    fn code<'a>(&'a self, key: &'a [Arc<str>], column: usize) -> &'a str {
        for (((own, group), parents), code) in self.axes.iter().zip(&self.parents).zip(key) {
            if *own == column {
                return code;
            }
            if *group == Some(column) {
                return parents.get(code).map_or(code, |group| group);
            }
        }
        ""
    }
}

fn is_total(code: &str, parents: &BTreeMap<Arc<str>, Arc<str>>) -> bool {
    code == TOTAL || parents.values().any(|group| **group == *code)
}
