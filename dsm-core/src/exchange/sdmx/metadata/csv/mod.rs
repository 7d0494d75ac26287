//! Metadata reports in SDMX-CSV 2.0: a report a line, an attribute a column.
//!
//! Source: SDMX-CSV 2.0, metadata message field guide.

mod column;
mod parts;
mod read;
mod write;

pub(super) use read::read;
pub(super) use write::write;

/// What parts several targets, values or languages in a field.
const SEPARATOR: char = ';';
