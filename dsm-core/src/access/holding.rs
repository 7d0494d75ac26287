use super::{Act, Assignment, Delegation, Request, User, World};
use crate::{
    error::{Finding, Safe, codes::acc},
    time::Moment,
};
use std::sync::Arc;

/// Through whom somebody has an act.
#[derive(Clone, Copy)]
pub(super) struct Holding<'a> {
    /// The user whose roles and assignments give it.
    holder: &'a str,
    user: &'a User,
    /// Whether that is somebody else, on whose behalf it is done.
    delegated: bool,
}

impl<'a> Holding<'a> {
    /// On whose behalf.
    pub(super) fn giver(&self) -> Option<&'a str> {
        self.delegated.then_some(self.holder)
    }

    /// Adds the rules that it rests on: the roles, by their ids, and who has delegated.
    pub(super) fn rest_on(&self, world: &World, request: &Request<'_>, because: &mut Vec<Finding>) {
        let act = request.act.needed();
        let for_ever = self.user.roles.iter().filter(|role| world.role_gives(role, act));
        let assigned = assigned(world, self.holder, act).filter(|assignment| assignment.limits.allow(request));
        let mut roles: Vec<&Arc<str>> = for_ever.chain(assigned.map(|assignment| &assignment.role)).collect();
        roles.sort_unstable();
        roles.dedup();
        because.extend(roles.into_iter().map(|role| Finding::new(acc::ROLE).with("role", Safe::term(role))));
        because.extend(self.giver().map(|giver| Finding::new(acc::ON_BEHALF).with("user", Safe::term(giver))));
    }
}

impl Act {
    /// The act that a role has to have for it.
    pub(super) fn needed(self) -> Self {
        if self == Self::Add { Self::Read } else { self }
    }
}

/// Through whom the asker has the act of a request; an own right goes before a delegated one, then the earliest delegation.
pub(super) fn holding<'a>(world: &'a World, id: &'a str, user: &'a User, request: &Request<'_>) -> Option<Holding<'a>> {
    if request.act == Act::Delegate {
        return user.country.is_some().then_some(Holding { holder: id, user, delegated: false });
    }
    if !produces(world, user, request) {
        return None;
    }
    if has(world, id, user, request) {
        return Some(Holding { holder: id, user, delegated: false });
    }
    let fits =
        |delegation: &&Delegation| delegation.acts.contains(&request.act.needed()) && delegation.limits.allow(request);
    world.delegations.of(id, "").iter().filter(fits).find_map(|delegation| {
        let giver = world.user(&delegation.giver).filter(|giver| giver.country == user.country)?;
        let gives = produces(world, giver, request) && has(world, &delegation.giver, giver, request);
        gives.then_some(Holding { holder: &delegation.giver, user: giver, delegated: true })
    })
}

/// Whether a user may hand figures of an indicator in: while there are producers, only theirs, and who is of no agency.
pub(super) fn produces(world: &World, user: &User, request: &Request<'_>) -> bool {
    if !matches!(request.act, Act::Submit | Act::Revise) {
        return true;
    }
    let Some(agency) = &user.agency else { return true };
    let all = world.producers.of(request.country, request.indicator);
    let mut producers = all.iter().filter(|producer| producer.in_force(request.at)).peekable();
    producers.peek().is_none() || producers.any(|producer| producer.agency == *agency)
}

/// Whether a user has the act of a request by a role or an assignment.
fn has(world: &World, id: &str, user: &User, request: &Request<'_>) -> bool {
    let act = request.act.needed();
    world.gives(user, act) || assigned(world, id, act).any(|assignment| assignment.limits.allow(request))
}

/// The assignments of a user whose role has an act.
fn assigned<'a>(world: &'a World, id: &str, act: Act) -> impl Iterator<Item = &'a Assignment> {
    world.assignments.of(id, "").iter().filter(move |assignment| world.role_gives(&assignment.role, act))
}

impl World {
    /// Whether a role has an act.
    fn role_gives(&self, role: &str, act: Act) -> bool {
        self.roles.get(role).is_some_and(|role| role.acts.contains(&act))
    }

    /// Whether one of the roles that the user holds for ever gives a right.
    #[must_use]
    pub fn gives(&self, user: &User, act: Act) -> bool {
        user.roles.iter().any(|role| self.role_gives(role, act))
    }

    /// Whether an active user has a right for something at a moment, by a role or an assignment: what can be delegated.
    #[must_use]
    pub fn has(&self, id: &str, act: Act, at: Moment) -> bool {
        let assigned = || assigned(self, id, act).any(|assignment| assignment.limits.in_force(at));
        self.user(id).is_some_and(|user| self.gives(user, act) || assigned())
    }

    /// Whether an active user has a right for something at a moment: by a role, an assignment or a delegation.
    #[must_use]
    pub fn holds(&self, id: &str, act: Act, at: Moment) -> bool {
        let act = act.needed();
        let fits = |delegation: &Delegation| delegation.acts.contains(&act) && delegation.limits.in_force(at);
        let delegated = || self.delegations.of(id, "").iter().any(fits);
        self.user(id).is_some() && (act == Act::Delegate || self.has(id, act, at) || delegated())
    }
}
