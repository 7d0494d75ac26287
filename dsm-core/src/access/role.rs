use super::Act;
use crate::error::Result;
use std::{collections::BTreeSet, sync::Arc};

/// A role: an id and the rights it gives. Roles are data, not code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The id, such as `data-verifier`.
    pub id: Arc<str>,
    /// What it allows; on data of the own State, and for [`Act::Read`] what others have opened.
    pub acts: BTreeSet<Act>,
}

impl Role {
    /// A role of an id and rights.
    #[must_use]
    pub fn new(id: &str, acts: &[Act]) -> Self {
        Self { id: Arc::from(id), acts: acts.iter().copied().collect() }
    }

    /// Reads the rights as words with spaces between them.
    ///
    /// # Errors
    /// `ACC-020` for a word that is no right.
    pub fn parse(id: &str, acts: &str) -> Result<Self> {
        let acts = acts.split_ascii_whitespace().map(Act::parse).collect::<Result<_>>()?;
        Ok(Self { id: Arc::from(id), acts })
    }

    /// The rights as words with spaces between them, in their order.
    #[must_use]
    pub fn words(&self) -> String {
        let words: Vec<&str> = self.acts.iter().map(|act| act.word()).collect();
        words.join(" ")
    }
}
