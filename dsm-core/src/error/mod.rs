//! What went wrong, what was noticed, and never a figure in either.
//!
//! Three channels are kept apart: an [`Error`] says "could not", a [`Finding`] says "done, and here is what is wrong with
//! the data", and a decision (room `access`) says "may or may not, because". All three hold a [`Code`] and arguments, no
//! sentence: the room `text` renders them in the reader's language.

mod code;
pub mod codes;
mod evidence;
mod finding;
mod place;
mod safe;
mod tally;
#[cfg(test)]
mod tests;
pub(crate) mod wording;

pub use code::{Channel, Code, Kind};
pub use evidence::{Custody, Evidence};
pub use finding::{Finding, Severity};
pub use place::{At, Place};
pub use safe::{Args, Safe};
pub use tally::{Collected, FindingSink, Tally};

use std::fmt;

/// The result of anything in DSM that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// Something that could not be done, with its code, its place and what to do about it.
///
/// One word wide, `Send + Sync`. `Display` and `Debug` print the code, the place and safe arguments only: no figure, no
/// foreign text, nothing about an individual. The sentence and the remedy come from `text::Message`.
///
/// # Disclosure
/// Safe to log: every argument is a [`Safe`].
pub struct Error(Box<Problem>);

struct Problem {
    code: Code,
    place: Option<Place>,
    args: Args,
    findings: Vec<Finding>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// Makes an error of the given code.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self(Box::new(Problem { code, place: None, args: Args::new(), findings: Vec::new(), source: None }))
    }

    /// A defect of DSM itself (`ERR-001`): something that must hold does not. `place` names the function.
    #[must_use]
    pub fn defect(place: &'static str) -> Self {
        Self::new(codes::err::DEFECT).with("where", Safe::word(place))
    }

    /// The watch of the caller asked to stop (`ERR-002`).
    #[must_use]
    pub fn canceled() -> Self {
        Self::new(codes::err::CANCELED)
    }

    /// The stated limit of memory, in bytes, was reached (`ERR-003`). Shown in whole mebibytes, rounded up.
    #[must_use]
    pub fn memory_limit(bytes: u64) -> Self {
        Self::new(codes::err::MEMORY_LIMIT).with("mebibytes", bytes.div_ceil(1 << 20))
    }

    /// Adds an argument that the sentence of the code names.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Safe>) -> Self {
        self.0.args.set(name, value.into());
        self
    }

    /// Says where it happened.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.0.place = Some(place);
        self
    }

    /// Attaches the findings that led here.
    #[must_use]
    pub fn findings_of(mut self, findings: Vec<Finding>) -> Self {
        self.0.findings = findings;
        self
    }

    /// Keeps the underlying error as the source. Its text is not part of ours.
    #[must_use]
    pub fn caused_by(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    /// The family of the error: what a program branches on.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.0.code.kind()
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Where it happened, if it happened at a place.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.0.place.as_ref()
    }

    /// The arguments of the sentence.
    #[must_use]
    pub fn args(&self) -> &Args {
        &self.0.args
    }

    /// All findings behind the error, in the order they were made.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.0.findings
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0.code, self.0.code.name())?;
        if !self.0.args.is_empty() {
            write!(f, " ({})", self.0.args)?;
        }
        if let Some(place) = &self.0.place {
            write!(f, " at {place}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self}; {} findings)", self.0.findings.len())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.source {
            Some(source) => Some(&**source),
            None => None,
        }
    }
}
