use super::{
    Act, Contribution, Decision, Denial, Facts, Permit, Reciprocity, Right, Slice, Subject, User, World,
    holding::{holding, produces},
};
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
    match allowed(world, facts, request) {
        Some((giver, mut because)) => {
            because.sort_by(|a, b| a.rule().id().cmp(b.rule().id()));
            let permit = Permit::new(request);
            let permit = match giver {
                Some(giver) => permit.on_behalf_of(giver),
                None => permit,
            };
            Decision::Allow { permit, because }
        }
        None => Decision::Deny(denial(world, facts, request)),
    }
}

/// On whose behalf and by which rules, if by any.
fn allowed<'a>(world: &'a World, facts: &dyn Facts, request: &Request<'a>) -> Option<(Option<&'a str>, Vec<Finding>)> {
    if request.who.is_public() {
        let read = matches!(request.act, Act::Read | Act::Add);
        return if read { reading(world, facts, None, request).map(|because| (None, because)) } else { None };
    }
    let id = request.who.id();
    let user = world.user(id)?;
    let held = holding(world, id, user, request)?;
    let mut because = match request.act {
        Act::Read | Act::Add => reading(world, facts, Some(user.country.as_deref()?), request)?,
        _ => vec![acting(world, user, request)?],
    };
    if request.act != Act::Delegate {
        held.rest_on(world, request, &mut because);
    }
    Some((held.giver(), because))
}

/// The denial of a request, whatever the reason: also the answer where nothing is there to be read.
///
/// It looks at the asker's own user, State and releases, at the catalogue and its terms, and at nothing else, so that
/// not delivered, not released, not open and nonexistent give the same bytes.
#[must_use]
pub fn denial(world: &World, facts: &dyn Facts, request: &Request<'_>) -> Denial {
    let (act, indicator) = (request.act.needed(), || Safe::term(request.indicator));
    let of_act = |rule| Denial::new(rule).with("act", Safe::word(act.word()));
    if request.who.is_public() {
        return Denial::new(acc::NOT_PUBLIC);
    }
    let Some(user) = world.user(request.who.id()) else { return Denial::new(acc::USER_UNKNOWN) };
    if !world.holds(request.who.id(), act, request.at) {
        return of_act(acc::ROLE_MISSING);
    }
    let Some(own) = user.country.as_deref() else {
        return if act == Act::Administer { Denial::new(acc::NOT_AVAILABLE) } else { of_act(acc::OTHER_STATE) };
    };
    if act != Act::Read && own != request.country {
        return of_act(acc::OTHER_STATE);
    }
    if !produces(world, user, request) {
        return Denial::new(acc::NOT_PRODUCER).with("indicator", indicator());
    }
    match world.indicators.get(request.indicator) {
        Some(Some(terms)) if own != request.country => {
            let contributions = facts.contributions(own, request.indicator);
            if !contributions.iter().any(Contribution::in_force) {
                Denial::new(acc::NOT_CONTRIBUTED).with("indicator", indicator())
            } else if world.given(facts, own, terms, request) {
                Denial::new(acc::NOT_AVAILABLE)
            } else {
                Denial::new(acc::CONTRIBUTION_NARROWER).with("indicator", indicator())
            }
        }
        _ => Denial::new(acc::NOT_AVAILABLE),
    }
}

/// So many rules most permissions rest on at most.
const FEW: usize = 4;

/// The rules that allow a State, or the public, to read or to add, if any does.
fn reading(world: &World, facts: &dyn Facts, state: Option<&str>, request: &Request<'_>) -> Option<Vec<Finding>> {
    let Request { country, indicator, .. } = *request;
    if state == Some(country) {
        let mut because = Vec::with_capacity(FEW);
        because.push(Finding::new(acc::OWN_STATE));
        return Some(because);
    }
    if world.forbids(facts, state, request) {
        return None;
    }
    let mut because = Vec::with_capacity(FEW);
    if world.opens(facts, state, Right::See, request) {
        because.push(Finding::new(acc::GRANTED));
    }
    if request.act == Act::Add && world.opens(facts, state, Right::Add, request) {
        because.push(Finding::new(acc::MAY_ADD));
    }
    if let Some(state) = state {
        let given = |terms: &Reciprocity| world.given(facts, state, terms, request);
        if world.terms_between(state, request).is_some_and(given) {
            because.push(Finding::new(acc::RECIPROCITY_FULFILLED).with("indicator", Safe::term(indicator)));
        }
        let agreed = world.agreements.of(indicator, state).filter(|a| a.opens(state, request));
        because.extend(
            agreed
                .filter(|a| a.terms.as_ref().is_none_or(given))
                .map(|agreement| Finding::new(acc::AGREEMENT).with("agreement", Safe::term(&agreement.id))),
        );
    }
    if because.is_empty() { None } else { Some(because) }
}

/// The rule that allows a step: the State's own users; administration of all by who belongs to no State.
fn acting(world: &World, user: &User, request: &Request<'_>) -> Option<Finding> {
    let own = user.country.as_deref() == Some(request.country);
    match request.act {
        Act::Administer if user.country.is_none() || own => Some(Finding::new(acc::ADMINISTERED)),
        Act::Administer => None,
        _ if own && world.countries.contains(request.country) => Some(Finding::new(acc::OWN_STATE)),
        _ => None,
    }
}
