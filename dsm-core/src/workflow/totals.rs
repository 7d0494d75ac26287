use super::{Change, Outcome, Record, Situation, Step, limits, record, step::private};
use crate::{
    access::{Act, EVERYTHING, Request, Subject, Totals},
    error::{Error, Result, Safe, codes::wfl},
    time::Moment,
};

/// Declares a series of totals over States. Only by who administers the whole.
///
/// It says whose figures may stand in one total; each of them decides who may add them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclareTotals(Totals);

impl DeclareTotals {
    /// Declares a series.
    #[must_use]
    pub fn new(totals: Totals) -> Self {
        Self(totals)
    }
}

impl private::Sealed for DeclareTotals {}

impl Step for DeclareTotals {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        Request { who, act: Act::Administer, country: "", indicator: &self.0.indicator, slice: &EVERYTHING, at }
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        let world = situation.world;
        limits::indicator(world, &self.0.indicator)?;
        limits::states(world, self.0.contributors.iter())?;
        if self.0.contributors.len() < Totals::LEAST {
            return Err(Error::new(wfl::CONTRIBUTORS_FEW).with("least", Totals::LEAST));
        }
        if self.0.last < self.0.first {
            return Err(Error::new(wfl::END_BEFORE_BEGINNING));
        }
        if world.totals.contains(&self.0) {
            return Err(record::taken("totals"));
        }
        if world.totals.of(&self.0.indicator, "").iter().any(|other| other.meets(&self.0)) {
            return Err(Error::new(wfl::SERIES_MEET).with("indicator", Safe::term(&self.0.indicator)));
        }
        Ok(Outcome::of(Change::TotalsDeclared(self.0)))
    }
}
