use super::{Change, Outcome, Record, Situation, Step, limits, record, step::private};
use crate::{
    access::{Act, Agreement, EVERYTHING, Request, Subject},
    error::Result,
    time::Moment,
};
use std::sync::Arc;

/// Proposes an agreement to States: it binds those that join. Only by who administers the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposeAgreement(Agreement);

impl ProposeAgreement {
    /// Proposes it. Nobody has joined yet, whatever it says.
    #[must_use]
    pub fn new(agreement: Agreement) -> Self {
        Self(Agreement { joined: std::collections::BTreeSet::new(), ..agreement })
    }
}

impl private::Sealed for ProposeAgreement {}

impl Step for ProposeAgreement {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        of_the_whole(who, at)
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        let world = situation.world;
        if !record::is_id(&self.0.id) {
            return Err(record::unreadable("agreement"));
        }
        if self.0.basis.is_empty() {
            return Err(record::unreadable("legal-basis"));
        }
        if self.0.invited.len() < 2 {
            return Err(record::nobody("country"));
        }
        limits::states(world, self.0.invited.iter())?;
        if self.0.limits.indicators.is_empty() {
            return Err(record::nobody("indicator"));
        }
        limits::check(world, &self.0.limits)?;
        if world.agreements.get(&self.0.id).is_some() {
            return Err(record::taken("agreement"));
        }
        Ok(Outcome::of(Change::AgreementProposed(self.0)))
    }
}

/// Ends an agreement: nothing is read under it any more. Only by who administers the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndAgreement(Arc<str>);

impl EndAgreement {
    /// Ends the agreement of an id.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self(Arc::from(id))
    }
}

impl private::Sealed for EndAgreement {}

impl Step for EndAgreement {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        of_the_whole(who, at)
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        if situation.world.agreements.get(&self.0).is_none() {
            return Err(record::nobody("agreement"));
        }
        Ok(Outcome::of(Change::AgreementEnded { id: self.0 }))
    }
}

fn of_the_whole(who: &Subject, at: Moment) -> Request<'_> {
    Request { who, act: Act::Administer, country: "", indicator: "", slice: &EVERYTHING, at }
}
