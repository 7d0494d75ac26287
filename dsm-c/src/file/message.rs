//! Messages of SDMX: read as tables, converted, and written.

use super::{specification::dsm_specification, translation::dsm_translation};
use crate::{
    error::dsm_error,
    finding::dsm_finding,
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give, lend},
    stated::{dsm_stated, or_nothing},
    status::dsm_status,
    string::dsm_string,
    text::{dsm_text, text},
};
use dsm_core::{
    error::{Collected, Finding, Result},
    exchange::{
        Stated,
        sdmx::{
            Conversion, Format, Header, Mapped, Structure, convert, open, read_structures, read_tables,
            structures::Structures,
        },
    },
    translate::{Recoding, Specification, Translated, Translation},
};
use std::{io::Cursor, ptr::null};

/// Structures and code lists of SDMX, which data are checked against.
///
/// Written by one thread at a time, read by several; free it with `dsm_structures_free`.
#[derive(Debug)]
pub struct dsm_structures {
    _inside: [u8; 0],
}

impl Handle for dsm_structures {
    type Inside = Structures;
}
impl Owned for dsm_structures {}

/// A message of SDMX that was written, and what was noticed on the way.
///
/// May be read by several threads; free it with `dsm_message_free`.
#[derive(Debug)]
pub struct dsm_message {
    _inside: [u8; 0],
}

/// The text of a message and its findings.
#[derive(Debug)]
pub struct Written {
    text: String,
    findings: Vec<Finding>,
}

impl Handle for dsm_message {
    type Inside = Written;
}
impl Owned for dsm_message {}

/// No structures yet.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_structures_new(
    structures: *mut *mut dsm_structures,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, { given!(out structures).put(give(Structures::none())) })
}

/// Adds the structures of a message, SDMX-ML 2.1 or 3.0 or SDMX-JSON 2.0; one that is there already stays as it is.
///
/// `name` is what places are given with. EXC-215 where it holds no structures, EXC codes where it cannot be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_structures_add(
    structures: *mut dsm_structures,
    bytes: *const u8,
    byte_count: usize,
    name: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let structures = given!(mut structures);
        let (bytes, name) = (given!(array bytes, byte_count), given!(text name));
        let input = Box::new(Cursor::new(bytes.to_vec()));
        structures.add(read_structures(input, name, &mut Collected::new())?);
    })
}

/// Frees structures. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_structures_free(structures: *mut dsm_structures) {
    free!(structures);
}

/// Reads a message of SDMX as tables, one for each structure: SDMX-ML 2.1 and 3.0, SDMX-CSV 1.0 and 2.0,
/// SDMX-JSON 2.0.
///
/// `structures` may be NULL: nothing is checked then but periods and figures. What stands as the indicator of a table is the flow
/// or structure that the data name. A message that does not say what its figures count gives tables of an unstated measure
/// (EXC-226), and what needs it is refused, unless `stated` says it; NULL states nothing. Stocks that are given by periods are refused (CAT-003) unless
/// the message or `stated` says which moment the label of a period stands for.
///
/// With `specification`, a technical translator, components and codes are mapped first (see `dsm_message_map`), and its `stated` may say the same
/// as attributes of the message: `STAT_UNIT`, `TEMPORALITY`, `MOMENT`. NULL maps nothing.
///
/// TAB-010 for broken cells, EXC-108 where `stated` contradicts the message, EXC codes where it cannot be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_message_read(
    bytes: *const u8,
    byte_count: usize,
    name: dsm_string,
    structures: *const dsm_structures,
    stated: *const dsm_stated,
    specification: *const dsm_specification,
    translation: *mut *mut dsm_translation,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (bytes, name) = (given!(array bytes, byte_count), given!(text name));
        let (structures, translation) = (given!(maybe structures), given!(out translation));
        let stated = or_nothing(given!(maybe stated));
        let map = given!(maybe specification).map(Specification::recoding).transpose()?;
        translation.put(give(tables(bytes, name, structures, &stated, map.as_ref())?.into()));
    })
}

