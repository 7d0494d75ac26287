//! Counting individual records.

mod carrier;
mod counted;
mod specification;

pub(crate) use counted::{Counted, count_records};
pub(crate) use specification::{CountSpecification, count_specification};
