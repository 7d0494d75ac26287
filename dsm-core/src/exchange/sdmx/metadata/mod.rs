//! Reference metadata: what a State says of its figures as a metadata report of SDMX, and reports of others as documentation.
//!
//! A report of one State and indicator is a [`MetadataSet`] about its dataflow and its provision agreement. The concepts are those of
//! ESMS; what a field says more narrowly than a concept stands under it. A field without an answer is not there; an answer that nothing
//! is stated (`unstated`) is one.
//!
//! Source: SDMX 3.0, section 2 (metadata sets); SDMX-ML 3.0, generic metadata; SDMX-CSV 2.0, metadata messages; ESMS 2.0.

mod answers;
mod csv;
mod ml;
mod report;
mod set;
mod template;
#[cfg(test)]
mod tests;

pub use report::MetadataReport;
pub use set::{MetadataSet, Reported};

use super::{
    Format,
    format::{Form, form},
    json20::{Content, content},
    structures::Structures,
};
use crate::{
    documentation::Documentation,
    error::{At, Error, FindingSink, Place, Result, Safe, codes::exc},
    source::Input,
};

/// At most so many mebibytes of a message of reports are held.
const MOST_MEBIBYTES: u64 = 64;

/// The formats that reports are written in.
const WRITTEN: [Format; 2] = [Format::Ml30, Format::Csv20];

/// Reads metadata reports of whatever format: SDMX-ML 3.0 and 2.1 (generic metadata), SDMX-CSV 2.0. A message of more than 64 MiB is
/// refused.
///
/// # Errors
/// `EXC-215` where it holds none; `EXC-218` beyond a limit; what reading XML and delimited text reports.
pub fn read_metadata(
    mut input: Box<dyn Input>,
    file: &str,
    findings: &mut dyn FindingSink,
) -> Result<Vec<MetadataSet>> {
    match form(&mut input, file)? {
        Form::Xml => ml::read(input, file, findings),
        Form::Text => csv::read(input, file, findings),
        Form::Json => Err(match content(&mut *input, file)? {
            Content::Metadata => {
                let error = Error::new(exc::VERSION_NOT_READ).with("version", Safe::term("SDMX-JSON_METADATA"));
                error.at(Place::new(file, At::Whole))
            }
            _ => Error::new(exc::NOT_SDMX).at(Place::new(file, At::Whole)),
        }),
    }
}

/// Reads the documentation that the metadata reports of a message hold, in the order of the message.
///
/// The State and the indicator are those of the provision agreement that a report is about, else those that are stated. What has no
/// field is a finding, and so is an answer that the field does not take. `structures` says which concepts the attributes of a foreign
/// report have; without it an attribute is named after its concept.
///
/// # Errors
/// As [`read_metadata`]; `EXC-281` where it is not known of which State and indicator a report is.
///
/// # Example
/// ```
/// use dsm_core::{catalogue::Catalogue, documentation::Documentation, error::Collected, text::Lang};
/// use dsm_core::exchange::sdmx::{Format, Header, MetadataReport, read_documentation, structures::Structures};
/// use std::io::Cursor;
/// let catalogue = Catalogue::preset("dsm")?;
/// let said = Documentation::new("MD", "ENTRIES")?.say("SOURCE", Lang::En, "Border guard")?.answer("UNIT", "PERSON_EVENTS")?;
/// let report = MetadataReport::new("DSM")?.with(&said, catalogue.find("ENTRIES")?)?;
/// let (mut found, mut file) = (Collected::new(), Vec::new());
/// report.write(Format::Csv20, &Header::new("DOC", "MDA", "2026-06-01"), &mut found, &mut file)?;
/// let read = |file: Vec<u8>, found: &mut Collected| {
///     read_documentation(Box::new(Cursor::new(file)), "doc.csv", &Structures::none(), [None, None], found)
/// };
/// assert_eq!(read(file, &mut found)?, [said]);
/// // A report about something else, of nobody knows whom.
/// let other = "MDSTRUCTURE,MDSTRUCTURE_ID,METADATASET_ID,TARGET_TYPES,TARGET_IDS,COST_BURDEN\n\
///     metadataflow,ESTAT:ESMS(1.0),ESTAT:S(1.0),dataflow,ESTAT:MIGR(1.0),low\n";
/// assert_eq!(read(other.into(), &mut found).unwrap_err().code().id(), "EXC-281");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub fn read_documentation(
    input: Box<dyn Input>,
    file: &str,
    structures: &Structures,
    stated: [Option<&str>; 2],
    findings: &mut dyn FindingSink,
) -> Result<Vec<Documentation>> {
    let mut all = Vec::new();
    for set in read_metadata(input, file, findings)? {
        all.extend(set.documentation(structures, stated, findings)?);
    }
    Ok(all)
}
