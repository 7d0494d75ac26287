use super::{Change, Outcome, Record, Situation, Step, step::private};
use crate::{
    access::{Act, EVERYTHING, Request, Subject},
    documentation::Documentation,
    error::{Error, Result, Safe, codes::wfl},
    time::Moment,
};

/// Keeps what the own State says of an indicator. By who may submit its figures.
///
/// It replaces the documentation of the same indicator that is valid from the same day; the history keeps both. It need not be
/// complete: what is missing is shown as missing.
///
/// Source: handbook annexes 11 (paragraphs 36 and 37), 12 and 15.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document(Documentation);

impl Document {
    /// The documentation of an indicator.
    #[must_use]
    pub fn new(documentation: Documentation) -> Self {
        Self(documentation)
    }
}

impl private::Sealed for Document {}

impl Step for Document {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        let (country, indicator) = (self.0.country(), self.0.indicator());
        Request { who, act: Act::Submit, country, indicator, slice: &EVERYTHING, at }
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        if !situation.world.indicators.contains_key(self.0.indicator()) {
            return Err(Error::new(wfl::INDICATOR_UNKNOWN).with("indicator", Safe::term(self.0.indicator())));
        }
        Ok(Outcome::of(Change::Documented(self.0)))
    }
}
