//! A page in any of its forms.

use super::page::dsm_page;
use crate::{
    error::{dsm_error, language},
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
};
use dsm_core::report::Form;
use std::ptr::null;

/// A page as it is written: the bytes of a file.
///
/// May be read by several threads; free it with `dsm_page_file_free`.
#[derive(Debug)]
pub struct dsm_page_file {
    _inside: [u8; 0],
}

impl Handle for dsm_page_file {
    type Inside = Vec<u8>;
}
impl Owned for dsm_page_file {}

/// Writes a page in the form that the name of a file says, `overview.html`, `.md`, `.csv`, `.shown.csv`, `.xlsx` or `.pdf`, in the
/// language of a tag. HTML has all languages, the given one in sight. No file is opened.
///
/// REP-012 for any other name, REP-023 for a form that this build is without, REP-020 where no font of a PDF has a character.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_page_write_as(
    page: *const dsm_page,
    name: dsm_string,
    tag: dsm_string,
    file: *mut *mut dsm_page_file,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let mut bytes = Vec::new();
        Form::of(given!(text name))?.write(given!(page), language(given!(text tag)), &mut bytes)?;
        given!(out file).put(give(bytes));
    })
}

/// The bytes of the file, which live as long as `file` does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_page_file_bytes(file: *const dsm_page_file) -> *const u8 {
    answer!(null(), { given!(file).as_ptr() })
}

/// How many bytes the file has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_page_file_length(file: *const dsm_page_file) -> usize {
    answer!(0, { given!(file).len() })
}

/// Frees a file. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_page_file_free(file: *mut dsm_page_file) {
    free!(file);
}
