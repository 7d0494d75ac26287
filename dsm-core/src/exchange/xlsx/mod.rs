//! Workbooks that officials fill in: forms for figures, made from what the catalogue says of an indicator.
//!
//! A form is an Excel workbook of one indicator, or a questionnaire of several that share State and periods. The sheet that is open first says what is asked, until when and what to do; a sheet for each period
//! has the shape of the indicator, with totals that add up by themselves; a last one asks whether the way of counting has changed.
//! What a program needs to read it back stands where people do not look: `spec/decisions/0016-templates.md` says what and where.
//! What comes back is a [`Form`]: it is read whole or set aside whole. The documentation of the figures has a form of its own,
//! [`DocumentationForm`].

mod before;
mod changes;
mod cover;
mod documented;
mod entry;
mod filled;
mod heads;
mod identity;
mod lists;
mod note;
mod paper;
mod questionnaire;
mod shape;
mod sheet;
mod style;
mod template;
#[cfg(test)]
mod tests;

pub use documented::{DocumentationAnswers, DocumentationForm};
pub use filled::{Filled, Form, Places, mark, read_form};
pub use template::Template;
