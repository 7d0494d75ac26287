//! JSON as the messages of SDMX need it: value by value, with lines and columns, everything under stated limits.

mod reader;
mod said;
mod text;

pub(in crate::exchange::sdmx) use reader::{JsonText, Kind};
pub(in crate::exchange::sdmx) use said::{Said, Stood};
