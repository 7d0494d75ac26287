use crate::time::Time;
use std::{collections::BTreeSet, sync::Arc};

/// What is released, as far as rights depend on it. A store gives it; the room `access` knows no workflow.
pub trait Facts {
    /// The releases in force of a country's indicator.
    fn contributions(&self, country: &str, indicator: &str) -> &[Contribution];
}

/// What a release in force covers. No figure.
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
}
