//! Workbooks of Excel as streams of cells, and their tables as rows.
//!
//! A workbook is an archive of XML parts. Both are read here, under [`SheetLimits`]: no sheet is ever held in memory, a number is kept
//! in the digits of the file, and a formula that no program has reckoned is told from an empty cell.

mod address;
mod cells;
mod dates;
mod escape;
mod limits;
mod look;
mod names;
mod number;
mod open;
mod parts;
mod rows;
mod shared;
mod start;
#[cfg(test)]
mod tests;
mod unfit;
mod value;
mod workbook;
mod xml;
mod zip;

pub use address::Area;
pub use cells::SheetCells;
pub use dates::SheetDate;
pub use limits::SheetLimits;
pub use look::SheetLook;
pub use names::SheetName;
pub use rows::{SheetRows, SheetTable};
pub use value::{SheetCell, SheetValue};
pub use workbook::{Sheet, SheetVisibility, Workbook};
