//! XML as the messages of SDMX need it: no document types, no entities of their own, everything under stated limits.

mod input;
mod prefixes;
mod reader;
mod tag;
#[cfg(test)]
mod tests;
mod writer;

pub(in crate::exchange::sdmx) use input::{Unfit, Utf8};
use prefixes::Prefixes;
pub(in crate::exchange::sdmx) use reader::{Token, XmlReader};
pub(in crate::exchange::sdmx) use tag::{Mark, Tag};
pub(in crate::exchange::sdmx) use writer::XmlWriter;

/// At most so many bytes stand in one tag or one piece of text.
pub(in crate::exchange::sdmx) const MOST_BYTES: u64 = 16 << 20;
/// At most so many attributes stand in one element.
pub(in crate::exchange::sdmx) const MOST_ATTRIBUTES: usize = 1024;
/// At most so many elements stand in each other.
pub(in crate::exchange::sdmx) const MOST_NESTED: usize = 64;
