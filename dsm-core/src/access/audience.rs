use super::{Act, Audience, Effect, Facts, Mode, Opening, Reciprocity, Request, Right, Subject, World};
use crate::time::Moment;
use std::sync::Arc;

impl World {
    /// Whether an audience includes a State; the public where none is given.
    fn includes(&self, facts: &dyn Facts, audience: &Audience, state: Option<&str>, request: &Request<'_>) -> bool {
        match (audience, state) {
            (Audience::Public, _) => true,
            (Audience::States(states), Some(state)) => states.contains(state),
            (Audience::Participants, Some(state)) => self.countries.contains(state),
            (Audience::Contributors, Some(state)) => self.contributes(facts, state, request),
            (_, None) => false,
        }
    }

    /// Whether what a State has released fulfils the terms of the indicator, by itself.
    fn contributes(&self, facts: &dyn Facts, state: &str, request: &Request<'_>) -> bool {
        let contributions = facts.contributions(state, request.indicator);
        let terms = self.indicators.get(request.indicator).and_then(Option::as_ref);
        match terms {
            Some(terms) => terms.fulfilled(contributions, request.slice, request.at),
            None => Reciprocity::per(Mode::Indicator).fulfilled(contributions, request.slice, request.at),
        }
    }

    /// What an owner says of the indicator of a request that includes a State and holds now.
    fn said<'a>(
        &'a self,
        facts: &'a dyn Facts,
        owner: &str,
        state: Option<&'a str>,
        request: &'a Request<'_>,
    ) -> impl Iterator<Item = &'a Opening> {
        let all = self.openings.of(owner, request.indicator).iter();
        all.filter(move |o| o.in_force(request.at) && self.includes(facts, &o.audience, state, request))
    }

    /// Whether the owner forbids a State, or the public, what is asked for or a part of it.
    pub(super) fn forbids(&self, facts: &dyn Facts, state: Option<&str>, request: &Request<'_>) -> bool {
        self.said(facts, request.country, state, request)
            .any(|o| o.effect == Effect::Forbid && o.slice.overlaps(request.slice))
    }

    /// Whether a State forbids the owner anything of the indicator: what is closed is not given.
    pub(super) fn closes(&self, facts: &dyn Facts, state: &str, request: &Request<'_>) -> bool {
        self.said(facts, state, Some(request.country), request).any(|o| o.effect == Effect::Forbid)
    }

    /// Whether the owner opens all of what is asked for.
    pub(super) fn opens(&self, facts: &dyn Facts, state: Option<&str>, right: Right, request: &Request<'_>) -> bool {
        self.said(facts, request.country, state, request)
            .any(|o| o.effect == Effect::Allow && o.right == right && o.slice.contains(request.slice))
    }

    /// What other owners have opened of an indicator to a State, or to the public where none is given, and do not forbid it.
    ///
    /// # Disclosure
    /// Whom else an owner has named is not in it.
    #[must_use]
    pub fn offered(&self, facts: &dyn Facts, state: Option<&str>, indicator: &str, at: Moment) -> Vec<Opening> {
        let who = Subject::public();
        let opens = |opening: &&Opening| {
            let (country, slice) = (&*opening.owner, &opening.slice);
            let request = Request { who: &who, act: Act::Read, country, indicator, slice, at };
            *opening.indicator == *indicator
                && state != Some(country)
                && opening.effect == Effect::Allow
                && opening.in_force(at)
                && self.includes(facts, &opening.audience, state, &request)
                && !self.forbids(facts, state, &request)
        };
        let named = state.map(|state| Audience::States([Arc::from(state)].into()));
        let to_reader =
            |opening: &Opening| Opening { audience: named.clone().unwrap_or(Audience::Public), ..opening.clone() };
        self.openings.iter().filter(opens).map(to_reader).collect()
    }
}
