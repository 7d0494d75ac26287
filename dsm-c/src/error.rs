//! Errors: why a call could not do what it was asked.

use crate::{
    finding::dsm_finding,
    given::given,
    guard::{answer, free},
    handle::{Handle, Owned, lend},
    status::dsm_status,
    string::dsm_string,
    text::{dsm_text, text},
};
use dsm_core::{
    error::Error,
    text::{Lang, message, remedy},
};
use std::ptr::{null, null_mut};

/// Why a call could not do what it was asked: a code, a sentence, a remedy, a place, and every finding behind it.
///
/// May be read by several threads; free it with `dsm_error_free`. No text of it holds a figure or anything of an
/// individual: it may be logged.
#[derive(Debug)]
pub struct dsm_error {
    _inside: [u8; 0],
}

impl Handle for dsm_error {
    type Inside = Error;
}
impl Owned for dsm_error {}

/// The language of a tag; English where it is not spoken here.
pub(crate) fn language(tag: &str) -> Lang {
    Lang::from_tag(tag)
}

/// The status that the call returned.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_error_status(error: *const dsm_error) -> dsm_status {
    answer!(dsm_status::NullArgument, { dsm_status::of(given!(error)) })
}

/// The id of the code, such as `SEM-002`. Lives for ever.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_error_code(error: *const dsm_error) -> dsm_string {
    answer!(dsm_string::NONE, { dsm_string::lent(given!(error).code().id()) })
}

/// The number of the code, as in `dsm_codes.h`; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_error_number(error: *const dsm_error) -> u32 {
    answer!(0, { given!(error).code().number() })
}

/// The name of the code, such as `stock-over-time`. Lives for ever.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_error_name(error: *const dsm_error) -> dsm_string {
    answer!(dsm_string::NONE, { dsm_string::lent(given!(error).code().name()) })
}

/// What happened, in the language of a tag such as `ru` or `en-GB`; in English where DSM does not speak it.
///
/// A text of the caller; NULL if `error` is NULL or the tag is no text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_error_sentence(error: *const dsm_error, tag: dsm_string) -> *mut dsm_text {
    answer!(null_mut(), { text(message(given!(error), language(given!(text tag)))) })
}

/// What to do about it, in the language of a tag.
///
/// A text of the caller; NULL if `error` is NULL or the tag is no text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_error_remedy(error: *const dsm_error, tag: dsm_string) -> *mut dsm_text {
    answer!(null_mut(), { text(remedy(given!(error), language(given!(text tag)))) })
}

/// Where it happened, such as `form.csv:12:3` or `OBS_VALUE[7]`; an empty text where there is no place.
///
/// A text of the caller; NULL if `error` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_error_place(error: *const dsm_error) -> *mut dsm_text {
    answer!(null_mut(), { text(given!(error).place().map(ToString::to_string).unwrap_or_default()) })
}

/// How many findings stand behind the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_error_finding_count(error: *const dsm_error) -> usize {
    answer!(0, { given!(error).findings().len() })
}

/// A finding behind the error, counted from zero. It lives as long as the error; NULL beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_error_finding(error: *const dsm_error, position: usize) -> *const dsm_finding {
    answer!(null(), { given!(error).findings().get(position).map_or(null(), lend) })
}

/// Frees an error with its findings. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_error_free(error: *mut dsm_error) {
    free!(error);
}
