//! Counting individual records.

mod carrier;
mod counted;
mod specification;
mod statement;

pub(crate) use counted::{Counted, count_of_parts, count_records};
pub(crate) use specification::{CountSpecification, count_specification};
pub(crate) use statement::{CountStatement, count_statement};
