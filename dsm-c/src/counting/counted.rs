//! What was counted.

use crate::{
    documentation::dsm_documentation,
    error::dsm_error,
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
    table::dsm_table,
};
use dsm_core::{
    count::{Counted, Reconciliation},
    error::{Code, Error, Safe, codes::ffi},
};
use std::ptr::null_mut;

/// Tables by their names, with the persons behind their cells, and what the records were like. It is the holder's; nothing in it is of an
/// individual record.
///
/// May be read by several threads; free it with `dsm_counted_free`.
#[derive(Debug)]
pub struct dsm_counted {
    _inside: [u8; 0],
}

impl Handle for dsm_counted {
    type Inside = Counted;
}
impl Owned for dsm_counted {}

/// What the records were like, in numbers.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct dsm_quality {
    /// Records that were read.
    pub read: u64,
    /// Records that passed the filter and were not refused.
    pub used: u64,
    /// Records that were refused.
    pub refused: u64,
    /// Records that the filter leaves out.
    pub filtered: u64,
}

/// What happened from one moment of a stock of crossings to the next.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct dsm_reconciliation {
    /// Persons in at the beginning.
    pub start: u64,
    /// Persons in at the end.
    pub end: u64,
    /// Entries that were recorded.
    pub entries: u64,
    /// Exits that were recorded.
    pub exits: u64,
    /// Persons who came to be in.
    pub effective_entries: u64,
    /// Persons who ceased to be in.
    pub effective_exits: u64,
    /// Entries of persons who were in.
    pub entries_while_in: u64,
    /// Exits of persons who were not in.
    pub exits_without_entry: u64,
    /// Events of one instant beyond the effective one.
    pub simultaneous: u64,
    /// Persons in at the end, whose last event is an entry long ago.
    pub long_stays: u64,
}

/// How many tables there are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_count(counted: *const dsm_counted) -> usize {
    answer!(0, { given!(counted).names().len() })
}

/// The name of a table, such as `entries.persons`, in the order of the specification. No text where there are not so many.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_name(counted: *const dsm_counted, index: usize) -> dsm_string {
    answer!(dsm_string::NONE, {
        given!(counted).names().get(index).map_or(dsm_string::NONE, |name| dsm_string::lent(name))
    })
}

/// A table. A key that is not there is zero. CNT-061 where there is none of that name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_table(
    counted: *const dsm_counted,
    name: dsm_string,
    table: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (counted, table) = (given!(counted), given!(out table));
        table.put(give(counted.table(given!(text name))?));
    })
}

/// The documentation of a table for a State, by its two letters, prefilled with what the specification says: unit, temporality,
/// periodicity, breakdowns, how the records were collected. What it does not know stays open for the owner. CNT-061 where there is no table
/// of that name, CNT-002 where it is of no indicator.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_documentation(
    counted: *const dsm_counted,
    country: dsm_string,
    name: dsm_string,
    documentation: *mut *mut dsm_documentation,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (counted, documentation) = (given!(counted), given!(out documentation));
        documentation.put(give(counted.documentation(given!(text country), given!(text name))?));
    })
}

/// The number of distinct persons behind each cell of a table, for its owner: what protection needs. NULL where the records have no person
/// numbers. CNT-061 where there is none of that name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_persons_behind(
    counted: *const dsm_counted,
    name: dsm_string,
    table: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (counted, table) = (given!(counted), given!(out table));
        table.put(counted.persons_behind(given!(text name))?.map_or(null_mut(), give::<dsm_table>));
    })
}

/// The id of the indicator that a table is of; no text where it is of none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_indicator(counted: *const dsm_counted, name: dsm_string) -> dsm_string {
    answer!(dsm_string::NONE, {
        let indicator = given!(counted).indicator(given!(text name))?;
        indicator.map_or(dsm_string::NONE, |indicator| dsm_string::lent(indicator.id()))
    })
}

/// How many records were read, used, refused and left out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_quality(counted: *const dsm_counted) -> dsm_quality {
    answer!(dsm_quality::default(), {
        let quality = given!(counted).quality();
        let (read, used, filtered) = (quality.read, quality.used, quality.filtered);
        dsm_quality { read, used, refused: quality.refused_in_all(), filtered }
    })
}

fn of_code(counts: &std::collections::BTreeMap<Code, u64>, code: &str) -> u64 {
    counts.iter().filter(|(rule, _)| rule.id() == code).map(|(_, count)| count).sum()
}

/// How many findings there are of a rule, such as `CNT-011`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_findings(counted: *const dsm_counted, code: dsm_string) -> u64 {
    answer!(0, { of_code(&given!(counted).quality().findings, given!(text code)) })
}

/// How many records were refused by a rule first, such as `CNT-010`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_refused(counted: *const dsm_counted, code: dsm_string) -> u64 {
    answer!(0, { of_code(&given!(counted).quality().refused, given!(text code)) })
}

/// How many rules have findings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_rule_count(counted: *const dsm_counted) -> usize {
    answer!(0, { given!(counted).quality().findings.len() })
}

/// The code of a rule that has findings, in the order of the codes. No text where there are not so many. Lives for ever.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_rule(counted: *const dsm_counted, index: usize) -> dsm_string {
    answer!(dsm_string::NONE, {
        let rule = given!(counted).quality().findings.keys().nth(index);
        rule.map_or(dsm_string::NONE, |rule| dsm_string::lent(rule.id()))
    })
}

/// How many steps the reconciliation of a stock of crossings has; 0 for other tables.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_step_count(counted: *const dsm_counted, name: dsm_string) -> usize {
    answer!(0, { given!(counted).reconciliation(given!(text name))?.len() })
}

/// A step of the reconciliation of a stock of crossings: from moment to moment, the last one after the last moment.
///
/// CNT-061 where there is no table of that name, FFI-007 where there are not so many steps.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_step(
    counted: *const dsm_counted,
    name: dsm_string,
    index: usize,
    step: *mut dsm_reconciliation,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (counted, step) = (given!(counted), given!(out step));
        let all = counted.reconciliation(given!(text name))?;
        let beyond = || Error::new(ffi::BEYOND_END).with("argument", Safe::word("index")).with("count", all.len());
        step.put(all.get(index).map(told).ok_or_else(beyond)?);
    })
}

fn told(one: &Reconciliation) -> dsm_reconciliation {
    let between = &one.between;
    dsm_reconciliation {
        start: one.start,
        end: between.end,
        entries: between.entries,
        exits: between.exits,
        effective_entries: between.effective_entries,
        effective_exits: between.effective_exits,
        entries_while_in: between.entries_while_in,
        exits_without_entry: between.exits_without_entry,
        simultaneous: between.simultaneous,
        long_stays: between.long_stays,
    }
}

/// How many columns were read: nothing else of a record was.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_column_count(counted: *const dsm_counted) -> usize {
    answer!(0, { given!(counted).columns_read().len() })
}

/// The name of a column that was read. No text where there are not so many.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_column(counted: *const dsm_counted, index: usize) -> dsm_string {
    answer!(dsm_string::NONE, {
        given!(counted).columns_read().get(index).map_or(dsm_string::NONE, |column| dsm_string::lent(column))
    })
}

/// Frees what was counted. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_free(counted: *mut dsm_counted) {
    free!(counted);
}
