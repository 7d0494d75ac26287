//! What States say of their figures.

use crate::{
    error::{dsm_error, language},
    file::message::dsm_structures,
    finding::dsm_finding,
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give, lend},
    status::dsm_status,
    string::dsm_string,
    text::{dsm_text, text},
};
use dsm_core::{
    documentation::Documentation,
    error::{Collected, Finding},
    exchange::sdmx::{read_documentation, structures::Structures},
    time::Day,
};
use std::{
    io::Cursor,
    ptr::{null, null_mut},
};

/// What a State says of its figures of an indicator: its definition, its unit, its source, its breaks, field by field.
///
/// May be read by several threads; free it with `dsm_documentation_free`, unless it is lent by a list.
#[derive(Debug)]
pub struct dsm_documentation {
    _inside: [u8; 0],
}

impl Handle for dsm_documentation {
    type Inside = Documentation;
}
impl Owned for dsm_documentation {}

/// Reads the text of a file of documentation, TOML of the format `dsm-documentation/1`. `name` is what places are given with.
///
/// DOC-014 with a finding for everything that cannot be read, each at its line; DOC-015 for a file of another format or a newer
/// template, and at its line for what is no TOML.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentation_read(
    name: dsm_string,
    toml: dsm_string,
    documentation: *mut *mut dsm_documentation,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let read = Documentation::from_toml(given!(text name), given!(text toml))?;
        given!(out documentation).put(give(read));
    })
}

/// The State, by its two letters. It lives as long as the documentation.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentation_country(documentation: *const dsm_documentation) -> dsm_string {
    answer!(dsm_string::NONE, { dsm_string::lent(given!(documentation).country()) })
}

/// The id of the indicator. It lives as long as the documentation.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentation_indicator(documentation: *const dsm_documentation) -> dsm_string {
    answer!(dsm_string::NONE, { dsm_string::lent(given!(documentation).indicator()) })
}

fn day(day: Option<Day>) -> *mut dsm_text {
    day.map_or(null_mut(), |day| text(day.to_string()))
}

/// The first day of the figures that it is about, such as `2018-01-01`. A text of the caller; NULL where none is said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentation_from(documentation: *const dsm_documentation) -> *mut dsm_text {
    answer!(null_mut(), { day(given!(documentation).from()) })
}

/// The last day of the figures that it is about. A text of the caller; NULL where none is said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentation_until(documentation: *const dsm_documentation) -> *mut dsm_text {
    answer!(null_mut(), { day(given!(documentation).until()) })
}

/// It as a file, TOML of the format `dsm-documentation/1`: `dsm_documentation_read` reads it again. A text of the caller.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentation_toml(documentation: *const dsm_documentation) -> *mut dsm_text {
    answer!(null_mut(), { text(given!(documentation).to_toml()) })
}

/// How many fields have an answer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentation_answer_count(documentation: *const dsm_documentation) -> usize {
    answer!(0, { given!(documentation).answers().count() })
}

/// The field of an answer, counted from zero in the order of the template, such as `UNIT`. Lives for ever; NULL beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentation_field(
    documentation: *const dsm_documentation,
    position: usize,
) -> dsm_string {
    answer!(dsm_string::NONE, {
        let answer = given!(documentation).answers().nth(position);
        answer.map_or(dsm_string::NONE, |(field, _)| dsm_string::lent(field.id()))
    })
}

/// What is said in a field: a text in the language of a tag, or in English or Russian where it is said in no other; of a code, a
/// period, a day or an address the one text. A text of the caller; NULL where nothing is said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentation_answer(
    documentation: *const dsm_documentation,
    field: dsm_string,
    tag: dsm_string,
) -> *mut dsm_text {
    answer!(null_mut(), {
        let (documentation, field, lang) = (given!(documentation), given!(text field), language(given!(text tag)));
        let said = documentation.text(field).map(|text| text.in_lang(lang).to_owned());
        let written = || documentation.find(field)?.written().into_iter().next().map(|(_, text)| text);
        said.or_else(written).map_or(null_mut(), text)
    })
}

/// Frees a documentation that is not lent. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentation_free(documentation: *mut dsm_documentation) {
    free!(documentation);
}

/// The documentation of an indicator in the order of validity, as its reader may see it.
///
/// May be read by several threads; free it with `dsm_documentations_free`.
#[derive(Debug)]
pub struct dsm_documentations {
    _inside: [u8; 0],
}

/// Documentation, and what was found while it was read.
#[derive(Debug)]
pub struct Documentations {
    all: Vec<Documentation>,
    findings: Vec<Finding>,
}

impl From<Vec<Documentation>> for Documentations {
    fn from(all: Vec<Documentation>) -> Self {
        Self { all, findings: Vec::new() }
    }
}

impl Handle for dsm_documentations {
    type Inside = Documentations;
}
impl Owned for dsm_documentations {}

/// Reads the documentation that metadata reports of SDMX hold: SDMX-ML 3.0 and 2.1 (generic metadata), SDMX-CSV 2.0.
///
/// `name` is what places are given with. `structures` may be NULL: the attributes of a report are then named after their concepts.
/// `country` (two letters) and `indicator` are of reports that do not say of whom they are, and may be without bytes; EXC-281 where it is
/// not known. What a documentation has no field for (EXC-280), and answers that a field does not take, are findings of the list. EXC-215
/// where the bytes are no report, EXC codes where they cannot be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentations_read_report(
    bytes: *const u8,
    byte_count: usize,
    name: dsm_string,
    structures: *const dsm_structures,
    country: dsm_string,
    indicator: dsm_string,
    documentations: *mut *mut dsm_documentations,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (bytes, name) = (given!(array bytes, byte_count), given!(text name));
        let (structures, documentations) = (given!(maybe structures), given!(out documentations));
        let stated = [given!(text country), given!(text indicator)].map(|said| (!said.is_empty()).then_some(said));
        let (none, mut findings) = (Structures::none(), Collected::new());
        let input = Box::new(Cursor::new(bytes.to_vec()));
        let all = read_documentation(input, name, structures.unwrap_or(&none), stated, &mut findings)
            .map_err(|error| error.findings_of(findings.findings().to_vec()))?;
        documentations.put(give(Documentations { all, findings: findings.into_findings() }));
    })
}

/// How many there are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentations_count(documentations: *const dsm_documentations) -> usize {
    answer!(0, { given!(documentations).all.len() })
}

/// One of them, counted from zero. It lives as long as the list; NULL beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentations_at(
    documentations: *const dsm_documentations,
    position: usize,
) -> *const dsm_documentation {
    answer!(null(), { given!(documentations).all.get(position).map_or(null(), lend) })
}

/// How many findings there are: of a list that was read out of metadata reports.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentations_finding_count(documentations: *const dsm_documentations) -> usize {
    answer!(0, { given!(documentations).findings.len() })
}

/// A finding, counted from zero. It lives as long as the list; NULL beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentations_finding(
    documentations: *const dsm_documentations,
    position: usize,
) -> *const dsm_finding {
    answer!(null(), { given!(documentations).findings.get(position).map_or(null(), lend) })
}

/// Frees a list of documentation. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentations_free(documentations: *mut dsm_documentations) {
    free!(documentations);
}
