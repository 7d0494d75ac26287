//! SDMX: one folder a version of a format; names and artefacts apart from readers and writers.

pub mod csv;
pub mod csv10;
pub mod csv20;
pub mod data;
pub mod ml;
pub mod ml21;
pub mod ml30;
pub mod structures;

mod header;
mod resolve;
mod structure;
mod xml;

pub use header::Header;
pub use structure::{Action, Structure};
