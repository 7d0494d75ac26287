//! Apache Arrow record batches.

mod plan;
mod values;

pub(super) use values::Held;

use super::{Batch, Records, Refused, Wanted};
use crate::error::{Error, Finding, Result, codes};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{ArrowError, Schema};
use plan::Part;
use std::{fmt, sync::Arc};

/// Record batches of one schema as batches of records.
///
/// Texts, whole numbers, truths, days and instants without a time zone are read; texts may be in dictionaries. What is declared a
/// date or a datetime becomes days or instants, unless it is text.
///
/// ```
/// use arrow_array::{Date32Array, RecordBatch, StringArray};
/// use dsm_core::source::{ArrowRecords, Batch, Column, ColumnType, Wanted};
/// use std::sync::Arc;
///
/// let days: Arc<dyn arrow_array::Array> = Arc::new(Date32Array::from(vec![Some(19_783), None]));
/// let sex: Arc<dyn arrow_array::Array> = Arc::new(StringArray::from(vec!["F", "M"]));
/// let handed = RecordBatch::try_from_iter([("sex", sex), ("day", days)]).unwrap();
/// let mut records = ArrowRecords::new(&handed.schema(), &[Wanted::new("day", ColumnType::Date)])?;
/// let mut batch = Batch::new();
/// records.convert(&handed, &mut batch)?;
/// let Column::Days { values, missing } = &batch.columns[0] else { unreachable!() };
/// assert_eq!((values[0], missing.as_deref()), (19_783, Some(&[false, true][..])));
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub struct ArrowRecords {
    file: Arc<str>,
    columns: Arc<[(Arc<str>, u32)]>,
    parts: Vec<Part>,
    done: u64,
    refused: Vec<Refused>,
}

impl ArrowRecords {
    /// The wanted columns of record batches of a schema.
    ///
    /// # Errors
    /// `SRC-012` where a wanted column is missing, `SRC-013` where two have its name; `SRC-045` and `SRC-046` where a column cannot
    /// be what is wanted.
    pub fn new(schema: &Schema, wanted: &[Wanted]) -> Result<Self> {
        Self::of_file("", schema, wanted)
    }

    /// The wanted columns of a file with a name.
    pub(super) fn of_file(file: &str, schema: &Schema, wanted: &[Wanted]) -> Result<Self> {
        let file = Arc::from(file);
        let parts = plan::plan(&file, schema, wanted)?;
        let columns = wanted.iter().zip(1..).map(|(column, number)| (column.name.clone(), number)).collect();
        Ok(Self { file, columns, parts, done: 0, refused: Vec::new() })
    }

    /// Turns a record batch into a batch of records, which is emptied first. The arrays may come from a foreign library: they are
    /// checked before they are read.
    ///
    /// # Errors
    /// `EXC-101` where the record batch is not of the schema, or its arrays break their own format. The batch is then empty.
    pub fn convert(&mut self, from: &RecordBatch, batch: &mut Batch) -> Result<()> {
        self.check(from).and_then(|()| self.fill(from, batch)).inspect_err(|_| self.empty(batch))
    }

    /// What could not become a value when the last batch was converted.
    pub fn refused(&mut self) -> Vec<Refused> {
        std::mem::take(&mut self.refused)
    }

    /// Records out of all record batches of a reader or an iterator. Large ones are cut.
    pub fn over<I: Iterator<Item = std::result::Result<RecordBatch, ArrowError>>>(self, batches: I) -> ArrowBatches<I> {
        ArrowBatches { records: self, batches, rest: None }
    }

    /// How many records have been given.
    pub(super) fn done(&self) -> u64 {
        self.done
    }

    /// Goes on behind so many rows that were not read.
    #[cfg(feature = "parquet")]
    pub(super) fn pass_over(&mut self, rows: u64) {
        self.done = self.done.saturating_add(rows);
    }

