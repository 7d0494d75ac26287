use super::{
    Change, Draft, Filed, Outcome, Received, Record, Situation, Step, Submission, SubmissionId, step::private,
    submission, twin,
};
use crate::{
    access::{Act, Request, Slice, Subject},
    error::{Error, Finding, Result, Safe, codes::wfl},
    table::Table,
    time::Moment,
};
use std::sync::Arc;

/// Hands figures of the own State in, with the findings of their checks and the file they came in.
///
/// The checks run before: a finding of severity error blocks. As a revision it names the release that it replaces and why; as a
/// correction, the submission that was returned.
///
/// With control totals, each of their cells is compared with the sum of the cells that it groups. Where any differs the
/// submission is handed in and returned in one step: its findings stay with it.
#[derive(Clone, Debug)]
pub struct Submit {
    indicator: Arc<str>,
    draft: Draft,
    revises: Option<(SubmissionId, Arc<str>)>,
    part: Slice,
    corrects: Option<SubmissionId>,
    once: bool,
}

impl Submit {
    /// Hands in a table for an indicator of the user's own State.
    #[must_use]
    pub fn new(indicator: &str, table: Table) -> Self {
        let part = submission::covered_by(&table).part();
        let draft = Draft::new(table, Vec::new());
        Self { indicator: Arc::from(indicator), draft, revises: None, part, corrects: None, once: false }
    }

    /// With the findings of the checks.
    #[must_use]
    pub fn findings(mut self, findings: Vec<Finding>) -> Self {
        self.draft.findings = findings;
        self
    }

    /// With the file that the table was read from: it is kept byte for byte.
    #[must_use]
    pub fn file(mut self, name: &str, bytes: &[u8]) -> Self {
        self.draft = self.draft.read_from(Some(Received { name: Arc::from(name), bytes: Arc::from(bytes) }));
        self
    }

    /// With control totals: a table of the same unit with fewer dimensions or with totals, made independently.
    #[must_use]
    pub fn control(mut self, totals: Table) -> Self {
        self.draft = self.draft.controlled_by(Some(totals));
        self
    }

    /// As a revision of a release, with the reason.
    #[must_use]
    pub fn revising(mut self, earlier: &SubmissionId, reason: &str) -> Self {
        self.revises = Some((earlier.clone(), Arc::from(reason)));
        self
    }

    /// As the correction of a submission that was returned.
    #[must_use]
    pub fn correcting(mut self, returned: &SubmissionId) -> Self {
        self.corrects = Some(returned.clone());
        self
    }

    /// Only where the same figures are not handed in already: equal cells and statuses of the State, kind, times and dimensions in a
    /// submission that is submitted, verified or in force and that this one does not revise. A file that came twice is refused so.
    #[must_use]
    pub fn once(mut self) -> Self {
        self.once = true;
        self
    }

    /// The submission and what is kept of it, with what the control totals say.
    pub(super) fn filed(self, situation: &Situation<'_>, corrected: Option<Record>) -> Result<(Submission, Draft)> {
        if !situation.world.indicators.contains_key(&self.indicator) {
            return Err(Error::new(wfl::INDICATOR_UNKNOWN).with("indicator", Safe::term(&self.indicator)));
        }
        let (who, at) = (situation.who, situation.at);
        let country = who.country().unwrap_or_default();
        let attempt = match &self.corrects {
            Some(id) => self.attempt(country, id, corrected)?,
            None => 1,
        };
        let id = SubmissionId::new(country, at.day().year(), situation.next_number);
        let kind = submission::kind_of(self.draft.table());
        let covers = submission::covered_by(self.draft.table());
        let mut submission = Submission::new(id, &self.indicator, who.id(), at, &kind, covers);
        submission.submitted_on_behalf = situation.on_behalf.map(Arc::from);
        (submission.revises, submission.corrects, submission.attempt) = (self.revises, self.corrects, attempt);
        Ok((submission, self.draft.compared()?))
    }

    /// The number of the attempt, where what it corrects was returned.
    fn attempt(&self, country: &str, id: &SubmissionId, corrected: Option<Record>) -> Result<u32> {
        let own = |record: &Record| id.country() == country && record.submission().indicator == self.indicator;
        match corrected.filter(own) {
            Some(Record::Returned(filed)) => Ok(filed.submission().attempt.saturating_add(1)),
            Some(other) => Err(other.refuses(Act::Submit)),
            None => Err(Error::new(wfl::SUBMISSION_UNKNOWN).with("submission", id.safe())),
        }
    }
}

impl private::Sealed for Submit {}

impl Step for Submit {
    type Done = SubmissionId;

    /// The one that it corrects.
    fn submission(&self) -> Option<&SubmissionId> {
        self.corrects.as_ref()
    }

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        let country = who.country().unwrap_or_default();
        let act = if self.revises.is_some() { Act::Revise } else { Act::Submit };
        Request { who, act, country, indicator: &self.indicator, slice: &self.part, at }
    }

    fn apply(self, situation: &Situation<'_>, record: Option<Record>) -> Result<Outcome<SubmissionId>> {
        let once = self.once;
        let (submission, draft) = self.filed(situation, record)?;
        draft.check(situation, &submission)?;
        if once {
            twin::refused(situation, &submission, &draft)?;
        }
        let filed = Filed::new(submission);
        let (submission, done) = (filed.submission().clone(), filed.submission().id.clone());
        let returned = draft.returned(&submission);
        let changes = std::iter::once(Change::Submitted { submission, draft }).chain(returned).collect();
        Ok(Outcome { changes, done })
    }
}
