//! Tables as files.

use crate::{
    error::{dsm_error, language},
    given::given,
    guard::guard,
    status::dsm_status,
    string::dsm_string,
    table::dsm_table,
    text::{dsm_text, text},
};
use dsm_core::{
    catalogue::Catalogue,
    error::{Error, Result, Safe, codes::mea},
    exchange::{
        csv, jsonstat,
        sdmx::{Action, Structure, csv20},
    },
    table::View,
};

/// Writes the table as the text of a file: `csv` for tidy CSV, `sdmx-csv-2.0` for SDMX-CSV 2.0.
///
/// `structure` names the dataflow for SDMX, such as `DSM:ASYLUM_APPLICATIONS(1.0)` (EXC-002 for another writing); no text for
/// tidy CSV. MEA-001 for another format.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_write(
    table: *const dsm_table,
    format: dsm_string,
    structure: dsm_string,
    file: *mut *mut dsm_text,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let view = given!(table).clone().disclose()?;
        let written = written(&view, given!(text format), given!(text structure))?;
        given!(out file).put(text(written));
    })
}

/// Writes the table as JSON-stat 2.0, with the names of its codes in the language of a tag such as `ru`.
///
/// `indicator` is the id of one that DSM knows, such as `ASYLUM_APPLICATIONS` (CAT-001 for another); no text for codes without names. A
/// suppressed cell has no figure and the status `Q`; what the figures count stands in `extension`, because JSON-stat has no words for it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_write_json_stat(
    table: *const dsm_table,
    indicator: dsm_string,
    tag: dsm_string,
    file: *mut *mut dsm_text,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let view = given!(table).clone().disclose()?;
        let id = given!(text indicator);
        let described = (!id.is_empty()).then(|| Catalogue::describing(id, view.concept())).transpose()?;
        let mut bytes = Vec::new();
        jsonstat::write(&view, described.as_ref(), language(given!(text tag)), &mut bytes)?;
        given!(out file).put(text(utf8(bytes)?));
    })
}

fn written(view: &View, format: &str, structure: &str) -> Result<String> {
    let mut bytes = Vec::new();
    match format {
        "csv" => csv::write(view, &mut bytes)?,
        "sdmx-csv-2.0" => csv20::write(view, &Structure::dataflow(structure)?, Action::Replace, &mut bytes)?,
        _ => return Err(Error::new(mea::WORD_UNKNOWN).with("kind", Safe::word("format"))),
    }
    utf8(bytes)
}

/// What DSM writes is UTF-8.
pub(super) fn utf8(bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(|error| Error::defect("dsm_c::file").caused_by(error))
}
