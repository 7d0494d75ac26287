use super::{form::Form, taken::Filled};
use crate::{
    catalogue::Catalogue,
    error::{Collected, Error, Result, codes::exc},
    source::Input,
};

/// Reads a filled form, with what was noticed; none where the bytes are something else. Where no indicators are given, they are those of
/// the preset that the form was made from ([`Form::catalogue`]).
///
/// # Errors
/// As [`Form::open`] and [`Form::read`]: `EXC-310` has every finding.
///
/// # Example
/// ```
/// use dsm_core::{catalogue::Catalogue, exchange::xlsx::{Template, read_form}, text::Lang};
/// use std::io::Cursor;
/// assert!(read_form(Cursor::new("A,B\n1,2\n"), "f.csv", None)?.is_none());
/// let mut workbook = Vec::new();
/// Template::new(&Catalogue::built_in("EXITS")?, "MD", &["2006"], Lang::Ru)?.write(&mut workbook)?;
/// let refused = read_form(Cursor::new(workbook), "form.xlsx", None).unwrap_err();
/// assert_eq!((refused.code().id(), refused.findings().is_empty()), ("EXC-310", false));
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub fn read_form(input: impl Input, file: &str, known: Option<&Catalogue>) -> Result<Option<(Filled, Collected)>> {
    let Some(form) = Form::open(input, file)? else { return Ok(None) };
    let catalogue = known.map_or_else(|| form.catalogue(), |known| Ok(known.clone()))?;
    let mut found = Collected::new();
    match form.read(&catalogue, &mut found) {
        Ok(filled) => Ok(Some((filled, found))),
        Err(error) => Err(with(error, found)),
    }
}

fn with(error: Error, found: Collected) -> Error {
    if error.code() == exc::FORM_SET_ASIDE { error.findings_of(found.into_findings()) } else { error }
}
