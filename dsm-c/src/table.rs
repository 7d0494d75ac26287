//! Tables: immutable, shared, and read by getters.

use crate::{
    assume::dsm_assumption,
    concept::dsm_concept,
    error::dsm_error,
    finding::dsm_finding,
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give, lend},
    measure::dsm_measure,
    status::dsm_status,
    string::dsm_string,
    text::{dsm_text, text},
};
use dsm_core::table::{Absent, Table};
use std::ptr::{null, null_mut};

/// Figures of one measure and concept over axes, immutable.
///
/// May be read by several threads; depends on nothing that it was made of; free it with `dsm_table_free`.
#[derive(Debug)]
pub struct dsm_table {
    _inside: [u8; 0],
}

impl Handle for dsm_table {
    type Inside = Table;
}
impl Owned for dsm_table {}

/// Another handle to the same figures, which are shared and not copied.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_copy(
    table: *const dsm_table,
    copy: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let shared = given!(table).clone();
        given!(out copy).put(give(shared));
    })
}

/// Whether two tables have equal measures, concepts, axes, cells, statuses, notes and assumptions: 1, or 0 (also for NULL).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_equal(table: *const dsm_table, other: *const dsm_table) -> i32 {
    answer!(0, { i32::from(given!(table) == given!(other)) })
}

/// The part of the table with the given codes of one axis. Figures are shared, not copied.
///
/// An axis of which parts were left out is not exhaustive any more: a sum over it says "at least". TAB-008 when there is
/// no such axis, TAB-009 for a code that is not in it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_slice(
    table: *const dsm_table,
    axis: dsm_string,
    codes: *const dsm_string,
    code_count: usize,
    slice: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, axis, codes) = (given!(table), given!(text axis), given!(texts codes, code_count));
        let part = table.slice(axis, &codes)?;
        given!(out slice).put(give(part));
    })
}

/// How many cells stand in the table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_length(table: *const dsm_table) -> usize {
    answer!(0, { given!(table).len() })
}

/// The bytes that the columns take, shared by all slices.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_bytes(table: *const dsm_table) -> usize {
    answer!(0, { given!(table).bytes() })
}

/// What the figures count: a measure of the caller; NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_measure(table: *const dsm_table) -> *mut dsm_measure {
    answer!(null_mut(), { give(given!(table).measure().clone()) })
}

/// Which population they are of: a concept of the caller; NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_concept(table: *const dsm_table) -> *mut dsm_concept {
    answer!(null_mut(), { give(given!(table).concept().clone()) })
}

/// The vintage; an empty text where none is stated. It lives as long as the table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_vintage(table: *const dsm_table) -> dsm_string {
    answer!(dsm_string::NONE, { dsm_string::lent(given!(table).vintage()) })
}

/// How the figures are inexact by making, such as `exact` or `nearest:5`: a text of the caller; NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_making(table: *const dsm_table) -> *mut dsm_text {
    answer!(null_mut(), { text(given!(table).making().to_string()) })
}

/// What a key that is not there means: `missing` or `zero`. Lives for ever.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_absent(table: *const dsm_table) -> dsm_string {
    answer!(dsm_string::NONE, {
        match given!(table).absent() {
            Absent::Missing => dsm_string::lent("missing"),
            Absent::Zero => dsm_string::lent("zero"),
        }
    })
}

/// How many footnotes stay on the figures.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_note_count(table: *const dsm_table) -> usize {
    answer!(0, { given!(table).notes().len() })
}

/// A footnote, counted from zero: what is partial, what was taken, what was noticed. It lives as long as the table; NULL
/// beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_note(table: *const dsm_table, position: usize) -> *const dsm_finding {
    answer!(null(), { given!(table).notes().get(position).map_or(null(), lend) })
}

/// How many assumptions the figures rest on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_assumption_count(table: *const dsm_table) -> usize {
    answer!(0, { given!(table).assumptions().len() })
}

/// An assumption that the figures rest on, counted from zero. It lives as long as the table; NULL beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_assumption(table: *const dsm_table, position: usize) -> *const dsm_assumption {
    answer!(null(), { given!(table).assumptions().get(position).map_or(null(), lend) })
}

/// Frees a handle to a table; other handles to its figures stay. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_free(table: *mut dsm_table) {
    free!(table);
}
