//! Disclosure protection: masks that hold.
//!
//! A [`Rule`] says which figures are too small to be shown. Masking these alone leaves many of them computable from the totals;
//! [`audit`] says which, from what is shown alone, and [`protect`] masks as many more as it takes. The [`Pattern`] is made once
//! and kept with a release: every output takes its cells from it, and every mask has the same sign. A [`Sensitivity`] says what else
//! is masked, and [`Wishes`] which cells stay in sight; instead of masks an owner may choose a [`Rounding`].
//!
//! The room knows no workflow: what readers hold comes in as [`Holdings`].
//!
//! The authority of the room is `spec/protection.md`.
//!
//! Source: protection; semantics cases 38, 83–91, 101–102, 117.

mod additive;
mod audit;
mod balance;
mod bounds;
mod complement;
mod complete;
mod cost;
mod coverage;
mod difference;
mod dominance;
mod draw;
mod echelon;
mod field;
mod form;
mod group;
mod holdings;
mod label;
mod ladder;
mod lean;
mod mask;
mod moves;
mod near;
mod pattern;
mod reader;
mod relation;
mod release;
mod rounded;
mod rounding;
mod rule;
mod scalar;
mod search;
mod sensitivity;
mod slots;
mod start;
mod system;
mod tableau;
mod together;
mod union;
#[cfg(test)]
mod tests;
mod web;
mod whole;
mod wish;

pub(crate) use audit::NO_TIME;
pub use audit::{Audit, audit, audit_beside};
pub use complement::{Protected, protect};
pub use dominance::Dominance;
pub use draw::RoundingKey;
pub use holdings::Holdings;
pub use label::{Judged, Label};
pub use mask::mask;
pub use pattern::Pattern;
pub use relation::Shown;
pub use release::{Decided, Protection};
pub use rounded::{Rounded, audit_rounded};
pub use rounding::{Rounding, round};
pub use rule::{Rule, Zeros};
pub use sensitivity::Sensitivity;
pub(crate) use web::{MOST_CELLS, too_large};
pub use wish::Wishes;
