//! Cells taken together: sums, unions, intersections.

use crate::{
    assume::{dsm_assume, stated},
    error::dsm_error,
    given::given,
    guard::guard,
    handle::give,
    status::dsm_status,
    string::dsm_string,
    table::dsm_table,
};

/// Sums the cells over axes, as one operation on the set of cells: a figure where they surely differ, bounds where they
/// may overlap, "at least" where a part is missing, and a refusal where a sum means nothing.
///
/// A category disappears; the time axis keeps the span of its periods, the axis of reporters all of them joined by `+`. The
/// result does not depend on the order of the axes. Notes and assumptions stay on it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_sum(
    table: *const dsm_table,
    axes: *const dsm_string,
    axis_count: usize,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let axes = given!(texts axes, axis_count);
        result.put(give(table.sum(&axes, &assume)?));
    })
}

/// Counts the units that are in at least one of the cells, whatever the periods: at least the largest, at most the sum.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_union(
    table: *const dsm_table,
    axes: *const dsm_string,
    axis_count: usize,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let axes = given!(texts axes, axis_count);
        result.put(give(table.union(&axes, &assume)?));
    })
}
/// Bounds the units that have one code on one axis and another code on another, from the margins of a table in which both
/// axes publish a total.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_intersection(
    table: *const dsm_table,
    axis: dsm_string,
    code: dsm_string,
    other_axis: dsm_string,
    other_code: dsm_string,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let (axis, code) = (given!(text axis), given!(text code));
        let (other_axis, other_code) = (given!(text other_axis), given!(text other_code));
        result.put(give(table.intersection(axis, code, other_axis, other_code, &assume)?));
    })
}
