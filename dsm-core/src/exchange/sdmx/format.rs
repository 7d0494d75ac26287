use super::{
    Header, Options, csv, csv10, csv20,
    data::Observations,
    json20::{self, Content, content},
    ml, ml21, ml30,
    structures::Structures,
};
use crate::{
    error::{At, Error, FindingSink, Place, Result, Safe, codes::exc, codes::src},
    source::Input,
};
use std::io::{Read, SeekFrom, Write};

/// A format of SDMX and its version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// SDMX-CSV 1.0.
    Csv10,
    /// SDMX-CSV 2.0.
    Csv20,
    /// SDMX-JSON 2.0.
    Json20,
    /// SDMX-ML 2.1, data of a structure.
    Ml21,
    /// SDMX-ML 3.0, data of a structure.
    Ml30,
}

impl Format {
    /// Every format that is written.
    pub const ALL: [Self; 5] = [Self::Csv10, Self::Csv20, Self::Json20, Self::Ml21, Self::Ml30];

    /// Its word, such as `sdmx-csv-2.0`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv10 => "sdmx-csv-1.0",
            Self::Csv20 => "sdmx-csv-2.0",
            Self::Json20 => "sdmx-json-2.0",
            Self::Ml21 => "sdmx-ml-2.1",
            Self::Ml30 => "sdmx-ml-3.0",
        }
    }

    /// Whether structures can be written in it: what a receiver of data needs beside them. SDMX-CSV has none.
    #[must_use]
    pub fn has_structures(self) -> bool {
        !matches!(self, Self::Csv10 | Self::Csv20)
    }

    /// The format of a word.
    ///
    /// # Errors
    /// `EXC-238` where there is none of that word.
    pub fn parse(word: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|format| format.word() == word);
        found.ok_or_else(|| Error::new(exc::FORMAT_UNKNOWN).with("formats", Safe::words(Self::ALL.map(Self::word))))
    }
}

/// What a message is made of, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Xml,
    Json,
    Text,
}

/// Opens data of whatever format: SDMX-ML 2.1 and 3.0, SDMX-CSV 1.0 and 2.0, SDMX-JSON 2.0.
///
/// # Errors
/// `EXC-215` where it is none of these, `EXC-229` for SDMX-JSON 1.0 and metadata; what the reader of the format reports.
pub fn open(
    mut input: Box<dyn Input>,
    file: &str,
    structures: &Structures,
    findings: &mut dyn FindingSink,
) -> Result<Box<dyn Observations>> {
    match form(&mut input, file)? {
        Form::Xml => Ok(Box::new(ml::data::open(input, file, structures, findings)?)),
        Form::Json => match content(&mut *input, file)? {
            Content::Data => Ok(Box::new(json20::data::open(input, file, structures, findings)?)),
            Content::First => Err(not_read("SDMX-JSON_1.0", file)),
            Content::Metadata => Err(not_read("SDMX-JSON_METADATA", file)),
            Content::Structures => Err(Error::new(exc::NOT_SDMX).at(Place::new(file, At::Whole))),
        },
        Form::Text => Ok(Box::new(csv::open(input, file, structures)?)),
    }
}

/// Reads structures of whatever format: SDMX-ML 2.1 and 3.0, SDMX-JSON 2.0.
///
/// # Errors
/// `EXC-215` where it is none; what the reader of the format reports.
pub fn read_structures(mut input: Box<dyn Input>, file: &str, findings: &mut dyn FindingSink) -> Result<Structures> {
    match form(&mut input, file)? {
        Form::Xml => ml::structures::read(input, file, findings),
        Form::Json => match content(&mut *input, file)? {
            Content::Structures => json20::structures::read(input, file, findings),
            Content::First => Err(not_read("SDMX-JSON_1.0", file)),
            Content::Data | Content::Metadata => Err(Error::new(exc::NOT_SDMX).at(Place::new(file, At::Whole))),
        },
        Form::Text => Err(Error::new(exc::NOT_SDMX).at(Place::new(file, At::Whole))),
    }
}

fn not_read(version: &str, file: &str) -> Error {
    Error::new(exc::VERSION_NOT_READ).with("version", Safe::term(version)).at(Place::new(file, At::Whole))
}

pub(super) fn form(input: &mut Box<dyn Input>, file: &str) -> Result<Form> {
    let failed = |error: std::io::Error| Error::new(src::READ_FAILED).at(Place::new(file, At::Whole)).caused_by(error);
    let mut head = Vec::new();
    input.by_ref().take(256).read_to_end(&mut head).map_err(failed)?;
    input.seek(SeekFrom::Start(0)).map_err(failed)?;
    let blank = |byte: &u8| byte.is_ascii_whitespace() || [0, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF].contains(byte);
    Ok(match head.iter().find(|byte| !blank(byte)) {
        Some(b'<') => Form::Xml,
        Some(b'{') => Form::Json,
        _ => Form::Text,
    })
}

/// Writes observations in a format.
///
/// # Errors
/// As the writer of the format.
pub fn write(
    format: Format,
    source: &mut dyn Observations,
    options: &Options,
    structures: &Structures,
    findings: &mut dyn FindingSink,
    out: &mut dyn Write,
) -> Result<()> {
    let structure = options.structure.as_ref();
    match format {
        Format::Csv10 => csv10::write_observations(source, structure, findings, out),
        Format::Csv20 => csv20::write_observations(source, structure, findings, out),
        Format::Json20 => json20::data::write(source, &options.header, structure, structures, findings, out),
        Format::Ml21 => ml21::data::write(source, options, findings, out),
        Format::Ml30 => ml30::data::write(source, options, findings, out),
    }
}

/// Writes structures in a format.
///
/// # Errors
/// `EXC-273` for SDMX-CSV, which has no structures; as the writer of the format.
pub fn write_structures(
    format: Format,
    structures: &Structures,
    header: &Header,
    findings: &mut dyn FindingSink,
    out: &mut dyn Write,
) -> Result<()> {
    match format {
        Format::Ml21 => ml21::structures::write(structures, header, out, findings),
        Format::Ml30 => ml30::structures::write(structures, header, out, findings),
        Format::Json20 => json20::structures::write(structures, header, out, findings),
        Format::Csv10 | Format::Csv20 => {
            let formats = Safe::words([Format::Json20.word(), Format::Ml21.word(), Format::Ml30.word()]);
            Err(Error::new(exc::STRUCTURES_NOT_IN_CSV).with("formats", formats))
        }
    }
}
