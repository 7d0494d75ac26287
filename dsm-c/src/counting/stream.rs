//! Records in through the Arrow C stream interface.

use super::counter::dsm_counter;
use crate::{
    arrow::{Incoming, taken},
    error::dsm_error,
    given::{check, given},
    guard::guard,
    status::dsm_status,
};
use arrow_array::{RecordBatchReader as _, ffi_stream::FFI_ArrowArrayStream};
use dsm_core::source::ArrowRecords;

/// Reads the link table out of an Arrow stream, which is moved in; as `dsm_counter_links_file`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counter_links_stream(
    counter: *mut dsm_counter,
    stream: *mut FFI_ArrowArrayStream,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let counting = given!(mut counter);
        let stream = Incoming::new(taken!(FFI_ArrowArrayStream, stream))?;
        let links = ArrowRecords::new(&stream.schema(), counting.counter()?.wanted_of_links())?;
        counting.links(&mut links.over(stream))?;
    })
}

/// Reads records out of an Arrow stream, which is moved in: whatever the answer, the caller releases only what still has its `release`.
///
/// SRC-012, SRC-045 and SRC-046 where the columns are not what is wanted; EXC-101 for arrays that break their format.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counter_read_stream(
    counter: *mut dsm_counter,
    stream: *mut FFI_ArrowArrayStream,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let counting = given!(mut counter);
        let stream = Incoming::new(taken!(FFI_ArrowArrayStream, stream))?;
        let records = ArrowRecords::new(&stream.schema(), counting.counter()?.wanted())?;
        counting.read(&mut records.over(stream))?;
    })
}
