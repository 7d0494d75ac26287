use super::{Change, Outcome, Record, Situation, Step, SubmissionId, Submit, step::private};
use crate::{
    access::{Act, Request, Subject},
    error::Result,
    time::Moment,
};

/// Keeps figures of the own State as a draft, whatever the checks found. It is handed in later, or discarded.
///
/// Figures that rest on assumptions are not kept: they cannot become data of a State.
#[derive(Clone, Debug)]
pub struct KeepDraft(Submit);

impl KeepDraft {
    /// Keeps what would be handed in.
    #[must_use]
    pub fn of(submit: Submit) -> Self {
        Self(submit)
    }
}

impl private::Sealed for KeepDraft {}

impl Step for KeepDraft {
    type Done = SubmissionId;

    fn submission(&self) -> Option<&SubmissionId> {
        self.0.submission()
    }

    fn request<'a>(&'a self, who: &'a Subject, record: Option<&'a Record>, at: Moment) -> Request<'a> {
        Request { act: Act::Submit, ..self.0.request(who, record, at) }
    }

    fn apply(self, situation: &Situation<'_>, record: Option<Record>) -> Result<Outcome<SubmissionId>> {
        let (submission, draft) = self.0.filed(situation, record)?;
        draft.unassumed()?;
        submission.revises_what_is_in_force(situation)?;
        let done = submission.id.clone();
        Ok(Outcome { changes: vec![Change::Drafted { submission, draft }], done })
    }
}
