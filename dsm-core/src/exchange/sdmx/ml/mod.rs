//! What the versions of SDMX-ML have in common.

pub mod data;
pub mod structures;

mod header;
mod version;

pub(super) use header::{begin_header, wording};
pub(super) use version::Version;
