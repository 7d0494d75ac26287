//! Assumptions that a caller states for an operation, and those that stay on its result.

use crate::{
    error::dsm_error,
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give},
    row::decimal,
    status::dsm_status,
    string::dsm_string,
    text::{dsm_text, text},
};
use dsm_core::{
    error::{Error, Result, codes},
    measure::{Assume, Assumption, AssumptionName},
};
use std::ptr::null_mut;

/// The assumptions that the caller states for one operation.
///
/// Written by one thread at a time, read by several; free it with `dsm_assume_free`. An operation that is given NULL
/// assumes nothing.
#[derive(Debug)]
pub struct dsm_assume {
    _inside: [u8; 0],
}

impl Handle for dsm_assume {
    type Inside = Vec<Assumption>;
}
impl Owned for dsm_assume {}

/// The assumptions for an operation; none for NULL.
pub(crate) fn stated(assume: Option<&Vec<Assumption>>) -> Assume {
    assume.into_iter().flatten().cloned().collect()
}

/// Replaces the assumption named last.
fn detail(assume: &mut [Assumption], change: impl FnOnce(Assumption) -> Result<Assumption>) -> Result<()> {
    let last = assume.last_mut().ok_or_else(|| Error::new(codes::ffi::ASSUMPTION_UNNAMED))?;
    *last = change(last.clone())?;
    Ok(())
}

/// An empty list of assumptions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_assume_new(assume: *mut *mut dsm_assume, error: *mut *mut dsm_error) -> dsm_status {
    guard!(error, { given!(out assume).put(give(Vec::new())) })
}

/// Adds an assumption by its name, such as `once-per-period`. SEM-030 when there is no such assumption.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_assume_name(
    assume: *mut dsm_assume,
    name: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let name = AssumptionName::parse(given!(text name))?;
        given!(mut assume).push(Assumption::new(name));
    })
}

/// Restricts the assumption named last to an axis. FFI-008 if none was named.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_assume_on(
    assume: *mut dsm_assume,
    axis: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let axis = given!(text axis);
        detail(given!(mut assume), |last| Ok(last.on(axis)))?;
    })
}

/// Gives the assumption named last its value, a decimal text such as `1.7`. MEA-003 if it is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_assume_value(
    assume: *mut dsm_assume,
    value: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let value = decimal(given!(text value));
        detail(given!(mut assume), |last| Ok(last.clone().value(value.ok_or_else(|| last.unusable())?)))?;
    })
}

/// Gives a code a weight, a decimal text, in the assumption named last. MEA-003 if it is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_assume_weight(
    assume: *mut dsm_assume,
    code: dsm_string,
    weight: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (code, weight) = (given!(text code), decimal(given!(text weight)));
        detail(given!(mut assume), |last| Ok(last.clone().weight(code, weight.ok_or_else(|| last.unusable())?)))?;
    })
}

/// Says where value and weights of the assumption named last come from.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_assume_source(
    assume: *mut dsm_assume,
    source: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let source = given!(text source);
        detail(given!(mut assume), |last| Ok(last.source(source)))?;
    })
}

/// Says who states the assumption named last, and why.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_assume_because(
    assume: *mut dsm_assume,
    author: dsm_string,
    reason: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (author, reason) = (given!(text author), given!(text reason));
        detail(given!(mut assume), |last| Ok(last.because(author, reason)))?;
    })
}

/// Frees a list of assumptions. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_assume_free(assume: *mut dsm_assume) {
    free!(assume);
}

/// An assumption that the figures of a table rest on.
///
/// Lent by the table, and lives as long as that; it is not freed. May be read by several threads.
#[derive(Debug)]
pub struct dsm_assumption {
    _inside: [u8; 0],
}

impl Handle for dsm_assumption {
    type Inside = Assumption;
}

/// The name of the assumption. Lives for ever.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_assumption_name(assumption: *const dsm_assumption) -> dsm_string {
    answer!(dsm_string::NONE, { dsm_string::lent(given!(assumption).name.word()) })
}

/// What was stated with the assumption: `on`, `value`, `source`, `author` or `reason`, or the weight of a code as
/// `weight:CODE`.
///
/// A text of the caller; NULL if `assumption` is NULL or nothing was stated.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_assumption_detail(assumption: *const dsm_assumption, detail: dsm_string) -> *mut dsm_text {
    answer!(null_mut(), {
        let stated = said(given!(assumption), given!(text detail)).filter(|stated| !stated.is_empty());
        stated.map_or(null_mut(), text)
    })
}

fn said(assumption: &Assumption, detail: &str) -> Option<String> {
    match detail {
        "on" => assumption.on.as_ref().map(ToString::to_string),
        "value" => assumption.value.map(|value| value.to_string()),
        "source" => Some(assumption.source.to_string()),
        "author" => Some(assumption.author.to_string()),
        "reason" => Some(assumption.reason.to_string()),
        _ => assumption.weights.get(detail.strip_prefix("weight:")?).map(ToString::to_string),
    }
}
