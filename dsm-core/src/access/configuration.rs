use super::{World, slice::days};
use crate::time::Time;
use std::{collections::BTreeSet, sync::Arc};

/// How a State wants its figures released: who may, how small figures are masked, what has to be shown first.
///
/// Source: access, rule 7; handbook annex 14 section 8.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Configuration {
    /// Who releases has neither submitted nor verified.
    pub six_eyes: bool,
    /// The users of the State who may release, by their ids; where none is named, all who have the right.
    pub releasers: BTreeSet<Arc<str>>,
    /// Figures below at least so much are masked in every release; none where a release needs no protection.
    pub least_threshold: Option<u32>,
    /// Figures are provisional until their year is signed off.
    pub provisional_until_closed: bool,
    /// The indicators for which control totals have to be handed in too.
    pub control_totals: BTreeSet<Arc<str>>,
}

/// A year of a State's indicator that was closed: nothing is released or withdrawn as wrong in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClosedYear {
    /// Who closed it.
    pub closed_by: Arc<str>,
    /// On whose behalf, where the right was a delegated one.
    pub on_behalf: Option<Arc<str>>,
    /// Who signed it off: it is final then.
    pub signed_by: Option<Arc<str>>,
}

impl ClosedYear {
    /// A year that somebody closed, not signed off yet.
    #[must_use]
    pub fn new(closed_by: &str, on_behalf: Option<&str>) -> Self {
        Self { closed_by: Arc::from(closed_by), on_behalf: on_behalf.map(Arc::from), signed_by: None }
    }
}

/// The year that a time belongs to: the one of its last day.
#[must_use]
pub fn year_of(time: &Time) -> i16 {
    days(time).1.year()
}

impl World {
    /// What a State has configured; nothing is asked for where it has configured nothing.
    #[must_use]
    pub fn configuration(&self, country: &str) -> Configuration {
        self.configurations.get(country).cloned().unwrap_or_default()
    }

    /// The year of a State's indicator, where it is closed.
    #[must_use]
    pub fn closed_year(&self, country: &str, indicator: &str, year: i16) -> Option<&ClosedYear> {
        self.years.get(&(Arc::from(country), Arc::from(indicator), year))
    }

    /// Whether figures of a time are provisional by the configuration of their State: their year is not signed off.
    #[must_use]
    pub fn is_provisional(&self, country: &str, indicator: &str, time: &Time) -> bool {
        let until_closed = self.configurations.get(country).is_some_and(|one| one.provisional_until_closed);
        let signed = |year: &ClosedYear| year.signed_by.is_some();
        until_closed && !self.closed_year(country, indicator, year_of(time)).is_some_and(signed)
    }
}
