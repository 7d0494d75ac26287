use super::{
    Change, Filed, Outcome, Record, Released, Situation, State, Step, SubmissionId, Verified, step, step::private,
};
use crate::{
    access::{Act, Request, Subject},
    error::{Error, Result, codes::wfl},
    time::Moment,
};

/// Releases verified figures to those who may see them. A revision takes the place of the release that it revises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    id: SubmissionId,
    seen: Option<u64>,
}

impl Release {
    /// Releases a verified submission.
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

impl Filed<Verified> {
    /// What is not verified has no such method.
    fn release(self) -> Filed<Released> {
        self.moved(Released)
    }
}

impl private::Sealed for Release {}

impl Step for Release {
    type Done = ();

    fn submission(&self) -> Option<&SubmissionId> {
        Some(&self.id)
    }

    fn request<'a>(&'a self, who: &'a Subject, record: Option<&'a Record>, at: Moment) -> Request<'a> {
        self.id.request(Act::Release, who, record, at)
    }

    fn apply(self, situation: &Situation<'_>, record: Option<Record>) -> Result<Outcome<()>> {
        let filed = match step::existing(&self.id, record, self.seen)? {
            Record::Verified(filed) => filed,
            other => return Err(other.refuses(Act::Release)),
        };
        let submission = filed.submission();
        let (before, revises) = (submission.version, submission.revises.as_ref().map(|(id, _)| id));
        let in_the_way = situation.in_force.iter().find(|s| Some(&s.id) != revises && s.overlaps(submission));
        if let Some(earlier) = in_the_way {
            return Err(Error::new(wfl::ALREADY_RELEASED).with("earlier", earlier.id.safe()));
        }
        let mut changes = Vec::new();
        if let Some((earlier, reason)) = &submission.revises {
            let Some(old) = situation.in_force.iter().find(|s| s.id == *earlier) else {
                return Err(Error::new(wfl::SUBMISSION_UNKNOWN).with("submission", earlier.safe()));
            };
            changes.push(Change::moved(old, old.version, State::Superseded).because(reason.clone(), false));
        }
        let released = filed.release();
        changes.push(Change::moved(released.submission(), before, State::Released));
        Ok(Outcome { changes, done: () })
    }
}
