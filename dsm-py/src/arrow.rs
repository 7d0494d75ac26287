//! Arrow arrays through the PyCapsule protocol, both ways. The only place of the crate with `unsafe`.
#![expect(unsafe_code, reason = "a capsule holds a pointer to a structure of the Arrow C data interface")]

use crate::{
    errors::{Finding, raised, run},
    stated::Statement,
    table::Table,
};
use arrow_array::{
    Array, RecordBatch, RecordBatchIterator, RecordBatchReader, StructArray,
    ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi},
    ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader},
};
use arrow_schema::{ArrowError, DataType, Schema};
use dsm_core::{
    error::{Error, Result, codes},
    exchange::arrow,
};
use pyo3::{
    prelude::*,
    types::{PyCapsule, PyTuple},
};
use std::ffi::CStr;

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";

fn invalid(error: ArrowError) -> Error {
    Error::new(codes::exc::ARROW_INVALID).caused_by(error)
}

/// Reads a table from whatever gives an Arrow stream or a record batch.
#[pyfunction]
pub(crate) fn from_arrow(
    py: Python<'_>,
    statement: Statement,
    object: &Bound<'_, PyAny>,
) -> PyResult<(Table, Vec<Finding>)> {
    let stated = statement.stated().map_err(|e| raised(py, e, true))?;
    let arrived = if object.hasattr("__arrow_c_stream__")? {
        let capsule = object.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
        let stream = stream_in(&capsule)?;
        run(py, move || arrow::read(RecordBatchStreamReader::try_new(stream).map_err(invalid)?, stated))?
    } else {
        let capsules = object.call_method0("__arrow_c_array__")?.cast_into::<PyTuple>()?;
        let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) = capsules.extract()?;
        let (schema, array) = (schema_in(&schema)?, array_in(&array)?);
        run(py, move || arrow::read(batch_in(array, &schema)?, stated))?
    };
    let findings = arrived.findings.iter().map(Finding::of).collect();
    Ok((arrived.table.into(), findings))
}

/// A reader of whatever gives an Arrow stream or a record batch; none of anything else.
pub(crate) fn reader_of(object: &Bound<'_, PyAny>) -> PyResult<Option<Box<dyn RecordBatchReader + Send>>> {
    let py = object.py();
    if object.hasattr("__arrow_c_stream__")? {
        let capsule = object.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
        let reader = RecordBatchStreamReader::try_new(stream_in(&capsule)?);
        return Ok(Some(Box::new(reader.map_err(|error| raised(py, invalid(error), true))?)));
    }
    if object.hasattr("__arrow_c_array__")? {
        let capsules = object.call_method0("__arrow_c_array__")?.cast_into::<PyTuple>()?;
        let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) = capsules.extract()?;
        let (schema, array) = (schema_in(&schema)?, array_in(&array)?);
        return Ok(Some(Box::new(batch_in(array, &schema).map_err(|error| raised(py, error, true))?)));
    }
    Ok(None)
}

/// Takes the stream out of a capsule, which is left released.
fn stream_in(capsule: &Bound<'_, PyCapsule>) -> PyResult<FFI_ArrowArrayStream> {
    let pointer = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds a valid stream by the Arrow PyCapsule protocol; it is moved out and the one in
    // the capsule marked as released, so it is released once.
    Ok(unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) })
}

/// Takes the schema out of a capsule, which is left released.
fn schema_in(capsule: &Bound<'_, PyCapsule>) -> PyResult<FFI_ArrowSchema> {
    let pointer = capsule.pointer_checked(Some(SCHEMA))?.cast::<FFI_ArrowSchema>();
    // SAFETY: as for a stream.
    Ok(unsafe { FFI_ArrowSchema::from_raw(pointer.as_ptr()) })
}

/// Takes the array out of a capsule, which is left released.
fn array_in(capsule: &Bound<'_, PyCapsule>) -> PyResult<FFI_ArrowArray> {
    let pointer = capsule.pointer_checked(Some(ARRAY))?.cast::<FFI_ArrowArray>();
    // SAFETY: as for a stream.
    Ok(unsafe { FFI_ArrowArray::from_raw(pointer.as_ptr()) })
}

/// One batch from a struct array.
fn batch_in(array: FFI_ArrowArray, schema: &FFI_ArrowSchema) -> Result<impl RecordBatchReader + use<>> {
    let described = Schema::try_from(schema).map_err(invalid)?;
    // SAFETY: array and schema were handed over together, and the array is not used again. What its buffers hold is
    // validated in full by the reader of the core before anything is read.
    let data = unsafe { from_ffi(array, schema) }.map_err(invalid)?;
    if !matches!(data.data_type(), DataType::Struct(_)) || data.null_count() > 0 {
        return Err(Error::new(codes::exc::ARROW_INVALID));
    }
    data.validate_full().map_err(invalid)?;
    let batch = RecordBatch::from(StructArray::from(data));
    let schema = batch.schema().as_ref().clone().with_metadata(described.metadata);
    let batch = batch.with_schema(schema.into()).map_err(invalid)?;
    let schema = batch.schema();
    Ok(RecordBatchIterator::new([Ok(batch)], schema))
}

#[pymethods]
impl Table {
    /// The table as an Arrow stream of one batch.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The protocol lets a producer give its own types where it does not convert.
        let _ = requested_schema;
        let batch = self.batch(py)?;
        let schema = batch.schema();
        let reader = RecordBatchIterator::new([Ok(batch)], schema);
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), STREAM)
    }

    /// The table as one Arrow struct array.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        let batch = self.batch(py)?;
        let schema = exported(py, batch.schema().as_ref())?;
        let array = FFI_ArrowArray::new(&StructArray::from(batch).to_data());
        Ok((schema, PyCapsule::new_with_value(py, array, ARRAY)?))
    }

    /// The schema of the Arrow data.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        exported(py, self.batch(py)?.schema().as_ref())
    }
}

impl Table {
    /// The table as a record batch of what may be given out.
    pub(crate) fn batch(&self, py: Python<'_>) -> PyResult<RecordBatch> {
        let table = self.inner().clone();
        run(py, move || arrow::record_batch(&table.disclose()?))
    }
}

fn exported<'py>(py: Python<'py>, schema: &Schema) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(schema).map_err(|e| raised(py, invalid(e), true))?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}
