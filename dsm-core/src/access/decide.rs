use super::{Act, Decision, Denial, Effect, Facts, Permit, Slice, Subject, User, World};
use crate::{
    error::{Finding, Safe, codes::acc},
    time::Moment,
};

/// Who wants to do what, to which part of which State's indicator, when.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Who asks.
    pub who: &'a Subject,
    /// What for.
    pub act: Act,
    /// The State whose data they are; empty for the mechanism as a whole.
    pub country: &'a str,
    /// The indicator; empty where it is about none.
    pub indicator: &'a str,
    /// The part of it.
    pub slice: &'a Slice,
    /// Rights are those of this moment.
    pub at: Moment,
}

/// Decides. Nothing is allowed by default, a forbid wins, and the rules that a permission rests on are listed.
///
/// # Disclosure
/// Both answers tell nothing of what the asker may not see: see [`denial`].
///
/// # Example
/// ```
/// use dsm_core::access::{Act, Contribution, Facts, Request, Slice, Subject, World, decide};
/// use dsm_core::time::Moment;
/// struct Nothing;
/// impl Facts for Nothing {
///     fn contributions(&self, _: &str, _: &str) -> &[Contribution] { &[] }
/// }
/// let (who, slice) = (Subject::public(), Slice::everything());
/// let request = Request {
///     who: &who, act: Act::Read, country: "MD", indicator: "ENTRIES", slice: &slice, at: Moment::parse("2026-01-01")?,
/// };
/// let denied = decide(&World::preset("dsm")?, &Nothing, &request).permit().unwrap_err();
/// assert_eq!(denied.code().id(), "ACC-007");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[must_use]
pub fn decide(world: &World, facts: &dyn Facts, request: &Request<'_>) -> Decision {
    let because = match request.act {
        Act::Read => reading(world, facts, request),
        _ => acting(world, request).map(|rule| vec![rule]),
    };
    match because {
        Some(because) => Decision::Allow { permit: Permit::new(request), because },
        None => Decision::Deny(denial(world, facts, request)),
    }
}

/// The denial of a request, whatever the reason: also the answer where nothing is there to be read.
///
/// It looks at the asker's own user, State and releases, at the catalogue and the agreement, and at nothing else, so that
/// not delivered, not released, not open and nonexistent give the same bytes.
#[must_use]
pub fn denial(world: &World, facts: &dyn Facts, request: &Request<'_>) -> Denial {
    let act = || Safe::word(request.act.word());
    let indicator = || Safe::term(request.indicator);
    if request.who.is_public() {
        return Denial::new(acc::NOT_PUBLIC);
    }
    let Some(user) = world.user(request.who.id()) else { return Denial::new(acc::USER_UNKNOWN) };
    if !world.gives(user, request.act) {
        return Denial::new(acc::ROLE_MISSING).with("act", act());
    }
    let own = user.country.as_deref();
    if request.act != Act::Read && own != Some(request.country) {
        return Denial::new(acc::OTHER_STATE).with("act", act());
    }
    match (own, world.indicators.get(request.indicator)) {
        (Some(own), Some(Some(terms))) if own != request.country => {
            let contributions = facts.contributions(own, request.indicator);
            if contributions.is_empty() {
                Denial::new(acc::NOT_CONTRIBUTED).with("indicator", indicator())
            } else if terms.fulfilled(contributions, request.slice) {
                Denial::new(acc::NOT_AVAILABLE)
            } else {
                Denial::new(acc::CONTRIBUTION_NARROWER).with("indicator", indicator())
            }
        }
        _ => Denial::new(acc::NOT_AVAILABLE),
    }
}

/// The rules that allow reading, if any does.
fn reading(world: &World, facts: &dyn Facts, request: &Request<'_>) -> Option<Vec<Finding>> {
    let Request { country, indicator, at, .. } = *request;
    let reader = if request.who.is_public() { None } else { Some(world.user(request.who.id())?) };
    let state = reader.and_then(|user| user.country.as_deref());
    if reader.is_some_and(|user| !world.gives(user, Act::Read) || user.country.is_none()) {
        return None;
    }
    if state == Some(country) {
        return Some(vec![Finding::new(acc::OWN_STATE)]);
    }
    if world.forbids(country, indicator, state, at) {
        return None;
    }
    let opens = |o: &&super::Opening| {
        o.effect == Effect::Allow && o.concerns(country, indicator, state, at) && o.slice.contains(request.slice)
    };
    if world.openings.iter().any(|o| opens(&o)) {
        return Some(vec![Finding::new(acc::GRANTED)]);
    }
    let terms = world.indicators.get(indicator)?.as_ref()?;
    let participant = |code: &str| world.countries.contains(code);
    let state = state.filter(|state| participant(state) && participant(country))?;
    // What the reader's State closes to the owner, it may not read of the owner: the same rule in both directions.
    let given = !world.forbids(state, indicator, Some(country), at);
    let fulfilled = given && terms.fulfilled(facts.contributions(state, indicator), request.slice);
    let rule = || Finding::new(acc::RECIPROCITY_FULFILLED).with("indicator", Safe::term(indicator));
    fulfilled.then(|| vec![rule()])
}

/// The rule that allows a step: the State's own users, by role; administration of all by who belongs to no State.
fn acting(world: &World, request: &Request<'_>) -> Option<Finding> {
    let user = world.user(request.who.id()).filter(|user| world.gives(user, request.act))?;
    let own = |user: &User| user.country.as_deref() == Some(request.country);
    match request.act {
        Act::Administer if user.country.is_none() || own(user) => Some(Finding::new(acc::ADMINISTERED)),
        Act::Administer => None,
        _ if own(user) && world.countries.contains(request.country) => Some(Finding::new(acc::OWN_STATE)),
        _ => None,
    }
}
