use dsm_core::time::Moment;
use std::{fmt, sync::Arc};

/// One entry of the history as its reader may see it: who did what, when. No figure.
///
/// # Disclosure
/// Numbered in the reader's own view, so that it tells nothing about other States' doings.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The number in the reader's view, from one.
    pub number: u64,
    /// When.
    pub at: Moment,
    /// Who, by position.
    pub who: Arc<str>,
    /// On whose behalf, by position, where it was done under a delegation.
    pub behalf: Option<Arc<str>>,
    /// What proved who it was.
    pub proof: Arc<str>,
    /// What was done: `submitted`, `verified`, `released`, `returned`, `superseded`, `withdrawn`, `country-added` …
    pub what: Arc<str>,
    /// To what: a submission, a user, a State, an indicator.
    pub subject: Arc<str>,
    /// The questions or the reason, in the words of who did it.
    pub reason: Option<Arc<str>>,
}

/// What a verified history comes to: keep it, and a later history that does not grow out of it is found out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// How many entries there are.
    pub entries: u64,
    /// The last link of the chain.
    pub head: [u8; 32],
}

impl Receipt {
    /// The last link in hexadecimal digits.
    #[must_use]
    pub fn head_text(&self) -> String {
        crate::body::hex(&self.head)
    }
}

impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Receipt({} entries, {})", self.entries, self.head_text())
    }
}