fn tables(
    bytes: &[u8],
    name: &str,
    structures: Option<&Structures>,
    stated: &Stated,
    map: Option<&Recoding>,
) -> Result<Translation> {
    let none = Structures::none();
    let structures = structures.unwrap_or(&none);
    let mut findings = Collected::new();
    let mut source = open(Box::new(Cursor::new(bytes.to_vec())), name, structures, &mut findings)?;
    let arrived = match map {
        Some(map) => {
            let mut mapped = Mapped::new(&mut *source, map, structures, None, name);
            read_tables(&mut mapped, name, structures, stated, &mut findings)
        }
        None => read_tables(&mut *source, name, structures, stated, &mut findings),
    };
    let arrived = arrived.map_err(|error| error.findings_of(findings.findings().to_vec()))?;
    let indicator =
        |structure: Option<Structure>| structure.map_or_else(String::new, |named| named.identity().id().to_owned());
    let tables: Vec<Translated> = arrived
        .into_iter()
        .map(|one| Translated { indicator: indicator(one.structure).into(), table: one.table })
        .collect();
    let rows = tables.iter().map(|one| one.table.len() as u64).sum();
    Ok(Translation { tables, findings, rows })
}

/// Makes a message out of another: structures of structures, data of data; figures and attributes stay as they are written.
///
/// `format` is `sdmx-ml-2.1`, `sdmx-ml-3.0`, `sdmx-csv-1.0`, `sdmx-csv-2.0` or `sdmx-json-2.0` (EXC-238 for another). `structures` may be NULL.
/// `id`, `sender` and `prepared` (a day, or a day and an hour) stand in the header where the message says nothing of them
/// (EXC-289 where SDMX does not allow them). What is wrong with the data is a finding of the message that was written; EXC codes where it cannot be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_message_convert(
    bytes: *const u8,
    byte_count: usize,
    name: dsm_string,
    structures: *const dsm_structures,
    format: dsm_string,
    id: dsm_string,
    sender: dsm_string,
    prepared: dsm_string,
    message: *mut *mut dsm_message,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (bytes, name) = (given!(array bytes, byte_count), given!(text name));
        let (structures, message) = (given!(maybe structures), given!(out message));
        let header = Header::new(given!(text id), given!(text sender), given!(text prepared)).checked()?;
        let to = Format::parse(given!(text format))?;
        let conversion = Conversion { to, structure: None, flat: false, header, map: None };
        message.put(give(converted(bytes, name, structures, &conversion)?));
    })
}

/// As `dsm_message_convert`, with the components and codes of the data mapped as a specification says: its `columns`, `stated`, `ignored`,
/// `schemes`, `names`, `labels` and `marks`.
///
/// TRL-011 where it takes figures out of several columns, EXC-269 for a message of structures, EXC-270 where it leaves a dimension out.
/// A code that has no place in its mapping stays as it is and is a finding (COD-007).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_message_map(
    bytes: *const u8,
    byte_count: usize,
    name: dsm_string,
    structures: *const dsm_structures,
    specification: *const dsm_specification,
    format: dsm_string,
    id: dsm_string,
    sender: dsm_string,
    prepared: dsm_string,
    message: *mut *mut dsm_message,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (bytes, name) = (given!(array bytes, byte_count), given!(text name));
        let (structures, message) = (given!(maybe structures), given!(out message));
        let map = Some(given!(specification).recoding()?);
        let header = Header::new(given!(text id), given!(text sender), given!(text prepared)).checked()?;
        let conversion =
            Conversion { to: Format::parse(given!(text format))?, structure: None, flat: false, header, map };
        message.put(give(converted(bytes, name, structures, &conversion)?));
    })
}

fn converted(bytes: &[u8], name: &str, structures: Option<&Structures>, conversion: &Conversion) -> Result<Written> {
    let none = Structures::none();
    let (mut findings, mut out) = (Collected::new(), Vec::new());
    let mut input = || Ok::<Box<dyn dsm_core::source::Input>, _>(Box::new(Cursor::new(bytes.to_vec())));
    convert(&mut input, name, conversion, structures.unwrap_or(&none), &mut findings, &mut out)?;
    written(out, findings)
}

pub(super) fn written(bytes: Vec<u8>, findings: Collected) -> Result<Written> {
    Ok(Written { text: super::write::utf8(bytes)?, findings: findings.into_findings() })
}

/// The text of a message, which the caller owns.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_message_text(
    message: *const dsm_message,
    file: *mut *mut dsm_text,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let said = given!(message).text.clone();
        given!(out file).put(text(said));
    })
}

/// How many findings there are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_message_finding_count(message: *const dsm_message) -> usize {
    answer!(0, { given!(message).findings.len() })
}

/// A finding, counted from zero. It lives as long as the message; NULL beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_message_finding(message: *const dsm_message, position: usize) -> *const dsm_finding {
    answer!(null(), { given!(message).findings.get(position).map_or(null(), lend) })
}

/// Frees a message. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_message_free(message: *mut dsm_message) {
    free!(message);
}
