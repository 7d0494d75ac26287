//! What may be done with the figures of a table: the operations of `spec/operations.toml`.

mod difference;
mod estimates;
mod groups;
mod ledger;
mod nature;
mod outcome;
mod plan;
mod range;
mod reduce;
mod remainder;
mod sum;

pub use remainder::Reading;
