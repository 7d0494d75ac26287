//! Whether foreign Arrow structures are sound: what is checked before anything follows their pointers.
//!
//! Numbers of buffers and children, NULL where something must be, lengths and offsets that no memory has. What the buffers
//! hold is validated afterwards; how long they really are only their maker knows.

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use dsm_core::error::{Error, Result, codes::exc};
use std::{
    ffi::{CStr, c_char, c_void},
    ptr,
};

/// A schema, as the Arrow C data interface lays it out.
#[repr(C)]
struct Schema {
    format: *const c_char,
    name: *const c_char,
    metadata: *const c_char,
    flags: i64,
    n_children: i64,
    children: *const *const Self,
    dictionary: *const Self,
    release: Option<unsafe extern "C" fn(*mut Self)>,
    private_data: *mut c_void,
}

/// An array, as the Arrow C data interface lays it out.
#[repr(C)]
struct Array {
    length: i64,
    null_count: i64,
    offset: i64,
    n_buffers: i64,
    n_children: i64,
    buffers: *const *const c_void,
    children: *const *const Self,
    dictionary: *const Self,
    release: Option<unsafe extern "C" fn(*mut Self)>,
    private_data: *mut c_void,
}

/// Nothing nests deeper.
const DEEPEST: usize = 32;
/// No array is longer, offset included: its buffers could not stand in memory.
const LONGEST: i64 = 1 << 40;
/// No structure has more children or buffers.
const MOST: i64 = 1 << 16;

fn broken() -> Error {
    Error::new(exc::ARROW_INVALID)
}

fn ensure(so: bool) -> Result<()> {
    if so { Ok(()) } else { Err(broken()) }
}

/// Checks a schema, and an array of it, before they are read.
pub(super) fn sound(schema: &FFI_ArrowSchema, array: Option<&FFI_ArrowArray>) -> Result<()> {
    // SAFETY: the layout of the Arrow C data interface, which both types have.
    let schema = unsafe { &*ptr::from_ref(schema).cast::<Schema>() };
    schema_sound(schema, DEEPEST)?;
    match array {
        None => Ok(()),
        // SAFETY: as above.
        Some(array) => array_sound(schema, unsafe { &*ptr::from_ref(array).cast::<Array>() }),
    }
}

fn schema_sound(schema: &Schema, depth: usize) -> Result<()> {
    ensure(depth > 0 && schema.release.is_some() && !schema.format.is_null())?;
    for name in [schema.format, schema.name].into_iter().filter(|name| !name.is_null()) {
        // SAFETY: not NULL; ends with a zero by the Arrow format, as its maker promises (header, Ownership).
        ensure(unsafe { CStr::from_ptr(name) }.to_str().is_ok())?;
    }
    for child in children(schema.children, schema.n_children)? {
        schema_sound(child, depth - 1)?;
    }
    follow(schema.dictionary).map_or(Ok(()), |dictionary| schema_sound(dictionary, depth - 1))
}

fn array_sound(schema: &Schema, array: &Array) -> Result<()> {
    let numbers = (0..=LONGEST).contains(&array.length) && (0..=LONGEST).contains(&array.offset);
    ensure(array.release.is_some() && numbers && (-1..=array.length).contains(&array.null_count))?;
    let (types, arrays) = (children(schema.children, schema.n_children)?, children(array.children, array.n_children)?);
    ensure(types.len() == arrays.len())?;
    buffers_sound(format(schema), array)?;
    types.iter().zip(&arrays).try_for_each(|(schema, array)| array_sound(schema, array))?;
    match (follow(schema.dictionary), follow(array.dictionary)) {
        (Some(schema), Some(array)) => array_sound(schema, array),
        (None, None) => Ok(()),
        _ => Err(broken()),
    }
}

/// The format, which `schema_sound` has read before.
fn format(schema: &Schema) -> &[u8] {
    // SAFETY: not NULL and ended by a zero, as found there.
    unsafe { CStr::from_ptr(schema.format) }.to_bytes()
}

/// As many buffers as the format has; those that are read without a further check are there and begin with a length.
fn buffers_sound(format: &[u8], array: &Array) -> Result<()> {
    let buffers = pointers(array.buffers, array.n_buffers)?;
    let rows = array.length + array.offset;
    let filled = |place: usize| rows == 0 || buffers.get(place).is_some_and(|buffer| !buffer.is_null());
    match format {
        [b'n'] | [b'+', b'r'] => ensure(buffers.is_empty()),
        [b'+', b's'] | [b'+', b'w', ..] => ensure(buffers.len() == 1),
        [b'+', b'l' | b'L' | b'm'] => ensure(buffers.len() == 2 && filled(1)),
        [b'+', b'v', ..] => ensure(buffers.len() == 3 && filled(1) && filled(2)),
        [b'+', b'u', ..] => ensure((1..=2).contains(&buffers.len())),
        [b'u' | b'z'] => ensure(buffers.len() == 3 && filled(1) && ends::<i32>(&buffers, rows)),
        [b'U' | b'Z'] => ensure(buffers.len() == 3 && filled(1) && ends::<i64>(&buffers, rows)),
        [b'v', ..] => ensure(buffers.len() >= 3 && filled(1) && lengths_sound(&buffers)),
        _ => ensure(buffers.len() == 2 && filled(1)),
    }
}

/// Whether the last offset of texts is a length.
fn ends<T: Copy + Into<i64>>(buffers: &[*const c_void], rows: i64) -> bool {
    let last = usize::try_from(rows).ok().zip(buffers.get(1)).filter(|(_, offsets)| rows > 0 && !offsets.is_null());
    last.is_none_or(|(rows, offsets)| {
        // SAFETY: the buffer of offsets has one more than there are rows (Arrow format), and need not be aligned.
        let end = unsafe { offsets.cast::<T>().wrapping_add(rows).read_unaligned() };
        (0..=LONGEST).contains(&end.into())
    })
}

/// Whether the lengths of the further buffers of views, which stand in the last buffer, are lengths.
fn lengths_sound(buffers: &[*const c_void]) -> bool {
    let Some((lengths, others)) = buffers.split_last() else { return false };
    let count = others.len().saturating_sub(2);
    let length = |place: usize| {
        // SAFETY: the last buffer has one length for each further buffer (Arrow format), and need not be aligned.
        unsafe { lengths.cast::<i64>().wrapping_add(place).read_unaligned() }
    };
    count == 0 || !lengths.is_null() && (0..count).all(|place| (0..=LONGEST).contains(&length(place)))
}

/// What a pointer leads to; nothing for NULL.
fn follow<'a, T>(pointer: *const T) -> Option<&'a T> {
    // SAFETY: NULL, or a structure that lives as long as its parent, by the Arrow format.
    unsafe { pointer.as_ref() }
}

/// The pointers of a list; an error where the list or its length cannot be.
fn pointers<'a, T>(first: *const *const T, count: i64) -> Result<Vec<*const T>>
where
    T: 'a,
{
    ensure((0..=MOST).contains(&count) && (count == 0 || !first.is_null()))?;
    let count = usize::try_from(count).map_err(|_| broken())?;
    // SAFETY: not NULL, and so many pointers stand there by the Arrow format.
    Ok((0..count).map(|place| unsafe { first.wrapping_add(place).read_unaligned() }).collect())
}

/// The structures of a list, none of them NULL.
fn children<'a, T>(first: *const *const T, count: i64) -> Result<Vec<&'a T>> {
    pointers(first, count)?.into_iter().map(|child| follow(child).ok_or_else(broken)).collect()
}
