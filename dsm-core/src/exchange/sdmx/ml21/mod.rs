//! SDMX-ML 2.1.

pub mod data;
pub mod structures;
