//! What may be done with the figures of a table: the operations of `spec/operations.toml`.

mod difference;
mod estimates;
mod groups;
mod ledger;
mod mapping;
mod mean;
mod nature;
mod order;
mod outcome;
mod periods;
mod plan;
mod range;
mod ratio;
mod reduce;
mod remainder;
mod select;
mod sum;

pub use order::{Relation, Truth};
pub use remainder::Reading;
