//! Formats in which figures leave: every writer takes a [`View`](crate::table::View), in which concealed figures are absent.
//!
//! A file says what its figures count: unit, temporality, level and the rest stand beside every figure, because a row is
//! often all that is kept of a file. The same view always gives the same bytes.
//!
//! | module | format |
//! |---|---|
//! | [`csv`] | tidy CSV: one row a cell |
//! | [`jsonstat`] | JSON-stat 2.0 |
//! | [`sdmx::csv20`] | SDMX-CSV 2.0 |
//! | [`sdmx::ml21::data`], [`sdmx::ml30::data`] | SDMX-ML, structure-specific data |
//!
//! With the feature `xlsx` workbooks are made that officials fill in.
//! With the feature `arrow` tables also come in and go out as Apache Arrow in memory.

#[cfg(feature = "arrow")]
pub mod arrow;
pub mod csv;
pub mod cube;
pub mod jsonstat;
pub mod description;
pub mod sdmx;
#[cfg(feature = "xlsx")]
pub mod xlsx;

mod columns;
mod noted;
mod observation;
mod record;
mod stated;
mod table_format;
#[cfg(test)]
mod tests;

pub use stated::Stated;
pub use table_format::TableFormat;
