//! A count as one SQL statement, and the way back from its result.

use super::{counted::dsm_counted, specification::dsm_count_specification};
use crate::{
    error::dsm_error,
    given::{self, given},
    guard::{answer, free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
};
use dsm_core::{
    count::{Dialect, Field, Statement},
    error::{Error, Result, Safe, codes::mea},
};

/// A count as one SQL statement: the records stay where they are, and what comes back are cells.
///
/// May be read by several threads; free it with `dsm_count_statement_free`.
#[derive(Debug)]
pub struct dsm_count_statement {
    _inside: [u8; 0],
}

impl Handle for dsm_count_statement {
    type Inside = Statement;
}
impl Owned for dsm_count_statement {}

/// Says a count of a specification for `postgresql`, `duckdb`, `spark` or `sqlite`, from a table or view; a point parts its name from its
/// schema. What the specification says of types must hold in the table; in SQLite days are ISO text.
///
/// CNT-050 with what cannot be said; CNT-061 where there is no such count; MEA-001 for another dialect.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_statement_new(
    specification: *const dsm_count_specification,
    count: dsm_string,
    dialect: dsm_string,
    from: dsm_string,
    statement: *mut *mut dsm_count_statement,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (specification, statement) = (given!(specification), given!(out statement));
        let (count, from) = (given!(text count), given!(text from));
        let unknown = || Error::new(mea::WORD_UNKNOWN).with("kind", Safe::word("format"));
        let dialect = Dialect::parse(given!(text dialect)).ok_or_else(unknown)?;
        statement.put(give(Statement::new(specification, count, &specification.catalogue()?, dialect, from)?));
    })
}

/// The statement: one query without parameters, without a semicolon at its end. Lives as long as the handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_statement_sql(statement: *const dsm_count_statement) -> dsm_string {
    answer!(dsm_string::NONE, { dsm_string::lent(given!(statement).sql()) })
}

/// How many columns its result has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_statement_column_count(statement: *const dsm_count_statement) -> usize {
    answer!(0, { given!(statement).columns().len() })
}

/// The name of a column of its result, in their order. No text where there are not so many.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_statement_column(statement: *const dsm_count_statement, index: usize) -> dsm_string {
    answer!(dsm_string::NONE, {
        given!(statement).columns().get(index).map_or(dsm_string::NONE, |column| dsm_string::lent(column))
    })
}

/// The rows of its result as the tables that would have been counted: `row_count` rows of as many values as it has columns, one row after the
/// other, in any order. A value without bytes is missing, numbers are written out. What the records were like is not among it.
///
/// CNT-051 where rows are not what the statement gives.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_statement_tables(
    statement: *const dsm_count_statement,
    values: *const dsm_string,
    row_count: usize,
    counted: *mut *mut dsm_counted,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (statement, counted) = (given!(statement), given!(out counted));
        let column_count = statement.columns().len().max(1);
        let value_count = column_count.saturating_mul(row_count);
        let values = given!(array values, value_count);
        let field = |value: &dsm_string| {
            if value.bytes.is_null() && value.length == 0 {
                return Ok(Field::Missing);
            }
            // SAFETY: the bytes of the texts are there for the length of the call (header, Strings).
            unsafe { given::text(*value, "values") }.map(Field::Text)
        };
        let fields = values.iter().map(field).collect::<Result<Vec<_>>>()?;
        counted.put(give(statement.tables(fields.chunks_exact(column_count))?));
    })
}

/// Frees a statement. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_statement_free(statement: *mut dsm_count_statement) {
    free!(statement);
}
