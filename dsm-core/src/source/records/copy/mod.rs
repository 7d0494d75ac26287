//! PostgreSQL's COPY in binary format.

mod plan;
mod stream;

pub use plan::CopyType;

use super::{
    Batch, Column, Records, Refused, Wanted,
    column::{Fill, Value},
};
use crate::error::{At, Code, Error, Finding, Place, Result, Safe, codes::src};
use plan::{Field, Part};
use std::{fmt, io::Read, sync::Arc};
use stream::{Stream, Torn};

/// Records out of `COPY (…) TO STDOUT (FORMAT binary)` of PostgreSQL.
///
/// The stream does not say its columns: who asked for it states them, and their types. Columns that are not wanted are passed
/// over. A date or instant that is infinite is missing and a finding.
///
/// ```
/// use dsm_core::source::{Batch, Column, ColumnType, CopyRecords, CopyType, Records, Wanted};
///
/// let mut stream = b"PGCOPY\n\xFF\r\n\0\0\0\0\0\0\0\0\0".to_vec();
/// stream.extend(b"\0\x02\0\0\0\x01F\0\0\0\x04\0\0\x22\x7A"); // two fields: F, 2024-03-01
/// stream.extend(b"\xFF\xFF");
/// let columns = [("sex", CopyType::Text), ("day", CopyType::Date)];
/// let mut records = CopyRecords::new(&stream[..], "register", &columns, &[Wanted::new("day", ColumnType::Date)])?;
/// let mut batch = Batch::new();
/// assert!(records.next(&mut batch)?);
/// assert!(matches!(&batch.columns[0], Column::Days { values, missing: None } if values == &[19_783]));
/// assert_eq!(batch.place(0, Some(0)).to_string(), "register:day[0]");
/// assert!(!records.next(&mut batch)?);
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub struct CopyRecords<R> {
    stream: Stream<R>,
    file: Arc<str>,
    /// The wanted columns; their numbers are not used.
    columns: Arc<[(Arc<str>, u32)]>,
    plan: Vec<Vec<Part>>,
    fills: Vec<Fill>,
    /// How many records have been given.
    done: u64,
    started: bool,
    ended: bool,
    refused: Vec<Refused>,
    failed: Option<Error>,
    /// Room for texts that are written here.
    text: String,
}

impl<R: Read> CopyRecords<R> {
    const SIGNATURE: [u8; 11] = *b"PGCOPY\n\xFF\r\n\0";
    /// The bytes of a wanted field.
    const MOST: usize = 1 << 20;
    /// How many rows and how much text a batch holds, give or take a row.
    const FULL: (usize, usize) = (16_384, 4 << 20);

    /// The wanted columns of a stream, whose columns are stated in their order. `file` is the name that places are given with.
    ///
    /// # Errors
    /// `SRC-012` where a wanted column is not stated, `SRC-013` where two of its name are;
    /// `SRC-045` and `SRC-046` where a column cannot be what is wanted.
    pub fn new(input: R, file: &str, columns: &[(&str, CopyType)], wanted: &[Wanted]) -> Result<Self> {
        let file = Arc::from(file);
        let plan = Part::plan(&file, columns, wanted)?;
        let mut fills = vec![Fill::Texts; wanted.len()];
        for part in plan.iter().flatten() {
            fills.get_mut(part.into).into_iter().for_each(|fill| *fill = part.fill);
        }
        let columns = wanted.iter().zip(1..).map(|(column, number)| (column.name.clone(), number)).collect();
        let (refused, failed, text) = (Vec::new(), None, String::new());
        let (started, ended) = (false, false);
        Ok(Self {
            stream: Stream::new(input),
            file,
            columns,
            plan,
            fills,
            done: 0,
            started,
            ended,
            refused,
            failed,
            text,
        })
    }

    /// Reads what stands before the tuples.
    fn start(&mut self) -> Result<()> {
        let foreign = |torn| match torn {
            Torn::End => Error::new(src::COPY_FOREIGN).at(Place::new(self.file.clone(), At::Whole)),
            torn => failed(&self.file, torn, 0),
        };
        let signature: [u8; 11] = self.stream.array().map_err(foreign)?;
        let flags = u32::from_be_bytes(self.stream.array().map_err(foreign)?);
        // Bit 16 announces object ids, which PostgreSQL no longer has; the others up to 31 have no meaning yet.
        if signature != Self::SIGNATURE || flags >> 16 != 0 {
            return Err(Error::new(src::COPY_FOREIGN).at(Place::new(self.file.clone(), At::Whole)));
        }
        let extension = i32::from_be_bytes(self.stream.array().map_err(foreign)?);
        let extension = usize::try_from(extension).map_err(|_| foreign(Torn::End))?;
        self.stream.skip(extension).map_err(foreign)?;
        self.started = true;
        Ok(())
    }

