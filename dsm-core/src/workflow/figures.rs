use super::{Draft, Question, SubmissionId};
use crate::{error::Result, protect::Pattern, protect::Rule, table::Table};
use std::fmt;

/// What is kept of the submissions that a step is about. A store gives it; only the steps that need it ask for it.
pub trait Figures: fmt::Debug {
    /// The figures of a submission as they were handed in.
    ///
    /// # Errors
    /// Where they cannot be read, or may not be.
    fn table(&self, id: &SubmissionId) -> Result<Table>;

    /// A draft with everything that was kept of it, but for the file.
    ///
    /// # Errors
    /// Where it cannot be read, or may not be.
    fn draft(&self, id: &SubmissionId) -> Result<Draft>;

    /// The questions on a submission, by their numbers.
    ///
    /// # Errors
    /// Where they cannot be read, or may not be.
    fn questions(&self, id: &SubmissionId) -> Result<Vec<Question>>;

    /// The rule and the masks that a release was made with, where it was made with any.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn protection(&self, id: &SubmissionId) -> Result<Option<(Rule, Pattern)>>;
}
