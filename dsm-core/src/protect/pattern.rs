use super::audit::series;
use crate::{
    error::{Error, Finding, Result, Safe, codes::sdc},
    table::{Cell, Figure, Table},
};
use std::{collections::BTreeSet, sync::Arc};

/// Which cells of a table are masked: made once, and every output takes its cells from it.
///
/// # Disclosure
/// It does not say which masks are small figures and which protect these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    cells: BTreeSet<Vec<Arc<str>>>,
}

impl Pattern {
    /// The cells of these keys, one code for each axis.
    #[must_use]
    pub fn new(cells: impl IntoIterator<Item = Vec<Arc<str>>>) -> Self {
        Self { cells: cells.into_iter().collect() }
    }

    /// The keys in their order.
    pub fn cells(&self) -> impl Iterator<Item = &[Arc<str>]> {
        self.cells.iter().map(Vec::as_slice)
    }

    /// How many cells it masks.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it masks nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Whether it masks a cell.
    #[must_use]
    pub fn has(&self, key: &[Arc<str>]) -> bool {
        self.cells.contains(key)
    }

    /// The table with these cells masked. Their figures are concealed in it: they leave it only as its owner's.
    ///
    /// # Errors
    /// `SDC-007` with a finding for every key that the table does not have, or at which it has no exact figure. A cell that is
    /// masked already stays so.
    pub fn apply(&self, table: &Table) -> Result<Table> {
        let (mut places, mut faults) = (Vec::with_capacity(self.cells.len()), Vec::new());
        for key in &self.cells {
            match table.find(key).map(|place| (place, table.cell(place))) {
                Ok((place, Cell::Figure(Figure::Exact(_)))) => places.push(place),
                Ok((_, Cell::Masked(_))) => {}
                Ok(_) => faults.push(refused(table, key, "figure-not-exact")),
                Err(_) => faults.push(refused(table, key, "cell-not-there")),
            }
        }
        not_maskable(faults)?;
        Ok(if places.is_empty() { table.clone() } else { table.with_masked(&places) })
    }
}

/// The finding about a cell that cannot be masked.
pub(super) fn refused(table: &Table, key: &[Arc<str>], why: &'static str) -> Finding {
    Finding::new(sdc::CELL_NOT_MASKABLE).with("why", Safe::word(why)).at(series(table, key.to_vec()))
}

/// The refusal of cells that cannot be masked, if there are any.
pub(super) fn not_maskable(faults: Vec<Finding>) -> Result<()> {
    if faults.is_empty() {
        return Ok(());
    }
    Err(Error::new(sdc::CELLS_NOT_MASKABLE).with("count", faults.len()).findings_of(faults))
}
