use super::{Grid, Header};
use crate::error::{Custody, Finding, Result};
use std::io::{Read, Seek};

/// Bytes that are handed in: a file that the host opened, or a piece of memory.
///
/// Standard input is copied into a [`super::Spool`] first, so that it can be read from the start again.
pub trait Input: Read + Seek + Send {}

impl<T: Read + Seek + Send> Input for T {}

/// Rows that come out of bytes, a batch at a time: delimited text, text of fixed width, later sheets and messages.
pub trait Rows {
    /// Reads the next rows into the batch, which is emptied first; false where there are no more.
    ///
    /// # Errors
    /// A code of this room with its place, where the bytes cannot be read on. The batch is then empty.
    fn next(&mut self, batch: &mut Grid) -> Result<bool>;

    /// The names of the columns.
    fn header(&self) -> &Header;

    /// The custody of what was read: whoever handed the bytes in may see what they say.
    fn custody(&self) -> Custody;

    /// What was found out about the bytes so far, where it was not stated or is unusual: the encoding, the separator, line ends
    /// of several kinds. Each is one finding of severity information; they are complete when the last row has been read.
    fn noticed(&self) -> &[Finding];
}
