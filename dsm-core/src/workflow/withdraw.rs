use super::{
    Change, Filed, Outcome, Record, Released, Situation, State, Step, SubmissionId, Superseded, Withdrawn, change,
    step, step::private, year,
};
use crate::{
    access::{Act, Request, Subject},
    error::Result,
    time::Moment,
};
use std::sync::Arc;

/// Takes released figures back, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdraw {
    id: SubmissionId,
    reason: Arc<str>,
    confidential: bool,
    seen: Option<u64>,
}

impl Withdraw {
    /// They were wrong: past views keep them, with the reason.
    #[must_use]
    pub fn as_wrong(id: &SubmissionId, reason: &str) -> Self {
        Self { id: id.clone(), reason: Arc::from(reason.trim()), confidential: false, seen: None }
    }

    /// They should not have been seen: past views lose them too. What was superseded or withdrawn before can be withdrawn so too.
    #[must_use]
    pub fn for_confidentiality(id: &SubmissionId, reason: &str) -> Self {
        Self { confidential: true, ..Self::as_wrong(id, reason) }
    }

    /// Only if it is still at the version that was looked at.
    #[must_use]
    pub fn seen(mut self, version: u64) -> Self {
        self.seen = Some(version);
        self
    }
}

impl Filed<Released> {
    fn withdraw(self) -> Filed<Withdrawn> {
        self.moved(Withdrawn)
    }
}

impl Filed<Superseded> {
    fn withdraw(self) -> Filed<Withdrawn> {
        self.moved(Withdrawn)
    }
}

impl Filed<Withdrawn> {
    fn withdraw(self) -> Self {
        self.moved(Withdrawn)
    }
}

impl private::Sealed for Withdraw {}

impl Step for Withdraw {
    type Done = ();

    fn submission(&self) -> Option<&SubmissionId> {
        Some(&self.id)
    }

    fn request<'a>(&'a self, who: &'a Subject, record: Option<&'a Record>, at: Moment) -> Request<'a> {
        self.id.request(Act::Withdraw, who, record, at)
    }

    fn apply(self, situation: &Situation<'_>, record: Option<Record>) -> Result<Outcome<()>> {
        let record = step::existing(&self.id, record, self.seen)?;
        let before = record.submission().version;
        let withdrawn = match record {
            Record::Released(filed) => {
                if !self.confidential {
                    year::stays_open(situation.world, filed.submission())?;
                }
                filed.withdraw()
            }
            Record::Superseded(filed) if self.confidential => filed.withdraw(),
            Record::Withdrawn(filed) if self.confidential => filed.withdraw(),
            other => return Err(other.refuses(Act::Withdraw)),
        };
        let change = Change::moved(withdrawn.submission(), before, State::Withdrawn);
        Ok(Outcome::of(change.because(change::reason(&self.reason, Act::Withdraw)?, self.confidential)))
    }
}
