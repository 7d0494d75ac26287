//! Handles: what C knows by name only, and what stands behind the name.

use std::ptr;

/// A type that C sees as a name without contents. Behind a pointer to it stands an `Inside`.
pub(crate) trait Handle: Sized {
    /// What the pointer really points to.
    type Inside;
}

/// A handle that belongs to the caller: it is given out once and freed once, by its own function.
///
/// A handle without this mark is lent: it lives as long as what it was taken from.
pub(crate) trait Owned: Handle {}

/// Gives an object to the caller.
pub(crate) fn give<H: Owned>(inside: H::Inside) -> *mut H {
    Box::into_raw(Box::new(inside)).cast()
}

/// Lends a part of an object to the caller.
pub(crate) fn lend<H: Handle>(inside: &H::Inside) -> *const H {
    ptr::from_ref(inside).cast()
}

/// Takes an object back and drops it; nothing for NULL.
///
/// # Safety
/// `handle` is NULL or was made by [`give`] and has not been taken back.
pub(crate) unsafe fn drop_given<H: Owned>(handle: *mut H) {
    if !handle.is_null() {
        // SAFETY: `give` made the pointer from a box of this very type, and the caller hands it back once.
        drop(unsafe { Box::from_raw(handle.cast::<H::Inside>()) });
    }
}
