//! Differences: parts of wholes, nets, changes, balances.

use crate::{
    assume::{dsm_assume, stated},
    error::dsm_error,
    given::given,
    guard::guard,
    handle::give,
    operation::words,
    status::dsm_status,
    string::dsm_string,
    table::dsm_table,
};

/// The whole of an axis without one part of it, where the whole is published. For the time axis the part shares the start or
/// the end of the whole. `reading` says what is meant: units `in-none-of-part` or `in-another-part`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_whole_minus_part(
    table: *const dsm_table,
    axis: dsm_string,
    whole: dsm_string,
    part: dsm_string,
    reading: dsm_string,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let (axis, whole, part) = (given!(text axis), given!(text whole), given!(text part));
        let reading = words::reading(given!(text reading))?;
        result.put(give(table.whole_minus_part(axis, whole, part, reading, &assume)?));
    })
}

/// Entries minus exits: `table` is the inflow, `other` the outflow.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_net(
    table: *const dsm_table,
    other: *const dsm_table,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let other = given!(other);
        result.put(give(table.net(other, &assume)?));
    })
}

/// The stock at one moment minus that at another.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_change(
    table: *const dsm_table,
    from: dsm_string,
    to: dsm_string,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let (from, to) = (given!(text from), given!(text to));
        result.put(give(table.change(from, to, &assume)?));
    })
}

/// The difference of two ratios of one form, in percentage points.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_difference(
    table: *const dsm_table,
    other: *const dsm_table,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let other = given!(other);
        result.put(give(table.difference(other, &assume)?));
    })
}

/// A later vintage minus an earlier one (`other`), cell by cell: a revision, never a change.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_revision(
    table: *const dsm_table,
    other: *const dsm_table,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let other = given!(other);
        result.put(give(table.revision(other, &assume)?));
    })
}

/// The stock that follows from an opening stock (`table`) and the flows that open and close the counted unit; with a closing
/// stock, the residual of other changes and error instead. `closing` may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_balance(
    table: *const dsm_table,
    opens: *const *const dsm_table,
    open_count: usize,
    closes: *const *const dsm_table,
    close_count: usize,
    closing: *const dsm_table,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let (opens, closes) = (given!(many opens, open_count), given!(many closes, close_count));
        let closing = given!(maybe closing);
        result.put(give(table.balance(&opens, &closes, closing, &assume)?));
    })
}

/// Whether each figure changed since an earlier vintage (`other`): 1, 0, or 0..1 where it is not known.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_changed(
    table: *const dsm_table,
    other: *const dsm_table,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let other = given!(other);
        result.put(give(table.changed(other, &assume)?));
    })
}
