use super::{Change, Outcome, Record, Situation, Step, record, step::private};
use crate::{
    access::{Act, EVERYTHING, Request, Subject, User},
    error::{Error, Result, Safe, codes::wfl},
    time::Moment,
};
use std::{collections::BTreeSet, sync::Arc};

/// What stands in the place of a State in the ids of who administers the mechanism as a whole.
const WHOLE: &str = "dsm";

/// Adds a user to a State, by position: `submitter@md`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddUser {
    id: Arc<str>,
    country: Arc<str>,
    roles: BTreeSet<Arc<str>>,
}

impl AddUser {
    /// A user of an id and roles. The part after `@` names the State.
    #[must_use]
    pub fn new<S: AsRef<str>>(id: &str, roles: &[S]) -> Self {
        let roles = roles.iter().map(|r| Arc::from(r.as_ref())).collect();
        Self { id: Arc::from(id), country: country_of(id), roles }
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
        let nobody = |kind: &'static str| Error::new(wfl::NOBODY_THERE).with("kind", Safe::word(kind));
        if !is_user(&self.id) {
            return Err(record::unreadable("user"));
        }
        if !world.countries.contains(&self.country) {
            return Err(nobody("country"));
        }
        if self.roles.is_empty() || self.roles.iter().any(|role| !world.roles.contains_key(role)) {
            return Err(nobody("user-role"));
        }
        if world.users.contains_key(&self.id) {
            return Err(Error::new(wfl::NAME_TAKEN).with("kind", Safe::word("user")));
        }
        let user = User { country: Some(self.country), roles: self.roles, active: true };
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
            Some(user) if user.country.as_deref() == Some(&*self.country) => {
                Ok(Outcome::of(Change::UserDeactivated { id: self.id }))
            }
            _ => Err(Error::new(wfl::NOBODY_THERE).with("kind", Safe::word("user"))),
        }
    }
}

/// The State that an id names; none for the administrators of the whole.
pub(super) fn country_of(id: &str) -> Arc<str> {
    let country = id.rsplit_once('@').map_or("", |(_, country)| country);
    Arc::from(if country == WHOLE { String::new() } else { country.to_ascii_uppercase() })
}

/// Whether an id is a position and a State in small letters: two that look alike are one.
fn is_user(id: &str) -> bool {
    let position = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b);
    let country = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    id.split_once('@').is_some_and(|(p, c)| {
        (1..=40).contains(&p.len()) && p.bytes().all(position) && !c.is_empty() && c.bytes().all(country)
    })
}
