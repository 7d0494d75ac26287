//! SDMX-ML 3.0.

pub mod data;
pub mod structures;
