//! Metadata reports in SDMX-ML: generic metadata, written in 3.0, read in 3.0 and 2.1.

mod node;
mod read;
mod write;

pub(super) use read::read;
pub(super) use write::write;
