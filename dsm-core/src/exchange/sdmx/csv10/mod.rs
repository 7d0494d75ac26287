//! SDMX-CSV 1.0: `DATAFLOW`, then the components; what Eurostat's dissemination gives and the .Stat Suite takes.
//!
//! Source: SDMX-CSV 1.0 field guide.

use super::{
    Structure,
    csv::{self, Version},
    data::Observations,
};
use crate::error::{FindingSink, Result};
use std::io::Write;

/// Writes observations as SDMX-CSV 1.0, in the order in which they come.
///
/// # Errors
/// `EXC-001` when the bytes cannot be written; what the source reports. A data set with other components than the first is
/// `EXC-233` and left out; deletions cannot be said in this version (`EXC-224`).
pub fn write_observations(
    source: &mut dyn Observations,
    structure: Option<&Structure>,
    findings: &mut dyn FindingSink,
    out: &mut dyn Write,
) -> Result<()> {
    csv::write(Version::V10, source, structure, findings, out)
}
