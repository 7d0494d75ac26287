//! What a caller states about columns that do not describe themselves.

use crate::{
    axis::dsm_axis,
    builder::absent_of,
    concept::dsm_concept,
    error::dsm_error,
    given::given,
    guard::{free, guard},
    handle::{Handle, Owned, give},
    measure::dsm_measure,
    status::dsm_status,
    string::dsm_string,
};
use dsm_core::{exchange::Stated, measure::Making, time::Convention};

/// What the caller states about columns and messages that do not describe themselves. It may not contradict what they say (EXC-108).
///
/// Written by one thread at a time, read by several; free it with `dsm_stated_free`.
#[derive(Debug)]
pub struct dsm_stated {
    _inside: [u8; 0],
}

impl Handle for dsm_stated {
    type Inside = Stated;
}
impl Owned for dsm_stated {}

/// What is stated, or nothing for NULL.
pub(crate) fn or_nothing(stated: Option<&Stated>) -> Stated {
    stated.cloned().unwrap_or_else(Stated::nothing)
}

/// Nothing stated yet.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_stated_new(stated: *mut *mut dsm_stated, error: *mut *mut dsm_error) -> dsm_status {
    guard!(error, { given!(out stated).put(give(Stated::nothing())) })
}

/// States what is counted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_stated_measure(
    stated: *mut dsm_stated,
    measure: *const dsm_measure,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let stated = given!(mut stated);
        *stated = stated.clone().measure(given!(measure).clone());
    })
}

/// States which population it is of.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_stated_concept(
    stated: *mut dsm_stated,
    definition: *const dsm_concept,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let stated = given!(mut stated);
        *stated = stated.clone().concept(given!(definition).clone());
    })
}

/// States an axis; the column of that name holds its codes. Axes keep the order in which they are stated.
///
/// Where none is stated every column without another role is one: `TIME_PERIOD` of time, the others categories.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_stated_axis(
    stated: *mut dsm_stated,
    axis: *const dsm_axis,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let stated = given!(mut stated);
        *stated = stated.clone().axis(given!(axis).clone());
    })
}

/// States the vintage.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_stated_vintage(
    stated: *mut dsm_stated,
    vintage: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let stated = given!(mut stated);
        *stated = stated.clone().vintage(given!(text vintage));
    })
}

/// States how the published figures are inexact by making, such as `nearest:5`. MEA-002 if it cannot be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_stated_making(
    stated: *mut dsm_stated,
    making: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let stated = given!(mut stated);
        *stated = stated.clone().making(Making::parse(given!(text making))?);
    })
}

/// States what a key that is not there means: `missing` or `zero`. MEA-001 for another word.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_stated_absent(
    stated: *mut dsm_stated,
    absent: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let stated = given!(mut stated);
        *stated = stated.clone().absent(absent_of(given!(text absent))?);
    })
}

/// States which moment the label of a period stands for, where a message of SDMX gives stocks by periods: `start`, `end`, `middle`, or a
/// day such as `07-01`. TIM-010 for another text, TIM-002 where no year has that day.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_stated_moments(
    stated: *mut dsm_stated,
    moments: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let stated = given!(mut stated);
        *stated = stated.clone().moments(Convention::parse(given!(text moments))?);
    })
}

/// Names the column of the figures, where it is not `OBS_VALUE`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_stated_value(
    stated: *mut dsm_stated,
    column: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let stated = given!(mut stated);
        *stated = stated.clone().value(given!(text column));
    })
}

/// Frees what was stated. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_stated_free(stated: *mut dsm_stated) {
    free!(stated);
}
