//! The guard around every call: errors become a status and a handle, and no panic passes into C.

use crate::{error::dsm_error, handle::give, status::dsm_status};
use dsm_core::error::{Error, Result, codes::ffi};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs the body of a function; says how it went, and on failure writes the error where the caller asked for it.
///
/// # Safety
/// `error` is NULL or may be written.
pub(crate) unsafe fn run(error: *mut *mut dsm_error, body: impl FnOnce() -> Result<()>) -> dsm_status {
    let problem = match caught(body) {
        Ok(()) => return dsm_status::Ok,
        Err(problem) => problem,
    };
    let status = dsm_status::of(&problem);
    if !error.is_null() && error.is_aligned() {
        // SAFETY: not NULL and aligned; it may be written by the contract of this function.
        unsafe { error.write(give(problem)) };
    }
    status
}

/// Runs a function that answers directly: on any failure the answer is `otherwise`.
pub(crate) fn ask<T>(otherwise: T, body: impl FnOnce() -> Result<T>) -> T {
    caught(body).unwrap_or(otherwise)
}

/// Runs a body whose panic becomes an error.
fn caught<T>(body: impl FnOnce() -> Result<T>) -> Result<T> {
    // What a broken body leaves behind is not looked at again: a builder is taken out of its handle while it works.
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|payload| {
        // A payload may panic while it is dropped, and that would pass into C.
        std::mem::forget(payload);
        Err(Error::new(ffi::PANIC))
    })
}

/// Guards a body that may use `?`; its last expression is `()`.
macro_rules! guard {
    ($error:ident, $body:block) => {{
        let body = || -> dsm_core::error::Result<()> { Ok($body) };
        // SAFETY: NULL, or a place of the caller that may be written (header, Errors).
        unsafe { $crate::guard::run($error, body) }
    }};
}
pub(crate) use guard;

/// Guards a body that may use `?` and answers directly; on failure the answer is the first argument.
macro_rules! answer {
    ($otherwise:expr, $body:block) => {
        $crate::guard::ask($otherwise, || Ok($body))
    };
}
pub(crate) use answer;

/// Frees a handle, NULL included. A panic of a destructor ends here.
macro_rules! free {
    ($handle:ident) => {
        // SAFETY: NULL, or a handle that the caller owns and gives up with this call (header, Ownership).
        $crate::guard::ask((), || Ok(unsafe { $crate::handle::drop_given($handle) }))
    };
}
pub(crate) use free;

#[cfg(test)]
mod tests;
