//! Apache Parquet files.

mod chunks;
mod hint;

use super::{ArrowRecords, Batch, Records, Refused, Wanted, find};
use crate::{
    error::{At, Error, Finding, Place, Result, Safe, codes::src},
    source::Input,
};
use arrow_array::RecordBatch;
use chunks::Chunks;
use parquet::arrow::{
    ProjectionMask,
    arrow_reader::{ArrowReaderMetadata, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder},
};
use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

/// Records out of a Parquet file: the columns that are wanted, one group of rows after the other.
///
/// A file that is no whole one is refused before any row, statistics in it are not looked at, and the rows of each group are as
/// many as the file says, or it is broken.
///
/// ```no_run
/// use dsm_core::source::{Batch, ColumnType, Input, ParquetRecords, Records, Wanted};
///
/// fn rows(file: Box<dyn Input>) -> dsm_core::error::Result<usize> {
///     let wanted = [Wanted::new("person_id", ColumnType::Text), Wanted::new("event_date", ColumnType::Date)];
///     let mut records = ParquetRecords::new(file, "events.parquet", &wanted)?;
///     let (mut batch, mut rows) = (Batch::new(), 0);
///     while records.next(&mut batch)? {
///         rows += batch.rows;
///     }
///     Ok(rows)
/// }
/// ```
pub struct ParquetRecords {
    chunks: Chunks,
    file: Arc<str>,
    metadata: ArrowReaderMetadata,
    mask: ProjectionMask,
    /// Whether texts have to be looked at once more.
    unchecked: bool,
    records: ArrowRecords,
    /// The group that is read next.
    group: usize,
    /// The rows of groups that cannot be decoded.
    refused: Vec<Refused>,
    /// The present one, and how many rows it still has to give.
    reader: Option<ParquetRecordBatchReader>,
    left: u64,
    total: u64,
}

impl ParquetRecords {
    /// How many rows a batch has at most.
    const ROWS: usize = 8192;

    /// The wanted columns of a file. `file` is the name that places are given with.
    ///
    /// # Errors
    /// `SRC-051` where it is no whole Parquet file, `SRC-053` where a wanted column is compressed in a way that is not read; `SRC-012`,
    /// `SRC-013`, `SRC-045` and `SRC-046` as [`ArrowRecords::new`]; `SRC-016`.
    pub fn new(input: Box<dyn Input>, file: &str, wanted: &[Wanted]) -> Result<Self> {
        let file: Arc<str> = Arc::from(file);
        let failed = |error| find::about(&file, src::READ_FAILED).caused_by(error);
        let chunks = Chunks::new(input).map_err(failed)?;
        let metadata = guarded(|| ArrowReaderMetadata::load(&chunks, hint::options()));
        let unreadable = || chunks.failed().map_or_else(|| find::about(&file, src::PARQUET_UNREADABLE), failed);
        let metadata = metadata.ok_or_else(unreadable)?;
        // Before any hint: two columns of a name, or one that is missing.
        let mut roots = find::each(&file, metadata.schema().fields().iter().map(|f| f.name().as_str()), wanted)?;
        roots.sort_unstable();
        roots.dedup();
        if let Some(codec) = roots.iter().find_map(|root| hint::unknown_codec(metadata.metadata(), *root)) {
            return Err(find::about(&file, src::PARQUET_CODEC).with("codec", Safe::word(codec)));
        }
        let hinted = guarded(|| Ok(hint::hinted(metadata.clone(), wanted)));
        let metadata = hinted.ok_or_else(|| find::about(&file, src::PARQUET_UNREADABLE))?;
        let schema = metadata.schema().project(&roots).map_err(|_| find::about(&file, src::PARQUET_UNREADABLE))?;
        let records = ArrowRecords::of_file(&file, &schema, wanted)?;
        let unchecked = roots.iter().any(|root| hint::unchecked(metadata.metadata(), *root));
        let mask = ProjectionMask::roots(metadata.parquet_schema(), roots);
        let groups = metadata.metadata().row_groups().iter();
        let total = groups.map(|group| u64::try_from(group.num_rows()).unwrap_or(0)).fold(0, u64::saturating_add);
        Ok(Self {
            chunks,
            file,
            metadata,
            mask,
            unchecked,
            records,
            group: 0,
            refused: Vec::new(),
            reader: None,
            left: 0,
            total,
        })
    }

    /// The next rows as they are decoded; none at the end, nothing at all where they cannot be.
    fn decoded(&mut self) -> Option<Option<RecordBatch>> {
        loop {
            if let Some(reader) = &mut self.reader {
                match guarded(|| Ok(reader.next().transpose()?))? {
                    Some(rows) if rows.num_rows() == 0 => continue,
                    Some(rows) => {
                        if self.unchecked {
                            self.records.check(&rows).ok()?;
                        }
                        self.left = self.left.checked_sub(u64::try_from(rows.num_rows()).ok()?)?;
                        return Some(Some(rows));
                    }
                    None => self.reader = None,
                }
            }
            if self.left > 0 {
                return None;
            }
            let Some(group) = self.metadata.metadata().row_groups().get(self.group) else { return Some(None) };
            let at = self.group;
            self.group += 1;
            self.left = u64::try_from(group.num_rows()).ok()?;
            let builder = || {
                ParquetRecordBatchReaderBuilder::new_with_metadata(self.chunks.clone(), self.metadata.clone())
                    .with_row_groups(vec![at])
                    .with_projection(self.mask.clone())
                    .with_batch_size(Self::ROWS)
                    .build()
            };
            self.reader = Some(guarded(builder)?);
        }
    }

    /// Nothing is read after an error.
    fn end(&mut self) {
        (self.reader, self.left, self.group) = (None, 0, usize::MAX);
    }
}

/// What a decoder gives. Bytes that break the format can make it panic, which is an error like any other; what the error says is
/// not handed on, since it may show values.
fn guarded<T>(decode: impl FnOnce() -> parquet::errors::Result<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(decode)).ok()?.ok()
}

impl Records for ParquetRecords {
    /// # Errors
    /// `SRC-016`. Rows of a group that cannot be decoded are refused (`SRC-052`), as many as the file says that there are.
    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        self.refused.clear();
        match self.decoded() {
            Some(Some(rows)) => {
                let filled = self.records.fill(&rows, batch);
                filled.map(|()| true).inspect_err(|_| self.records.empty(batch))
            }
            Some(None) => {
                self.records.empty(batch);
                Ok(false)
            }
            None => {
                self.records.empty(batch);
                let place = At::Row { column: Arc::from(""), row: self.records.done() };
                let place = Place::new(self.file.clone(), place);
                if let Some(error) = self.chunks.failed() {
                    self.end();
                    return Err(Error::new(src::READ_FAILED).at(place).caused_by(error));
                }
                // The rows of the other groups stand for themselves.
                let lost = std::mem::take(&mut self.left);
                self.reader = None;
                self.records.pass_over(lost);
                self.refused.push(Refused::Records(Finding::new(src::PARQUET_BROKEN).at(place), lost));
                Ok(true)
            }
        }
    }

    fn refused(&mut self) -> Vec<Refused> {
        let mut refused = self.records.refused();
        refused.append(&mut self.refused);
        refused
    }

    fn progress(&self) -> (u64, Option<u64>) {
        (self.records.done(), Some(self.total))
    }
}

impl fmt::Debug for ParquetRecords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Parquet{:?}", self.records)
    }
}
