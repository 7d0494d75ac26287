use super::{
    Change, Filed, Outcome, Record, Situation, State, Step, SubmissionId, Submitted, Verified, step, step::private,
};
use crate::{
    access::{Act, Request, Subject},
    error::{Error, Result, codes::wfl},
    time::Moment,
};

/// Says that a submission is right: never by who submitted it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verify {
    id: SubmissionId,
    seen: Option<u64>,
}

impl Verify {
    /// Verifies a submission.
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

impl Filed<Submitted> {
    /// Four eyes: who submitted cannot verify, nor who acts for one who did.
    pub(super) fn verify(self, who: &Subject, on_behalf: Option<&str>) -> Result<Filed<Verified>> {
        if self.submission().is_submitted_by(who.id(), on_behalf) {
            return Err(Error::new(wfl::FOUR_EYES).with("submission", self.submission().id.safe()));
        }
        Ok(self.moved(Verified))
    }
}

impl private::Sealed for Verify {}

impl Step for Verify {
    type Done = ();

    fn submission(&self) -> Option<&SubmissionId> {
        Some(&self.id)
    }

    fn request<'a>(&'a self, who: &'a Subject, record: Option<&'a Record>, at: Moment) -> Request<'a> {
        self.id.request(Act::Verify, who, record, at)
    }

    fn apply(self, situation: &Situation<'_>, record: Option<Record>) -> Result<Outcome<()>> {
        match step::existing(&self.id, record, self.seen)? {
            Record::Submitted(filed) => {
                let before = filed.submission().version;
                let verified = filed.verify(situation.who, situation.on_behalf)?;
                let open = situation.figures.questions(&self.id)?.iter().filter(|one| one.answer.is_none()).count();
                if open > 0 {
                    let error = Error::new(wfl::QUESTIONS_OPEN).with("submission", self.id.safe());
                    return Err(error.with("count", open));
                }
                Ok(Outcome::of(Change::moved(verified.submission(), before, State::Verified)))
            }
            other => Err(other.refuses(Act::Verify)),
        }
    }
}
