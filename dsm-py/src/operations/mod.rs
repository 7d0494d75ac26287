//! What may be done with a table: each method converts, calls the core, and converts back.

mod chosen;
mod conversions;
mod ratios;
mod sums;
mod times;
