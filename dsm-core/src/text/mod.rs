//! Languages: every sentence that a person reads comes from here.

mod labels;
mod messages;
mod wording;

pub use labels::{Label, Phrase};
