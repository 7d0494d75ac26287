use super::{Change, Outcome, Record, Situation, Step, record, step::private};
use crate::{
    access::{Act, Agreement, EVERYTHING, Request, Subject},
    error::Result,
    time::Moment,
};
use std::sync::Arc;

/// Joins an agreement for the own State, which is invited to it. By who may open its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinAgreement(Arc<str>);

impl JoinAgreement {
    /// Joins the agreement of an id.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self(Arc::from(id))
    }
}

impl private::Sealed for JoinAgreement {}

impl Step for JoinAgreement {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        of_own_state(who, at)
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        let country = own(situation);
        if invited(situation, &self.0)?.joined.contains(&country) {
            return Err(record::taken("agreement"));
        }
        Ok(Outcome::of(Change::AgreementJoined { id: self.0, country }))
    }
}

/// Leaves an agreement for the own State.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaveAgreement(Arc<str>);

impl LeaveAgreement {
    /// Leaves the agreement of an id.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self(Arc::from(id))
    }
}

impl private::Sealed for LeaveAgreement {}

impl Step for LeaveAgreement {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        of_own_state(who, at)
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        let country = own(situation);
        if !invited(situation, &self.0)?.joined.contains(&country) {
            return Err(record::nobody("agreement"));
        }
        Ok(Outcome::of(Change::AgreementLeft { id: self.0, country }))
    }
}

fn of_own_state(who: &Subject, at: Moment) -> Request<'_> {
    let country = who.country().unwrap_or_default();
    Request { who, act: Act::Grant, country, indicator: "", slice: &EVERYTHING, at }
}

fn own(situation: &Situation<'_>) -> Arc<str> {
    Arc::from(situation.who.country().unwrap_or_default())
}

/// An agreement to which the own State is invited. To others it is as if there were none.
fn invited<'a>(situation: &Situation<'a>, id: &str) -> Result<&'a Agreement> {
    let own = situation.who.country().unwrap_or_default();
    let agreement = situation.world.agreements.get(id).filter(|agreement| agreement.invited.contains(own));
    agreement.ok_or_else(|| record::nobody("agreement"))
}
