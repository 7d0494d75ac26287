use super::{Batch, Records, Refused};
use crate::error::{Error, Finding};
use std::sync::Arc;

/// A carrier of which not one record can be told: an empty file, or a Parquet file that was cut off. It gives no records, and says why.
///
/// ```
/// use dsm_core::{error::{Error, codes::src}, source::{Batch, NoRecords, Records}};
///
/// let mut records = NoRecords::of(&Error::new(src::FILE_EMPTY));
/// assert!(!records.next(&mut Batch::new())?);
/// assert_eq!(records.refused()[0].finding().rule(), src::FILE_EMPTY);
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Debug)]
pub struct NoRecords(Option<Finding>);

impl NoRecords {
    /// The carrier that an error is about.
    #[must_use]
    pub fn of(error: &Error) -> Self {
        Self(Some(Finding::from(error)))
    }
}

impl Records for NoRecords {
    fn next(&mut self, batch: &mut Batch) -> crate::error::Result<bool> {
        batch.start_rows(&Arc::from(""), &Arc::from([]), 1);
        Ok(false)
    }

    fn refused(&mut self) -> Vec<Refused> {
        self.0.take().map(Refused::Carrier).into_iter().collect()
    }

    fn progress(&self) -> (u64, Option<u64>) {
        (0, None)
    }
}
