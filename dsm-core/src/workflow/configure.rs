use super::{Change, Outcome, Record, Situation, Step, step::private};
use crate::{
    access::{Act, Configuration, EVERYTHING, Request, Subject},
    error::{Error, Result, Safe, codes::wfl},
    protect::Rule,
    time::Moment,
};
use std::sync::Arc;

/// Says how a State wants its figures released, in the place of what was said before. By who administers the State.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configure {
    country: Arc<str>,
    configuration: Configuration,
}

impl Configure {
    /// The configuration of a State.
    #[must_use]
    pub fn new(country: &str, configuration: Configuration) -> Self {
        Self { country: Arc::from(country), configuration }
    }
}

impl private::Sealed for Configure {}

impl Step for Configure {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        Request { who, act: Act::Administer, country: &self.country, indicator: "", slice: &EVERYTHING, at }
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        let Self { country, configuration } = self;
        let world = situation.world;
        let nobody = |kind: &'static str| Error::new(wfl::NOBODY_THERE).with("kind", Safe::word(kind));
        if !world.countries.contains(&country) {
            return Err(nobody("country"));
        }
        let own = |id: &Arc<str>| world.users.get(id).is_some_and(|user| user.country.as_ref() == Some(&country));
        if !configuration.releasers.iter().all(own) {
            return Err(nobody("user"));
        }
        if let Some(unknown) = configuration.control_totals.iter().find(|id| !world.indicators.contains_key(*id)) {
            return Err(Error::new(wfl::INDICATOR_UNKNOWN).with("indicator", Safe::term(unknown)));
        }
        if let Some(threshold) = configuration.least_threshold {
            Rule::below(threshold)?;
        }
        Ok(Outcome::of(Change::Configured { country, configuration }))
    }
}
