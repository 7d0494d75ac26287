//! Other codes and other units.

use crate::{
    assume::{dsm_assume, stated},
    error::dsm_error,
    given::given,
    guard::guard,
    handle::give,
    mapping::dsm_mapping,
    status::dsm_status,
    string::dsm_string,
    table::dsm_table,
};

/// The codes of an axis replaced by those of another list. One to many only under `split`, with weights named `FROM>TO`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_crosswalk(
    table: *const dsm_table,
    axis: dsm_string,
    mapping: *const dsm_mapping,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let (axis, mapping) = (given!(text axis), given!(mapping));
        result.put(give(table.crosswalk(axis, mapping, &assume)?));
    })
}

/// The unknown part of an axis spread over the known in proportion, under `unknown-as-known`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_spread_unknown(
    table: *const dsm_table,
    axis: dsm_string,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let axis = given!(text axis);
        result.put(give(table.spread_unknown(axis, &assume)?));
    })
}

/// Cases as persons: exact where every case is one person, an estimate under `persons-per-case`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_to_persons(
    table: *const dsm_table,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        result.put(give(table.to_persons(&assume)?));
    })
}

/// Amounts in another currency or price basis, under `exchange-rate` or `deflator`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_to_currency(
    table: *const dsm_table,
    currency: dsm_string,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let currency = given!(text currency);
        result.put(give(table.to_currency(currency, &assume)?));
    })
}

/// The reporters that have every period of the table: a selection, which says so.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_common_reporters(
    table: *const dsm_table,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        result.put(give(table.common_reporters(&assume)?));
    })
}
