use super::{Draft, Question, State, Submission, SubmissionId};
use crate::{catalogue::Identity, error::Result, protect::Pattern, protect::Rule, table::Table};
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

    /// The submissions of the same State and indicator that are submitted, verified or in force, with their states.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn handed_in(&self) -> Result<Vec<(Submission, State)>>;

    /// Whether one of these holds the figures of a table ([`super::same_figures`]). Nothing else of it is told.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn holds(&self, id: &SubmissionId, table: &Table) -> Result<bool>;

    /// The releases of the same State of other indicators, in force or not any more.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn elsewhere(&self) -> Result<Vec<Submission>>;

    /// What the indicators of the mechanism must come to together.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn identities(&self) -> Result<Vec<Identity>>;
}
