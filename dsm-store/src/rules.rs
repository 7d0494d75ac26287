use crate::store::Store;
use dsm_core::{
    access::{
        self, Act, Agreement, Assignment, Delegation, Opening, Producer, Reciprocity, Request, Role, Slice, Subject,
        Totals, User, World,
    },
    error::Result,
    time::Moment,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The rules of a mechanism as far as a reader may see them.
///
/// Indicators, roles and States are public. Of the own State there is everything; of others only what concerns the reader.
///
/// # Disclosure
/// What others forbid is not in it, nor what they open to somebody else; nor an agreement to which the own State is not
/// invited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rules {
    /// The indicators by their ids, and under which terms they are open; none where they are not.
    pub indicators: BTreeMap<Arc<str>, Option<Reciprocity>>,
    /// The roles by their ids.
    pub roles: BTreeMap<Arc<str>, Role>,
    /// The participating States.
    pub countries: BTreeSet<Arc<str>>,
    /// Agencies: State and code.
    pub agencies: BTreeSet<(Arc<str>, Arc<str>)>,
    /// Users by their ids, inactive ones too.
    pub users: BTreeMap<Arc<str>, User>,
    /// Roles that users have within limits.
    pub assignments: Vec<Assignment>,
    /// What users let others do on their behalf.
    pub delegations: Vec<Delegation>,
    /// Which agencies produce what.
    pub producers: Vec<Producer>,
    /// What the own State has opened or forbidden, and what others have opened to it.
    pub openings: Vec<Opening>,
    /// Agreements to which the own State is invited, with those that have joined.
    pub agreements: Vec<Agreement>,
    /// Series of totals to which the own State contributes, or of which it may add every figure.
    pub totals: Vec<Totals>,
}

/// The rules as somebody may see them.
pub(crate) fn of(store: &dyn Store, world: &World, who: &Subject, at: Moment) -> Result<Rules> {
    let mut rules = Rules {
        indicators: world.indicators.clone(),
        roles: world.roles.clone(),
        countries: world.countries.clone(),
        ..Rules::default()
    };
    let user = world.user(who.id());
    if user.is_none() && !who.is_public() {
        return Ok(rules);
    }
    let own = user.and_then(|user| user.country.as_deref());
    let whole = user.is_some_and(|user| user.country.is_none()) && world.holds(who.id(), Act::Administer, at);
    let mine = |country: &str| whole || own == Some(country);
    let of_mine = |id: &str| world.users.get(id).is_some_and(|user| user.country.as_deref().map_or(whole, mine));
    rules.agencies = world.agencies.iter().filter(|(country, _)| mine(country)).cloned().collect();
    let users = world.users.iter().filter(|(id, _)| of_mine(id));
    rules.users = users.map(|(id, user)| (id.clone(), user.clone())).collect();
    rules.assignments = world.assignments.iter().filter(|a| of_mine(&a.user)).cloned().collect();
    rules.delegations = world.delegations.iter().filter(|d| of_mine(&d.user)).cloned().collect();
    rules.producers = world.producers.iter().filter(|p| mine(&p.country)).cloned().collect();
    let invited = |agreement: &&Agreement| whole || own.is_some_and(|own| agreement.invited.contains(own));
    rules.agreements = world.agreements.iter().filter(invited).cloned().collect();
    rules.openings = world.openings.iter().filter(|o| own == Some(&*o.owner)).cloned().collect();
    if who.is_public() || own.is_some() {
        for indicator in world.indicators.keys() {
            let facts = store.released(indicator)?;
            rules.openings.extend(world.offered(&facts, own, indicator, at));
        }
    }
    for totals in world.totals.iter() {
        if whole || own.is_some_and(|own| totals.contributors.contains(own)) || adds(store, world, who, at, totals)? {
            rules.totals.push(totals.clone());
        }
    }
    Ok(rules)
}

/// Whether a reader may add the figures of every contributor.
fn adds(store: &dyn Store, world: &World, who: &Subject, at: Moment, totals: &Totals) -> Result<bool> {
    let (facts, slice) = (store.released(&totals.indicator)?, Slice::everything());
    Ok(totals.contributors.iter().all(|country| {
        let request = Request { who, act: Act::Add, country, indicator: &totals.indicator, slice: &slice, at };
        access::decide(world, &facts, &request).is_allowed()
    }))
}
