//! What SDMX-CSV 1.0 and 2.0 have in common: a line of names, then a line an observation.

mod begin;
mod columns;
mod reader;
#[cfg(test)]
mod tests;
mod values;
mod writer;

pub(in crate::exchange::sdmx) use columns::Version;
pub(in crate::exchange::sdmx) use reader::separator;
pub use reader::{CsvReader, open};
pub(in crate::exchange::sdmx) use values::{joined, several};
pub(in crate::exchange::sdmx) use writer::write;
