//! Forms that come back filled in.
//!
//! A form is known by what it says of itself, wherever its sheets, rows and columns were moved to. It is read whole or not at all: what
//! is wrong is a finding at its cell, and where anything is, nothing of the form is taken over.

mod amount;
mod answers;
mod entries;
mod form;
mod formula;
mod found;
mod grid;
mod headings;
mod keys;
mod lines;
mod mark;
mod marked;
mod others;
mod places;
mod read;
mod said;
mod scan;
mod sheet;
mod taken;
mod totals;
mod whole;

pub use form::Form;
pub(super) use headings::plain;
pub(super) use keys::row_key;
pub(super) use lines::{Held, Lines};
pub use marked::mark;
pub use places::Places;
pub use taken::Filled;
pub use whole::read_form;