    /// Reads a tuple into the batch; false at the end.
    fn tuple(&mut self, batch: &mut Batch) -> Result<bool> {
        let row = self.done;
        let file = self.file.clone();
        let broken = |rule: Code, name: &str| Error::new(rule).at(place(&file, name, row));
        let torn = |torn| failed(&file, torn, row);
        let count = i16::from_be_bytes(self.stream.array().map_err(torn)?);
        if count == -1 {
            return match self.stream.is_over().map_err(torn)? {
                true => Ok(false),
                false => Err(broken(src::COPY_BROKEN, "")),
            };
        }
        if usize::try_from(count).ok() != Some(self.plan.len()) {
            return Err(broken(src::COPY_BROKEN, ""));
        }
        for parts in &self.plan {
            let length = i32::from_be_bytes(self.stream.array().map_err(torn)?);
            if length == -1 {
                for part in parts {
                    batch.columns.get_mut(part.into).into_iter().for_each(|column| column.push(&Value::Missing));
                }
                continue;
            }
            let length = usize::try_from(length).map_err(|_| broken(src::COPY_BROKEN, ""))?;
            let Some(first) = parts.first() else {
                self.stream.skip(length).map_err(torn)?;
                continue;
            };
            let name = self.columns.get(first.into).map_or("", |(name, _)| name);
            if length > Self::MOST {
                return Err(broken(src::VALUE_TOO_LONG, name).with("limit", Safe::from(Self::MOST)));
            }
            let bytes = self.stream.take(length).map_err(torn)?;
            for part in parts {
                let Some(column) = batch.columns.get_mut(part.into) else { continue };
                match part.read(bytes, &mut self.text) {
                    Field::Value(value) => column.push(&value),
                    read @ (Field::Beyond | Field::NoNumber) => {
                        column.push(&Value::Missing);
                        let beyond = matches!(read, Field::Beyond);
                        let rule = if beyond { src::DATE_BEYOND_CALENDAR } else { src::FIGURE_UNREADABLE };
                        self.refused.push(Refused::Value(Finding::new(rule).at(place(&file, name, row))));
                    }
                    Field::Broken => return Err(broken(src::COPY_BROKEN, name)),
                    Field::NoText => return Err(broken(src::NOT_UTF8, name)),
                }
            }
        }
        batch.rows += 1;
        self.done += 1;
        Ok(true)
    }

    /// Empties a batch for the next records.
    fn empty(&self, batch: &mut Batch) {
        batch.start_rows(&self.file, &self.columns, self.done + 1);
        for (column, fill) in batch.columns.iter_mut().zip(&self.fills) {
            column.empty_as(*fill);
            if let Column::Coded { values, .. } = column {
                *values = vec![Box::from("f"), Box::from("t")];
            }
        }
    }
}

/// A row of a column, or of all.
fn place(file: &Arc<str>, column: &str, row: u64) -> Place {
    Place::new(file.clone(), At::Row { column: Arc::from(column), row })
}

/// The stream broke off.
fn failed(file: &Arc<str>, torn: Torn, row: u64) -> Error {
    match torn {
        Torn::End => Error::new(src::RECORDS_TRUNCATED).at(place(file, "", row)),
        Torn::Failed(error) => Error::new(src::READ_FAILED).at(place(file, "", row)).caused_by(error),
    }
}

/// How much text a batch holds.
fn size(batch: &Batch) -> usize {
    batch.columns.iter().map(|column| if let Column::Texts(texts) = column { texts.size() } else { 0 }).sum()
}

impl<R: Read> Records for CopyRecords<R> {
    /// # Errors
    /// `SRC-047` where it is no such stream, `SRC-048` where it ends before its end mark; `SRC-049` where the number of fields or the
    /// length of one is not as the columns were stated; `SRC-004`, `SRC-008` for a text; `SRC-016`. The records before are given
    /// first.
    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        self.empty(batch);
        self.refused.clear();
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        if !self.started && !self.ended {
            self.start().inspect_err(|_| self.ended = true)?;
        }
        while !self.ended && batch.rows < Self::FULL.0 && (!batch.rows.is_multiple_of(64) || size(batch) < Self::FULL.1)
        {
            let before = self.refused.len();
            match self.tuple(batch) {
                Ok(more) => self.ended = !more,
                Err(error) => {
                    self.ended = true;
                    self.refused.truncate(before);
                    batch.columns.iter_mut().for_each(|column| column.truncate(batch.rows));
                    if batch.rows == 0 {
                        return Err(error);
                    }
                    self.failed = Some(error);
                }
            }
        }
        Ok(batch.rows > 0)
    }

    fn refused(&mut self) -> Vec<Refused> {
        std::mem::take(&mut self.refused)
    }

    fn progress(&self) -> (u64, Option<u64>) {
        (self.stream.done(), None)
    }
}

impl<R> fmt::Debug for CopyRecords<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CopyRecords({} columns)", self.columns.len())
    }
}
