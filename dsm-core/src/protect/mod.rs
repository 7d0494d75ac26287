//! Disclosure protection: masks that hold.
//!
//! A [`Rule`] says which figures are too small to be shown. Masking these alone leaves many of them computable from the totals;
//! [`audit`] says which, from what is shown alone, and [`protect`] masks as many more as it takes. The [`Pattern`] is made once
//! and kept with a release: every output takes its cells from it, and every mask has the same sign.
//!
//! The room knows no workflow: what readers hold comes in as [`Holdings`].
//!
//! Source: protection; semantics cases 38, 83–91, 101–102, 117.

mod audit;
mod bounds;
mod complement;
mod complete;
mod echelon;
mod form;
mod holdings;
mod ladder;
mod lean;
mod mask;
mod moves;
mod pattern;
mod reader;
mod release;
mod rule;
mod scalar;
mod search;
mod slots;
mod start;
mod system;
mod tableau;
mod together;
mod union;
#[cfg(test)]
mod tests;
mod web;

pub(crate) use audit::NO_TIME;
pub use audit::{Audit, Judged, Label, audit, audit_beside};
pub use complement::{Protected, protect};
pub use holdings::Holdings;
pub use mask::mask;
pub use pattern::Pattern;
pub use release::Protection;
pub use rule::{Rule, Zeros};
