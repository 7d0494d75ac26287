//! Delimited text: RFC 4180 quotes; comma, semicolon or tab; UTF-8 with or without a mark; any of the three line ends.

mod bytes;
mod layout;
mod records;

pub use layout::{Layout, Limits, Separator};

use super::{Grid, Header, Input, Rows};
use crate::error::{At, Custody, Error, Place, Result, codes};
use records::Records;
use std::fmt;

/// Rows out of delimited text, the first of them the names of the columns.
pub struct Delimited<R> {
    records: Records<R>,
    header: Header,
}

impl<R: Input> Delimited<R> {
    /// Reads the names of the columns. `file` is the name that places are given with.
    ///
    /// # Errors
    /// `SRC-011` where there is not even a line of names; `SRC-010` where the separator is not stated and the names do not tell it;
    /// `SRC-004`–`SRC-009` where the bytes cannot be read; `SRC-013`, `SRC-014` where names are missing or double.
    pub fn open(input: R, file: &str, layout: &Layout) -> Result<Self> {
        let mut records = Records::open(input, file, layout)?;
        let mut names = Grid::new();
        names.start(records.file());
        if !records.next(&mut names, false)? {
            return Err(Error::new(codes::src::FILE_EMPTY).at(Place::new(file, At::Whole)));
        }
        let row = names.rows().next();
        let texts = row.iter().flat_map(|row| (0..row.len()).map(|column| row.text(column)));
        let header = Header::new(file, row.map_or(1, |row| row.line()), texts)?;
        Ok(Self { records, header })
    }
}

impl<R: Input> Rows for Delimited<R> {
    fn next(&mut self, batch: &mut Grid) -> Result<bool> {
        batch.start(self.records.file());
        let blank = self.header.len() == 1;
        while !batch.is_full() {
            match self.records.next(batch, blank) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    batch.start(self.records.file());
                    return Err(error);
                }
            }
        }
        Ok(!batch.is_empty())
    }

    fn header(&self) -> &Header {
        &self.header
    }

    fn custody(&self) -> Custody {
        Custody::of_own_bytes()
    }
}

impl<R> fmt::Debug for Delimited<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Delimited({:?})", self.header)
    }
}
