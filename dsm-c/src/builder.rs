//! Building a table: declarations, then rows or whole columns.

use crate::{
    axis::dsm_axis,
    concept::dsm_concept,
    error::dsm_error,
    given::given,
    guard::{free, guard},
    handle::{Handle, Owned, give},
    measure::dsm_measure,
    status::dsm_status,
    string::dsm_string,
    table::dsm_table,
};
use dsm_core::{
    error::{Error, Result, Safe, codes},
    measure::Making,
    table::{Absent, KeyColumn, Table, TableBuilder},
};
use std::sync::Arc;

/// A table that is being built.
///
/// Used by one thread at a time. Building uses it up, whether the table turns out or not; free it with
/// `dsm_table_builder_free` in any case.
#[derive(Debug)]
pub struct dsm_table_builder {
    _inside: [u8; 0],
}

impl Handle for dsm_table_builder {
    /// None once it was built, or while a call works with it: what a panic leaves behind is never used again.
    type Inside = Option<TableBuilder>;
}
impl Owned for dsm_table_builder {}

/// One column of keys: the codes that occur, and for every row the place of its code among them, from zero.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct dsm_key_column {
    /// The codes; for a time axis periods or moments.
    pub codes: *const dsm_string,
    /// How many codes there are.
    pub code_count: usize,
    /// For every row the place of its code.
    pub keys: *const u32,
    /// How many rows there are.
    pub key_count: usize,
}

/// Takes the builder out of its handle; the call puts it back.
fn taken(builder: &mut Option<TableBuilder>) -> Result<TableBuilder> {
    builder.take().ok_or_else(|| Error::new(codes::ffi::HANDLE_SPENT).with("argument", Safe::word("builder")))
}

/// Reads `missing` or `zero`.
pub(crate) fn absent_of(word: &str) -> Result<Absent> {
    match word {
        "missing" => Ok(Absent::Missing),
        "zero" => Ok(Absent::Zero),
        _ => Err(Error::new(codes::mea::WORD_UNKNOWN).with("kind", Safe::word("absence"))),
    }
}

/// Begins a table of a measure and a concept. Both are copied.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_builder_new(
    measure: *const dsm_measure,
    definition: *const dsm_concept,
    builder: *mut *mut dsm_table_builder,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let new = Table::builder(given!(measure).clone(), given!(definition).clone());
        given!(out builder).put(give(Some(new)));
    })
}

/// Adds an axis, which is copied. Keys are given in the order in which the axes were added.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_builder_axis(
    builder: *mut dsm_table_builder,
    axis: *const dsm_axis,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (builder, axis) = (given!(mut builder), given!(axis));
        *builder = Some(taken(builder)?.axis(axis.clone()));
    })
}

/// Names the vintage: figures of one vintage were published together.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_builder_vintage(
    builder: *mut dsm_table_builder,
    vintage: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (builder, vintage) = (given!(mut builder), given!(text vintage));
        *builder = Some(taken(builder)?.vintage(vintage));
    })
}

/// Declares how the figures are inexact by making: `exact`, `nearest:5`, `random:3`, `small:5=1..5,10=6..12:0..4` or
/// `multiple:1000`. Each exact figure that is given afterwards becomes its interval. MEA-002 if it cannot be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_builder_making(
    builder: *mut dsm_table_builder,
    making: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (builder, making) = (given!(mut builder), Making::parse(given!(text making))?);
        *builder = Some(taken(builder)?.making(making));
    })
}

/// Declares what a key that is not there means: `missing` (it was not delivered) or `zero`. MEA-001 for another word.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_builder_absent(
    builder: *mut dsm_table_builder,
    absent: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (builder, absent) = (given!(mut builder), absent_of(given!(text absent))?);
        *builder = Some(taken(builder)?.absent(absent));
    })
}

/// Adds a row: one code for each axis, and a figure as it is written in files.
///
/// `12` exact, `10..20` between, `10..` at least, `100~20` an estimate with its standard error, `*` suppressed, `na`,
/// `not-collected`, `not-delivered` missing; then statuses in brackets, such as `12 [P]`. What is wrong with a row is
/// reported by building, with all the other rows that are wrong.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_builder_row(
    builder: *mut dsm_table_builder,
    key: *const dsm_string,
    key_length: usize,
    figure: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (builder, key, figure) = (given!(mut builder), given!(texts key, key_length), given!(text figure));
        *builder = Some(taken(builder)?.row(&key, figure));
    })
}

/// Builds the table of the rows.
///
/// TAB-001 for wrong axes, TAB-005 for keys of a wrong length, TAB-007 for figures beyond 28 digits, TAB-011 beyond the
/// limits, and TAB-010 with a finding for every row that is wrong.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_builder_build(
    builder: *mut dsm_table_builder,
    table: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (builder, table) = (given!(mut builder), given!(out table));
        table.put(give(taken(builder)?.build()?));
    })
}

/// Builds the table of whole columns: one of keys for each axis, and exact whole figures. Everything is copied.
///
/// The road for millions of cells; rows that were added are not used. Errors as for `dsm_table_builder_build`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_builder_build_columns(
    builder: *mut dsm_table_builder,
    columns: *const dsm_key_column,
    column_count: usize,
    figures: *const i64,
    figure_count: usize,
    table: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (builder, table) = (given!(mut builder), given!(out table));
        // SAFETY: the arrays that a column names are there for the length of the call (header, Ownership).
        let read = |column: &dsm_key_column| unsafe { key_column(column) };
        let columns = given!(array columns, column_count).iter().map(read).collect::<Result<_>>()?;
        let figures = given!(array figures, figure_count).to_vec();
        table.put(give(taken(builder)?.build_whole(columns, figures)?));
    })
}

/// Copies a column of keys.
///
/// # Safety
/// Its pointers are NULL or lead to as many values as it says.
unsafe fn key_column(column: &dsm_key_column) -> Result<KeyColumn> {
    let dsm_key_column { codes, code_count, keys, key_count } = *column;
    let dictionary = given!(texts codes, code_count).into_iter().map(Arc::from).collect();
    Ok(KeyColumn { dictionary, keys: given!(array keys, key_count).to_vec() })
}

/// Frees a builder, built or not. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_builder_free(builder: *mut dsm_table_builder) {
    free!(builder);
}
