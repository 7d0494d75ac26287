//! Queries: what is asked of a mechanism.

use crate::{
    error::dsm_error,
    given::given,
    guard::{free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
};
use dsm_core::{time::Moment, workflow::SubmissionId};
use dsm_store::Query;

/// What is asked of a mechanism: an indicator of all States or some, and a part of it; or one submission of the own State.
///
/// Written by one thread at a time, read by several; free it with `dsm_query_free`.
#[derive(Debug)]
pub struct dsm_query {
    _inside: [u8; 0],
}

impl Handle for dsm_query {
    type Inside = Query;
}
impl Owned for dsm_query {}

/// All released figures of an indicator that the reader may see.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_query_new(
    indicator: dsm_string,
    query: *mut *mut dsm_query,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let new = Query::new(given!(text indicator));
        given!(out query).put(give(new));
    })
}

/// One submission of the own State, released or not: what a verifier looks at. WFL codes for what is no id.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_query_submission(
    submission: dsm_string,
    query: *mut *mut dsm_query,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let new = Query::submission(&SubmissionId::parse(given!(text submission))?);
        given!(out query).put(give(new));
    })
}

/// Only of this State. Several calls name several States.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_query_country(
    query: *mut dsm_query,
    country: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let query = given!(mut query);
        *query = query.clone().country(given!(text country));
    })
}

/// Only these codes of an axis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_query_codes(
    query: *mut dsm_query,
    axis: dsm_string,
    codes: *const dsm_string,
    code_count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (query, axis, codes) = (given!(mut query), given!(text axis), given!(texts codes, code_count));
        *query = query.clone().codes(axis, &codes);
    })
}

/// Only what lies within this period, or at this moment. Several calls add up. TIM codes when it is neither.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_query_time(
    query: *mut dsm_query,
    time: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let query = given!(mut query);
        *query = query.clone().time(given!(text time))?;
    })
}

/// Only tables of exactly these category axes, where a State has released several.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_query_dimensions(
    query: *mut dsm_query,
    axes: *const dsm_string,
    axis_count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (query, axes) = (given!(mut query), given!(texts axes, axis_count));
        *query = query.clone().dimensions(&axes);
    })
}

/// Only tables of this unit, such as `persons-distinct`, where a State has released several.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_query_unit(
    query: *mut dsm_query,
    unit: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let query = given!(mut query);
        *query = query.clone().unit(given!(text unit));
    })
}

/// The figures as they stood at a moment, to the rights of today; a day means its last second. TIM codes for what is no moment; the
/// view refuses one that has not come yet (ACC-022).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_query_as_of(
    query: *mut dsm_query,
    moment: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let query = given!(mut query);
        *query = query.clone().as_of(Moment::as_of(given!(text moment))?);
    })
}

/// Totals over the States of the declared series, instead of the figures of each.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_query_totals(query: *mut dsm_query, error: *mut *mut dsm_error) -> dsm_status {
    guard!(error, {
        let query = given!(mut query);
        *query = query.clone().totals();
    })
}

/// Frees a query. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_query_free(query: *mut dsm_query) {
    free!(query);
}
