//! Rights that explain themselves and tell nothing else.
//!
//! [`decide`] is the only place where a right comes from: it reads a [`World`] (users, roles and rules, no figures), the
//! [`Facts`] of what is released, and a [`Request`], and answers with a [`Decision`] and the rules it rests on. Nothing is
//! allowed by default. Whoever moves figures asks for a [`Permit`], which only [`decide`] makes.
//!
//! The master rule: what a reader is answered is a function of the question and of what the reader may see. Not delivered,
//! draft, denied and nonexistent are one answer, and a denial explains from the reader's own State and public rules only.
//!
//! Source: handbook chapter 2.2, boxes 2.15 and 2.16, annexes 11 (paragraphs 15, 35, 43) and 14 (section 8).

mod act;
mod agreement;
mod assignment;
mod audience;
mod configuration;
mod decide;
mod decision;
mod facts;
mod holding;
mod limits;
mod opening;
mod preset;
mod producer;
mod reciprocity;
mod recorded;
mod role;
mod slice;
mod subject;
#[cfg(test)]
mod tests;
mod totals;
mod world;

pub use act::Act;
pub use agreement::{Agreement, Agreements};
pub use assignment::{Assignment, Delegation};
pub use configuration::{ClosedYear, Configuration, year_of};
pub use decide::{Request, decide, denial};
pub use decision::{Decision, Denial, Permit};
pub use facts::{Contribution, Facts};
pub use limits::Limits;
pub use opening::{Audience, Effect, Opening, Right};
pub use preset::{reciprocal_indicators, roles};
pub use producer::Producer;
pub use reciprocity::{Mode, Reciprocity};
pub use recorded::{Keyed, Recorded};
pub use role::Role;
pub(crate) use slice::EVERYTHING;
pub use slice::Slice;
pub use subject::Subject;
pub use totals::Totals;
pub use world::{User, World};

use crate::error::{Error, Safe, codes};

/// A word in a rule that is none of the known ones.
pub(crate) fn word_error(kind: &'static str) -> Error {
    Error::new(codes::acc::RULE_UNREADABLE).with("kind", Safe::word(kind))
}
