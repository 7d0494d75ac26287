use super::{Act, ClosedYear, Configuration, Effect, Opening, Reciprocity, Role};
use crate::{catalogue::Catalogue, error::Result, time::Moment};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Who there is and which rules hold: users, roles, countries, indicators and openings. No figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct World {
    /// The participating States by their codes.
    pub countries: BTreeSet<Arc<str>>,
    /// The users by their ids.
    pub users: BTreeMap<Arc<str>, User>,
    /// The roles by their ids.
    pub roles: BTreeMap<Arc<str>, Role>,
    /// The indicators by their ids, and under which terms of reciprocity they are open; none where they are not.
    pub indicators: BTreeMap<Arc<str>, Option<Reciprocity>>,
    /// What the owners have opened or forbidden, revoked ones left out.
    pub openings: Vec<Opening>,
    /// What the States have configured, by their codes.
    pub configurations: BTreeMap<Arc<str>, Configuration>,
    /// The years that are closed, by State, indicator and year.
    pub years: BTreeMap<(Arc<str>, Arc<str>, i16), ClosedYear>,
}

/// A user by position, not by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The State; none for the system administrator.
    pub country: Option<Arc<str>>,
    /// The roles by their ids.
    pub roles: BTreeSet<Arc<str>>,
    /// Whether the user may still act. History keeps the others.
    pub active: bool,
}

impl World {
    /// Nobody, with the roles of the handbook and the indicators of a preset, each open under reciprocity.
    ///
    /// # Errors
    /// `CAT-008` where there is no such preset.
    pub fn preset(name: &str) -> Result<Self> {
        let roles = super::roles().into_iter().map(|role| (role.id.clone(), role)).collect();
        let indicators = super::reciprocal_indicators(&Catalogue::preset(name)?);
        Ok(Self { roles, indicators, ..Self::default() })
    }

    /// The active user of an id.
    #[must_use]
    pub fn user(&self, id: &str) -> Option<&User> {
        self.users.get(id).filter(|user| user.active)
    }

    /// Whether one of the user's roles gives a right.
    #[must_use]
    pub fn gives(&self, user: &User, act: Act) -> bool {
        user.roles.iter().filter_map(|id| self.roles.get(id)).any(|role| role.acts.contains(&act))
    }

    /// Whether the owner forbids a State, or the public, something of an indicator.
    pub(super) fn forbids(&self, owner: &str, indicator: &str, reader: Option<&str>, at: Moment) -> bool {
        self.openings.iter().any(|o| o.effect == Effect::Forbid && o.concerns(owner, indicator, reader, at))
    }
}
