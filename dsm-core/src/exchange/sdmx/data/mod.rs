//! Observations apart from any format: what readers give and writers take.

mod above;
mod allowing;
mod batch;
mod constraint;
mod domain;
mod driver;
mod groups;
mod intake;
mod keyed;
mod keys;
mod known;
mod layout;
mod observations;
mod pattern;
mod reporting;
mod seen;
mod spot;
#[cfg(test)]
mod tests;

pub(in crate::exchange::sdmx) use above::Above;
pub use batch::Batch;
pub(in crate::exchange::sdmx) use driver::{Sets, next_batch, read_before};
pub(in crate::exchange::sdmx) use groups::{Groups, Held, Said};
pub(in crate::exchange::sdmx) use intake::{Draft, Intake};
pub(in crate::exchange::sdmx) use keyed::deletes_observations;
pub(in crate::exchange::sdmx) use keys::Keys;
pub(in crate::exchange::sdmx) use known::is_attribute;
pub use layout::{Layout, Part};
pub(in crate::exchange::sdmx) use observations::LeftOut;
pub use observations::{DataSet, Observations};
pub(in crate::exchange::sdmx) use reporting::Reporting;
pub(in crate::exchange::sdmx) use seen::Seen;
pub(in crate::exchange::sdmx) use spot::{Spot, Within};
