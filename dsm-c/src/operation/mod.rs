//! The operations on tables. Each takes what is assumed, or NULL for nothing, and gives another table, or says why not.
//!
//! `table` and every other operand stay as they were. The specification of each stands in `spec/operations.toml`.

pub mod difference;
pub mod order;
pub mod period;
pub mod ratio;
pub mod recode;
pub mod sum;
mod words;
