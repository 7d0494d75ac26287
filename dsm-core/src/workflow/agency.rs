use super::{Change, Outcome, Record, Situation, Step, id::is_country, record, step::private};
use crate::{
    access::{Act, EVERYTHING, Request, Subject},
    error::Result,
    time::Moment,
};
use std::sync::Arc;

/// Adds an agency to a State: users can be of it, and it can be the producer of figures.
///
/// Source: handbook annex 11, the authorities that hold the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddAgency {
    country: Arc<str>,
    code: Arc<str>,
}

impl AddAgency {
    /// An agency of a State by its code, such as `MIA`.
    #[must_use]
    pub fn new(country: &str, code: &str) -> Self {
        Self { country: Arc::from(country), code: Arc::from(code) }
    }
}

impl private::Sealed for AddAgency {}

impl Step for AddAgency {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        Request { who, act: Act::Administer, country: &self.country, indicator: "", slice: &EVERYTHING, at }
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        if !is_country(&self.code) {
            return Err(record::unreadable("agency"));
        }
        if !situation.world.countries.contains(&self.country) {
            return Err(record::nobody("country"));
        }
        if situation.world.agencies.contains(&(self.country.clone(), self.code.clone())) {
            return Err(record::taken("agency"));
        }
        Ok(Outcome::of(Change::AgencyAdded { country: self.country, code: self.code }))
    }
}
