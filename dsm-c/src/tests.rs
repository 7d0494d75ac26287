//! Every code of this crate can be provoked, and says what it asks for. The tests in C provoke them from outside.

use crate::{
    assume::{dsm_assume, dsm_assume_on},
    axis::{dsm_axis, dsm_axis_category},
    builder::{dsm_table_builder, dsm_table_builder_build, dsm_table_builder_build_columns},
    error::dsm_error,
    guard,
    handle::{Handle, lend},
    row::{dsm_row, dsm_row_whole, dsm_table_row},
    status::dsm_status,
    string::dsm_string,
    table::dsm_table,
};
use dsm_core::{
    error::{Error, codes::ffi},
    measure::{Concept, Measure},
    table::{Axis, Table, TableBuilder},
};
use provoked::{Example, Provoked, faults, lacking};
use std::ptr::null_mut;

#[expect(dead_code, reason = "the crates that include this file use different parts of it")]
#[path = "../../dsm-core/tests/provoked.rs"]
mod provoked;

/// The error that a call wrote.
fn refused(call: impl FnOnce(*mut *mut dsm_error) -> dsm_status) -> Provoked {
    let mut error: *mut dsm_error = null_mut();
    assert_ne!(call(&raw mut error), dsm_status::Ok);
    // SAFETY: the call wrote an error, which is a box of this type.
    let error = unsafe { Box::from_raw(error.cast::<Error>()) };
    (*error).into()
}

/// A pointer to change something of this test through.
fn lent_mut<H: Handle>(inside: &mut H::Inside) -> *mut H {
    std::ptr::from_mut(inside).cast()
}

fn builder() -> TableBuilder {
    let measure = Measure::parse("persons-distinct", "flow").unwrap();
    Table::builder(measure, Concept::new("C")).axis(Axis::time("TIME_PERIOD"))
}

const EXAMPLES: &[Example] = &[
    (ffi::NULL_ARGUMENT, || {
        let id = dsm_string::lent("SEX");
        // SAFETY: NULL is taken, and refused.
        refused(|error| unsafe { dsm_axis_category(id, null_mut(), error) })
    }),
    (ffi::PANIC, || {
        std::panic::set_hook(Box::new(|_| {}));
        // SAFETY: the place of the error is one of this test.
        refused(|error| unsafe { guard::run(error, || panic!("a defect")) })
    }),
    (ffi::NOT_UTF8, || {
        let bytes = [0xff_u8];
        let id = dsm_string { bytes: bytes.as_ptr().cast(), length: 1 };
        let mut axis: *mut dsm_axis = null_mut();
        // SAFETY: the byte is there.
        refused(|error| unsafe { dsm_axis_category(id, &raw mut axis, error) })
    }),
    (ffi::LENGTH_IMPOSSIBLE, || {
        let id = dsm_string { length: usize::MAX, ..dsm_string::lent("SEX") };
        let mut axis: *mut dsm_axis = null_mut();
        // SAFETY: the length is refused before a byte is read.
        refused(|error| unsafe { dsm_axis_category(id, &raw mut axis, error) })
    }),
    (ffi::POINTER_MISALIGNED, || {
        let (mut given, mut table) = (Some(builder()), null_mut::<dsm_table>());
        let builder: *mut dsm_table_builder = lent_mut(&mut given);
        let figures = std::ptr::without_provenance(1);
        // SAFETY: the array is refused before it is read.
        refused(|error| unsafe {
            dsm_table_builder_build_columns(builder, std::ptr::null(), 0, figures, 1, &raw mut table, error)
        })
    }),
    (ffi::HANDLE_SPENT, || {
        let (mut spent, mut table) = (None, null_mut::<dsm_table>());
        let builder: *mut dsm_table_builder = lent_mut(&mut spent);
        // SAFETY: a builder of this test.
        refused(|error| unsafe { dsm_table_builder_build(builder, &raw mut table, error) })
    }),
    (ffi::BEYOND_END, || {
        let (table, mut row) = (builder().build().unwrap(), null_mut::<dsm_row>());
        // SAFETY: a table of this test.
        refused(|error| unsafe { dsm_table_row(lend(&table), 0, &raw mut row, error) })
    }),
    (ffi::ASSUMPTION_UNNAMED, || {
        let mut nothing = Vec::new();
        let assume: *mut dsm_assume = lent_mut(&mut nothing);
        // SAFETY: a list of this test.
        refused(|error| unsafe { dsm_assume_on(assume, dsm_string::lent("SEX"), error) })
    }),
    (ffi::NO_SUCH_NUMBER, || {
        let table = builder().row(&["2024"], "10..20").build().unwrap();
        let (mut row, mut whole) = (null_mut::<dsm_row>(), 0_i64);
        // SAFETY: a table of this test.
        let status = unsafe { dsm_table_row(lend(&table), 0, &raw mut row, null_mut()) };
        assert_eq!(status, dsm_status::Ok);
        // SAFETY: the row that the call before gave.
        let provoked = refused(|error| unsafe { dsm_row_whole(row, &raw mut whole, error) });
        // SAFETY: the same row, which nobody uses any more.
        unsafe { crate::row::dsm_row_free(row) };
        provoked
    }),
];

#[test]
fn every_code_has_an_example_that_provokes_it() {
    assert_eq!(lacking(ffi::ALL, EXAMPLES), Vec::<String>::new());
    assert_eq!(faults(EXAMPLES), Vec::<String>::new());
}
