//! SDMX: one folder a version of a format.

pub mod csv20;

mod structure;

pub use structure::{Action, Structure};
