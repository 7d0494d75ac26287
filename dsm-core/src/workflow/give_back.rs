use super::{
    Change, Filed, Outcome, Record, Returned, Situation, State, Step, SubmissionId, Submitted, Verified, change, step,
    step::private,
};
use crate::{
    access::{Act, Request, Subject},
    error::Result,
    time::Moment,
};
use std::sync::Arc;

/// Gives a submission back with questions. The corrected figures are a new submission; this one stays in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    id: SubmissionId,
    questions: Arc<str>,
    seen: Option<u64>,
}

impl Return {
    /// Gives it back with questions, which may not be empty.
    #[must_use]
    pub fn new(id: &SubmissionId, questions: &str) -> Self {
        Self { id: id.clone(), questions: Arc::from(questions.trim()), seen: None }
    }

    /// Only if it is still at the version that was looked at.
    #[must_use]
    pub fn seen(mut self, version: u64) -> Self {
        self.seen = Some(version);
        self
    }
}

impl Filed<Submitted> {
    fn give_back(self) -> Filed<Returned> {
        self.moved(Returned)
    }
}

impl Filed<Verified> {
    fn give_back(self) -> Filed<Returned> {
        self.moved(Returned)
    }
}

impl private::Sealed for Return {}

impl Step for Return {
    type Done = ();

    fn submission(&self) -> Option<&SubmissionId> {
        Some(&self.id)
    }

    fn request<'a>(&'a self, who: &'a Subject, record: Option<&'a Record>, at: Moment) -> Request<'a> {
        self.id.request(Act::Return, who, record, at)
    }

    fn apply(self, _situation: &Situation<'_>, record: Option<Record>) -> Result<Outcome<()>> {
        let record = step::existing(&self.id, record, self.seen)?;
        let before = record.submission().version;
        let returned = match record {
            Record::Submitted(filed) => filed.give_back(),
            Record::Verified(filed) => filed.give_back(),
            other => return Err(other.refuses(Act::Return)),
        };
        let change = Change::moved(returned.submission(), before, State::Returned);
        Ok(Outcome::of(change.because(change::reason(&self.questions, Act::Return)?, false)))
    }
}
