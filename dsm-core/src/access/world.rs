use super::{
    Agreements, Assignment, ClosedYear, Configuration, Delegation, Opening, Producer, Reciprocity, Recorded, Role,
    Totals,
};
use crate::{
    catalogue::Catalogue,
    error::{Error, Result, codes::acc},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Who there is and which rules hold: users, roles, States, indicators, openings, agreements. No figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct World {
    /// The participating States by their codes.
    pub countries: BTreeSet<Arc<str>>,
    /// The users by their ids.
    pub users: BTreeMap<Arc<str>, User>,
    /// The public keys of the users who prove who they are, by the users' ids.
    pub keys: BTreeMap<Arc<str>, Arc<str>>,
    /// The roles by their ids.
    pub roles: BTreeMap<Arc<str>, Role>,
    /// The indicators by their ids, and under which terms of reciprocity they are open; none where they are not.
    pub indicators: BTreeMap<Arc<str>, Option<Reciprocity>>,
    /// The agencies: State and code.
    pub agencies: BTreeSet<(Arc<str>, Arc<str>)>,
    /// The roles that users have within limits, by user.
    pub assignments: Recorded<Assignment>,
    /// What users let others do on their behalf, by who may do it.
    pub delegations: Recorded<Delegation>,
    /// Which agencies produce what, by State and indicator.
    pub producers: Recorded<Producer>,
    /// What the owners have opened or forbidden, by owner and indicator, revoked ones left out.
    pub openings: Recorded<Opening>,
    /// What States have agreed on.
    pub agreements: Agreements,
    /// The series of totals over States, by indicator.
    pub totals: Recorded<Totals>,
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
    /// The agency of the State; none, where the user is of none.
    pub agency: Option<Arc<str>>,
    /// The roles that the user holds for ever, by their ids.
    pub roles: BTreeSet<Arc<str>>,
    /// Whether the user may still act. History keeps the others.
    pub active: bool,
}

impl User {
    /// An active user of a State, or of none, who is of no agency.
    #[must_use]
    pub fn new<S: AsRef<str>>(country: Option<&str>, roles: &[S]) -> Self {
        let roles = roles.iter().map(|role| Arc::from(role.as_ref())).collect();
        Self { country: country.map(Arc::from), agency: None, roles, active: true }
    }

    /// Of an agency of its State.
    #[must_use]
    pub fn of_agency(mut self, code: &str) -> Self {
        self.agency = Some(Arc::from(code));
        self
    }
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

    /// The active user of an id, where what was proven is what is on record of the user.
    ///
    /// # Errors
    /// `ACC-006` when there is no such active user; `ACC-008` when the user has a key on record and another one, or none, was
    /// proven.
    pub fn proven(&self, id: &str, key: Option<&str>) -> Result<&User> {
        let user = self.user(id).ok_or_else(|| Error::new(acc::USER_UNKNOWN))?;
        match self.keys.get(id) {
            Some(on_record) if key != Some(&**on_record) => Err(Error::new(acc::KEY_REQUIRED)),
            None if key.is_some() => Err(Error::new(acc::KEY_REQUIRED)),
            _ => Ok(user),
        }
    }
}
