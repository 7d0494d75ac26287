//! Individual records as batches of typed columns: what counting reads.
//!
//! Only columns that are wanted are read. Text stays text, so that an unreadable date is a finding at its place; carriers that
//! know types give whole numbers, days and instants, and texts by their dictionaries.
//!
//! What is read here is of individuals: no `Debug` and no error shows a value.

#[cfg(feature = "arrow")]
mod arrow;
mod batch;
mod calendar;
mod column;
mod copy;
mod find;
mod nothing;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(test)]
mod tests;
mod text;
mod wanted;

#[cfg(feature = "arrow")]
pub use arrow::{ArrowBatches, ArrowRecords};
pub use batch::Batch;
pub use column::{Column, Texts};
pub use copy::{CopyRecords, CopyType};
pub use nothing::NoRecords;
#[cfg(feature = "parquet")]
pub use parquet::ParquetRecords;
pub use text::TextRecords;
pub use wanted::{ColumnType, Wanted};

use crate::error::{Error, Finding, Result};

/// Records that come a batch at a time.
pub trait Records {
    /// Reads the next records into the batch, which is emptied first and whose buffers are used again; false at the end.
    ///
    /// A batch may be empty although there are more: what was read may all have been refused.
    ///
    /// # Errors
    /// A code of this room with its place, where the records cannot be read on. The batch is then empty.
    fn next(&mut self, batch: &mut Batch) -> Result<bool>;

    /// What was found out about the bytes so far, where it was not stated or is unusual; see [`super::Rows::noticed`].
    fn noticed(&self) -> &[Finding] {
        &[]
    }

    /// What could not become a record or a value when the last batch was read, each with its place. It is to be asked after each
    /// [`Records::next`]: the next one forgets it.
    fn refused(&mut self) -> Vec<Refused> {
        Vec::new()
    }

    /// How far it has come: bytes or rows, and of how many, where that is known.
    fn progress(&self) -> (u64, Option<u64>);
}

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refused {
    /// A record that is in no batch.
    Record(Finding),
    /// A value that is missing in its record, which is in the batch.
    Value(Finding),
    /// So many records that follow each other, which are in no batch.
    Records(Finding, u64),
    /// All that follows from here on, of which nobody knows how many records it is: there are no more.
    Rest(Finding),
    /// A whole carrier, of which not one record can be told.
    Carrier(Finding),
}

impl Refused {
    /// The error, where what was refused leaves open what else there was.
    #[must_use]
    pub fn into_error(self) -> Option<Error> {
        match self {
            Self::Record(_) | Self::Value(_) => None,
            Self::Records(finding, _) | Self::Rest(finding) | Self::Carrier(finding) => Some(finding.into()),
        }
    }

    /// The finding.
    #[must_use]
    pub fn finding(&self) -> &Finding {
        match self {
            Self::Record(finding)
            | Self::Value(finding)
            | Self::Records(finding, _)
            | Self::Rest(finding)
            | Self::Carrier(finding) => finding,
        }
    }
}
