use super::{Grid, Header};
use crate::error::{Custody, Result};
use std::io::{Read, Seek};

/// Bytes that are handed in: a file that the host opened, or a piece of memory.
///
/// Standard input is copied into a [`super::Spool`] first, so that it can be read from the start again.
pub trait Input: Read + Seek + Send {}

impl<T: Read + Seek + Send> Input for T {}

/// Rows that come out of bytes, a batch at a time: delimited text, later fixed width, sheets, messages.
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
}
