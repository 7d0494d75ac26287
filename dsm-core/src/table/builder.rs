use super::{
    About, Absent, Axis, Cell, Figure, KeyColumn, Mask, Status, Table,
    columns::{Mantissas, State},
    faults::Faults,
    raw::Raw,
};
use crate::{
    error::{Error, Finding, Place, Result, codes},
    measure::{Assumption, Concept, Making, Measure},
};
use rust_decimal::Decimal;
use std::{collections::HashMap, fmt, sync::Arc};

/// Builds a table: declarations, then rows; every fault is reported by [`TableBuilder::build`], with its row.
pub struct TableBuilder {
    pub(super) about: About,
    pub(super) axes: Vec<Axis>,
    places: Vec<HashMap<Arc<str>, u32>>,
    keys: Vec<KeyColumn>,
    cells: Vec<(Cell, Status)>,
    pub(super) concealed: Vec<(u32, Decimal)>,
    pub(super) faults: Faults,
    failure: Option<Error>,
    made: bool,
}

impl TableBuilder {
    pub(super) fn new(measure: Measure, concept: Concept) -> Self {
        let (vintage, making, absent) = (Arc::from(""), Making::Exact, Absent::Missing);
        let about = About { measure, concept, vintage, making, absent, notes: Vec::new(), assumptions: Vec::new() };
        let (axes, places, keys, cells, concealed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { about, axes, places, keys, cells, concealed, faults: Faults::default(), failure: None, made: false }
    }

    /// Adds an axis. Keys are given in the order in which the axes were added.
    #[must_use]
    pub fn axis(mut self, axis: Axis) -> Self {
        self.axes.push(axis);
        self.places.push(HashMap::new());
        self.keys.push(KeyColumn::default());
        self
    }

    /// Names the vintage: figures of one vintage were published together.
    #[must_use]
    pub fn vintage(mut self, vintage: &str) -> Self {
        self.about.vintage = Arc::from(vintage);
        self
    }

    /// Declares how the figures are inexact by making; each exact figure that is given becomes its interval.
    #[must_use]
    pub fn making(mut self, making: Making) -> Self {
        self.about.making = making;
        self
    }

    /// Declares how the figures were made that are given here as their intervals already: an exact one stays exact.
    #[must_use]
    pub fn made_by(mut self, making: Making) -> Self {
        (self.about.making, self.made) = (making, true);
        self
    }

    /// Declares what a key that is not there means.
    #[must_use]
    pub fn absent(mut self, absent: Absent) -> Self {
        self.about.absent = absent;
        self
    }

    /// Puts footnotes on the table.
    #[must_use]
    pub fn notes(mut self, notes: Vec<Finding>) -> Self {
        self.about.notes = notes;
        self
    }

    /// Records the assumptions that the figures rest on.
    #[must_use]
    pub fn assumptions(mut self, assumptions: Vec<Assumption>) -> Self {
        self.about.assumptions = assumptions;
        self
    }

    /// Adds a row as it is written in files: one code for each axis, and a figure such as `12`, `10..20`, `*`, `na`, with
    /// statuses in brackets (`12 [P]`).
    #[must_use]
    pub fn row<S: AsRef<str>>(self, key: &[S], figure: &str) -> Self {
        let (text, letters) = match figure.strip_suffix(']').and_then(|f| f.split_once(" [")) {
            Some((text, letters)) => (text, letters),
            None => (figure, ""),
        };
        match (Cell::parse(text), Status::parse(letters)) {
            (Some(cell), Some(status)) => self.cell(key, cell, status),
            _ => {
                let mut this = self.cell(key, Cell::Missing(super::Absence::NotDelivered), Status::NORMAL);
                let row = this.cells.len().saturating_sub(1) as u64;
                this.faults.add(|| {
                    Finding::new(codes::tab::FIGURE_UNREADABLE).at(Place::row("OBS_VALUE", row)).evidence_of(figure)
                });
                this
            }
        }
    }

    /// Adds a cell.
    #[must_use]
    pub fn cell<S: AsRef<str>>(mut self, key: &[S], cell: Cell, status: Status) -> Self {
        self.push(key, cell, status);
        self
    }

    /// Adds a suppressed cell whose figure only its owner may see.
    #[must_use]
    pub fn concealed<S: AsRef<str>>(mut self, key: &[S], figure: Decimal, status: Status) -> Self {
        let row = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        self.push(key, Cell::Masked(Mask::Suppressed), status);
        self.concealed.push((row, figure));
        self
    }

    /// Adds a cell in place, for callers in a loop.
    pub fn push<S: AsRef<str>>(&mut self, key: &[S], cell: Cell, status: Status) {
        if key.len() != self.axes.len() {
            let error =
                || Error::new(codes::tab::LENGTHS_DIFFER).with("expected", self.axes.len()).with("found", key.len());
            let place = Place::row("OBS_VALUE", self.cells.len() as u64);
            self.failure = Some(self.failure.take().unwrap_or_else(|| error().at(place)));
            return;
        }
        for ((places, column), code) in self.places.iter_mut().zip(&mut self.keys).zip(key) {
            let code = code.as_ref();
            let place = places.get(code).copied().unwrap_or_else(|| {
                let place = u32::try_from(column.dictionary.len()).unwrap_or(u32::MAX);
                let code: Arc<str> = Arc::from(code);
                column.dictionary.push(code.clone());
                places.insert(code, place);
                place
            });
            column.keys.push(place);
        }
        let cell = self.made(cell);
        self.cells.push((cell, status));
    }

    /// The interval of a published figure under the declared making.
    fn made(&mut self, cell: Cell) -> Cell {
        let Cell::Figure(Figure::Exact(published)) = cell else { return cell };
        if self.made {
            return cell;
        }
        match self.about.making.interval(published, self.about.measure.is_signed()) {
            Ok(None) => cell,
            Ok(Some((low, high))) => Cell::Figure(Figure::interval(low, Some(high))),
            Err(_) => {
                let row = self.cells.len() as u64;
                self.faults.add(|| Finding::new(codes::tab::MAKING_CONTRADICTED).at(Place::row("OBS_VALUE", row)));
                cell
            }
        }
    }

    /// Builds the table from whole columns: one key column for each axis, and exact whole figures.
    ///
    /// Rows of the builder itself are not used. This is the road for millions of cells.
    ///
    /// # Errors
    /// As [`TableBuilder::build`].
    pub fn build_whole(self, keys: Vec<KeyColumn>, figures: Vec<i64>) -> Result<Table> {
        let (raw, about, faults) = self.whole(keys, figures)?;
        raw.finish(about, faults.kept())
    }

    /// As [`TableBuilder::build_columns_to`], of exact whole figures.
    pub(crate) fn build_whole_to(
        self,
        keys: Vec<KeyColumn>,
        figures: Vec<i64>,
        each: &mut dyn FnMut(Finding),
    ) -> Result<Table> {
        let (raw, about, faults) = self.whole(keys, figures)?;
        raw.finish(about, faults.handed_to(each))
    }

    fn whole(self, keys: Vec<KeyColumn>, figures: Vec<i64>) -> Result<(Raw, About, Faults)> {
        if self.about.making != Making::Exact && !self.made {
            let cells = figures.into_iter().map(Cell::exact).collect();
            return self.with_columns(keys, cells, None)?.raw();
        }
        let low = if figures.contains(&i64::MAX) {
            Mantissas::Wide(figures.into_iter().map(i128::from).collect())
        } else {
            Mantissas::Narrow(figures)
        };
        let (axes, about, faults) = (self.axes, self.about, self.faults);
        let (concealed, keys) = (Vec::new(), keys.into_iter().map(Into::into).collect());
        Ok((Raw { axes, keys, scale: 0, low, high: None, states: None, statuses: None, concealed }, about, faults))
    }

    /// Builds the table from whole columns of cells and statuses, and hands on everything that is wrong as it is found: for
    /// tables of which any number of rows may be broken.
    ///
    /// # Errors
    /// As [`TableBuilder::build`], with the findings of `TAB-010` handed on.
    pub(crate) fn build_columns_to(
        self,
        keys: Vec<KeyColumn>,
        cells: Vec<Cell>,
        statuses: Option<Vec<Status>>,
        each: &mut dyn FnMut(Finding),
    ) -> Result<Table> {
        let (raw, about, faults) = self.with_columns(keys, cells, statuses)?.raw()?;
        raw.finish(about, faults.handed_to(each))
    }

    /// Builds the table from whole columns of cells and statuses.
    ///
    /// # Errors
    /// As [`TableBuilder::build`].
    pub fn build_columns(self, keys: Vec<KeyColumn>, cells: Vec<Cell>, statuses: Option<Vec<Status>>) -> Result<Table> {
        self.with_columns(keys, cells, statuses)?.build()
    }

    fn with_columns(mut self, keys: Vec<KeyColumn>, cells: Vec<Cell>, statuses: Option<Vec<Status>>) -> Result<Self> {
        if let Some(found) = statuses.as_ref().map(Vec::len).filter(|l| *l != cells.len()) {
            return Err(Error::new(codes::tab::LENGTHS_DIFFER).with("expected", cells.len()).with("found", found));
        }
        self.keys = keys;
        self.cells = Vec::with_capacity(cells.len());
        for (row, cell) in cells.into_iter().enumerate() {
            let cell = self.made(cell);
            let status = statuses.as_ref().and_then(|s| s.get(row)).copied().unwrap_or_default();
            self.cells.push((cell, status));
        }
        Ok(self)
    }

    /// Builds the table.
    ///
    /// # Errors
    /// `TAB-001` for wrong axes, `TAB-005` for keys of the wrong length, `TAB-007` for figures beyond 28 digits, `TAB-011` beyond the
    /// limits, and `TAB-010` with a finding for every broken cell: `TAB-002` a key twice, `TAB-003` a negative count,
    /// `TAB-004` a fractional count, `TAB-006` an unreadable code or period, `TAB-013` an unreadable figure, `TAB-014` bounds in
    /// the wrong order, `TAB-015` a figure that the declared making cannot have made.
    pub fn build(self) -> Result<Table> {
        let (raw, about, faults) = self.raw()?;
        raw.finish(about, faults.kept())
    }

    fn raw(self) -> Result<(Raw, About, Faults)> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        let parts = |cell: &Cell| match *cell {
            Cell::Figure(Figure::Exact(v) | Figure::AtLeast(v)) => [Some(v), None],
            Cell::Figure(Figure::Between { low, high }) => [Some(low), Some(high)],
            Cell::Figure(Figure::Estimate { value, standard_error }) => [Some(value), Some(standard_error)],
            _ => [None, None],
        };
        let scale = self.cells.iter().flat_map(|(c, _)| parts(c)).flatten().map(|d| d.scale()).max().unwrap_or(0);
        let mantissa = |d: Decimal| {
            let factor = 10_i128.checked_pow(scale.saturating_sub(d.scale()));
            let value = factor
                .and_then(|f| d.mantissa().checked_mul(f))
                .filter(|m| m.unsigned_abs() <= Decimal::MAX.mantissa().unsigned_abs());
            value.ok_or_else(|| Error::new(codes::tab::FIGURE_TOO_LARGE))
        };
        let (mut low, mut high, mut states, mut statuses) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (cell, status) in &self.cells {
            let [first, second] = parts(cell);
            low.push(first.map_or(Ok(0), mantissa)?);
            high.push(second.map_or(Ok(0), mantissa)?);
            states.push(State::of(cell) as u8);
            statuses.push(status.bits());
        }
        let has_high = self.cells.iter().any(|(c, _)| parts(c)[1].is_some());
        let raw = Raw {
            axes: self.axes,
            keys: self.keys.into_iter().map(Into::into).collect(),
            scale,
            low: Mantissas::from_wide(low),
            high: has_high.then_some(high),
            states: Some(states),
            statuses: Some(statuses),
            concealed: self.concealed,
        };
        Ok((raw, self.about, self.faults))
    }
}

impl fmt::Debug for TableBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TableBuilder({}; {} rows)", self.about.measure, self.cells.len())
    }
}
