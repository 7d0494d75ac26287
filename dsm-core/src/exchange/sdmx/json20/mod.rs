//! SDMX-JSON 2.0.

mod content;
pub mod data;
pub mod structures;

pub(in crate::exchange::sdmx) use content::{Content, content};
