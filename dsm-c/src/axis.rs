//! Axes, as they are declared for a table to be built.

use crate::{
    error::dsm_error,
    given::given,
    guard::{free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
};
use dsm_core::{
    error::{Error, Safe, codes},
    table::{Axis, Membership},
};

/// An axis of a table to be built: its id, what it is, and what is declared about it.
///
/// Used by one thread at a time; free it with `dsm_axis_free`. The axes of a table that is built are asked of the table.
#[derive(Debug)]
pub struct dsm_axis {
    _inside: [u8; 0],
}

impl Handle for dsm_axis {
    type Inside = Axis;
}
impl Owned for dsm_axis {}

/// A category axis such as `SEX`: overlapping and not exhaustive until declared otherwise, `_T` its total, `_U` unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_axis_category(
    id: dsm_string,
    axis: *mut *mut dsm_axis,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let new = Axis::category(given!(text id));
        given!(out axis).put(give(new));
    })
}

/// The time axis: periods of a flow, moments of a stock. A table has exactly one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_axis_time(
    id: dsm_string,
    axis: *mut *mut dsm_axis,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let new = Axis::time(given!(text id));
        given!(out axis).put(give(new));
    })
}

/// The axis of the reporting countries. A table has at most one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_axis_reporter(
    id: dsm_string,
    axis: *mut *mut dsm_axis,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let new = Axis::reporter(given!(text id));
        given!(out axis).put(give(new));
    })
}

/// Declares how the counted units fall into the codes: `fixed`, `at-event`, `pinned` or `overlapping`.
///
/// No effect on the axes of time and reporters, like all that follows. MEA-001 for another word.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_axis_membership(
    axis: *mut dsm_axis,
    membership: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let axis = given!(mut axis);
        let unknown = || Error::new(codes::mea::WORD_UNKNOWN).with("kind", Safe::word("membership"));
        let membership = Membership::parse(given!(text membership)).ok_or_else(unknown)?;
        *axis = axis.clone().membership(membership);
    })
}

/// Declares the codes, totals aside, to be all there are (1) or not (0).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_axis_exhaustive(
    axis: *mut dsm_axis,
    exhaustive: i32,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let axis = given!(mut axis);
        *axis = axis.clone().exhaustive(exhaustive != 0);
    })
}

/// Declares which codes are totals of the axis, the preferred one first. None at all if the count is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_axis_totals(
    axis: *mut dsm_axis,
    codes: *const dsm_string,
    code_count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let axis = given!(mut axis);
        *axis = axis.clone().totals(&given!(texts codes, code_count));
    })
}

/// Declares that a code belongs to a group, which is a code too.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_axis_parent(
    axis: *mut dsm_axis,
    code: dsm_string,
    group: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let axis = given!(mut axis);
        *axis = axis.clone().parent(given!(text code), given!(text group));
    })
}

/// Declares the axis to be the direction of a move, entry or exit (1), or not (0).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_axis_direction(
    axis: *mut dsm_axis,
    direction: i32,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let axis = given!(mut axis);
        *axis = axis.clone().direction(direction != 0);
    })
}

/// Declares which code is the unknown part.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_axis_unknown(
    axis: *mut dsm_axis,
    code: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let axis = given!(mut axis);
        *axis = axis.clone().unknown(given!(text code));
    })
}

/// Frees an axis. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_axis_free(axis: *mut dsm_axis) {
    free!(axis);
}
