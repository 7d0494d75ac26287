//! The only place where foreign bytes become rows.
//!
//! Everything streams under stated [`Limits`], and every value knows its place. What was read is foreign text until a code
//! list, a period or [`Numbers`] has read it: no `Debug` here shows it and no error repeats it. What looks like data of individuals
//! is for the [`Guard`].
//!
//! ```
//! use dsm_core::source::{self, Grid, Guard, Layout, Rows};
//! use std::io::Cursor;
//!
//! let bytes = "CITIZENSHIP,TIME_PERIOD,OBS_VALUE\nAFG,2023,98\n\"XXA\",2023,5\n";
//! let mut rows = source::open(Cursor::new(bytes), "kaz.csv", &Layout::default())?;
//! let value = rows.header().need("OBS_VALUE")?;
//! let (mut batch, mut figures, mut guard) = (Grid::new(), Vec::new(), Guard::new(rows.header()));
//! while rows.next(&mut batch)? {
//!     for row in batch.rows() {
//!         guard.row(&row);
//!         figures.push(row.figure(value)?);
//!     }
//! }
//! assert_eq!(figures, [98.into(), 5.into()]);
//! assert!(guard.settle().is_empty());
//! # Ok::<(), dsm_core::error::Error>(())
//! ```

mod carrier;
mod delimited;
mod encoding;
mod figure;
mod fixed;
mod form;
mod grid;
mod guard;
mod header;
mod input;
mod layout;
mod lines;
mod means;
mod numbers;
mod pieces;
mod reader;
mod records;
#[cfg(feature = "xlsx")]
mod sheets;
mod start;
mod tabular;
#[cfg(test)]
mod tests;
mod whereabouts;

pub use carrier::open_records;
pub use encoding::Encoding;
pub(crate) use encoding::{Decoded, Decoder};
pub use figure::figure;
pub use grid::{Grid, Row};
pub use guard::Guard;
pub use header::Header;
pub use input::{Input, Rows};
pub use layout::{Layout, Limits, Separator};
pub use means::{Means, Memory, Quiet, Scratch, Spool, Watch};
pub use numbers::{Numbers, NumbersSeen, is_scientific};
pub use reader::{Reader, open};
#[cfg(feature = "parquet")]
pub use records::ParquetRecords;
#[cfg(feature = "arrow")]
pub use records::{ArrowBatches, ArrowRecords};
pub use records::{
    Batch, Column, ColumnType, CopyRecords, CopyType, NoRecords, Records, Refused, TextRecords, Texts, Wanted,
};
#[cfg(feature = "xlsx")]
pub use sheets::{
    Area, Sheet, SheetCell, SheetCells, SheetDate, SheetLimits, SheetLook, SheetName, SheetRows, SheetTable,
    SheetValue, SheetVisibility, Workbook,
};
pub use tabular::{Tabular, open_table};
pub(crate) use whereabouts::Whereabouts;
