//! Rows: one cell of a table with its key and statuses.

use crate::{
    error::dsm_error,
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
    table::dsm_table,
};
use dsm_core::{
    error::{Error, Safe, codes::ffi},
    table::{Cell, Figure, Row},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// One cell of a table: its key, what stands in it, and its statuses.
///
/// A copy that outlives the table; may be read by several threads; free it with `dsm_row_free`. Millions of cells leave
/// through the Arrow interface instead.
#[derive(Debug)]
pub struct dsm_row {
    _inside: [u8; 0],
}

/// A row with everything about it that C may ask for as text.
pub(crate) struct Shown {
    row: Row,
    figure: String,
    parts: [Option<(Decimal, String)>; 4],
    statuses: String,
}

impl Handle for dsm_row {
    type Inside = Shown;
}
impl Owned for dsm_row {}

impl Shown {
    fn new(row: Row) -> Self {
        let shown = |part: Option<Decimal>| part.map(|decimal| (decimal, decimal.to_string()));
        let (low, high, value, deviation) = match row.cell.figure() {
            Some(Figure::Estimate { value, standard_error }) => (None, None, Some(value), Some(standard_error)),
            Some(figure) => (figure.low(), figure.high(), figure.exact(), None),
            None => (None, None, None, None),
        };
        let parts = [low, high, value, deviation].map(shown);
        Self { figure: row.cell.to_string(), parts, statuses: row.status.to_string(), row }
    }

    fn part(&self, part: usize) -> dsm_string {
        let shown = self.parts.get(part).and_then(Option::as_ref);
        shown.map_or(dsm_string::NONE, |(_, text)| dsm_string::lent(text))
    }

    fn exact(&self) -> Option<Decimal> {
        self.row.cell.figure().and_then(|figure| figure.exact())
    }
}

/// Reads a decimal text exactly: at most 28 digits, nothing else.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    Cell::parse(text)?.figure()?.exact()
}

/// What stands in a cell.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum dsm_kind {
    /// There is no cell: the handle was NULL.
    None = 0,
    /// A figure as counted. Zero is a figure.
    Exact = 1,
    /// A figure that surely lies between two bounds, both included.
    Between = 2,
    /// A figure that surely is not less than its lower bound.
    AtLeast = 3,
    /// A sample estimate with its standard error: never a certain bound.
    Estimate = 4,
    /// No figure, because: the text of the cell is `na`, `not-collected` or `not-delivered`.
    Missing = 5,
    /// A figure that the reader may not see.
    Masked = 6,
}

/// The row at a position, counted from zero, in the order of the keys. FFI-007 beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_row(
    table: *const dsm_table,
    position: usize,
    row: *mut *mut dsm_row,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, place) = (given!(table), given!(out row));
        let beyond = || Error::new(ffi::BEYOND_END).with("argument", Safe::word("position")).with("count", table.len());
        place.put(give(Shown::new(table.row(position).ok_or_else(beyond)?)));
    })
}

/// The row of a key: one code for each axis, in their order. TAB-005 for a key of a wrong length, TAB-016 when there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_at(
    table: *const dsm_table,
    key: *const dsm_string,
    key_length: usize,
    row: *mut *mut dsm_row,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, key, place) = (given!(table), given!(texts key, key_length), given!(out row));
        let (cell, status) = (table.at(&key)?, table.status_at(&key)?);
        let key = key.into_iter().map(Into::into).collect();
        place.put(give(Shown::new(Row { key, cell, status })));
    })
}

/// What stands in the cell.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_row_kind(row: *const dsm_row) -> dsm_kind {
    answer!(dsm_kind::None, {
        match given!(row).row.cell {
            Cell::Figure(Figure::Exact(_)) => dsm_kind::Exact,
            Cell::Figure(Figure::AtLeast(_)) => dsm_kind::AtLeast,
            Cell::Figure(Figure::Estimate { .. }) => dsm_kind::Estimate,
            Cell::Figure(_) => dsm_kind::Between,
            Cell::Missing(_) => dsm_kind::Missing,
            Cell::Masked(_) => dsm_kind::Masked,
        }
    })
}

/// The code of the row on an axis, counted from zero. It lives as long as the row.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_row_code(row: *const dsm_row, axis: usize) -> dsm_string {
    answer!(dsm_string::NONE, { given!(row).row.key.get(axis).map_or(dsm_string::NONE, |code| dsm_string::lent(code)) })
}

/// The cell as it is written in files: `12`, `10..20`, `10..`, `100~20`, `*`, `na` … It lives as long as the row.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_row_figure(row: *const dsm_row) -> dsm_string {
    answer!(dsm_string::NONE, { dsm_string::lent(&given!(row).figure) })
}

/// The statuses in the order B, P, E, F, U, I, such as `PE`; an empty text for a normal value. It lives as long as the row.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_row_statuses(row: *const dsm_row) -> dsm_string {
    answer!(dsm_string::NONE, { dsm_string::lent(&given!(row).statuses) })
}

/// The lower bound as a decimal text, the figure itself if it is exact; NULL where nothing is certain.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_row_low(row: *const dsm_row) -> dsm_string {
    answer!(dsm_string::NONE, { given!(row).part(0) })
}

/// The upper bound as a decimal text, the figure itself if it is exact; NULL where there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_row_high(row: *const dsm_row) -> dsm_string {
    answer!(dsm_string::NONE, { given!(row).part(1) })
}

/// The figure as a decimal text, if it is exact or an estimate; NULL otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_row_value(row: *const dsm_row) -> dsm_string {
    answer!(dsm_string::NONE, { given!(row).part(2) })
}

/// The standard error of an estimate as a decimal text; NULL for everything else.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_row_standard_error(row: *const dsm_row) -> dsm_string {
    answer!(dsm_string::NONE, { given!(row).part(3) })
}

/// The figure as a whole number, exactly. FFI-009 if it is not exact, not whole, or longer than 64 bits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_row_whole(row: *const dsm_row, whole: *mut i64, error: *mut *mut dsm_error) -> dsm_status {
    guard!(error, {
        let exact = given!(row).exact().filter(Decimal::is_integer).and_then(|figure| figure.to_i64());
        given!(out whole).put(exact.ok_or_else(|| Error::new(ffi::NO_SUCH_NUMBER))?);
    })
}

/// The figure as the nearest floating-point number: a convenience for charts, not for sums. FFI-009 if it is not exact.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_row_number(
    row: *const dsm_row,
    number: *mut f64,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let exact = given!(row).exact().and_then(|figure| figure.to_f64());
        given!(out number).put(exact.ok_or_else(|| Error::new(ffi::NO_SUCH_NUMBER))?);
    })
}

/// Frees a row. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_row_free(row: *mut dsm_row) {
    free!(row);
}
