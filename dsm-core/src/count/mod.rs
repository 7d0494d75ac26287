//! Individual records in, aggregates out, and nobody in them.
//!
//! A declared [`Specification`] says what a record is, which column holds what, how persons fall into each dimension, and which
//! tables are wanted; a [`Counter`] takes records from any [`crate::source::Records`] and gives [`Counted`] tables that say what they count.
//! The clauses are in `spec/counting.md`.
//!
//! Records go into parts by person; a part is sorted, and the records of each person go through every wanted table at once, so
//! that distinct persons of all totals, stocks and rules of residence come out of one pass. What the parts give adds up: parts,
//! threads and runs over other persons are the same thing.

mod coder;
mod counted;
mod counter;
mod crossings;
mod days;
mod declare;
mod dimension;
mod documentation;
mod encode;
#[cfg(feature = "toml")]
mod file;
mod finish;
mod fits;
mod frame;
mod groups;
mod keys;
mod layout;
mod lines;
mod walk;
mod ways;
mod between;
mod reading;
mod medians;
mod apart;
mod asked;
mod values;
mod fields;
mod repinned;
mod residence;
mod stocks;
mod flows;
mod careful;
mod part;
mod partitions;
mod person;
mod plain;
mod plan;
mod preset;
mod quality;
mod several;
mod shape;
mod slots;
mod specification;
mod statement;
mod table;
mod tally;
mod times;
mod wanted;
#[cfg(test)]
mod tests;

pub use apart::apart;
pub use between::Between;
pub use counted::{Counted, Reconciliation};
pub use counter::Counter;
pub use dimension::{Dimension, Pin};
pub use quality::Quality;
pub use specification::Specification;
pub use statement::{Dialect, Field, Statement};
pub use wanted::{Count, Rule, Totals, Unit};
