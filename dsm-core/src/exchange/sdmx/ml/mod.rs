//! What the versions of SDMX-ML have in common.

pub mod data;
