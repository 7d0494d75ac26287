//! Structure messages of SDMX-JSON 2.0.

mod read;
mod write;

use crate::{
    error::{FindingSink, Result},
    exchange::sdmx::{Header, structures::Structures},
    source::Input,
};
use std::io::Write;

/// What is held of a message takes at most about so many bytes.
const MOST_BYTES: u64 = 1 << 30;

/// Reads a structure message of SDMX-JSON 2.0.
///
/// Findings, each with its line and column: `EXC-220` for a property that does not belong where it stands, `EXC-225` for what DSM does
/// not keep, `EXC-240` to `EXC-244` for references, identities and properties that cannot be read, `EXC-264` for a property that came before.
///
/// # Errors
/// `EXC-230` for broken JSON and `EXC-221` for a message that breaks off, with line and column; `EXC-215` for another message; `EXC-218` where
/// it takes more than 1 GiB, a text more than 16 MiB, or values are nested deeper than 64; `SRC-016` where the bytes cannot be read.
///
/// # Example
/// ```
/// use dsm_core::{error::Collected, exchange::sdmx::{json20::structures::read, structures::Identity}};
/// use std::io::Cursor;
/// let message = r#"{"data": {"codelists": [{"id": "CL_SEX", "agencyID": "SDMX", "version": "2.1", "name": "Sex",
///   "codes": [{"id": "F", "name": "Female", "names": {"en": "Female", "ru": "Женщины"}}]}]}}"#;
/// let structures = read(Cursor::new(message), "sex.json", &mut Collected::new())?;
/// let list = structures.codelist(&Identity::parse("SDMX:CL_SEX(2.1)")?).unwrap();
/// assert_eq!(list.items[0].names.best("ru"), Some("Женщины"));
/// let refused = read(Cursor::new("{\"data\": ]"), "broken.json", &mut Collected::new()).unwrap_err();
/// assert_eq!(refused.code().id(), "EXC-230");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: SDMX-JSON 2.0.0, structure message, schema and field guide.
pub fn read(input: impl Input, file: &str, findings: &mut dyn FindingSink) -> Result<Structures> {
    read::message(input, file, findings)
}

/// Writes structures as a message of SDMX-JSON 2.0: the same structures and header give the same bytes.
///
/// Findings: `EXC-224` for each thing that SDMX-JSON 2.0 cannot say.
///
/// # Errors
/// `EXC-001` when the bytes cannot be written.
///
/// # Example
/// ```
/// use dsm_core::{error::Collected, exchange::sdmx::{Header, json20, structures::Structures}};
/// let header = Header::new("NONE", "DSM", "2025-03-01T00:00:00Z");
/// let mut file = Vec::new();
/// json20::structures::write(&Structures::none(), &header, &mut file, &mut Collected::new())?;
/// assert!(String::from_utf8_lossy(&file).contains("\"prepared\":\"2025-03-01T00:00:00Z\""));
/// let refused = json20::structures::write(&Structures::none(), &header, &mut [0_u8; 9].as_mut_slice(), &mut Collected::new());
/// assert_eq!(refused.unwrap_err().code().id(), "EXC-001");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: SDMX-JSON 2.0.0, structure message, schema and field guide.
pub fn write(
    structures: &Structures,
    header: &Header,
    out: &mut dyn Write,
    findings: &mut dyn FindingSink,
) -> Result<()> {
    write::message(structures, header, out, findings)
}
