use super::SubmissionId;
use crate::{error::Result, protect::Pattern, protect::Rule, table::Table};
use std::fmt;

/// The figures that a step is about. A store gives them; only the steps of a release ask for them.
pub trait Figures: fmt::Debug {
    /// The figures of a submission as they were handed in.
    ///
    /// # Errors
    /// Where they cannot be read, or may not be.
    fn table(&self, id: &SubmissionId) -> Result<Table>;

    /// The rule and the masks that a release was made with, where it was made with any.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn protection(&self, id: &SubmissionId) -> Result<Option<(Rule, Pattern)>>;
}
