//! Checks of tables.

use crate::{
    error::dsm_error, finding::dsm_findings, given::given, guard::guard, handle::give, status::dsm_status,
    string::dsm_string, table::dsm_table,
};
use dsm_core::{check::check, time::Moment};

/// Holds a table to every rule that follows from what it declares: totals, parts, times, small figures.
///
/// `now` is a moment such as `2024-05-31`: figures of what has not begun, or is not over, are noticed. What is found is no error
/// of the call: findings of severity *error* keep a table from being submitted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_check(
    table: *const dsm_table,
    now: dsm_string,
    findings: *mut *mut dsm_findings,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, now, findings) = (given!(table), Moment::parse(given!(text now))?, given!(out findings));
        findings.put(give(check(table, now).into_findings()));
    })
}
