//! Ratios: shares, rates, growth, indices, means of groups.

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
use dsm_core::measure::RatioForm;

/// Every part of an axis over its published whole.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_share(
    table: *const dsm_table,
    axis: dsm_string,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let axis = given!(text axis);
        result.put(give(table.share(axis, &assume)?));
    })
}

/// The table over a denominator (`other`), in a form: `rate`, `proportion`, `ratio` or `months-on-hand`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_ratio(
    table: *const dsm_table,
    other: *const dsm_table,
    form: dsm_string,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let (other, form) = (given!(other), RatioForm::parse(given!(text form))?);
        result.put(give(table.ratio(other, form, &assume)?));
    })
}

/// The relative growth from one period or moment to another of the same season, without a break between.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_growth(
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
        result.put(give(table.growth(from, to, &assume)?));
    })
}

/// Every period over a base period, times 100.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_index(
    table: *const dsm_table,
    base: dsm_string,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let base = given!(text base);
        result.put(give(table.index(base, &assume)?));
    })
}

/// Rates weighted by a standard population over an axis, under `standard-population` with weights.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_standardize(
    table: *const dsm_table,
    axis: dsm_string,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let axis = given!(text axis);
        result.put(give(table.standardize(axis, &assume)?));
    })
}

/// The mean of the means of groups, weighted by their counts (`other`).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_weighted_mean(
    table: *const dsm_table,
    other: *const dsm_table,
    axis: dsm_string,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let (other, axis) = (given!(other), given!(text axis));
        result.put(give(table.weighted_mean(other, axis, &assume)?));
    })
}

/// Bounds of the median of all from the medians of groups.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_median_bounds(
    table: *const dsm_table,
    axis: dsm_string,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let axis = given!(text axis);
        result.put(give(table.median_bounds(axis, &assume)?));
    })
}
