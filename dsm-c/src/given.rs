//! What C hands in: every pointer becomes a reference here and nowhere else, after it was checked.
//!
//! NULL, lengths that no memory has, misaligned pointers and texts that are not UTF-8 are errors with the name of the
//! argument. That a pointer which is not NULL points to a living object of its type is the contract of the header.

use crate::{handle::Handle, string::dsm_string};
use dsm_core::error::{Code, Error, Result, Safe, codes::ffi};
use std::slice;

pub(crate) fn refuse(code: Code, name: &'static str) -> Error {
    Error::new(code).with("argument", Safe::word(name))
}

/// Refuses NULL and what cannot be the address of a `T`.
pub(crate) fn check<T>(pointer: *const T, name: &'static str) -> Result<()> {
    if pointer.is_null() {
        return Err(refuse(ffi::NULL_ARGUMENT, name));
    }
    if pointer.is_aligned() { Ok(()) } else { Err(refuse(ffi::POINTER_MISALIGNED, name)) }
}

/// A handle to read from.
///
/// # Safety
/// The pointer is NULL or a living handle, which nobody changes during `'a`.
pub(crate) unsafe fn shared<'a, H: Handle>(handle: *const H, name: &'static str) -> Result<&'a H::Inside> {
    let inside = handle.cast::<H::Inside>();
    check(inside, name)?;
    // SAFETY: checked above; alive and unchanged by the contract of this function.
    Ok(unsafe { &*inside })
}

/// A handle to change.
///
/// # Safety
/// The pointer is NULL or a living handle, which nobody else uses during `'a`.
pub(crate) unsafe fn exclusive<'a, H: Handle>(handle: *mut H, name: &'static str) -> Result<&'a mut H::Inside> {
    let inside = handle.cast::<H::Inside>();
    check(inside, name)?;
    // SAFETY: checked above; alive and ours alone by the contract of this function.
    Ok(unsafe { &mut *inside })
}

/// An array. NULL is an empty one if the length is 0.
///
/// # Safety
/// The pointer is NULL or leads to `length` values, which nobody changes during `'a`.
pub(crate) unsafe fn array<'a, T>(first: *const T, length: usize, name: &'static str) -> Result<&'a [T]> {
    if length == 0 {
        return Ok(&[]);
    }
    check(first, name)?;
    let bytes = length.checked_mul(size_of::<T>()).and_then(|bytes| isize::try_from(bytes).ok());
    bytes.ok_or_else(|| refuse(ffi::LENGTH_IMPOSSIBLE, name))?;
    // SAFETY: not NULL, aligned, of a size that memory can have; the values are there by the contract of this function.
    Ok(unsafe { slice::from_raw_parts(first, length) })
}

/// A text.
///
/// # Safety
/// As [`array`] for its bytes.
pub(crate) unsafe fn text<'a>(string: dsm_string, name: &'static str) -> Result<&'a str> {
    // SAFETY: the contract of this function is that of `array`.
    let bytes = unsafe { array(string.bytes.cast::<u8>(), string.length, name) }?;
    std::str::from_utf8(bytes).map_err(|_| refuse(ffi::NOT_UTF8, name))
}

/// An array of texts.
///
/// # Safety
/// As [`array`] for the array and for the bytes of every text.
pub(crate) unsafe fn texts<'a>(first: *const dsm_string, length: usize, name: &'static str) -> Result<Vec<&'a str>> {
    // SAFETY: the contract of this function is that of `array`.
    let strings = unsafe { array(first, length, name) }?;
    // SAFETY: and that of `array` for every text.
    strings.iter().map(|string| unsafe { text(*string, name) }).collect()
}

/// An array of handles to read from.
///
/// # Safety
/// As [`array`] for the array and [`shared`] for every handle.
pub(crate) unsafe fn many<'a, H: Handle>(
    first: *const *const H,
    length: usize,
    name: &'static str,
) -> Result<Vec<&'a H::Inside>> {
    // SAFETY: the contract of this function is that of `array`.
    let handles = unsafe { array(first, length, name) }?;
    // SAFETY: and that of `shared` for every handle.
    handles.iter().map(|handle| unsafe { shared(*handle, name) }).collect()
}

/// Where a result goes. It is written once, after everything that can fail.
#[derive(Debug)]
pub(crate) struct Out<T>(*mut T);

impl<T> Out<T> {
    /// Checks the place.
    ///
    /// # Safety
    /// The pointer is NULL or leads to where a `T` may be written as long as this value lives.
    pub(crate) unsafe fn new(place: *mut T, name: &'static str) -> Result<Self> {
        check(place, name)?;
        Ok(Self(place))
    }

    /// Writes the result.
    pub(crate) fn put(self, value: T) {
        // SAFETY: checked by `new`, whose contract says that it may be written. What stood there is not read or dropped.
        unsafe { self.0.write(value) }
    }
}

/// Turns an argument into what it stands for, or returns the error that names it.
///
/// `given!(table)` a handle to read, `given!(mut builder)` a handle to change, `given!(text id)` a text,
/// `given!(texts keys, count)` several, `given!(array figures, count)` values, `given!(many tables, count)` handles,
/// `given!(out result)` where a result goes, `given!(maybe assume)` and `given!(maybe out findings)` what may be NULL.
macro_rules! given {
    (mut $handle:ident) => {
        // SAFETY: NULL, or a living handle that the caller uses nowhere else during the call (header, Ownership, Threads).
        unsafe { $crate::given::exclusive($handle, stringify!($handle)) }?
    };
    (text $string:ident) => {
        // SAFETY: the bytes are there for the length of the call (header, Strings).
        unsafe { $crate::given::text($string, stringify!($string)) }?
    };
    (texts $first:ident, $length:ident) => {
        // SAFETY: the array and the bytes of its texts are there for the length of the call (header, Strings).
        unsafe { $crate::given::texts($first, $length, stringify!($first)) }?
    };
    (array $first:ident, $length:ident) => {
        // SAFETY: the array is there for the length of the call (header, Ownership).
        unsafe { $crate::given::array($first, $length, stringify!($first)) }?
    };
    (many $first:ident, $length:ident) => {
        // SAFETY: the array and its handles are there for the length of the call (header, Ownership).
        unsafe { $crate::given::many($first, $length, stringify!($first)) }?
    };
    (out $place:ident) => {
        // SAFETY: NULL, or a place of the caller that may be written until the call returns (header, Ownership).
        unsafe { $crate::given::Out::new($place, stringify!($place)) }?
    };
    (maybe out $place:ident) => {
        if $place.is_null() { None } else { Some($crate::given::given!(out $place)) }
    };
    (maybe $handle:ident) => {
        if $handle.is_null() { None } else { Some($crate::given::given!($handle)) }
    };
    ($handle:ident) => {
        // SAFETY: NULL, or a living handle that nobody changes during the call (header, Ownership, Threads).
        unsafe { $crate::given::shared($handle, stringify!($handle)) }?
    };
}
pub(crate) use given;
