use super::{Change, Outcome, Record, Situation, Step, record, step::private};
use crate::{
    access::{Act, EVERYTHING, Request, Subject, User},
    error::Result,
    time::Moment,
};
use std::{collections::BTreeSet, sync::Arc};

/// Adds a user to a State, by position: `submitter@md`; to the mechanism as a whole: `deputy@dsm`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddUser {
    id: Arc<str>,
    country: Arc<str>,
    agency: Option<Arc<str>>,
    roles: BTreeSet<Arc<str>>,
}

impl AddUser {
    /// A user of an id and roles. The part after `@` names the State.
    #[must_use]
    pub fn new<S: AsRef<str>>(id: &str, roles: &[S]) -> Self {
        let roles = roles.iter().map(|r| Arc::from(r.as_ref())).collect();
        Self { id: Arc::from(id), country: country_of(id), agency: None, roles }
    }

    /// Of an agency of the State.
    #[must_use]
    pub fn of_agency(mut self, code: &str) -> Self {
        self.agency = Some(Arc::from(code));
        self
    }
}

impl private::Sealed for AddUser {}

impl Step for AddUser {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        Request { who, act: Act::Administer, country: &self.country, indicator: "", slice: &EVERYTHING, at }
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        let world = situation.world;
        if !is_user(&self.id) {
            return Err(record::unreadable("user"));
        }
        let of_whole = self.country.is_empty();
        if !of_whole && !world.countries.contains(&self.country) {
            return Err(record::nobody("country"));
        }
        let agency = |code: &Arc<str>| world.agencies.contains(&(self.country.clone(), code.clone()));
        if self.agency.as_ref().is_some_and(|code| !agency(code)) {
            return Err(record::nobody("agency"));
        }
        if self.roles.is_empty() || self.roles.iter().any(|role| !world.roles.contains_key(role)) {
            return Err(record::nobody("user-role"));
        }
        if world.users.contains_key(&self.id) {
            return Err(record::taken("user"));
        }
        let country = (!of_whole).then_some(self.country);
        let user = User { country, agency: self.agency, roles: self.roles, active: true };
        Ok(Outcome::of(Change::UserAdded { id: self.id, user }))
    }
}

/// Takes a user's rights away. What the user did stays in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeactivateUser {
    id: Arc<str>,
    country: Arc<str>,
}

impl DeactivateUser {
    /// Deactivates a user.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self { id: Arc::from(id), country: country_of(id) }
    }
}

impl private::Sealed for DeactivateUser {}

impl Step for DeactivateUser {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        Request { who, act: Act::Administer, country: &self.country, indicator: "", slice: &EVERYTHING, at }
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        match situation.world.user(&self.id) {
            Some(user) if user.country.as_deref().unwrap_or_default() == &*self.country => {
                Ok(Outcome::of(Change::UserDeactivated { id: self.id }))
            }
            _ => Err(record::nobody("user")),
        }
    }
}

/// What stands in the ids of users who belong to no State.
const WHOLE: &str = "DSM";

/// Whether a code of a State would be taken for the mechanism as a whole.
pub(super) fn is_whole(code: &str) -> bool {
    code == WHOLE
}

/// The State that an id names; nothing where it names the mechanism as a whole.
pub(super) fn country_of(id: &str) -> Arc<str> {
    let country = id.rsplit_once('@').map_or("", |(_, country)| country).to_ascii_uppercase();
    Arc::from(if is_whole(&country) { "" } else { &country })
}

/// Whether an id is a position and a State in small letters: two that look alike are one.
fn is_user(id: &str) -> bool {
    let position = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b);
    let country = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    id.split_once('@').is_some_and(|(p, c)| {
        (1..=40).contains(&p.len()) && p.bytes().all(position) && !c.is_empty() && c.bytes().all(country)
    })
}
