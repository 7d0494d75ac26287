//! SDMX: one folder a version of a format; names and artefacts apart from readers and writers.

pub mod csv20;
pub mod json20;
pub mod ml;
pub mod ml21;
pub mod ml30;
pub mod structures;

mod header;
mod indicator;
mod structure;
mod xml;

pub use header::Header;
pub use structure::{Action, Structure};
