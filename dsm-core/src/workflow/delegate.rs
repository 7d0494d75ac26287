use super::{Change, Outcome, Record, Situation, Step, limits, record, step::private, user::country_of};
use crate::{
    access::{Act, Delegation, EVERYTHING, Limits, Request, Subject},
    error::{Error, Result, Safe, codes::acc},
    time::Moment,
};
use std::sync::Arc;

/// Lets another user of the own State do what the user may do, on the user's behalf.
///
/// Source: access, rule 6: a delegation never exceeds who gives it and never crosses a border.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegate {
    user: Arc<str>,
    acts: Vec<Act>,
    limits: Limits,
}

impl Delegate {
    /// Lets a user do these acts, without limits.
    #[must_use]
    pub fn new(user: &str, acts: &[Act]) -> Self {
        Self { user: Arc::from(user), acts: acts.to_vec(), limits: Limits::none() }
    }

    /// Within limits.
    #[must_use]
    pub fn within(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }
}

impl private::Sealed for Delegate {}

impl Step for Delegate {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        let country = who.country().unwrap_or_default();
        Request { who, act: Act::Delegate, country, indicator: "", slice: &EVERYTHING, at }
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        let (world, giver) = (situation.world, situation.who.id());
        let same_state = |state: Option<&str>| state.is_some() && state == situation.who.country();
        if *self.user == *giver || !world.user(&self.user).is_some_and(|user| same_state(user.country.as_deref())) {
            return Err(record::nobody("user"));
        }
        let mine = |act: Act| {
            act.is_of_roles() && !matches!(act, Act::Administer | Act::Grant) && world.has(giver, act, situation.at)
        };
        if let Some(act) = self.acts.iter().find(|act| !mine(**act)) {
            return Err(Error::new(acc::DELEGATION_EXCEEDS).with("act", Safe::word(act.word())));
        }
        if self.acts.is_empty() {
            return Err(crate::access::word_error("right"));
        }
        limits::check(world, &self.limits)?;
        let delegation = Delegation::new(giver, &self.user, &self.acts).within(self.limits);
        if world.delegations.contains(&delegation) {
            return Err(record::taken("delegation"));
        }
        Ok(Outcome::of(Change::Delegated(delegation)))
    }
}

/// Takes a delegation back: by who gave it, or by who administers the State.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revoke {
    delegation: Delegation,
    country: Arc<str>,
}

impl Revoke {
    /// Takes back what was delegated in the same words.
    #[must_use]
    pub fn new(delegation: Delegation) -> Self {
        Self { country: country_of(&delegation.giver), delegation }
    }
}

impl private::Sealed for Revoke {}

impl Step for Revoke {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        let act = if *who.id() == *self.delegation.giver { Act::Delegate } else { Act::Administer };
        Request { who, act, country: &self.country, indicator: "", slice: &EVERYTHING, at }
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        if !situation.world.delegations.contains(&self.delegation) {
            return Err(record::nobody("delegation"));
        }
        Ok(Outcome::of(Change::Revoked(self.delegation)))
    }
}
