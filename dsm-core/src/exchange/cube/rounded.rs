use super::{Cube, MAKING, is_total};
use crate::{
    error::{Error, Result, codes::mea},
    exchange::record::Records,
    measure::Making,
    protect::Rounded,
    source::Row,
    table::{Cell, Figure},
};
use rust_decimal::Decimal;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    sync::Arc,
};

impl Cube {
    /// The same cells, and a zero for every combination of their codes that the file does not have: rounded, a zero that the file has
    /// would tell otherwise that it was none.
    ///
    /// # Errors
    /// `SDC-008` for more cells than are audited.
    pub fn with_every_cell(&self) -> Result<Self> {
        let mut codes: Vec<BTreeSet<Arc<str>>> = vec![BTreeSet::new(); self.axes.len()];
        for key in self.cells.keys() {
            codes.iter_mut().zip(key).for_each(|(codes, code)| {
                codes.insert(code.clone());
            });
        }
        let size = codes.iter().try_fold(1_usize, |size, codes| size.checked_mul(codes.len()));
        if size.is_none_or(|size| size > crate::protect::MOST_CELLS) {
            return Err(crate::protect::too_large());
        }
        let mut keys: Vec<Vec<Arc<str>>> = vec![Vec::new()];
        for codes in &codes {
            let longer = |key: &Vec<Arc<str>>| -> Vec<Vec<Arc<str>>> {
                codes.iter().map(|code| [key.as_slice(), std::slice::from_ref(code)].concat()).collect()
            };
            keys = keys.iter().flat_map(longer).collect();
        }
        let mut cells: BTreeMap<Vec<Arc<str>>, Option<Decimal>> =
            keys.into_iter().map(|key| (key, Some(Decimal::ZERO))).collect();
        cells.extend(self.cells.clone());
        let (columns, axes) = (self.columns.clone(), self.axes.clone());
        Ok(Self { columns, count: self.count, axes, parents: self.parents.clone(), cells, making: self.making.clone() })
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
        for row in rounded.published() {
            let figure = row.cell.figure().and_then(|figure| figure.exact());
            let value = figure.map(|figure| figure.normalize().to_string()).unwrap_or_default();
            let fields = self.kept().map(|at| if at == self.count { value.as_str() } else { self.code(&row.key, at) });
            records.write(&fields.chain(["A", making.as_str()]).collect::<Vec<_>>())?;
        }
        records.finish()
    }

    /// Takes how a row was rounded.
    ///
    /// # Errors
    /// `MEA-002` where it cannot be read, or an earlier row says otherwise.
    pub(super) fn made(&mut self, row: &Row<'_>) -> Result<()> {
        let Some(column) = self.columns.iter().position(|name| **name == *MAKING) else { return Ok(()) };
        let making = Making::parse(row.text(column))?;
        if self.making.as_ref().is_some_and(|earlier| *earlier != making) {
            return Err(Error::new(mea::MAKING_UNREADABLE));
        }
        self.making = Some(making);
        Ok(())
    }

    /// A count as a cell. Where sums were kept the inner cells say all there is to know of the totals.
    pub(super) fn cell(&self, key: &[Arc<str>], figure: Decimal) -> Cell {
        let total = || key.iter().zip(&self.parents).any(|(code, parents)| is_total(code, parents));
        match &self.making {
            Some(Making::Small { .. }) if total() => Cell::Figure(Figure::AtLeast(Decimal::ZERO)),
            _ => Cell::exact(figure),
        }
    }
}
