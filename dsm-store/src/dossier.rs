use crate::{history::Entry, store::Store};
use dsm_core::{
    access::Permit,
    error::{Error, Finding, Result, Safe, codes},
    protect::Rule,
    table::View,
    workflow::{Question, Received, State, Submission, SubmissionId},
};

/// A submission with all that is kept of it beside its figures: for who may inspect the figures of the own State.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Dossier {
    /// What is known of it: among it the attempt, and what it corrects or revises.
    pub submission: Submission,
    /// Its state.
    pub state: State,
    /// What the checks noticed, and what the control totals say.
    pub findings: Vec<Finding>,
    /// What was asked about it and answered, by the numbers of the questions.
    pub questions: Vec<Question>,
    /// Its way, oldest first: who took which step, on whose behalf, and the reasons.
    pub steps: Vec<Entry>,
    /// The control totals, where some were handed in.
    pub control: Option<View>,
    /// The rule that it was released by, where it was protected.
    pub rule: Option<Rule>,
    received: Option<Received>,
}

impl Dossier {
    pub(crate) fn read(store: &dyn Store, permit: &Permit, id: &SubmissionId) -> Result<Self> {
        let unknown = || Error::new(codes::wfl::SUBMISSION_UNKNOWN).with("submission", Safe::term(&id.to_string()));
        let (submission, state) = store.submission(id)?.ok_or_else(unknown)?;
        let subject = id.to_string();
        let mut steps = store.history(id.country())?;
        steps.retain(|entry| *entry.subject == *subject);
        (1..).zip(&mut steps).for_each(|(number, entry)| entry.number = number);
        Ok(Self {
            findings: store.findings(permit, id)?,
            questions: store.questions(permit, id)?,
            control: store.control(permit, id)?.map(dsm_core::table::Table::without_concealed),
            rule: store.protection(permit, id)?.map(|(rule, _)| rule),
            received: store.received(permit, id)?,
            submission,
            state,
            steps,
        })
    }

    /// The file that it came in, byte for byte, where it came in one.
    #[must_use]
    pub fn received(&self) -> Option<&Received> {
        self.received.as_ref()
    }
}
