use super::{Change, Outcome, Record, Situation, Step, limits, record, step::private};
use crate::{
    access::{Act, EVERYTHING, Producer, Request, Subject},
    error::Result,
    time::Moment,
};

/// Makes an agency the producer of an indicator in its State: while there are producers, other agencies hand nothing in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MakeProducer(Producer);

impl MakeProducer {
    /// Says which agency produces what.
    #[must_use]
    pub fn new(producer: Producer) -> Self {
        Self(producer)
    }
}

impl private::Sealed for MakeProducer {}

impl Step for MakeProducer {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        Request { who, act: Act::Administer, country: &self.0.country, indicator: "", slice: &EVERYTHING, at }
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        let world = situation.world;
        if !world.agencies.contains(&(self.0.country.clone(), self.0.agency.clone())) {
            return Err(record::nobody("agency"));
        }
        limits::indicator(world, &self.0.indicator)?;
        limits::span(self.0.from, self.0.until)?;
        if world.producers.contains(&self.0) {
            return Err(record::taken("producer"));
        }
        Ok(Outcome::of(Change::ProducerMade(self.0)))
    }
}

/// Takes back that an agency is a producer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndProducer(Producer);

impl EndProducer {
    /// Takes back what was said in the same words.
    #[must_use]
    pub fn new(producer: Producer) -> Self {
        Self(producer)
    }
}

impl private::Sealed for EndProducer {}

impl Step for EndProducer {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        Request { who, act: Act::Administer, country: &self.0.country, indicator: "", slice: &EVERYTHING, at }
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        if !situation.world.producers.contains(&self.0) {
            return Err(record::nobody("producer"));
        }
        Ok(Outcome::of(Change::ProducerEnded(self.0)))
    }
}
