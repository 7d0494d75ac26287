use super::{Change, Outcome, Record, Situation, Step, step::private};
use crate::{
    access::{Act, Audience, EVERYTHING, Opening, Request, Subject, word_error},
    error::{Error, Result, Safe, codes::wfl},
    time::Moment,
};

/// Opens data of the own State to others, or forbids them to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTo(Opening);

impl OpenTo {
    /// Says what is open to whom.
    #[must_use]
    pub fn new(opening: Opening) -> Self {
        Self(opening)
    }
}

impl private::Sealed for OpenTo {}

impl Step for OpenTo {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        request(&self.0, who, at)
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        let nobody = |kind: &'static str| Error::new(wfl::NOBODY_THERE).with("kind", Safe::word(kind));
        if let Audience::States(states) = &self.0.audience {
            if states.is_empty() {
                return Err(word_error("audience"));
            }
            if states.iter().any(|state| !situation.world.countries.contains(state)) {
                return Err(nobody("country"));
            }
        }
        if !situation.world.indicators.contains_key(&self.0.indicator) {
            return Err(Error::new(wfl::INDICATOR_UNKNOWN).with("indicator", Safe::term(&self.0.indicator)));
        }
        Ok(Outcome::of(Change::Opened(self.0)))
    }
}

/// Takes an opening or a forbid back: what was read is not unread, and nothing is read under it any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseTo(Opening);

impl CloseTo {
    /// Takes back what was said in the same words.
    #[must_use]
    pub fn new(opening: Opening) -> Self {
        Self(opening)
    }
}

impl private::Sealed for CloseTo {}

impl Step for CloseTo {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        request(&self.0, who, at)
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        if !situation.world.openings.contains(&self.0) {
            return Err(Error::new(wfl::NOBODY_THERE).with("kind", Safe::word("opening")));
        }
        Ok(Outcome::of(Change::Closed(self.0)))
    }
}

fn request<'a>(opening: &'a Opening, who: &'a Subject, at: Moment) -> Request<'a> {
    let (country, indicator) = (&*opening.owner, &*opening.indicator);
    Request { who, act: Act::Grant, country, indicator, slice: &EVERYTHING, at }
}
