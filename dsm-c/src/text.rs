//! Texts that C owns: sentences and whatever else DSM writes for the caller.

use crate::{
    given::given,
    guard::{answer, free},
    handle::{Handle, Owned, give},
    string::dsm_string,
};

/// A text that the caller owns, UTF-8, with a closing zero behind its last byte.
///
/// May be read by several threads; free it with `dsm_text_free`.
#[derive(Debug)]
pub struct dsm_text {
    _inside: [u8; 0],
}

impl Handle for dsm_text {
    type Inside = String;
}
impl Owned for dsm_text {}

/// Gives a text to the caller.
pub(crate) fn text(mut text: String) -> *mut dsm_text {
    text.push('\0');
    give(text)
}

/// The text: pointer and length. It lives as long as `text` and is followed by a zero that is not counted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_text_string(text: *const dsm_text) -> dsm_string {
    answer!(dsm_string::NONE, {
        let text = given!(text);
        dsm_string::lent(text.strip_suffix('\0').unwrap_or(text))
    })
}

/// Frees a text. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_text_free(text: *mut dsm_text) {
    free!(text);
}
