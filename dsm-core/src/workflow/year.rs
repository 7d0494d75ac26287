use super::{
    Change, Outcome, Record, Situation, Step, Submission, YearState, change, step::private, submission::acted,
};
use crate::{
    access::{Act, ClosedYear, EVERYTHING, Request, Subject, World},
    error::{Error, Result, Safe, codes::wfl},
    time::Moment,
};
use std::sync::Arc;

/// A year of an indicator of the own State.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Of {
    indicator: Arc<str>,
    year: i16,
}

impl Of {
    fn new(indicator: &str, year: i16) -> Self {
        Self { indicator: Arc::from(indicator), year }
    }

    fn request<'a>(&'a self, act: Act, who: &'a Subject, at: Moment) -> Request<'a> {
        let country = who.country().unwrap_or_default();
        Request { who, act, country, indicator: &self.indicator, slice: &EVERYTHING, at }
    }

    fn closed<'a>(&self, situation: &Situation<'a>) -> Option<&'a ClosedYear> {
        situation.world.closed_year(situation.who.country().unwrap_or_default(), &self.indicator, self.year)
    }

    fn expected<'a>(&self, situation: &Situation<'a>) -> Result<&'a ClosedYear> {
        let nothing = || Error::new(wfl::NOBODY_THERE).with("kind", Safe::word("closed-year"));
        self.closed(situation).ok_or_else(nothing)
    }

    fn becomes(self, situation: &Situation<'_>, to: YearState, reason: Option<Arc<str>>) -> Outcome<()> {
        let country = Arc::from(situation.who.country().unwrap_or_default());
        Outcome::of(Change::Year { country, indicator: self.indicator, year: self.year, to, reason })
    }
}

/// Closes a year of an indicator: nothing is released or withdrawn as wrong in it. By who may release.
///
/// A figure is of the year of its last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseYear(Of);

impl CloseYear {
    /// Closes a year of an indicator of the own State.
    #[must_use]
    pub fn new(indicator: &str, year: i16) -> Self {
        Self(Of::new(indicator, year))
    }
}

impl private::Sealed for CloseYear {}

impl Step for CloseYear {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        self.0.request(Act::Release, who, at)
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        if !situation.world.indicators.contains_key(&self.0.indicator) {
            return Err(Error::new(wfl::INDICATOR_UNKNOWN).with("indicator", Safe::term(&self.0.indicator)));
        }
        match self.0.closed(situation) {
            Some(_) => Err(closed(&self.0.indicator, self.0.year)),
            None => Ok(self.0.becomes(situation, YearState::Closed, None)),
        }
    }
}

/// Says that a closed year is final. By somebody else than who closed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOff(Of);

impl SignOff {
    /// Signs a closed year of an indicator of the own State off.
    #[must_use]
    pub fn new(indicator: &str, year: i16) -> Self {
        Self(Of::new(indicator, year))
    }
}

impl private::Sealed for SignOff {}

impl Step for SignOff {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        self.0.request(Act::SignOff, who, at)
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        let year = self.0.expected(situation)?;
        if year.signed_by.is_some() {
            return Err(Error::new(wfl::NAME_TAKEN).with("kind", Safe::word("final-year")));
        }
        let closers = [Some(&*year.closed_by), year.on_behalf.as_deref()];
        if acted(&closers, situation.who.id(), situation.on_behalf) {
            let error = Error::new(wfl::YEAR_CLOSED_BY_SAME).with("indicator", Safe::term(&self.0.indicator));
            return Err(error.with("year", Safe::term(&self.0.year.to_string())));
        }
        Ok(self.0.becomes(situation, YearState::SignedOff, None))
    }
}

/// Opens a closed year again, signed off or not, with the reason. By who may release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReopenYear {
    of: Of,
    reason: Arc<str>,
}

impl ReopenYear {
    /// Opens a year of an indicator of the own State again, with a reason, which may not be empty.
    #[must_use]
    pub fn new(indicator: &str, year: i16, reason: &str) -> Self {
        Self { of: Of::new(indicator, year), reason: Arc::from(reason.trim()) }
    }
}

impl private::Sealed for ReopenYear {}

impl Step for ReopenYear {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        self.of.request(Act::Release, who, at)
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        self.of.expected(situation)?;
        let reason = change::reason(&self.reason, Act::Release)?;
        Ok(self.of.becomes(situation, YearState::Reopened, Some(reason)))
    }
}

fn closed(indicator: &str, year: i16) -> Error {
    let error = Error::new(wfl::YEAR_CLOSED).with("indicator", Safe::term(indicator));
    error.with("year", Safe::term(&year.to_string()))
}

/// Refuses what is of a closed year.
pub(super) fn stays_open(world: &World, submission: &Submission) -> Result<()> {
    match submission.closed_year(world) {
        Some(year) => Err(closed(&submission.indicator, year)),
        None => Ok(()),
    }
}