    pub(super) fn empty(&self, batch: &mut Batch) {
        batch.start_rows(&self.file, &self.columns, self.done + 1);
        batch.columns.iter_mut().zip(&self.parts).for_each(|(column, part)| column.empty_as(part.fill));
    }

    /// Lengths, offsets, keys of dictionaries and UTF-8 of the wanted columns are as the format says.
    pub(super) fn check(&self, from: &RecordBatch) -> Result<()> {
        let wanted = self.parts.iter().map(|part| from.columns().get(part.place));
        let checked =
            |array: Option<&arrow_array::ArrayRef>| array.is_some_and(|array| array.to_data().validate_full().is_ok());
        if wanted.into_iter().all(checked) { Ok(()) } else { Err(invalid()) }
    }

    /// Turns a record batch that is known to keep its format into a batch.
    pub(super) fn fill(&mut self, from: &RecordBatch, batch: &mut Batch) -> Result<()> {
        let mut held = std::mem::take(&mut batch.held);
        batch.start_rows(&self.file, &self.columns, self.done + 1);
        held.resize(self.parts.len(), Held::NONE);
        self.refused.clear();
        for (at, part) in self.parts.iter().enumerate() {
            let array =
                from.columns().get(part.place).filter(|array| *array.data_type() == part.of).ok_or_else(invalid)?;
            let (Some(column), Some(held)) = (batch.columns.get_mut(at), held.get_mut(at)) else { continue };
            for row in values::copy(part, array, column, held).ok_or_else(invalid)? {
                let finding = Finding::new(codes::src::DATE_BEYOND_CALENDAR).at(batch.place(row, Some(at)));
                self.refused.push(Refused::Value(finding));
            }
            if part.is_declared_whole() {
                for row in batch.columns.get_mut(at).map(super::Column::read_integers).unwrap_or_default() {
                    let finding = Finding::new(codes::src::FIGURE_UNREADABLE).at(batch.place(row, Some(at)));
                    self.refused.push(Refused::Value(finding));
                }
            }
        }
        (batch.held, batch.rows) = (held, from.num_rows());
        self.done = self.done.saturating_add(u64::try_from(from.num_rows()).unwrap_or(u64::MAX));
        Ok(())
    }
}

fn invalid() -> Error {
    Error::new(codes::exc::ARROW_INVALID)
}

impl fmt::Debug for ArrowRecords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ArrowRecords({} columns)", self.columns.len())
    }
}

/// Records out of record batches that come one after the other.
pub struct ArrowBatches<I> {
    records: ArrowRecords,
    batches: I,
    /// What has not been given of a large one.
    rest: Option<RecordBatch>,
}

impl<I> ArrowBatches<I> {
    /// How many rows a batch has at most.
    const MOST: usize = 1 << 16;
}

impl<I: Iterator<Item = std::result::Result<RecordBatch, ArrowError>>> Records for ArrowBatches<I> {
    /// # Errors
    /// `EXC-101` where a record batch could not be had, is not of the schema, or its arrays break their own format.
    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        let whole = match self.rest.take() {
            Some(rest) => rest,
            None => loop {
                self.records.empty(batch);
                match self.batches.next().transpose().map_err(|_| invalid())? {
                    None => return Ok(false),
                    Some(next) if next.num_rows() == 0 => {}
                    Some(next) => {
                        self.records.check(&next)?;
                        break next;
                    }
                }
            },
        };
        let here = whole.num_rows().min(Self::MOST);
        self.rest = (here < whole.num_rows()).then(|| whole.slice(here, whole.num_rows() - here));
        self.records.fill(&whole.slice(0, here), batch).inspect_err(|_| self.records.empty(batch))?;
        Ok(true)
    }

    fn refused(&mut self) -> Vec<Refused> {
        self.records.refused()
    }

    fn progress(&self) -> (u64, Option<u64>) {
        (self.records.done, None)
    }
}

impl<I> fmt::Debug for ArrowBatches<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.records.fmt(f)
    }
}
