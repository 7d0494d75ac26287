use super::{Change, Outcome, Record, Situation, Step, limits, record, step::private, user::country_of};
use crate::{
    access::{Act, Assignment, EVERYTHING, Request, Subject},
    error::Result,
    time::Moment,
};
use std::sync::Arc;

/// Gives a user a role within limits: for some indicators, a part of them, from a moment, until a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assign {
    assignment: Assignment,
    country: Arc<str>,
}

impl Assign {
    /// Gives what the assignment says.
    #[must_use]
    pub fn new(assignment: Assignment) -> Self {
        Self { country: country_of(&assignment.user), assignment }
    }
}

impl private::Sealed for Assign {}

impl Step for Assign {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        Request { who, act: Act::Administer, country: &self.country, indicator: "", slice: &EVERYTHING, at }
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        let world = situation.world;
        if world.user(&self.assignment.user).is_none() {
            return Err(record::nobody("user"));
        }
        if !world.roles.contains_key(&self.assignment.role) {
            return Err(record::nobody("user-role"));
        }
        limits::check(world, &self.assignment.limits)?;
        if world.assignments.contains(&self.assignment) {
            return Err(record::taken("assignment"));
        }
        Ok(Outcome::of(Change::Assigned(self.assignment)))
    }
}

/// Takes a role back that a user has within limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unassign {
    assignment: Assignment,
    country: Arc<str>,
}

impl Unassign {
    /// Takes back what was given in the same words.
    #[must_use]
    pub fn new(assignment: Assignment) -> Self {
        Self { country: country_of(&assignment.user), assignment }
    }
}

impl private::Sealed for Unassign {}

impl Step for Unassign {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        Request { who, act: Act::Administer, country: &self.country, indicator: "", slice: &EVERYTHING, at }
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        if !situation.world.assignments.contains(&self.assignment) {
            return Err(record::nobody("assignment"));
        }
        Ok(Outcome::of(Change::Unassigned(self.assignment)))
    }
}
