//! The documentation of figures as a form: the table of what a State says of an indicator, ready to fill in, and read back.

mod answers;
mod form;
#[cfg(test)]
mod tests;

pub use answers::DocumentationAnswers;
pub(super) use answers::is_form;
pub use form::DocumentationForm;
