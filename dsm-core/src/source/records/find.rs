//! Wanted columns among those of a typed carrier.

use super::Wanted;
use crate::error::{At, Code, Error, Finding, Place, Result, Safe, codes::src};
use std::sync::Arc;

/// The places of the wanted columns.
///
/// # Errors
/// `SRC-012` where one is missing, `SRC-013` where two have its name: the first is the error, all are its findings.
pub(super) fn each<'a>(
    file: &Arc<str>,
    names: impl Iterator<Item = &'a str> + Clone,
    wanted: &[Wanted],
) -> Result<Vec<usize>> {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for column in wanted {
        let mut all = names.clone().enumerate().filter(|(_, name)| **name == *column.name).map(|(place, _)| place);
        match (all.next(), all.next()) {
            (Some(place), None) => found.push(place),
            (None, _) => errors.push(about(file, src::COLUMN_MISSING).with("column", Safe::term(&column.name))),
            _ => errors.push(about(file, src::COLUMN_TWICE)),
        }
    }
    let findings: Vec<Finding> = errors.iter().map(Finding::from).collect();
    match errors.into_iter().next() {
        None => Ok(found),
        Some(first) => Err(first.findings_of(findings)),
    }
}

/// The refusal of a column that has instants of a time zone.
pub(super) fn zoned(file: &Arc<str>, wanted: &Wanted) -> Error {
    about(file, src::TIME_ZONE_STATED).with("column", Safe::term(&wanted.name))
}

/// The refusal of a column of a type that cannot be what is wanted.
pub(super) fn impossible(file: &Arc<str>, wanted: &Wanted, of: &'static str) -> Error {
    let error = about(file, src::COLUMN_TYPE_IMPOSSIBLE).with("column", Safe::term(&wanted.name));
    error.with("type", Safe::word(of)).with("kind", Safe::word(wanted.kind.word()))
}

/// An error about a whole file; what is in memory has no name.
pub(super) fn about(file: &Arc<str>, rule: Code) -> Error {
    let error = Error::new(rule);
    if file.is_empty() { error } else { error.at(Place::new(file.clone(), At::Whole)) }
}
