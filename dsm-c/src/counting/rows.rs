//! Records that are handed in as texts, row by row.

use crate::string::dsm_string;
use dsm_core::{
    error::{Error, Result, Safe, codes::src},
    source::{Batch, Column, Records, Texts, Wanted},
};

/// Texts of all columns, one row after the other.
pub(super) struct Rows<'a> {
    /// Where the wanted columns stand among those that are handed in.
    places: Vec<usize>,
    rows: std::slice::ChunksExact<'a, dsm_string>,
    read: &'a dyn Fn(dsm_string) -> Result<&'a str>,
    /// The number of the next row.
    next: u64,
}

impl<'a> Rows<'a> {
    pub(super) fn new(
        columns: &[&str],
        values: &'a [dsm_string],
        read: &'a dyn Fn(dsm_string) -> Result<&'a str>,
        wanted: &[Wanted],
        first: u64,
    ) -> Result<Self> {
        let place = |wanted: &Wanted| {
            let missing = || Error::new(src::COLUMN_MISSING).with("column", Safe::term(&wanted.name));
            columns.iter().position(|column| **column == *wanted.name).ok_or_else(missing)
        };
        let places = wanted.iter().map(place).collect::<Result<Vec<_>>>()?;
        Ok(Self { places, rows: values.chunks_exact(columns.len().max(1)), read, next: first })
    }
}

impl Records for Rows<'_> {
    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        const MOST: usize = 1 << 14;
        let mut columns = vec![Texts::default(); self.places.len()];
        let mut rows = 0;
        for row in self.rows.by_ref().take(MOST) {
            for (place, column) in self.places.iter().zip(&mut columns) {
                column.push(row.get(*place).map_or(Ok(""), |text| (self.read)(*text))?);
            }
            rows += 1;
        }
        *batch = Batch::new();
        (batch.rows, batch.first) = (rows, self.next + 1);
        batch.columns = columns.into_iter().map(Column::Texts).collect();
        self.next += rows as u64;
        Ok(rows > 0)
    }

    fn progress(&self) -> (u64, Option<u64>) {
        (self.next, None)
    }
}
