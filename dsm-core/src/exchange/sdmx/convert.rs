use super::{
    Format, Header, Mapped, Options, Structure, open, read_structures, structures::Structures, write, write_structures,
};
use crate::{
    error::{Error, FindingSink, Result, codes::exc},
    source::Input,
    translate::Recoding,
};
use std::io::Write;

/// How a message is made out of another.
#[derive(Clone, Debug)]
pub struct Conversion {
    /// The format to write.
    pub to: Format,
    /// The flow or structure that the data are said to be of; without it that which they name.
    pub structure: Option<Structure>,
    /// Whether every observation is written with its whole key, not series by series.
    pub flat: bool,
    /// What the message says of itself where the other says nothing: id, sender, time of preparation.
    pub header: Header,
    /// What a technical translator says of the components and codes of the data, where they are mapped.
    pub map: Option<Recoding>,
}

/// Makes a message out of another, whatever the formats: structures of structures, data of data. Figures and attributes stay as
/// they are written; everything that is wrong with them is a finding.
///
/// `input` opens the message, more than once; `structures` are what data are checked against.
///
/// # Errors
/// `EXC-215` where it is no message; `EXC-269` where structures are to be mapped; as [`Mapped`]; what the reader and the writer of the formats report.
///
/// # Example
/// ```
/// use dsm_core::{error::{Collected, FindingSink}, exchange::sdmx::{Conversion, Format, Header, convert, structures::Structures}};
/// use std::io::Cursor;
/// let text = "DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE\nDSM:PERMITS(1.0),F,2024,3\n";
/// let header = Header::new("PERMITS", "MDA", "2025-03-01");
/// let to_two = Conversion { to: Format::Csv20, structure: None, flat: false, header, map: None };
/// let (mut found, mut file) = (Collected::new(), Vec::new());
/// convert(&mut || Ok(Box::new(Cursor::new(text))), "p.csv", &to_two, &Structures::none(), &mut found, &mut file)?;
/// assert!(file.ends_with(b"\ndataflow,DSM:PERMITS(1.0),I,F,2024,3\n"));
/// // Nobody handed the structure over, and that is said.
/// assert_eq!(found.findings()[0].rule().id(), "EXC-210");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub fn convert(
    input: &mut dyn FnMut() -> Result<Box<dyn Input>>,
    file: &str,
    conversion: &Conversion,
    structures: &Structures,
    findings: &mut dyn FindingSink,
    out: &mut dyn Write,
) -> Result<()> {
    let Conversion { to, structure, flat, header, map } = conversion;
    match read_structures(input()?, file, findings) {
        Ok(_) if map.is_some() => return Err(Error::new(exc::MAP_NEEDS_DATA)),
        Ok(read) => return write_structures(*to, &read, header, findings, out),
        Err(error) if error.code() == exc::NOT_SDMX => {}
        Err(error) => return Err(error),
    }
    let mut source = open(input()?, file, structures, findings)?;
    let header = source.header().or(header);
    let mut options = Options::new(header);
    if let Some(structure) = structure {
        options = options.structure(structure.clone());
    }
    if *flat {
        options = options.flat();
    }
    match map {
        Some(map) => {
            let mut mapped = Mapped::new(&mut *source, map, structures, structure.as_ref(), file);
            write(*to, &mut mapped, &options, structures, findings, out)
        }
        None => write(*to, &mut *source, &options, structures, findings, out),
    }
}
