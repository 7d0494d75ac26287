use super::{Change, Outcome, Record, Situation, State, Step, SubmissionId, change, step, step::private};
use crate::{
    access::{Act, Request, Subject},
    error::{Error, Result, codes::wfl},
    time::Moment,
};
use std::sync::Arc;

/// A question on a submission, with its answer where there is one.
///
/// # Disclosure
/// Texts are in the words of those who wrote them and may quote figures: they are for who may inspect the submission.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Question {
    /// Its number on the submission, from one.
    pub number: u32,
    /// What is asked.
    pub said: Said,
    /// What was answered; none while the question is open.
    pub answer: Option<Said>,
}

/// A text with who wrote it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The text.
    pub text: Arc<str>,
    /// Who wrote it.
    pub by: Arc<str>,
    /// On whose behalf, where the right was a delegated one.
    pub on_behalf: Option<Arc<str>>,
    /// When.
    pub at: Moment,
}

impl Question {
    /// A question without an answer.
    #[must_use]
    pub fn new(number: u32, said: Said) -> Self {
        Self { number, said, answer: None }
    }

    /// The same with its answer.
    #[must_use]
    pub fn answered(mut self, answer: Said) -> Self {
        self.answer = Some(answer);
        self
    }
}

/// Asks something about a submission. It cannot be verified until that is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    id: SubmissionId,
    text: Arc<str>,
}

impl Ask {
    /// Asks a question, which may not be empty. Numbers are counted on the submission, from one.
    #[must_use]
    pub fn new(id: &SubmissionId, text: &str) -> Self {
        Self { id: id.clone(), text: Arc::from(text.trim()) }
    }
}

impl private::Sealed for Ask {}

impl Step for Ask {
    /// The number of the question.
    type Done = u32;

    fn submission(&self) -> Option<&SubmissionId> {
        Some(&self.id)
    }

    fn request<'a>(&'a self, who: &'a Subject, record: Option<&'a Record>, at: Moment) -> Request<'a> {
        self.id.request(Act::Return, who, record, at)
    }

    fn apply(self, situation: &Situation<'_>, record: Option<Record>) -> Result<Outcome<u32>> {
        let record = open(step::existing(&self.id, record, None)?, Act::Return)?;
        let asked = situation.figures.questions(&self.id)?.len();
        let number = u32::try_from(asked).unwrap_or(u32::MAX).saturating_add(1);
        let text = change::reason(&self.text, Act::Return)?;
        let from_version = record.submission().version;
        Ok(Outcome { changes: vec![Change::Asked { id: self.id, from_version, number, text }], done: number })
    }
}

/// Answers a question on a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    id: SubmissionId,
    number: u32,
    text: Arc<str>,
}

impl Answer {
    /// Answers the question of a number. The answer may not be empty.
    #[must_use]
    pub fn new(id: &SubmissionId, number: u32, text: &str) -> Self {
        Self { id: id.clone(), number, text: Arc::from(text.trim()) }
    }
}

impl private::Sealed for Answer {}

impl Step for Answer {
    type Done = ();

    fn submission(&self) -> Option<&SubmissionId> {
        Some(&self.id)
    }

    fn request<'a>(&'a self, who: &'a Subject, record: Option<&'a Record>, at: Moment) -> Request<'a> {
        self.id.request(Act::Submit, who, record, at)
    }

    fn apply(self, situation: &Situation<'_>, record: Option<Record>) -> Result<Outcome<()>> {
        let record = open(step::existing(&self.id, record, None)?, Act::Submit)?;
        let text = change::reason(&self.text, Act::Submit)?;
        let questions = situation.figures.questions(&self.id)?;
        if !questions.iter().any(|question| question.number == self.number && question.answer.is_none()) {
            let error = Error::new(wfl::QUESTION_UNKNOWN).with("submission", self.id.safe());
            return Err(error.with("number", u64::from(self.number)));
        }
        let from_version = record.submission().version;
        Ok(Outcome::of(Change::Answered { id: self.id, from_version, number: self.number, text }))
    }
}

/// Questions are asked and answered while a submission waits for its release.
fn open(record: Record, act: Act) -> Result<Record> {
    match record.state() {
        State::Submitted | State::Verified => Ok(record),
        _ => Err(record.refuses(act)),
    }
}
