//! Tables as Apache Arrow record batches, in memory: the road to Python, C and everything that speaks Arrow.
//!
//! One row is one cell. Each axis is a dictionary of codes under the axis' id; then stand
//!
//! | column | holds |
//! |---|---|
//! | `OBS_VALUE` | the exact figure or the value of an estimate; null between bounds, suppressed or missing |
//! | `LOWER`, `UPPER` | the certain bounds, where a cell of the table has any; no upper one for "at least" |
//! | `STANDARD_ERROR` | of an estimate, where there is one |
//! | `OBS_STATUS` | where a status is not normal: SDMX letters `A B P E F U I`; `Q` suppressed, `O` not delivered, `L` not collected, `M` not applicable |
//!
//! Figures are `Int64` where all are whole and fit, otherwise `Decimal128`. What the table counts travels in the schema's
//! metadata under [`KEY`] as a [`Description`](super::description::Description): one key, so that equal tables give equal
//! bytes. A reader that has it needs no statement; one that does not gets the weakest reading.

mod columns;
mod figures;
mod gather;
mod read;
mod row;
mod rows;
mod write;
#[cfg(test)]
mod tests;

pub use super::Stated;
pub use read::{Arrived, read};
pub use write::record_batch;

/// The key of the schema's metadata that holds the description.
pub const KEY: &str = "dsm:table";
/// The column of figures.
pub const VALUE: &str = "OBS_VALUE";
const LOWER: &str = "LOWER";
const UPPER: &str = "UPPER";
const STANDARD_ERROR: &str = "STANDARD_ERROR";
const STATUS: &str = "OBS_STATUS";
