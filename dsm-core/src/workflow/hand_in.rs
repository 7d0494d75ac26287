use super::{
    Change, Discarded, Drafted, Filed, Outcome, Record, Situation, State, Step, SubmissionId, Submitted, step,
    step::private,
};
use crate::{
    access::{Act, Request, Subject},
    error::Result,
    time::Moment,
};

/// Hands a draft in. Everything is asked of it that is asked of figures handed in directly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandIn {
    id: SubmissionId,
    seen: Option<u64>,
}

impl HandIn {
    /// Hands a draft in.
    #[must_use]
    pub fn new(id: &SubmissionId) -> Self {
        Self { id: id.clone(), seen: None }
    }

    /// Only if it is still at the version that was looked at.
    #[must_use]
    pub fn seen(mut self, version: u64) -> Self {
        self.seen = Some(version);
        self
    }
}

impl Filed<Drafted> {
    fn hand_in(self) -> Filed<Submitted> {
        self.moved(Submitted)
    }

    fn discard(self) -> Filed<Discarded> {
        self.moved(Discarded)
    }
}

impl private::Sealed for HandIn {}

impl Step for HandIn {
    type Done = ();

    fn submission(&self) -> Option<&SubmissionId> {
        Some(&self.id)
    }

    fn request<'a>(&'a self, who: &'a Subject, record: Option<&'a Record>, at: Moment) -> Request<'a> {
        // Whether a draft of another State is a revision is not told by a denial.
        let own = record.filter(|_| who.country() == Some(self.id.country()));
        let revises = own.is_some_and(|record| record.submission().revises.is_some());
        self.id.request(if revises { Act::Revise } else { Act::Submit }, who, record, at)
    }

    fn apply(self, situation: &Situation<'_>, record: Option<Record>) -> Result<Outcome<()>> {
        let filed = match step::existing(&self.id, record, self.seen)? {
            Record::Draft(filed) => filed,
            other => return Err(other.refuses(Act::Submit)),
        };
        let draft = situation.figures.draft(&self.id)?;
        draft.check(situation, filed.submission())?;
        let before = filed.submission().version;
        let submitted = filed.hand_in();
        let mut changes = vec![Change::moved(submitted.submission(), before, State::Submitted)];
        changes.extend(draft.returned(submitted.submission()));
        Ok(Outcome { changes, done: () })
    }
}

/// Throws a draft away: it is not handed in any more. It stays in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discard {
    id: SubmissionId,
    seen: Option<u64>,
}

impl Discard {
    /// Discards a draft.
    #[must_use]
    pub fn new(id: &SubmissionId) -> Self {
        Self { id: id.clone(), seen: None }
    }

    /// Only if it is still at the version that was looked at.
    #[must_use]
    pub fn seen(mut self, version: u64) -> Self {
        self.seen = Some(version);
        self
    }
}

impl private::Sealed for Discard {}

impl Step for Discard {
    type Done = ();

    fn submission(&self) -> Option<&SubmissionId> {
        Some(&self.id)
    }

    fn request<'a>(&'a self, who: &'a Subject, record: Option<&'a Record>, at: Moment) -> Request<'a> {
        self.id.request(Act::Submit, who, record, at)
    }

    fn apply(self, _situation: &Situation<'_>, record: Option<Record>) -> Result<Outcome<()>> {
        let filed = match step::existing(&self.id, record, self.seen)? {
            Record::Draft(filed) => filed,
            other => return Err(other.refuses(Act::Submit)),
        };
        let before = filed.submission().version;
        Ok(Outcome::of(Change::moved(filed.discard().submission(), before, State::Discarded)))
    }
}
