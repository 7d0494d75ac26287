//! Tables in and out: what leaves is a [`crate::table::View`], and what comes back in says the same.

#[cfg(feature = "arrow")]
pub mod arrow;
#[cfg(feature = "arrow")]
pub mod description;
