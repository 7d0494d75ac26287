use super::recorded::Keyed;
use crate::time::{Day, Time};
use std::{collections::BTreeSet, sync::Arc};

/// A series of totals over States: always of the same contributors, so that nobody's figures are a difference of two totals.
///
/// A State that comes later is in a later series. Series of one indicator share no day.
///
/// Source: semantics case 83.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Totals {
    /// The indicator.
    pub indicator: Arc<str>,
    /// The States whose figures are added.
    pub contributors: BTreeSet<Arc<str>>,
    /// The first day.
    pub first: Day,
    /// The last day, which belongs to it.
    pub last: Day,
}

impl Totals {
    /// So many contributors at least: of three one knows itself and a second may be known.
    pub const LEAST: usize = 4;

    /// A series of an indicator over States, from a day to a day, both of them in it.
    #[must_use]
    pub fn new<S: AsRef<str>>(indicator: &str, contributors: &[S], first: Day, last: Day) -> Self {
        let contributors = contributors.iter().map(|state| Arc::from(state.as_ref())).collect();
        Self { indicator: Arc::from(indicator), contributors, first, last }
    }

    /// Whether all days of a period are days of the series.
    #[must_use]
    pub fn covers(&self, time: &Time) -> bool {
        let (first, last) = super::slice::days(time);
        self.first <= first && last <= self.last
    }

    /// Whether two series of one indicator have a day in common.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.indicator == other.indicator && self.first <= other.last && other.first <= self.last
    }
}

impl Keyed for Totals {
    fn key(&self) -> (&str, &str) {
        (&self.indicator, "")
    }
}
