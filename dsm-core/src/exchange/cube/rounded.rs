use super::{Cube, MAKING};
use crate::{
    error::{Error, Result, codes::mea},
    exchange::record::Records,
    measure::Making,
    protect::Rounded,
    source::Row,
    table::{Cell, Figure},
};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, io::Write, sync::Arc};

impl Cube {
    /// The same cells, and a zero for every combination of their codes that the file does not have: rounded, a zero that the file has
    /// would tell otherwise that it was none.
    ///
    /// # Errors
    /// `SDC-008` for more cells than are audited.
    pub fn with_every_cell(&self) -> Result<Self> {
        let mut cells = self.every_cell(false)?;
        cells.extend(self.cells.clone());
        Ok(self.with(cells))
    }

    /// Writes rounded cells as the columns stand in the file, with `OBS_STATUS` and `MAKING` behind them: how they were rounded, so
    /// that who reads the file takes them for what they are.
    ///
    /// # Errors
    /// `EXC-001` when the bytes cannot be written.
    pub fn write_rounded(&self, rounded: &Rounded, out: &mut dyn Write) -> Result<()> {
        let making = rounded.table().making().to_string();
        let mut records = Records::new(out);
        records.write(&self.kept().map(|at| self.name(at)).chain(["OBS_STATUS", MAKING]).collect::<Vec<_>>())?;
        let published: BTreeMap<Vec<Arc<str>>, Cell> = rounded.published().map(|row| (row.key, row.cell)).collect();
        for key in self.cells.keys() {
            self.record(&mut records, key, published.get(&self.placed(key)).copied(), &["A", &making])?;
        }
        records.finish()
    }

    /// A count as a cell. Where sums were kept the inner cells say all there is to know of the totals.
    pub(super) fn cell(&self, key: &[Arc<str>], figure: Decimal) -> Cell {
        match &self.making {
            Some(Making::Small { .. }) if self.is_total(key) => Cell::Figure(Figure::AtLeast(Decimal::ZERO)),
            _ => Cell::exact(figure),
        }
    }
}

/// Takes how a row was rounded.
///
/// # Errors
/// `MEA-002` where it cannot be read, or an earlier row says otherwise.
pub(super) fn made(row: &Row<'_>, column: Option<usize>, making: &mut Option<Making>) -> Result<()> {
    let Some(column) = column else { return Ok(()) };
    let said = Making::parse(row.text(column))?;
    if making.as_ref().is_some_and(|earlier| *earlier != said) {
        return Err(Error::new(mea::MAKING_UNREADABLE));
    }
    *making = Some(said);
    Ok(())
}
