//! Counting individual records: a specification, a counter that takes records, and what was counted.

pub mod counted;
pub mod counter;
pub mod declared;
pub mod part;
pub mod read;
mod rows;
mod scratch;
pub mod specification;
pub mod statement;
#[cfg(feature = "arrow")]
pub mod stream;
