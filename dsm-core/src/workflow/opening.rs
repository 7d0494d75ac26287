use super::{Change, Outcome, Record, Situation, Step, limits, record, step::private};
use crate::{
    access::{Act, Audience, EVERYTHING, Opening, Request, Subject, word_error},
    error::Result,
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
        let world = situation.world;
        if let Audience::States(states) = &self.0.audience {
            if states.is_empty() {
                return Err(word_error("audience"));
            }
            limits::states(world, states.iter())?;
        }
        limits::indicator(world, &self.0.indicator)?;
        limits::span(self.0.from, self.0.until)?;
        if world.openings.contains(&self.0) {
            return Err(record::taken("opening"));
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
            return Err(record::nobody("opening"));
        }
        Ok(Outcome::of(Change::Closed(self.0)))
    }
}

fn request<'a>(opening: &'a Opening, who: &'a Subject, at: Moment) -> Request<'a> {
    let (country, indicator) = (&*opening.owner, &*opening.indicator);
    Request { who, act: Act::Grant, country, indicator, slice: &EVERYTHING, at }
}
