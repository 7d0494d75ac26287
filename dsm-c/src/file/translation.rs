//! Files that became tables.

use super::specification::dsm_specification;
use crate::{
    error::dsm_error,
    finding::{dsm_finding, dsm_findings},
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give, lend},
    status::dsm_status,
    string::dsm_string,
    table::dsm_table,
};
use dsm_core::{
    catalogue::Catalogue,
    check::check,
    error::{Collected, Error, Result, Safe, codes::ffi},
    time::Moment,
    translate::{Specification, Translation, read},
};
use std::{io::Cursor, ptr::null};

/// The tables that a file became, by indicator and unit, and what was noticed while it was read.
///
/// May be read by several threads; free it with `dsm_translation_free`.
#[derive(Debug)]
pub struct dsm_translation {
    _inside: [u8; 0],
}

impl Handle for dsm_translation {
    type Inside = Taken;
}
impl Owned for dsm_translation {}

/// A file that was read: its tables, and of a form what is kept of it and where its figures stand.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) translation: Translation,
    pub(crate) entries: Option<String>,
    #[cfg(feature = "xlsx")]
    places: Option<dsm_core::exchange::xlsx::Places>,
}

impl From<Translation> for Taken {
    fn from(translation: Translation) -> Self {
        Self {
            translation,
            entries: None,
            #[cfg(feature = "xlsx")]
            places: None,
        }
    }
}

impl Taken {
    /// What the checks say of each of the tables: of those of a form at the cells of its workbook.
    pub(crate) fn checked(&self, now: Moment) -> Vec<Collected> {
        let tables = &self.translation.tables;
        #[cfg(feature = "xlsx")]
        if let Some(places) = &self.places {
            return places.checked(tables, now);
        }
        tables.iter().map(|one| check(&one.table, now)).collect()
    }
}

/// Reads the bytes of a file as tables of the indicators that DSM knows; tidy where nothing is specified, and a form as what it says
/// that it is.
///
/// Its indicators are of the preset that the specification states, else those that are `known`; those of a form that is read for nobody
/// are of the preset that it was made from.
pub(crate) fn translated(
    bytes: &[u8],
    name: &str,
    specification: Option<&Specification>,
    known: Option<&dyn Fn() -> Result<Catalogue>>,
) -> Result<Taken> {
    #[cfg(feature = "xlsx")]
    if specification.is_none() {
        let known = known.map(|known| known()).transpose()?;
        let form = dsm_core::exchange::xlsx::read_form(Cursor::new(bytes), name, known.as_ref())?;
        if let Some((form, findings)) = form {
            let (translation, entries, places) = form.into_translation(findings);
            return Ok(Taken { translation, entries: Some(entries), places: Some(places) });
        }
    }
    let tidy = Specification::tidy();
    let specification = specification.unwrap_or(&tidy);
    let catalogue = match known {
        Some(known) if specification.preset().is_none() => known()?,
        _ => specification.catalogue()?,
    };
    Ok(read(Cursor::new(bytes.to_vec()), name, specification, &catalogue)?.into())
}

/// Reads the bytes of a delimited file, or of a form that was filled in, as tables of the indicators that DSM knows.
///
/// A form says what it is and needs no specification: EXC-310 with a finding at each cell where anything in it is wrong, EXC-306 to
/// EXC-308 where it does not say which form it is, or is of another definition.
///
/// They are the handbook's where the specification states no preset. `name` is what places are given with. `specification` may be NULL for a tidy file. TRL-001 with a finding for every value that
/// cannot be what its column says, TRL-006 where nothing states the indicator, the country or the time, SRC codes where the
/// bytes cannot be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_translation_read(
    bytes: *const u8,
    byte_count: usize,
    name: dsm_string,
    specification: *const dsm_specification,
    translation: *mut *mut dsm_translation,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (bytes, name) = (given!(array bytes, byte_count), given!(text name));
        let (specification, translation) = (given!(maybe specification), given!(out translation));
        translation.put(give(translated(bytes, name, specification, None)?));
    })
}

/// How many tables the file became.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_translation_count(translation: *const dsm_translation) -> usize {
    answer!(0, { given!(translation).translation.tables.len() })
}

/// The indicator of a table, counted from zero. It lives as long as the translation; NULL beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_translation_indicator(translation: *const dsm_translation, position: usize) -> dsm_string {
    answer!(dsm_string::NONE, {
        let table = given!(translation).translation.tables.get(position);
        table.map_or(dsm_string::NONE, |table| dsm_string::lent(&table.indicator))
    })
}

/// A table, counted from zero. It outlives the translation. FFI-007 beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_translation_table(
    translation: *const dsm_translation,
    position: usize,
    table: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (tables, table) = (&given!(translation).translation.tables, given!(out table));
        let error = || Error::new(ffi::BEYOND_END).with("argument", Safe::word("position")).with("count", tables.len());
        table.put(give(tables.get(position).ok_or_else(error)?.table.clone()));
    })
}

/// Holds a table, counted from zero, to every rule that follows from what it declares, as `dsm_table_check` does; of a form that was filled
/// in every finding stands at the sheet and cell of the workbook that it is about, and the identities that hold within the form are
/// held too.
///
/// `now` is a moment such as `2024-05-31`. FFI-007 beyond the end; a code of room `time` where `now` cannot be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_translation_check(
    translation: *const dsm_translation,
    position: usize,
    now: dsm_string,
    findings: *mut *mut dsm_findings,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (read, now, findings) = (given!(translation), Moment::parse(given!(text now))?, given!(out findings));
        let mut checked = read.checked(now);
        let count = checked.len();
        let error = || Error::new(ffi::BEYOND_END).with("argument", Safe::word("position")).with("count", count);
        let of_table = checked.get_mut(position).map(std::mem::take);
        findings.put(give(of_table.ok_or_else(error)?.into_findings()));
    })
}

/// How many findings there are that stand in nobody's way.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_translation_finding_count(translation: *const dsm_translation) -> usize {
    answer!(0, { given!(translation).translation.findings.findings().len() })
}

/// A finding, counted from zero. It lives as long as the translation; NULL beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_translation_finding(
    translation: *const dsm_translation,
    position: usize,
) -> *const dsm_finding {
    answer!(null(), { given!(translation).translation.findings.findings().get(position).map_or(null(), lend) })
}

/// Frees a translation; tables that were taken from it stay. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_translation_free(translation: *mut dsm_translation) {
    free!(translation);
}
