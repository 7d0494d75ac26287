//! What the versions of SDMX-ML have in common.

pub mod data;
pub mod structures;

mod version;

pub(super) use version::Version;
