use super::{Change, Figures, Record, Submission, SubmissionId};
use crate::{
    access::{Request, Subject, World},
    error::{Error, Result, codes::wfl},
    time::Moment,
};

/// What a step is taken in.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// Who there is and which rules hold.
    pub world: &'a World,
    /// Who takes the step.
    pub who: &'a Subject,
    /// On whose behalf, where the right is a delegated one.
    pub on_behalf: Option<&'a str>,
    /// When.
    pub at: Moment,
    /// The next free number in the State's year.
    pub next_number: u32,
    /// The releases in force of the same State and indicator.
    pub in_force: &'a [Submission],
    /// Those that were released and are not in force any more.
    pub past: &'a [Submission],
    /// The figures of the State's submissions of the same indicator.
    pub figures: &'a dyn Figures,
}

/// What a step comes to.
#[derive(Clone, Debug)]
pub struct Outcome<D> {
    /// What is written into the history, in this order, all of it or nothing.
    pub changes: Vec<Change>,
    /// What the caller is given.
    pub done: D,
}

impl Outcome<()> {
    pub(super) fn of(change: Change) -> Self {
        Self { changes: vec![change], done: () }
    }
}

/// A step of the workflow or of administration. Each stands in a file of its own; there are no others.
pub trait Step: private::Sealed {
    /// What the caller is given when it is done.
    type Done;

    /// The submission that it is about, where it is about one that exists.
    fn submission(&self) -> Option<&SubmissionId> {
        None
    }

    /// What has to be allowed for it.
    fn request<'a>(&'a self, who: &'a Subject, record: Option<&'a Record>, at: Moment) -> Request<'a>;

    /// What it changes.
    ///
    /// # Errors
    /// `WFL-…` where the step is not possible in the situation. Nothing is written then.
    fn apply(self, situation: &Situation<'_>, record: Option<Record>) -> Result<Outcome<Self::Done>>;
}

pub(super) mod private {
    /// Nobody else adds steps: each is part of the specification.
    #[expect(unnameable_types, reason = "sealed: only this room names it")]
    pub trait Sealed {}
}

/// The record that a step is about, at the version that its taker has seen.
pub(super) fn existing(id: &SubmissionId, record: Option<Record>, seen: Option<u64>) -> Result<Record> {
    let record = record.ok_or_else(|| Error::new(wfl::SUBMISSION_UNKNOWN).with("submission", id.safe()))?;
    if seen.is_some_and(|seen| seen != record.submission().version) {
        return Err(Error::new(wfl::CHANGED_MEANWHILE).with("submission", id.safe()));
    }
    Ok(record)
}
