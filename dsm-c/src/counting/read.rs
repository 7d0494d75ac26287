//! Records in: files, rows of texts, PostgreSQL's binary COPY.

use super::{counter::dsm_counter, rows::Rows};
use crate::{
    error::dsm_error,
    given::{self, given},
    guard::guard,
    status::dsm_status,
    string::dsm_string,
};
use dsm_core::{
    error::{At, Error, Place, Result, codes::src},
    source::{CopyRecords, CopyType, Layout, Limits, Records, Wanted, open_records},
};
use std::{
    ffi::c_void,
    fs::File,
    io::{self, Read},
};

fn open(path: &str, wanted: &[Wanted]) -> Result<Box<dyn Records>> {
    let unread = |error| Error::new(src::READ_FAILED).at(Place::new(path, At::Whole)).caused_by(error);
    let file = File::open(path).map_err(unread)?;
    // Registers are larger than files of figures.
    let layout = Layout::default().limits(Limits { file: u64::MAX, ..Limits::default() });
    open_records(Box::new(file), path, &layout, wanted)
}

/// Reads the link table, which says the person of each document, out of a file: before any records.
///
/// A document of two persons is nobody's who is known (CNT-037). CNT-003 where records were read already; SRC codes where it cannot be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counter_links_file(
    counter: *mut dsm_counter,
    path: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (counting, path) = (given!(mut counter), given!(text path));
        let mut links = open(path, counting.counter()?.wanted_of_links())?;
        counting.links(&mut *links)?;
    })
}

/// Whether a file has the columns that the specification names, of types that they can have: for hosts that read several files and
/// want one clear error before any record is counted. Nothing is read of it but its beginning.
///
/// SRC-012, SRC-013, SRC-045, SRC-046 where its columns are others; further SRC codes where it cannot be opened so. An empty file and a Parquet
/// file that is not whole are fine: reading counts what they lack.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counter_check_file(
    counter: *mut dsm_counter,
    path: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (counting, path) = (given!(mut counter), given!(text path));
        open(path, counting.counter()?.wanted())?;
    })
}

/// Reads the records of a file: CSV, or Parquet where that is built in; its content tells. What is wrong with a record is counted.
///
/// An empty or damaged file is passed over as far as it is, and the tables say so (CNT-029); where no record of any file can be read,
/// counting ends with the reason.
///
/// CNT-008 where the specification does not pass a finding over; SRC codes where the file cannot be read. The counter is then fit for
/// freeing only, unless nothing was read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counter_read_file(
    counter: *mut dsm_counter,
    path: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (counting, path) = (given!(mut counter), given!(text path));
        let mut records = open(path, counting.counter()?.wanted())?;
        counting.read(&mut *records)?;
    })
}

/// Reads records that are handed in as texts: the names of `column_count` columns, then `row_count` rows of as many values, one row after
/// the other. A text without bytes is missing. For hosts without Arrow; call it as often as there are rows.
///
/// SRC-012 where a column is missing that the specification names.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counter_read_rows(
    counter: *mut dsm_counter,
    columns: *const dsm_string,
    column_count: usize,
    values: *const dsm_string,
    row_count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let columns = given!(texts columns, column_count);
        let value_count = column_count.saturating_mul(row_count);
        let (counting, values) = (given!(mut counter), given!(array values, value_count));
        // SAFETY: the bytes of the texts are there for the length of the call (header, Strings).
        let read = |text: dsm_string| unsafe { given::text(text, "values") };
        let wanted = counting.counter()?.wanted().to_vec();
        let first = counting.rows(row_count);
        counting.read(&mut Rows::new(&columns, values, &read, &wanted, first)?)?;
    })
}

/// Gives the next bytes: writes at most `room` of them to `into` and returns how many; 0 at the end, and more than `room` where they cannot be
/// given.
pub type dsm_byte_source = Option<unsafe extern "C" fn(context: *mut c_void, into: *mut u8, room: usize) -> usize>;

/// Bytes that a function of the caller gives.
struct Bytes {
    source: unsafe extern "C" fn(*mut c_void, *mut u8, usize) -> usize,
    context: *mut c_void,
}

impl Read for Bytes {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        // SAFETY: a function of the caller with its context, and a place with room for so many bytes (header, Ownership).
        let read = unsafe { (self.source)(self.context, into.as_mut_ptr(), into.len()) };
        if read <= into.len() { Ok(read) } else { Err(io::Error::other("the source of bytes failed")) }
    }
}

/// Reads the records of a binary COPY of PostgreSQL (`COPY (SELECT …) TO STDOUT (FORMAT binary)`), whose bytes a function gives: what
/// `PQgetCopyData` returns, in pieces of any size. The names and types of its columns are stated in their order, such as `text`, `date`, `bigint`,
/// `timestamp without time zone`; columns that are not wanted are passed over.
///
/// `name` is what places are given with. SRC-012, SRC-045 and SRC-046 where the columns are not what is wanted; SRC-047 to SRC-049 for bytes
/// that are no whole COPY.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counter_read_copy(
    counter: *mut dsm_counter,
    name: dsm_string,
    columns: *const dsm_string,
    types: *const dsm_string,
    column_count: usize,
    source: dsm_byte_source,
    context: *mut c_void,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (columns, types) = (given!(texts columns, column_count), given!(texts types, column_count));
        let columns: Vec<(&str, CopyType)> = columns.into_iter().zip(types.into_iter().map(CopyType::parse)).collect();
        let (counting, name) = (given!(mut counter), given!(text name));
        let source = source.ok_or_else(|| given::refuse(dsm_core::error::codes::ffi::NULL_ARGUMENT, "source"))?;
        let wanted = counting.counter()?.wanted().to_vec();
        counting.read(&mut CopyRecords::new(Bytes { source, context }, name, &columns, &wanted)?)?;
    })
}
