//! Strings: pointer and length, UTF-8.

use std::{ffi::c_char, ptr::null};

/// A text that somebody else holds: a pointer and a length in bytes, UTF-8.
///
/// Into DSM: the bytes are read during the call and need no closing zero; NULL with length 0 is the empty text.
/// Out of DSM: the bytes live as long as the handle that they were asked of, and have no closing zero; `bytes` is NULL
/// where there is no such text.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct dsm_string {
    /// The first byte.
    pub bytes: *const c_char,
    /// How many bytes there are.
    pub length: usize,
}

impl dsm_string {
    /// No text.
    pub(crate) const NONE: Self = Self { bytes: null(), length: 0 };

    /// Lends a text. It must live in what the caller holds.
    pub(crate) fn lent(text: &str) -> Self {
        Self { bytes: text.as_ptr().cast(), length: text.len() }
    }
}
