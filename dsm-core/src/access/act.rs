use super::word_error;
use crate::error::Result;
use std::fmt;

/// What somebody wants to do. A role is a set of these.
///
/// Source: handbook box 2.16; annex 14 section 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Act {
    /// Read released figures.
    Read,
    /// Look at figures of the own State that are not released.
    Inspect,
    /// Hand figures in.
    Submit,
    /// Give a submission back with questions.
    Return,
    /// Say that a submission is right: never by who submitted it.
    Verify,
    /// Release verified figures to those who may see them.
    Release,
    /// Hand in figures that replace released ones.
    Revise,
    /// Take released figures back.
    Withdraw,
    /// Sign off that a year is closed.
    SignOff,
    /// Open data of the own State to others.
    Grant,
    /// Add countries, users and indicators.
    Administer,
    /// Add figures to those of others. No role has it: it is asked of what may be read.
    Add,
    /// Let another user of the own State do what the user may do. No role has it: every user of a State does.
    Delegate,
}

impl Act {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Read,
        Self::Inspect,
        Self::Submit,
        Self::Return,
        Self::Verify,
        Self::Release,
        Self::Revise,
        Self::Withdraw,
        Self::SignOff,
        Self::Grant,
        Self::Administer,
        Self::Add,
        Self::Delegate,
    ];

    /// The word in files, messages and the other languages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Inspect => "inspect",
            Self::Submit => "submit",
            Self::Return => "return",
            Self::Verify => "verify",
            Self::Release => "release",
            Self::Revise => "revise",
            Self::Withdraw => "withdraw",
            Self::SignOff => "sign-off",
            Self::Grant => "grant",
            Self::Administer => "administer",
            Self::Add => "add",
            Self::Delegate => "delegate",
        }
    }

    /// Whether a role can have it.
    #[must_use]
    pub fn is_of_roles(self) -> bool {
        !matches!(self, Self::Add | Self::Delegate)
    }

    /// Reads the word.
    ///
    /// # Errors
    /// `ACC-020` when it is none of them.
    pub fn parse(word: &str) -> Result<Self> {
        Self::ALL.iter().copied().find(|act| act.word() == word).ok_or_else(|| word_error("right"))
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
