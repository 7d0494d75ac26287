mod administration;
mod build;
mod said;
#[cfg(test)]
mod tests;
mod words;

use super::{Change, Outcome, Record, Situation, Step, SubmissionId, step::private};
use crate::{
    access::{Request, Subject},
    error::Result,
    time::Moment,
};
use said::Values;
use std::{fmt, sync::Arc};
pub use words::{Name, Word};

/// A step in words: every step that carries no table can be said like this, the same in the command, in Python and in C.
///
/// A word and named values, as `spec/mechanism.md` lists them in section 7; [`Word::all`] lists them too. What is said is read when it
/// is made a step, and everything that is wrong with it is told at once.
///
/// # Disclosure
/// Values are foreign text: `Debug` shows the word and the names alone.
///
/// ```
/// use dsm_core::{access::Subject, workflow::Instruction};
/// let who = Subject::new("administrator@md", Some("MD"), &[]);
/// let open = Instruction::new("open").say("indicator", "ENTRIES").say("to", "KZ").say("to", "TJ");
/// assert!(open.step(&who).is_ok());
/// let refused = Instruction::new("open").say("too", "KZ").step(&who).unwrap_err();
/// assert_eq!(refused.code().id(), "WFL-041");
/// let codes: Vec<&str> = refused.findings().iter().map(|finding| finding.rule().id()).collect();
/// assert_eq!(codes, ["WFL-042", "WFL-043", "WFL-043"]); // an unknown name, and no indicator and nobody to open it to
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Instruction {
    word: Arc<str>,
    values: Vec<(Arc<str>, Arc<str>)>,
}

impl Instruction {
    /// An instruction of a word, such as `open`.
    #[must_use]
    pub fn new(word: &str) -> Self {
        Self { word: Arc::from(word), values: Vec::new() }
    }

    /// With a value under a name. A name that takes several is said several times.
    #[must_use]
    pub fn say(mut self, name: &str, value: &str) -> Self {
        self.values.push((Arc::from(name), Arc::from(value)));
        self
    }

    /// The word.
    #[must_use]
    pub fn word(&self) -> &str {
        &self.word
    }

    /// The step that it says. Where a State is needed and not said, it is that of who takes it.
    ///
    /// # Errors
    /// `WFL-040` for an unknown word; `WFL-041` with a finding for every name that is unknown, lacking, said twice, or has a
    /// value that cannot be read.
    pub fn step(&self, who: &Subject) -> Result<Instructed> {
        let word = Word::named(&self.word)?;
        let values = Values::of(word, &self.values)?;
        build::step(word, &values, who).map(Instructed)
    }
}

impl fmt::Debug for Instruction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.values.iter().map(|(name, _)| &**name).collect();
        write!(f, "Instruction({} {})", self.word, names.join(" "))
    }
}

/// A step that was said in words. Its result is that it is done; ids of what it made stand in the history.
pub struct Instructed(Box<dyn Said>);

impl fmt::Debug for Instructed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Instructed")
    }
}

/// Any step, whatever it gives.
trait Said {
    fn about(&self) -> Option<&SubmissionId>;
    fn asks<'a>(&'a self, who: &'a Subject, record: Option<&'a Record>, at: Moment) -> Request<'a>;
    fn changes(self: Box<Self>, situation: &Situation<'_>, record: Option<Record>) -> Result<Vec<Change>>;
}

impl<S: Step> Said for S {
    fn about(&self) -> Option<&SubmissionId> {
        self.submission()
    }

    fn asks<'a>(&'a self, who: &'a Subject, record: Option<&'a Record>, at: Moment) -> Request<'a> {
        self.request(who, record, at)
    }

    fn changes(self: Box<Self>, situation: &Situation<'_>, record: Option<Record>) -> Result<Vec<Change>> {
        self.apply(situation, record).map(|outcome| outcome.changes)
    }
}

impl private::Sealed for Instructed {}

impl Step for Instructed {
    type Done = ();

    fn submission(&self) -> Option<&SubmissionId> {
        self.0.about()
    }

    fn request<'a>(&'a self, who: &'a Subject, record: Option<&'a Record>, at: Moment) -> Request<'a> {
        self.0.asks(who, record, at)
    }

    fn apply(self, situation: &Situation<'_>, record: Option<Record>) -> Result<Outcome<()>> {
        Ok(Outcome { changes: self.0.changes(situation, record)?, done: () })
    }
}
