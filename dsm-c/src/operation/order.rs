//! Order: comparisons that may be not known, the largest, ranks.

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
use dsm_core::table::Truth;

/// For each key of the other axes the code that surely is the largest; none where it is not known.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_maximum(
    table: *const dsm_table,
    axis: dsm_string,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let axis = given!(text axis);
        result.put(give(table.maximum(axis, &assume)?));
    })
}

/// Ranks over an axis, from 1; an interval where the order is not known.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_rank(
    table: *const dsm_table,
    axis: dsm_string,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let axis = given!(text axis);
        result.put(give(table.rank(axis, &assume)?));
    })
}

/// The surely largest so many codes of an axis, ties included, and `_O`, the rest of the published total.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_top(
    table: *const dsm_table,
    axis: dsm_string,
    count: usize,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let axis = given!(text axis);
        result.put(give(table.top(axis, count, &assume)?));
    })
}

/// What a comparison says.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum dsm_truth {
    /// It is surely so.
    True = 1,
    /// It surely is not.
    False = 2,
    /// The figures do not say.
    NotKnown = 3,
}

/// Whether the figure of one key is `less` than, `equal` to or `greater` than that of another, as far as it is known.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_compare(
    table: *const dsm_table,
    left: *const dsm_string,
    left_length: usize,
    relation: dsm_string,
    right: *const dsm_string,
    right_length: usize,
    truth: *mut dsm_truth,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, place, relation) = (given!(table), given!(out truth), words::relation(given!(text relation))?);
        let (left, right) = (given!(texts left, left_length), given!(texts right, right_length));
        place.put(match table.compare(&left, relation, &right)? {
            Truth::True => dsm_truth::True,
            Truth::False => dsm_truth::False,
            Truth::NotKnown => dsm_truth::NotKnown,
        });
    })
}
