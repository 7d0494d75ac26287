//! Data messages of SDMX-ML 2.1. They are read by [`ml::data`](crate::exchange::sdmx::ml::data), whatever their version.

use crate::{
    error::{FindingSink, Result},
    exchange::sdmx::{
        data::Observations,
        ml::data::{Edition, Options, write as write_as},
    },
};
use std::io::Write;

/// Writes observations as structure-specific data of SDMX-ML 2.1, in the order in which they come: in series, or each beside its
/// whole key. The same observations and options give the same bytes.
///
/// An attribute stands where its structure says it: once for the data set, at its group, at its series, at the observation. Where
/// its values differ within, what comes after stands in a data set or series of its own, so that nothing is lost.
///
/// Findings: `EXC-224` for what this version cannot say, `EXC-228` for what the header lacks, `EXC-232` for a series that comes
/// again, `EXC-233` for data sets of another structure, which are left out, `EXC-262` for an attribute whose values differ.
///
/// # Errors
/// `EXC-001` when the bytes cannot be written; `EXC-234` for a character that XML cannot write; what the source reports.
///
/// # Example
/// ```
/// use dsm_core::{error::Collected, exchange::sdmx::{Header, csv, ml, ml21, structures::Structures}};
/// use std::io::Cursor;
/// let message = |note: &str| format!("DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE,COMMENT_OBS\nDSM:P(1.0),F,2024,4,{note}\n");
/// let mut found = Collected::new();
/// let options = ml::data::Options::new(Header::new("PERMITS", "DSM", "2025-03-01"));
/// let mut write = |note: &str| {
///     let mut reader = csv::open(Cursor::new(message(note)), "m.csv", &Structures::none())?;
///     let mut file = Vec::new();
///     ml21::data::write(&mut reader, &options, &mut found, &mut file)?;
///     Ok::<_, dsm_core::error::Error>(String::from_utf8_lossy(&file).into_owned())
/// };
/// let text = write("it's")?;
/// assert!(text.contains("<Series SEX=\"F\">\n<Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"4\" COMMENT_OBS=\"it's\"/>"), "{text}");
/// // A character that XML does not have is not written.
/// let text = "DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE,COMMENT_OBS\nDSM:PERMITS(1.0),F,2024,4,a\u{1}\n";
/// let mut reader = csv::open(Cursor::new(text), "m.csv", &Structures::none())?;
/// let refused = ml21::data::write(&mut reader, &options, &mut Collected::new(), &mut Vec::new()).unwrap_err();
/// assert_eq!(refused.to_string(), "DSM-EXC-234 character-forbidden (component=COMMENT_OBS) at m.csv:2");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// # Sources
/// SDMX 2.1, section 3, `SDMXMessage.xsd`, `SDMXDataStructureSpecific.xsd`.
pub fn write(
    source: &mut dyn Observations,
    options: &Options,
    findings: &mut dyn FindingSink,
    out: &mut dyn Write,
) -> Result<()> {
    write_as(Edition::V21, source, options, findings, out)
}
