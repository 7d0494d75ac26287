use super::Slice;
use crate::time::{Moment, Time};
use std::{collections::BTreeSet, sync::Arc};

/// What is released, as far as rights depend on it. A store gives it; the room `access` knows no workflow.
pub trait Facts {
    /// The releases in force of a country's indicator, and those that were withdrawn because they were wrong.
    fn contributions(&self, country: &str, indicator: &str) -> &[Contribution];
}

/// What a release covers. No figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The periods or moments, in order.
    pub times: Vec<Time>,
    /// The ids of the category axes.
    pub dimensions: BTreeSet<Arc<str>>,
    /// How many cells it has.
    pub cells: u64,
    /// How many of them hold a figure.
    pub figures: u64,
    /// How many of those figures are provisional.
    pub provisional: u64,
    /// When it was withdrawn as wrong; of a release in force nothing.
    pub ended: Option<Moment>,
}

impl Contribution {
    /// Whether it is in force.
    #[must_use]
    pub fn in_force(&self) -> bool {
        self.ended.is_none()
    }

    /// The part of an indicator that it is about: its times, in the detail of its axes.
    #[must_use]
    pub fn part(&self) -> Slice {
        let dimensions: Vec<&Arc<str>> = self.dimensions.iter().collect();
        Slice::everything().times(self.times.iter().copied()).dimensions(&dimensions)
    }
}
