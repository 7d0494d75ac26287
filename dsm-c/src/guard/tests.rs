use super::run;
use crate::{error::dsm_error, status::dsm_status};
use std::ptr::null_mut;

#[test]
fn a_panic_ends_at_the_guard() {
    std::panic::set_hook(Box::new(|_| {}));
    let mut error: *mut dsm_error = null_mut();
    // SAFETY: a place of this test.
    let status = unsafe { run(&mut error, || panic!("a figure that must not be seen: 123456")) };
    assert_eq!(status, dsm_status::Panic);
    assert!(!error.is_null());
    // SAFETY: the error that the guard gave.
    unsafe { crate::error::dsm_error_free(error) };
}

#[test]
fn nobody_has_to_ask_for_the_error() {
    // SAFETY: NULL is allowed.
    let status = unsafe { run(null_mut(), || Err(dsm_core::error::Error::canceled())) };
    assert_eq!(status, dsm_status::Canceled);
}
