//! OpenDocument spreadsheets (`.ods`): all sheets stand in one part, and rows and cells that repeat stand there once.

mod book;
mod cell;
mod rows;
mod styles;
#[cfg(test)]
mod tests;
mod text;

pub(super) use book::{is_document, read};
pub(super) use rows::Rows;
pub(super) use styles::Styles;

/// The part with the sheets.
pub(super) const CONTENT: &str = "content.xml";
