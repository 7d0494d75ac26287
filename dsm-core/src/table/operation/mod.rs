//! What may be done with the figures of a table: the operations of `spec/operations.toml`.

mod estimates;
mod ledger;
mod nature;
mod outcome;
mod plan;
mod reduce;
mod sum;
