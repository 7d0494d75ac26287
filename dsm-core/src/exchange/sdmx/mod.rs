//! SDMX: one folder a version of a format; names and artefacts apart from readers and writers.

pub mod csv20;
pub mod structures;

mod structure;
mod xml;

pub use structure::{Action, Structure};
