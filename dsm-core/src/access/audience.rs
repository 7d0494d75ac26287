use super::{Act, Audience, Effect, Facts, Mode, Opening, Reciprocity, Request, Right, Slice, Subject, World};
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
    ///
    /// A forbid for contributors counts against every owner: who contributes is not told here.
    pub(super) fn closes(&self, state: &str, request: &Request<'_>) -> bool {
        let concerns = |audience: &Audience| match audience {
            Audience::States(states) => states.contains(request.country),
            Audience::Contributors | Audience::Participants | Audience::Public => true,
        };
        let mut said = self.openings.of(state, request.indicator).iter();
        said.any(|o| o.effect == Effect::Forbid && o.in_force(request.at) && concerns(&o.audience))
    }

    /// Whether the owner opens all of what is asked for.
    pub(super) fn opens(&self, facts: &dyn Facts, state: Option<&str>, right: Right, request: &Request<'_>) -> bool {
        self.said(facts, request.country, state, request)
            .any(|o| o.effect == Effect::Allow && o.right == right && o.slice.contains(request.slice))
    }

    /// Whether a State, or the public where none is given, could see any part of what a request is about, whatever codes it asks
    /// for: its own users' roles apart.
    ///
    /// Where it could see a part and not all of it, a total over it would tell the rest.
    #[must_use]
    pub fn shows_part(&self, facts: &dyn Facts, state: Option<&str>, request: &Request<'_>) -> bool {
        let own = state == Some(request.country);
        let forbids = |opened: &Slice| {
            let within = |o: &Opening| {
                let codes = o.slice.named_codes().iter();
                o.slice.overlaps(request.slice)
                    && codes
                        .into_iter()
                        .all(|(axis, no)| opened.named_codes().get(axis).is_some_and(|yes| yes.is_subset(no)))
            };
            self.said(facts, request.country, state, request).any(|o| o.effect == Effect::Forbid && within(o))
        };
        let of_codes = |slice: &Slice| {
            let codes = slice.named_codes().iter();
            codes.fold(request.slice.clone(), |part, (axis, codes)| part.codes(axis, &codes.iter().collect::<Vec<_>>()))
        };
        let open = |slice: &Slice| slice.contains(&of_codes(slice)) && !forbids(slice);
        let mut opened = self.said(facts, request.country, state, request);
        let everything = Slice::everything();
        own || opened.any(|o| o.effect == Effect::Allow && o.right == Right::See && open(&o.slice))
            || state.is_some_and(|state| {
                let given = |terms: &Reciprocity| self.given(facts, state, terms, request);
                let agreed = self.agreements.of(request.indicator, state).filter(|a| {
                    a.binds(state, request.country) && a.limits.in_force(request.at) && open(&a.limits.slice)
                });
                self.terms_between(state, request).is_some_and(given) && !forbids(&everything)
                    || agreed.into_iter().any(|a| a.terms.as_ref().is_none_or(given))
            })
    }

    /// The terms of an indicator between two participants.
    pub(super) fn terms_between(&self, state: &str, request: &Request<'_>) -> Option<&Reciprocity> {
        let participants = self.countries.contains(state) && self.countries.contains(request.country);
        self.indicators.get(request.indicator).and_then(Option::as_ref).filter(|_| participants)
    }

    /// Whether a State fulfils terms for a request: what it closes to the owner it has not given.
    pub(super) fn given(&self, facts: &dyn Facts, state: &str, terms: &Reciprocity, request: &Request<'_>) -> bool {
        terms.fulfilled(facts.contributions(state, request.indicator), request.slice, request.at)
            && !self.closes(state, request)
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
