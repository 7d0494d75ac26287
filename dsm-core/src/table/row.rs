use super::{Absence, Cell, Figure, Mask, Status, Table, columns::State};
use crate::error::{Error, Result, codes};
use rust_decimal::Decimal;
use std::sync::Arc;

/// One cell of a table with its key and statuses.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The codes in the order of the axes.
    pub key: Vec<Arc<str>>,
    /// What stands in the cell.
    pub cell: Cell,
    /// Its statuses.
    pub status: Status,
}

impl Table {
    /// Every cell with its key, in the order of the keys.
    ///
    /// # Disclosure
    /// A concealed figure is not among them: its cell reads as suppressed.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        self.places().map(|place| Row { key: self.key(place), cell: self.cell(place), status: self.status(place) })
    }

    /// The row at a position in the order of the keys, from zero.
    ///
    /// # Disclosure
    /// As [`Table::rows`].
    #[must_use]
    pub fn row(&self, position: usize) -> Option<Row> {
        let place = self.selection.place(position, self.columns.rows())?;
        Some(Row { key: self.key(place), cell: self.cell(place), status: self.status(place) })
    }

    /// Every cell, in the order of the keys.
    pub fn cells(&self) -> impl Iterator<Item = Cell> + '_ {
        self.places().map(|place| self.cell(place))
    }

    /// The cell of a key, one code for each axis in their order.
    ///
    /// # Errors
    /// `TAB-005` when the key has another length, `TAB-016` when there is no such cell.
    pub fn at<S: AsRef<str>>(&self, key: &[S]) -> Result<Cell> {
        self.find(key).map(|place| self.cell(place))
    }

    /// The statuses of the cell of a key.
    ///
    /// # Errors
    /// As [`Table::at`].
    pub fn status_at<S: AsRef<str>>(&self, key: &[S]) -> Result<Status> {
        self.find(key).map(|place| self.status(place))
    }

    /// Whether a cell is masked.
    pub(crate) fn has_masks(&self) -> bool {
        self.cells().any(|cell| matches!(cell, Cell::Masked(_)))
    }

    /// The row of a key in the columns.
    pub(crate) fn find<S: AsRef<str>>(&self, key: &[S]) -> Result<usize> {
        if key.len() != self.axes().len() {
            return Err(Error::new(codes::tab::LENGTHS_DIFFER)
                .with("expected", self.axes().len())
                .with("found", key.len()));
        }
        let unknown = || Error::new(codes::tab::ROW_UNKNOWN);
        let position = |(axis, code): (&super::Axis, &S)| axis.position(code.as_ref()).ok_or_else(unknown);
        let wanted = self.axes().iter().zip(key).map(position).collect::<Result<Vec<u32>>>()?;
        self.find_codes(&wanted).ok_or_else(unknown)
    }

    /// The row of a key given as places in the axes: rows stand in the order of their keys.
    pub(super) fn find_codes(&self, wanted: &[u32]) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let row = self.selection.place(middle, self.columns.rows())?;
            let order = self.columns.keys.iter().zip(wanted).map(|(k, w)| k.at(row).cmp(w)).find(|o| o.is_ne());
            match order {
                None => return Some(row),
                Some(std::cmp::Ordering::Less) => low = middle + 1,
                Some(_) => high = middle,
            }
        }
        None
    }

    /// The rows of the columns that belong to the table.
    pub(crate) fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.selection.iter(self.columns.rows())
    }

    /// The place in the codes of an axis, for every cell in the order of the keys.
    pub(crate) fn key_column(&self, axis: usize) -> impl Iterator<Item = u32> + '_ {
        let keys = self.columns.keys.get(axis);
        self.places().map(move |place| keys.map_or(0, |k| k.at(place)))
    }

    /// The key of a row as texts.
    pub(crate) fn key(&self, place: usize) -> Vec<Arc<str>> {
        let code =
            |(axis, keys): (&super::Axis, &super::columns::Keys)| axis.codes.get(keys.at(place) as usize).cloned();
        self.columns.axes.iter().zip(&self.columns.keys).filter_map(code).collect()
    }

    /// The key of a row as places in the axes.
    pub(crate) fn key_codes(&self, place: usize) -> Vec<u32> {
        self.columns.keys.iter().map(|k| k.at(place)).collect()
    }

    /// The cell of a row.
    pub(crate) fn cell(&self, place: usize) -> Cell {
        let scale = self.columns.scale;
        let decimal = |mantissa: i128| Decimal::try_from_i128_with_scale(mantissa, scale).unwrap_or_default();
        let low = || decimal(self.columns.low.at(place));
        let high = || decimal(self.columns.high.as_ref().map_or(0, |h| h.at(place)));
        match self.columns.state(place) {
            State::Exact => Cell::Figure(Figure::Exact(low())),
            State::Between => Cell::Figure(Figure::Between { low: low(), high: high() }),
            State::AtLeast => Cell::Figure(Figure::AtLeast(low())),
            State::Estimate => Cell::Figure(Figure::Estimate { value: low(), standard_error: high() }),
            State::NotApplicable => Cell::Missing(Absence::NotApplicable),
            State::NotCollected => Cell::Missing(Absence::NotCollected),
            State::NotDelivered => Cell::Missing(Absence::NotDelivered),
            State::Suppressed => Cell::Masked(Mask::Suppressed),
        }
    }

    /// The statuses of a row.
    pub(crate) fn status(&self, place: usize) -> Status {
        Status::from_bits(self.columns.status(place))
    }
}
