//! Tables to Arrow.

use super::invalid;
use crate::{error::dsm_error, given::given, guard::guard, status::dsm_status, table::dsm_table};
use arrow_array::{
    Array as _, RecordBatch, RecordBatchIterator, StructArray,
    ffi::{FFI_ArrowArray, FFI_ArrowSchema},
    ffi_stream::FFI_ArrowArrayStream,
};
use dsm_core::{error::Result, exchange::arrow, table::Table};

/// The table as a record batch of what may be given out.
fn batch(table: &Table) -> Result<RecordBatch> {
    arrow::record_batch(&table.clone().disclose()?)
}

/// Writes the table as one Arrow struct array with its schema. The caller releases both.
///
/// Each axis is a dictionary of codes; `OBS_VALUE`, and where needed `LOWER`, `UPPER`, `STANDARD_ERROR` and `OBS_STATUS`,
/// hold the cells. What the table counts stands in the metadata of the schema.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_export_arrow(
    table: *const dsm_table,
    array: *mut FFI_ArrowArray,
    schema: *mut FFI_ArrowSchema,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (batch, array, schema) = (batch(given!(table))?, given!(out array), given!(out schema));
        schema.put(FFI_ArrowSchema::try_from(batch.schema().as_ref()).map_err(invalid)?);
        array.put(FFI_ArrowArray::new(&StructArray::from(batch).to_data()));
    })
}

/// Writes the table as an Arrow stream of one batch. The caller releases it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_export_arrow_stream(
    table: *const dsm_table,
    stream: *mut FFI_ArrowArrayStream,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (batch, stream) = (batch(given!(table))?, given!(out stream));
        let schema = batch.schema();
        stream.put(FFI_ArrowArrayStream::new(Box::new(RecordBatchIterator::new([Ok(batch)], schema))));
    })
}
