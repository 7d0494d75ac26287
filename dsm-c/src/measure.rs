//! Measures: what a number counts, and when.

use crate::{
    error::dsm_error,
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
    text::{dsm_text, text},
};
use dsm_core::{
    error::{Error, Result, Safe, codes},
    measure::{ApplicationType, Basis, Level, Measure, Role},
};
use std::ptr::null_mut;

/// What the figures of a table count: unit, temporality, level, type of application, role, time basis.
///
/// Written by one thread at a time, read by several; free it with `dsm_measure_free`.
#[derive(Debug)]
pub struct dsm_measure {
    _inside: [u8; 0],
}

impl Handle for dsm_measure {
    type Inside = Measure;
}
impl Owned for dsm_measure {}

/// Reads a unit and a temporality, such as `cases:application:many` and `flow`, or `persons-distinct` and `stock`.
///
/// Level and type of application do not apply, all roles, calendar basis, until set otherwise. MEA-001 for a word that is
/// none of the known ones.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_measure_parse(
    unit: dsm_string,
    temporality: dsm_string,
    measure: *mut *mut dsm_measure,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let parsed = Measure::parse(given!(text unit), given!(text temporality))?;
        given!(out measure).put(give(parsed));
    })
}

/// Sets a property by its name: `level`, `application-type`, `role` or `basis`. MEA-001 for an unknown name or word.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_measure_set(
    measure: *mut dsm_measure,
    property: dsm_string,
    word: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let measure = given!(mut measure);
        *measure = with(measure.clone(), given!(text property), given!(text word))?;
    })
}

fn with(measure: Measure, property: &str, word: &str) -> Result<Measure> {
    Ok(match property {
        "level" => measure.level(Level::parse(word)?),
        "application-type" => measure.application_type(ApplicationType::parse(word)?),
        "role" => measure.role(Role::parse(word)?),
        "basis" => measure.basis(Basis::parse(word)?),
        _ => return Err(Error::new(codes::mea::WORD_UNKNOWN).with("kind", Safe::word("measure property"))),
    })
}

/// The word of a property: `unit`, `temporality`, `level`, `application-type`, `role` or `basis`.
///
/// A text of the caller; NULL if `measure` is NULL or the name is none of these.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_measure_property(measure: *const dsm_measure, property: dsm_string) -> *mut dsm_text {
    answer!(null_mut(), {
        let measure = given!(measure);
        match given!(text property) {
            "unit" => text(measure.unit().to_string()),
            "temporality" => text(measure.temporality().to_string()),
            "level" => text(measure.level_of_decision().to_string()),
            "application-type" => text(measure.type_of_application().to_string()),
            "role" => text(measure.role_in_case().to_string()),
            "basis" => text(measure.time_basis().to_string()),
            _ => null_mut(),
        }
    })
}

/// Frees a measure. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_measure_free(measure: *mut dsm_measure) {
    free!(measure);
}
