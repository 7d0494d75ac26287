use super::{Submission, id::is_country};
use crate::{
    access::{Act, word_error},
    error::{Error, Result, Safe, codes::wfl},
};
use std::fmt;

/// A submission in a state: only the steps of that state can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed<S> {
    submission: Submission,
    state: S,
}

/// Kept, not yet handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drafted;
/// Thrown away before it was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Discarded;
/// Handed in, not yet looked at by somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Submitted;
/// Given back with questions. It stays; the corrected one is a new submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Returned;
/// Found right by somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified;
/// In force: those who may see it see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Released;
/// Replaced by a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Superseded;
/// Taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withdrawn;

impl<S> Filed<S> {
    /// What is known of it.
    #[must_use]
    pub fn submission(&self) -> &Submission {
        &self.submission
    }

    /// The same in its next state.
    pub(super) fn moved<T>(self, state: T) -> Filed<T> {
        let version = self.submission.version.saturating_add(1);
        Filed { submission: self.submission.at_version(version), state }
    }
}

impl Filed<Submitted> {
    pub(super) fn new(submission: Submission) -> Self {
        Self { submission, state: Submitted }
    }
}

/// A submission in whatever state it is: what a store gives and takes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Record {
    /// Kept.
    Draft(Filed<Drafted>),
    /// Thrown away.
    Discarded(Filed<Discarded>),
    /// Handed in.
    Submitted(Filed<Submitted>),
    /// Given back.
    Returned(Filed<Returned>),
    /// Found right.
    Verified(Filed<Verified>),
    /// In force.
    Released(Filed<Released>),
    /// Replaced.
    Superseded(Filed<Superseded>),
    /// Taken back.
    Withdrawn(Filed<Withdrawn>),
}

/// The state of a submission as a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum State {
    /// Kept, not yet handed in.
    Draft,
    /// Thrown away before it was handed in.
    Discarded,
    /// Handed in.
    Submitted,
    /// Given back.
    Returned,
    /// Found right.
    Verified,
    /// In force.
    Released,
    /// Replaced.
    Superseded,
    /// Taken back.
    Withdrawn,
}

impl State {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Draft,
        Self::Discarded,
        Self::Submitted,
        Self::Returned,
        Self::Verified,
        Self::Released,
        Self::Superseded,
        Self::Withdrawn,
    ];

    /// The word in files, messages and the other languages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Discarded => "discarded",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Verified => "verified",
            Self::Released => "released",
            Self::Superseded => "superseded",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads the word.
    ///
    /// # Errors
    /// `ACC-020` when it is none.
    pub fn parse(word: &str) -> Result<Self> {
        Self::ALL.iter().copied().find(|s| s.word() == word).ok_or_else(|| word_error("state"))
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Record {
    /// A record as a store kept it.
    #[must_use]
    pub fn restore(submission: Submission, state: State) -> Self {
        match state {
            State::Draft => Self::Draft(Filed { submission, state: Drafted }),
            State::Discarded => Self::Discarded(Filed { submission, state: Discarded }),
            State::Submitted => Self::Submitted(Filed { submission, state: Submitted }),
            State::Returned => Self::Returned(Filed { submission, state: Returned }),
            State::Verified => Self::Verified(Filed { submission, state: Verified }),
            State::Released => Self::Released(Filed { submission, state: Released }),
            State::Superseded => Self::Superseded(Filed { submission, state: Superseded }),
            State::Withdrawn => Self::Withdrawn(Filed { submission, state: Withdrawn }),
        }
    }

    /// What is known of the submission.
    #[must_use]
    pub fn submission(&self) -> &Submission {
        match self {
            Self::Draft(filed) => filed.submission(),
            Self::Discarded(filed) => filed.submission(),
            Self::Submitted(filed) => filed.submission(),
            Self::Returned(filed) => filed.submission(),
            Self::Verified(filed) => filed.submission(),
            Self::Released(filed) => filed.submission(),
            Self::Superseded(filed) => filed.submission(),
            Self::Withdrawn(filed) => filed.submission(),
        }
    }

    /// Its state.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Draft(_) => State::Draft,
            Self::Discarded(_) => State::Discarded,
            Self::Submitted(_) => State::Submitted,
            Self::Returned(_) => State::Returned,
            Self::Verified(_) => State::Verified,
            Self::Released(_) => State::Released,
            Self::Superseded(_) => State::Superseded,
            Self::Withdrawn(_) => State::Withdrawn,
        }
    }

    /// The refusal of a step that this state does not have.
    pub(super) fn refuses(&self, act: Act) -> Error {
        Error::new(wfl::STATE_WRONG)
            .with("submission", self.submission().id.safe())
            .with("state", Safe::word(self.state().word()))
            .with("act", Safe::word(act.word()))
    }
}

/// The refusal of a name.
pub(super) fn unreadable(kind: &'static str) -> Error {
    Error::new(wfl::NAME_UNREADABLE).with("kind", Safe::word(kind))
}

/// The refusal of what is named and not there.
pub(super) fn nobody(kind: &'static str) -> Error {
    Error::new(wfl::NOBODY_THERE).with("kind", Safe::word(kind))
}

/// The refusal of what is there already.
pub(super) fn taken(kind: &'static str) -> Error {
    Error::new(wfl::NAME_TAKEN).with("kind", Safe::word(kind))
}

/// Whether a text can be the id of a role or an agreement: small letters, digits and hyphens, first a letter.
pub(super) fn is_id(text: &str) -> bool {
    let sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    text.len() <= 64 && text.bytes().all(sign) && text.starts_with(|c: char| c.is_ascii_lowercase())
}

/// A State's code, or the refusal of it.
pub(super) fn country(code: &str) -> Result<()> {
    if is_country(code) { Ok(()) } else { Err(unreadable("country")) }
}
