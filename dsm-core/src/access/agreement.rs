use super::{Limits, Reciprocity, Request, Slice};
use crate::time::Moment;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What States agree on among themselves: who has joined reads what the others release of it.
///
/// Source: handbook annex 11 (paragraphs 15 and 43); annex 14 section 8, "other countries by agreement".
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Agreement {
    /// Its id.
    pub id: Arc<str>,
    /// The legal basis, such as the name of a treaty.
    pub basis: Arc<str>,
    /// The States that may join.
    pub invited: BTreeSet<Arc<str>>,
    /// The States that have joined.
    pub joined: BTreeSet<Arc<str>>,
    /// The indicators, the part of them, from when, until when.
    pub limits: Limits,
    /// Under which terms; under none, where there are none.
    pub terms: Option<Reciprocity>,
    /// Whether its parties know what the others have to deliver and when.
    pub calendar: bool,
}

impl Agreement {
    /// An agreement of an id on a legal basis, to which States are invited, about indicators: without terms, for ever.
    #[must_use]
    pub fn new<S: AsRef<str>, I: AsRef<str>>(id: &str, basis: &str, invited: &[S], indicators: &[I]) -> Self {
        Self {
            id: Arc::from(id),
            basis: Arc::from(basis.trim()),
            invited: invited.iter().map(|state| Arc::from(state.as_ref())).collect(),
            joined: BTreeSet::new(),
            limits: Limits::none().indicators(indicators),
            terms: None,
            calendar: false,
        }
    }

    /// Only for those who fulfil terms.
    #[must_use]
    pub fn under(mut self, terms: Reciprocity) -> Self {
        self.terms = Some(terms);
        self
    }

    /// Only a part of the indicators.
    #[must_use]
    pub fn part(mut self, slice: Slice) -> Self {
        self.limits = self.limits.part(slice);
        self
    }

    /// From a moment.
    #[must_use]
    pub fn from(mut self, moment: Moment) -> Self {
        self.limits = self.limits.from(moment);
        self
    }

    /// Until a moment.
    #[must_use]
    pub fn until(mut self, moment: Moment) -> Self {
        self.limits = self.limits.until(moment);
        self
    }

    /// With a calendar that the parties know.
    #[must_use]
    pub fn with_calendar(mut self) -> Self {
        self.calendar = true;
        self
    }

    /// Whether two States have joined.
    #[must_use]
    pub fn binds(&self, one: &str, other: &str) -> bool {
        self.joined.contains(one) && self.joined.contains(other)
    }

    /// Whether it opens what is asked for, its terms apart.
    pub(super) fn opens(&self, state: &str, request: &Request<'_>) -> bool {
        self.binds(state, request.country) && self.limits.allow(request)
    }
}

/// Ids of agreements.
type Ids = BTreeSet<Arc<str>>;

/// The agreements by their ids, found by the States that have joined and the indicators.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreements {
    all: BTreeMap<Arc<str>, Agreement>,
    /// By indicator and by State that has joined.
    parties: BTreeMap<Arc<str>, BTreeMap<Arc<str>, Ids>>,
}

impl Agreements {
    /// Adds one, or puts it in the place of the one of the same id.
    pub fn insert(&mut self, agreement: Agreement) {
        self.remove(&agreement.id.clone());
        for indicator in &agreement.limits.indicators {
            for state in &agreement.joined {
                let of_indicator = self.parties.entry(indicator.clone()).or_default();
                of_indicator.entry(state.clone()).or_default().insert(agreement.id.clone());
            }
        }
        self.all.insert(agreement.id.clone(), agreement);
    }

    /// Takes one away, and gives it.
    pub fn remove(&mut self, id: &str) -> Option<Agreement> {
        let agreement = self.all.remove(id)?;
        for indicator in &agreement.limits.indicators {
            let Some(of_indicator) = self.parties.get_mut(indicator) else { continue };
            for state in &agreement.joined {
                let left = of_indicator.get_mut(state).is_some_and(|ids| ids.remove(id) && ids.is_empty());
                if left {
                    of_indicator.remove(state);
                }
            }
            if of_indicator.is_empty() {
                self.parties.remove(indicator);
            }
        }
        Some(agreement)
    }

    /// A State joins; whether there is such an agreement that it had not joined.
    pub fn join(&mut self, id: &str, state: &str) -> bool {
        self.change(id, |agreement| agreement.joined.insert(Arc::from(state)))
    }

    /// A State leaves; whether there is such an agreement that it had joined.
    pub fn leave(&mut self, id: &str, state: &str) -> bool {
        self.change(id, |agreement| agreement.joined.remove(state))
    }

    /// One by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Agreement> {
        self.all.get(id)
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Agreement> {
        self.all.values()
    }

    /// Those about an indicator that a State has joined, by id.
    pub fn of<'a>(&'a self, indicator: &str, state: &str) -> impl Iterator<Item = &'a Agreement> {
        let ids = self.parties.get(indicator).and_then(|of_indicator| of_indicator.get(state));
        ids.into_iter().flatten().filter_map(|id| self.all.get(id))
    }

    fn change(&mut self, id: &str, change: impl FnOnce(&mut Agreement) -> bool) -> bool {
        let Some(mut agreement) = self.remove(id) else { return false };
        let changed = change(&mut agreement);
        self.insert(agreement);
        changed
    }
}
