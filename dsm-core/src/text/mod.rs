//! Languages: every sentence that a person reads comes from here.
//!
//! An error, a finding or a decision holds a code and arguments; [`message`] says it in a language, [`remedy`] says what to
//! do about it. The words of reports are [`Label`]s and [`Phrase`]s. Names of indicators and codes are a [`Text`] in as many
//! languages as their owner wrote.

mod labels;
mod lang;
mod message;
mod number;
mod phrase;
mod plural;
mod several;
mod tag;
#[cfg(test)]
mod tests;
mod wording;

pub use labels::{Label, Phrase};
pub use lang::Lang;
pub use message::{Worded, arguments, message, remedy};
pub use number::{count, number};
pub use phrase::{Value, label, phrase};
pub use plural::Plural;
pub use several::Text;
pub use tag::Tag;
