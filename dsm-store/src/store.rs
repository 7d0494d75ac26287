use crate::{
    history::{Entry, Receipt},
    identity::Proof,
};
use dsm_core::{
    access::{Contribution, Facts, Permit, World},
    catalogue::Indicator,
    documentation::Documentation,
    error::{Finding, Result},
    protect::{Pattern, Rule},
    table::Table,
    time::Moment,
    workflow::{Change, Question, Received, State, Submission, SubmissionId},
};
use std::{collections::BTreeMap, sync::Arc};

/// Where a mechanism is kept. No method gives a figure without a permit, and none changes anything without one.
///
/// What is read between [`Store::begin`] and [`Store::end`] is of one moment, and what is appended is written at its end,
/// all of it or nothing.
pub(crate) trait Store: Send {
    /// Begins to read at one moment, or takes the writer's place.
    fn begin(&self, writing: bool) -> Result<()>;
    /// Ends it; what was appended is kept or thrown away.
    fn end(&self, keep: bool) -> Result<()>;
    /// The preset that it was made with.
    fn preset(&self) -> Result<Arc<str>>;
    /// Users, roles, countries, indicators, openings.
    fn world(&self) -> Result<Arc<World>>;
    /// What is released of an indicator, with the submissions that are in force.
    fn released(&self, indicator: &str) -> Result<InForce>;
    /// A submission and its state.
    fn submission(&self, id: &SubmissionId) -> Result<Option<(Submission, State)>>;
    /// All submissions of a State, oldest first.
    fn submissions(&self, country: &str) -> Result<Vec<(Submission, State)>>;
    /// The next free number in a State's year.
    fn next_number(&self, country: &str, year: i16) -> Result<u32>;
    /// The moment of the last entry.
    fn last_moment(&self) -> Result<Option<Moment>>;
    /// The figures of a submission, as far as the permit goes.
    fn figures(&self, permit: &Permit, id: &SubmissionId) -> Result<Table>;
    /// Whether a submission that is submitted, verified or in force holds the figures of a table: what a submit permit may ask.
    fn holds(&self, permit: &Permit, id: &SubmissionId, table: &Table) -> Result<bool>;
    /// The releases of an indicator that were in force at a moment, without lines of which one was withdrawn for confidentiality.
    fn in_force_at(&self, indicator: &str, at: Moment) -> Result<Vec<Submission>>;
    /// The releases of a State and indicator that are not in force any more, withdrawn ones among them: who read them has them.
    fn ended(&self, country: &str, indicator: &str) -> Result<Vec<Submission>>;
    /// The figures of one of them, masked as they were and as the line was masked later, noted where they were withdrawn as wrong.
    fn past_figures(&self, permit: &Permit, id: &SubmissionId, at: Moment) -> Result<Table>;
    /// The indicators of which a release came or went after a moment, up to another one, in order.
    fn moved_between(&self, from: Moment, to: Moment) -> Result<Vec<Arc<str>>>;
    /// The findings of the checks of a submission.
    fn findings(&self, permit: &Permit, id: &SubmissionId) -> Result<Vec<Finding>>;
    /// The control totals of a submission, where there are any; without concealed figures.
    fn control(&self, permit: &Permit, id: &SubmissionId) -> Result<Option<Table>>;
    /// The questions on a submission, by their numbers: for whoever may act on it.
    fn questions(&self, permit: &Permit, id: &SubmissionId) -> Result<Vec<Question>>;
    /// The rule and the masks that a release was made with, where it was made with any.
    fn protection(&self, permit: &Permit, id: &SubmissionId) -> Result<Option<(Rule, Pattern)>>;
    /// The file of a submission, byte for byte.
    fn received(&self, permit: &Permit, id: &SubmissionId) -> Result<Option<Received>>;
    /// What a State says of an indicator, in the order of validity.
    fn documentation(&self, country: &str, indicator: &str) -> Result<Vec<Documentation>>;
    /// What indicators are that no preset has.
    fn definitions(&self) -> Result<Vec<Indicator>>;
    /// Appends changes to the history and carries them out.
    fn append(&self, permit: &Permit, proof: &Proof, changes: &[Change]) -> Result<()>;
    /// The entries about a State, or about the mechanism as a whole.
    fn history(&self, country: &str) -> Result<Vec<Entry>>;
    /// Verifies the whole history against what is kept, and that it grew out of what a receipt was given for.
    fn verify(&self, receipt: Option<&Receipt>) -> Result<Receipt>;
}

/// What is in force of one indicator.
#[derive(Debug, Default)]
pub(crate) struct InForce {
    pub(crate) indicator: Arc<str>,
    pub(crate) submissions: Vec<Submission>,
    by_country: BTreeMap<Arc<str>, Vec<Contribution>>,
}

impl InForce {
    /// Of the releases in force, and of what was withdrawn as wrong: its moment stands in what it covers.
    pub(crate) fn new(indicator: &str, submissions: Vec<Submission>, withdrawn: &[Submission]) -> Self {
        let mut by_country: BTreeMap<Arc<str>, Vec<Contribution>> = BTreeMap::new();
        for submission in submissions.iter().chain(withdrawn) {
            by_country.entry(Arc::from(submission.id.country())).or_default().push(submission.covers.clone());
        }
        Self { indicator: Arc::from(indicator), submissions, by_country }
    }

    /// Those of one State.
    pub(crate) fn of(&self, country: &str) -> impl Iterator<Item = &Submission> {
        self.submissions.iter().filter(move |s| s.id.country() == country)
    }
}

impl Facts for InForce {
    fn contributions(&self, country: &str, indicator: &str) -> &[Contribution] {
        if *self.indicator != *indicator {
            return &[];
        }
        self.by_country.get(country).map_or(&[], Vec::as_slice)
    }
}
