use dsm_core::error::Result;
use std::sync::Arc;

/// How somebody says who they are.
pub trait Identity {
    /// Claims a user id, with what proves it.
    ///
    /// # Errors
    /// Where the proof cannot be given.
    fn claim(&self) -> Result<Claim>;
}

/// A user id and what proves it. The history keeps both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The user id, such as `verifier@md`.
    pub user: Arc<str>,
    /// What proves it.
    pub proof: Proof,
}

/// What proves who somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proof {
    /// The host program says so: it has let the user in.
    AssertedByHost,
}

impl Proof {
    /// The word in the history.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::AssertedByHost => "asserted-by-host",
        }
    }
}

/// The host program asserts who is there, and the history says that it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssertedByHost(Arc<str>);

impl AssertedByHost {
    /// Asserts a user.
    #[must_use]
    pub fn new(user: &str) -> Self {
        Self(Arc::from(user))
    }
}

impl Identity for AssertedByHost {
    fn claim(&self) -> Result<Claim> {
        Ok(Claim { user: self.0.clone(), proof: Proof::AssertedByHost })
    }
}
