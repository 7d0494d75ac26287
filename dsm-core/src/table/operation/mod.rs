//! What may be done with the figures of a table: the operations of `spec/operations.toml`.

mod balance;
mod conversion;
mod dates;
mod dense;
mod difference;
mod estimates;
mod groups;
mod growth;
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
mod result;
mod select;
mod settle;
mod standing;
mod sum;
mod weighted;
mod whole;

pub use order::{Relation, Truth};
pub use remainder::Reading;
pub(crate) use whole::Whole;
