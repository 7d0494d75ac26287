//! DSM: sharing aggregate migration statistics, with numbers that know what they count.
//!
//! Data flows one way through the rooms of this crate; a room uses only rooms above it.
#![forbid(unsafe_code)]

pub mod error;
pub mod text;
pub mod code;
pub mod time;
pub mod source;
pub mod measure;
pub mod catalogue;
pub mod table;
pub mod documentation;
pub mod translate;
pub mod count;
pub mod check;
pub mod access;
pub mod protect;
pub mod workflow;
pub mod exchange;
pub mod report;

/// The example of the README runs.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
#[derive(Debug)]
pub struct ReadMe;
