use super::{Act, Limits, recorded::Keyed};
use std::{collections::BTreeSet, sync::Arc};

/// A role that a user has within limits, beside those that the user holds for ever.
///
/// Source: handbook annex 14 section 8; box 2.16.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Assignment {
    /// The user.
    pub user: Arc<str>,
    /// The role.
    pub role: Arc<str>,
    /// Where and when.
    pub limits: Limits,
}

impl Assignment {
    /// A role of a user, without limits.
    #[must_use]
    pub fn new(user: &str, role: &str) -> Self {
        Self { user: Arc::from(user), role: Arc::from(role), limits: Limits::none() }
    }

    /// Within limits.
    #[must_use]
    pub fn within(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }
}

impl Keyed for Assignment {
    fn key(&self) -> (&str, &str) {
        (&self.user, "")
    }
}

/// Acts that a user lets another of the same State do on the user's behalf.
///
/// It works only as far as the giver has the act at the moment of use.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delegation {
    /// Whose acts they are.
    pub giver: Arc<str>,
    /// Who may do them.
    pub user: Arc<str>,
    /// The acts.
    pub acts: BTreeSet<Act>,
    /// Where and when.
    pub limits: Limits,
}

impl Delegation {
    /// Acts of a user that another may do, without limits.
    #[must_use]
    pub fn new(giver: &str, user: &str, acts: &[Act]) -> Self {
        let (giver, user) = (Arc::from(giver), Arc::from(user));
        Self { giver, user, acts: acts.iter().copied().collect(), limits: Limits::none() }
    }

    /// Within limits.
    #[must_use]
    pub fn within(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }
}

impl Keyed for Delegation {
    fn key(&self) -> (&str, &str) {
        (&self.user, "")
    }
}
