//! Record batches from a foreign stream, every one checked before it is touched.

use super::{invalid, sound::sound};
use arrow_array::{
    Array as _, RecordBatch, RecordBatchReader, StructArray,
    ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi},
    ffi_stream::FFI_ArrowArrayStream,
};
use arrow_schema::{ArrowError, Schema, SchemaRef};
use dsm_core::error::{Error, Result, codes::exc};
use std::sync::Arc;

/// One batch of a struct array that was found sound.
pub(super) fn batch(array: FFI_ArrowArray, schema: &FFI_ArrowSchema) -> Result<RecordBatch> {
    let described = Schema::try_from(schema).map_err(invalid)?;
    // SAFETY: the structure was found sound; that its buffers are as long as it says is the caller's word (header, Ownership).
    let data = unsafe { from_ffi(array, schema) }.map_err(invalid)?;
    data.validate_full().map_err(invalid)?;
    let array = StructArray::from(data);
    if array.null_count() > 0 {
        return Err(Error::new(exc::ARROW_INVALID));
    }
    RecordBatch::from(array).with_schema(Arc::new(described)).map_err(invalid)
}

/// A foreign stream that is being read.
pub(crate) struct Incoming {
    stream: FFI_ArrowArrayStream,
    schema: FFI_ArrowSchema,
    described: SchemaRef,
}

impl Incoming {
    /// Asks the stream for its schema.
    pub(crate) fn new(mut stream: FFI_ArrowArrayStream) -> Result<Self> {
        let broken = || Error::new(exc::ARROW_INVALID);
        let asked = stream.get_schema().filter(|_| stream.release().is_some()).ok_or_else(broken)?;
        let mut schema = FFI_ArrowSchema::empty();
        // SAFETY: a stream that is not released, and a place for its schema, as the Arrow stream interface asks for.
        if unsafe { asked(&raw mut stream, &raw mut schema) } != 0 {
            return Err(broken());
        }
        sound(&schema, None)?;
        let described = Arc::new(Schema::try_from(&schema).map_err(invalid)?);
        Ok(Self { stream, schema, described })
    }

    /// The next batch; none at the end of the stream.
    fn following(&mut self) -> Result<Option<RecordBatch>> {
        let broken = || Error::new(exc::ARROW_INVALID);
        let asked = self.stream.get_next().ok_or_else(broken)?;
        let mut array = FFI_ArrowArray::empty();
        // SAFETY: a stream that is not released, and a place for an array, as the Arrow stream interface asks for.
        if unsafe { asked(&raw mut self.stream, &raw mut array) } != 0 {
            return Err(broken());
        }
        if array.is_released() {
            return Ok(None);
        }
        sound(&self.schema, Some(&array))?;
        batch(array, &self.schema).map(Some)
    }
}

impl Iterator for Incoming {
    type Item = std::result::Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.following().map_err(|error| ArrowError::ExternalError(Box::new(error))).transpose()
    }
}

impl RecordBatchReader for Incoming {
    fn schema(&self) -> SchemaRef {
        self.described.clone()
    }
}
