use super::{
    LOWER, STANDARD_ERROR, STATUS, UPPER,
    columns::{Texts, texts, type_word},
    figures::{Number, Numbers, numbers, whole},
    gather::Gather,
    read::Layout,
    row::Row,
};
use crate::{
    error::{At, Error, Finding, Place, Result, Safe, codes},
    exchange::description::Description,
    measure::Making,
    table::{Cell, Status, Table},
};
use arrow_array::{ArrayRef, RecordBatch};

/// Details of at most so many broken cells are kept; the count of all of them is exact.
const MOST_DETAILS: usize = 10_000;

/// The rows of all batches so far.
pub(super) struct Rows<'a> {
    value: &'a str,
    keys: Vec<Gather>,
    whole: Vec<i64>,
    /// Cells, from the first batch on that is not of whole figures only.
    cells: Option<(Vec<Cell>, Vec<Status>)>,
    count: usize,
    found: Vec<Finding>,
    broken: u64,
}

impl<'a> Rows<'a> {
    pub(super) fn new(axes: usize, value: &'a str) -> Self {
        let keys = (0..axes).map(|_| Gather::new()).collect();
        Self { value, keys, whole: Vec::new(), cells: None, count: 0, found: Vec::new(), broken: 0 }
    }

    pub(super) fn add(&mut self, batch: &RecordBatch, layout: &Layout) -> Result<()> {
        if u32::try_from(self.count.saturating_add(batch.num_rows())).is_err() {
            return Err(Error::new(codes::tab::TABLE_TOO_LARGE).with("limit", u64::from(u32::MAX)));
        }
        let column = |place: usize| batch.columns().get(place).ok_or_else(|| Error::defect("arrow::read"));
        for (gather, (name, place)) in self.keys.iter_mut().zip(&layout.axes) {
            gather.add(name, column(*place)?)?;
        }
        let plain = layout.lower.or(layout.upper).or(layout.standard_error).or(layout.status).is_none();
        match whole(column(layout.value)?).filter(|_| plain && self.cells.is_none()) {
            Some(figures) if self.whole.is_empty() => self.whole = figures,
            Some(figures) => self.whole.extend(figures),
            None => self.cells(batch, layout)?,
        }
        self.count = self.count.saturating_add(batch.num_rows());
        Ok(())
    }

    /// Row by row: figures that are not all whole and exact.
    fn cells(&mut self, batch: &RecordBatch, layout: &Layout) -> Result<()> {
        let column = |place: usize| batch.columns().get(place).ok_or_else(|| Error::defect("arrow::read"));
        let number = |place: Option<usize>, name: &str| -> Result<_> {
            place.map(|place| column(place).and_then(|c| numbers(name, c))).transpose()
        };
        let value = numbers(self.value, column(layout.value)?)?;
        let (lower, upper) = (number(layout.lower, LOWER)?, number(layout.upper, UPPER)?);
        let error = number(layout.standard_error, STANDARD_ERROR)?;
        let status = layout.status.map(|place| column(place).and_then(status_texts)).transpose()?;
        let (mut cells, mut statuses) = self.cells.take().unwrap_or_else(|| {
            let cells: Vec<Cell> = self.whole.drain(..).map(Cell::exact).collect();
            let statuses = vec![Status::NORMAL; cells.len()];
            (cells, statuses)
        });
        for row in 0..batch.num_rows() {
            let letters = status.as_ref().and_then(|s| s(row));
            let at = |numbers: &Option<Numbers<'_>>| numbers.as_ref().map_or(Number::None, |n| n(row));
            let numbers = [value(row), at(&lower), at(&upper), at(&error)];
            let read = Row::new(self.count.saturating_add(row), self.value);
            let (cell, status, faults) = read.cell(letters.as_deref().unwrap_or(""), numbers);
            cells.push(cell);
            statuses.push(status);
            self.broken = self.broken.saturating_add(faults.len() as u64);
            let left = MOST_DETAILS.saturating_sub(self.found.len());
            self.found.extend(faults.into_iter().take(left));
        }
        self.cells = Some((cells, statuses));
        Ok(())
    }

    pub(super) fn build(self, description: Description, described: bool) -> Result<Table> {
        let Description { measure, concept, axes, vintage, making, absent, notes, assumptions } = description;
        let builder = Table::builder(measure, concept).vintage(&vintage).absent(absent).notes(notes);
        let mut builder = builder.assumptions(assumptions);
        // What a description travels with is made already; what was published is not.
        builder = match (described, making) {
            (_, Making::Exact) => builder,
            (true, making) => builder.made_by(making),
            (false, making) => builder.making(making),
        };
        for axis in axes {
            builder = builder.axis(axis);
        }
        let keys = self.keys.into_iter().map(Gather::finish).collect();
        let built = match self.cells {
            None => builder.build_whole(keys, self.whole),
            Some((cells, statuses)) => builder.build_columns(keys, cells, Some(statuses)),
        };
        if self.broken == 0 { built } else { Err(all_faults(built.err(), self.found, self.broken)) }
    }
}

/// What was found here and what the builder found, in the order of the rows.
fn all_faults(built: Option<Error>, mut found: Vec<Finding>, broken: u64) -> Error {
    let mut count = broken;
    if let Some(error) = built {
        if error.code() != codes::tab::TABLE_INVALID {
            return error;
        }
        count = count.saturating_add(error.args().named("count").and_then(Safe::as_count).unwrap_or(0));
        found.extend(error.findings().iter().cloned());
    }
    let row = |f: &Finding| match f.place().map(Place::position) {
        Some(At::Row { row, .. }) => *row,
        _ => u64::MAX,
    };
    found.sort_by_key(row);
    Error::new(codes::tab::TABLE_INVALID).with("count", count).findings_of(found)
}

fn status_texts(column: &ArrayRef) -> Result<Texts<'_>> {
    texts(column).ok_or_else(|| {
        Error::new(codes::exc::COLUMN_TYPE)
            .with("column", Safe::term(STATUS))
            .with("type", Safe::word(type_word(column.data_type())))
            .with("what", Safe::word("statuses"))
    })
}
