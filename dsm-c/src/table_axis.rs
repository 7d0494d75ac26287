//! The axes of a table that is built, asked of the table by their positions.

use crate::{given::given, guard::answer, string::dsm_string, table::dsm_table};
use dsm_core::table::{Axis, AxisKind, Category, Table};

/// What an axis of a table is.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum dsm_axis_kind {
    /// There is no such axis.
    None = 0,
    /// Categories of the counted units.
    Category = 1,
    /// Periods of a flow or moments of a stock.
    Time = 2,
    /// The reporting countries.
    Reporter = 3,
}

/// A text about a declared category; none for other axes.
fn declared<'a>(table: &'a Table, axis: usize, about: impl FnOnce(&'a Category) -> Option<&'a str>) -> dsm_string {
    let category = table.axes().get(axis).and_then(Axis::declared);
    category.and_then(about).map_or(dsm_string::NONE, dsm_string::lent)
}

/// How many axes the table has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_axis_count(table: *const dsm_table) -> usize {
    answer!(0, { given!(table).axes().len() })
}

/// The id of an axis, counted from zero. It lives as long as the table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_axis_id(table: *const dsm_table, axis: usize) -> dsm_string {
    answer!(dsm_string::NONE, {
        given!(table).axes().get(axis).map_or(dsm_string::NONE, |axis| dsm_string::lent(axis.id()))
    })
}

/// What the axis is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_axis_kind(table: *const dsm_table, axis: usize) -> dsm_axis_kind {
    answer!(dsm_axis_kind::None, {
        match given!(table).axes().get(axis).map(Axis::kind) {
            Some(AxisKind::Category(_)) => dsm_axis_kind::Category,
            Some(AxisKind::Time) => dsm_axis_kind::Time,
            Some(AxisKind::Reporter) => dsm_axis_kind::Reporter,
            None => dsm_axis_kind::None,
        }
    })
}

/// How the counted units fall into the codes of a category: `fixed`, `at-event`, `pinned`, `overlapping`. Lives for ever;
/// NULL for other axes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_axis_membership(table: *const dsm_table, axis: usize) -> dsm_string {
    answer!(dsm_string::NONE, { declared(given!(table), axis, |category| Some(category.membership.word())) })
}

/// Whether the codes of a category, totals aside, are declared to be all there are: 1 or 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_axis_exhaustive(table: *const dsm_table, axis: usize) -> i32 {
    answer!(0, {
        let category = given!(table).axes().get(axis).and_then(Axis::declared);
        i32::from(category.is_some_and(|category| category.exhaustive))
    })
}

/// Whether a category is the direction of a move: 1 or 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_axis_direction(table: *const dsm_table, axis: usize) -> i32 {
    answer!(0, {
        let category = given!(table).axes().get(axis).and_then(Axis::declared);
        i32::from(category.is_some_and(|category| category.direction))
    })
}

/// The code of the unknown part of a category. It lives as long as the table; NULL where none is declared.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_axis_unknown(table: *const dsm_table, axis: usize) -> dsm_string {
    answer!(dsm_string::NONE, { declared(given!(table), axis, |category| category.unknown.as_deref()) })
}

/// The group that a code of a category belongs to. It lives as long as the table; NULL where none is declared.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_axis_parent(table: *const dsm_table, axis: usize, code: dsm_string) -> dsm_string {
    answer!(dsm_string::NONE, {
        let code = given!(text code);
        declared(given!(table), axis, |category| category.parents.get(code).map(AsRef::as_ref))
    })
}

/// A declared total of a category, counted from zero, the preferred one first. It lives as long as the table; NULL beyond
/// the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_axis_total(table: *const dsm_table, axis: usize, position: usize) -> dsm_string {
    answer!(dsm_string::NONE, {
        declared(given!(table), axis, |category| category.totals.get(position).map(AsRef::as_ref))
    })
}

/// How many codes the axis has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_code_count(table: *const dsm_table, axis: usize) -> usize {
    answer!(0, { given!(table).axes().get(axis).map_or(0, |axis| axis.codes().len()) })
}

/// A code of an axis, counted from zero; categories by text, times by time. It lives as long as the table; NULL beyond the
/// end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_code(table: *const dsm_table, axis: usize, position: usize) -> dsm_string {
    answer!(dsm_string::NONE, {
        let code = given!(table).axes().get(axis).and_then(|axis| axis.codes().get(position));
        code.map_or(dsm_string::NONE, |code| dsm_string::lent(code))
    })
}
