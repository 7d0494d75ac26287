//! Tables from Arrow.

use super::{
    sound::sound,
    stream::{Incoming, batch},
};
use crate::{
    error::dsm_error,
    finding::dsm_findings,
    given::{Out, check, given},
    guard::guard,
    handle::give,
    stated::{dsm_stated, or_nothing},
    status::dsm_status,
    table::dsm_table,
};
use arrow_array::{
    RecordBatchIterator,
    ffi::{FFI_ArrowArray, FFI_ArrowSchema},
    ffi_stream::FFI_ArrowArrayStream,
};
use dsm_core::{
    error::Result,
    exchange::arrow::{Arrived, read},
};

/// Takes over a structure: its place is left released.
macro_rules! taken {
    ($type:ident, $pointer:ident) => {{
        check($pointer, stringify!($pointer))?;
        // SAFETY: not NULL and aligned; a valid structure of the Arrow format which the caller gives up (header, Ownership).
        unsafe { $type::from_raw($pointer) }
    }};
}
pub(crate) use taken;

/// Gives table and findings to the caller.
fn deliver(arrived: Arrived, table: Out<*mut dsm_table>, findings: Option<Out<*mut dsm_findings>>) {
    table.put(give(arrived.table));
    if let Some(findings) = findings {
        findings.put(give(arrived.findings));
    }
}

/// Reads a table from one Arrow struct array, whose columns may describe themselves or be described by `stated`.
///
/// Array and schema are moved in: whatever the answer, the caller releases only what still has its `release`. `stated` may be
/// NULL; what is neither described nor stated is read in the weakest way. `findings` may be NULL; otherwise the caller gets what
/// was noticed about the columns. EXC-101 for arrays that break their format, further EXC codes for columns and
/// descriptions, TAB-010 with a finding for every broken cell, NaN and infinities among them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_import_arrow(
    array: *mut FFI_ArrowArray,
    schema: *mut FFI_ArrowSchema,
    stated: *const dsm_stated,
    table: *mut *mut dsm_table,
    findings: *mut *mut dsm_findings,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (stated, table, findings) =
            (or_nothing(given!(maybe stated)), given!(out table), given!(maybe out findings));
        check(array, "array")?;
        let (schema, array) = (taken!(FFI_ArrowSchema, schema), taken!(FFI_ArrowArray, array));
        sound(&schema, Some(&array))?;
        deliver(one(array, &schema, stated)?, table, findings);
    })
}

fn one(array: FFI_ArrowArray, schema: &FFI_ArrowSchema, stated: dsm_core::exchange::arrow::Stated) -> Result<Arrived> {
    let batch = batch(array, schema)?;
    let schema = batch.schema();
    read(RecordBatchIterator::new([Ok(batch)], schema), stated)
}

/// Reads a table from an Arrow stream, which is moved in like an array.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_import_arrow_stream(
    stream: *mut FFI_ArrowArrayStream,
    stated: *const dsm_stated,
    table: *mut *mut dsm_table,
    findings: *mut *mut dsm_findings,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (stated, table, findings) =
            (or_nothing(given!(maybe stated)), given!(out table), given!(maybe out findings));
        let stream = Incoming::new(taken!(FFI_ArrowArrayStream, stream))?;
        deliver(read(stream, stated)?, table, findings);
    })
}
