use super::{limits::in_force, recorded::Keyed};
use crate::time::Moment;
use std::sync::Arc;

/// An agency that produces the figures of an indicator for its State.
///
/// Source: handbook annex 11, the authorities that hold the data.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Producer {
    /// The State.
    pub country: Arc<str>,
    /// The indicator.
    pub indicator: Arc<str>,
    /// The agency of the State.
    pub agency: Arc<str>,
    /// The moment from which it is.
    pub from: Option<Moment>,
    /// The moment at which it is no more.
    pub until: Option<Moment>,
}

impl Producer {
    /// An agency of a State as producer of an indicator, for ever.
    #[must_use]
    pub fn new(country: &str, indicator: &str, agency: &str) -> Self {
        let (country, indicator, agency) = (Arc::from(country), Arc::from(indicator), Arc::from(agency));
        Self { country, indicator, agency, from: None, until: None }
    }

    /// From a moment.
    #[must_use]
    pub fn from(mut self, moment: Moment) -> Self {
        self.from = Some(moment);
        self
    }

    /// Until a moment.
    #[must_use]
    pub fn until(mut self, moment: Moment) -> Self {
        self.until = Some(moment);
        self
    }

    /// Whether it is at a moment.
    #[must_use]
    pub fn in_force(&self, at: Moment) -> bool {
        in_force(self.from, self.until, at)
    }
}

impl Keyed for Producer {
    fn key(&self) -> (&str, &str) {
        (&self.country, &self.indicator)
    }
}
