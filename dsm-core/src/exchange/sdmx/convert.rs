use super::{
    Format, Header, Mapped, Options, Structure,
    data::{Batch, DataSet, Observations},
    open, read_structures,
    structures::Structures,
    write, write_structures,
};
use crate::{
    error::{At, Error, FindingSink, Place, Result, codes::exc},
    source::Input,
    translate::Recoding,
};
use std::{
    cell::Cell,
    io::{self, Write},
    sync::Arc,
};

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
/// `EXC-215` where it is no message; `EXC-366` where it has no observations and nobody says its structure; `EXC-269` where structures are to be mapped; as [`Mapped`]; what the reader and the writer of the formats report.
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
    let (some, mut held) = (Cell::new(false), Vec::new());
    let mut source = Watched { source: &mut *source, some: &some };
    let mut waiting = Waiting { out: &mut *out, some: &some, held: &mut held };
    match map {
        Some(map) => {
            let mut mapped = Mapped::new(&mut source, map, structures, structure.as_ref(), file);
            write(*to, &mut mapped, &options, structures, findings, &mut waiting)
        }
        None => write(*to, &mut source, &options, structures, findings, &mut waiting),
    }?;
    if !some.get() && structure.is_none() {
        return Err(Error::new(exc::OBSERVATIONS_LACKING).at(Place::new(file, At::Whole)));
    }
    out.write_all(&held).and_then(|()| out.flush()).map_err(|error| Error::new(exc::NOT_WRITTEN).caused_by(error))
}

/// Observations of which is known whether some came.
struct Watched<'s> {
    source: &'s mut dyn Observations,
    some: &'s Cell<bool>,
}

impl Observations for Watched<'_> {
    fn header(&self) -> &Header {
        self.source.header()
    }

    fn file(&self) -> Option<Arc<str>> {
        self.source.file()
    }

    fn next<'a>(&'a mut self, batch: &mut Batch, findings: &mut dyn FindingSink) -> Result<Option<&'a DataSet>> {
        let next = self.source.next(batch, findings)?;
        self.some.set(self.some.get() || next.is_some());
        Ok(next)
    }
}

/// What is written before the first observations waits for them: where none come it may be refused.
struct Waiting<'s> {
    out: &'s mut dyn Write,
    some: &'s Cell<bool>,
    held: &'s mut Vec<u8>,
}

impl Write for Waiting<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.some.get() {
            self.held.extend_from_slice(bytes);
            return Ok(bytes.len());
        }
        self.out.write_all(self.held)?;
        self.held.clear();
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.some.get() { self.out.flush() } else { Ok(()) }
    }
}
