use super::{Cube, Key, SIGNS, TOTAL};
use crate::{
    error::{Error, Result, codes::sdc},
    exchange::record::Records,
    protect::Audit,
    table::{Absence, Cell, Table},
};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, io::Write, sync::Arc};

impl Cube {
    /// Writes the cells of a table as the columns stand in the file, with `OBS_STATUS` behind them: `Q` for every mask.
    ///
    /// # Errors
    /// `EXC-001` when the bytes cannot be written.
    pub fn write(&self, table: &Table, out: &mut dyn Write) -> Result<()> {
        let mut records = Records::new(out);
        let names = self.kept().map(|at| self.name(at)).chain(["OBS_STATUS"]);
        records.write(&names.collect::<Vec<_>>())?;
        for key in self.cells.keys() {
            let cell = table.at(&self.placed(key))?;
            let status = match cell {
                Cell::Masked(_) => "Q",
                Cell::Missing(Absence::NotApplicable) => "M",
                Cell::Missing(_) => "O",
                Cell::Figure(_) => "A",
            };
            self.record(&mut records, key, Some(cell), &[status])?;
        }
        records.finish()
    }

    /// Writes one cell, and what stands behind it.
    pub(super) fn record(
        &self,
        records: &mut Records<'_>,
        key: &[Arc<str>],
        cell: Option<Cell>,
        behind: &[&str],
    ) -> Result<()> {
        let figure = cell.and_then(|cell| cell.figure()).and_then(|figure| figure.exact());
        let value = figure.map(|figure| figure.normalize().to_string()).unwrap_or_default();
        let field = |at| if at == self.count { Arc::from(&*value) } else { self.code(key, at) };
        let fields: Vec<Arc<str>> = self.kept().map(field).collect();
        records.write(&fields.iter().map(|field| &**field).chain(behind.iter().copied()).collect::<Vec<_>>())
    }

    /// Writes an audit: one row a masked cell, with the least and the greatest figure and the label.
    ///
    /// Of a cell that is told or nearly so these are what is certain; of all others what two whole tables show, so that what lies
    /// between need not be all. Where nothing limits a figure there is none.
    ///
    /// # Errors
    /// `EXC-001` when the bytes cannot be written.
    pub fn write_audit(&self, audit: &Audit, out: &mut dyn Write) -> Result<()> {
        let mut records = Records::new(out);
        let axes = || self.kept().filter(|at| *at != self.count);
        records.write(&axes().map(|at| self.name(at)).chain(["lower", "upper", "label"]).collect::<Vec<_>>())?;
        let judged: BTreeMap<&[Arc<str>], _> = audit.cells().iter().map(|cell| (cell.key(), cell)).collect();
        for key in self.cells.keys() {
            let placed: Key = self.placed(key);
            let Some(cell) = judged.get(&*placed) else { continue };
            let (low, high) = cell.told();
            let text = |bound: Option<Decimal>| bound.map(|b| b.normalize().to_string()).unwrap_or_default();
            let fields = axes().map(|at| self.code(key, at));
            let fields = fields.chain([text(low), text(high), cell.label().word().to_owned()].map(Arc::from));
            let fields: Vec<Arc<str>> = fields.collect();
            records.write(&fields.iter().map(|field| &**field).collect::<Vec<_>>())?;
        }
        records.finish()
    }

    /// That a masked file is of these figures: every cell that it shows stands in them.
    ///
    /// # Errors
    /// `SDC-032` with how many do not.
    pub fn agrees_with(&self, figures: &Self) -> Result<()> {
        let other = |(key, shown): &(&Key, &Option<Decimal>)| match figures.cells.get(*key) {
            Some(figure) => shown.is_some() && *shown != figure,
            None => true,
        };
        match self.cells.iter().filter(other).count() {
            0 => Ok(()),
            count => Err(Error::new(sdc::TRUTH_DIFFERS).with("count", count)),
        }
    }

    /// The columns that are written.
    pub(super) fn kept(&self) -> impl Iterator<Item = usize> {
        (0..self.columns.len()).filter(|at| !SIGNS.contains(&self.name(*at)))
    }

    /// What stands in a column of axes or groups.
    fn code(&self, key: &[Arc<str>], column: usize) -> Arc<str> {
        for (axis, code) in self.axes.iter().zip(key) {
            if axis.column == column {
                return code.clone();
            }
            for tree in &axis.trees {
                if tree.columns().any(|of| of == column) {
                    return tree.beside(code, column).unwrap_or_else(|| Arc::from(TOTAL));
                }
            }
        }
        Arc::from(TOTAL)
    }
}
