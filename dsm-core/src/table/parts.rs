use super::{
    Table, TableBuilder,
    columns::Mantissas,
    raw::{Coded, Raw},
};
use crate::{
    error::{Finding, Result},
    measure::Making,
};
use rust_decimal::Decimal;

/// Columns as a reader of millions of cells has them: figures of one scale, exact or absent.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) keys: Vec<Coded>,
    pub(crate) scale: u32,
    pub(crate) figures: Vec<i64>,
    /// What each cell is; exact where there is none.
    pub(crate) states: Vec<u8>,
    /// The bits of the statuses.
    pub(crate) statuses: Vec<u8>,
    /// Figures of suppressed cells that only their owner may see, by row.
    pub(crate) concealed: Vec<(u32, Decimal)>,
}

impl TableBuilder {
    /// Adds the figures of suppressed cells that only their owner may see, by row.
    pub(crate) fn concealing(mut self, concealed: Vec<(u32, Decimal)>) -> Self {
        self.concealed = concealed;
        self
    }

    /// Builds the table from columns and hands on everything that is wrong as it is found.
    ///
    /// # Errors
    /// As [`TableBuilder::build`], with the findings of `TAB-010` handed on.
    pub(crate) fn build_parts_to(self, parts: Parts, each: &mut dyn FnMut(Finding)) -> Result<Table> {
        debug_assert!(self.about.making == Making::Exact, "figures that are inexact by making are cells");
        let Parts { keys, scale, figures, states, statuses, concealed } = parts;
        let low = if figures.contains(&i64::MAX) {
            Mantissas::Wide(figures.into_iter().map(i128::from).collect())
        } else {
            Mantissas::Narrow(figures)
        };
        let (axes, about, faults) = (self.axes, self.about, self.faults);
        let (states, statuses) = (Some(states), Some(statuses));
        Raw { axes, keys, scale, low, high: None, states, statuses, concealed }.finish(about, faults.handed_to(each))
    }
}
