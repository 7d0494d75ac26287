//! Structure messages of SDMX-ML: one reader for its versions, and what their writers share.

mod read;
mod write;
#[cfg(test)]
mod tests;

pub(in crate::exchange::sdmx) use write::write;

use crate::{
    error::{FindingSink, Result},
    exchange::sdmx::structures::Structures,
    source::Input,
};

/// Reads a structure message of SDMX-ML 2.1 or 3.0; which one, its namespaces say.
///
/// Findings, each with its line: `EXC-220` for an element that does not belong where it stands, `EXC-225` for what DSM does not
/// keep, `EXC-228` for what the header lacks, `EXC-240` to `EXC-244` for references, identities and properties that cannot be
/// read.
///
/// # Errors
/// `EXC-215` for another message, `EXC-229` for another version, `EXC-216` to `EXC-218` and `EXC-221` for broken XML and what
/// goes beyond its limits; `SRC-016` where the bytes cannot be read.
///
/// # Example
/// ```
/// use dsm_core::{error::Collected, exchange::sdmx::{ml::structures::read, structures::Identity}};
/// use std::io::Cursor;
/// let message = r#"<m:Structure xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"><m:Structures><Codelists>
///   <Codelist agencyID="SDMX" id="CL_SEX"><Name>Sex</Name><Code id="F"><Name>Female</Name></Code></Codelist>
/// </Codelists></m:Structures></m:Structure>"#;
/// let structures = read(Cursor::new(message), "sex.xml", &mut Collected::new())?;
/// let list = structures.codelist(&Identity::parse("SDMX:CL_SEX(1.0)")?).unwrap();
/// assert_eq!(list.items[0].names.best("en"), Some("Female"));
/// let refused = read(Cursor::new("<html/>"), "page.html", &mut Collected::new()).unwrap_err();
/// assert_eq!(refused.code().id(), "EXC-215");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: SDMX 2.1 and 3.0, section 3, `SDMXMessage.xsd`, `SDMXStructure.xsd`.
pub fn read(input: impl Input, file: &str, findings: &mut dyn FindingSink) -> Result<Structures> {
    read::message(input, file, findings)
}
