use super::super::Ask;
use crate::{
    catalogue::Catalogue,
    documentation::Documentation,
    error::Result,
    table::View,
    time::{Moment, Time},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Where the figures of a report come from: a mechanism as one reader sees it, at one moment.
///
/// # Disclosure
/// Whoever implements it answers with what the reader may see and with nothing else. What may not be seen and what is not there are one
/// answer: it is not among [`Figures::seen`].
pub trait Figures {
    /// The indicators of the mechanism.
    ///
    /// # Errors
    /// Only where they cannot be read.
    fn catalogue(&self) -> Result<Catalogue>;

    /// The participating States, which are public.
    fn countries(&self) -> Vec<Arc<str>>;

    /// The tables of which the reader may see anything of what is asked, in the order of States, units and dimensions. Where rights are
    /// limited to codes of a dimension of which none are asked for, these codes are seen and said.
    ///
    /// # Errors
    /// Only where they cannot be read.
    fn seen(&self, asked: &Ask) -> Result<Vec<Seen>>;

    /// What the reader may see of a table, and of it only what is asked for.
    ///
    /// # Errors
    /// `ACC-…` where nothing of that may be read or nothing is there.
    fn view(&self, of: &Seen, codes: &Ask) -> Result<View>;

    /// What a State says of an indicator, as far as the reader may see its figures.
    ///
    /// # Errors
    /// Only where it cannot be read.
    fn documentation(&self, country: &str, indicator: &str) -> Result<Vec<Documentation>>;

    /// Who reads: a user, or nobody in particular, which is the public.
    fn reader(&self) -> Option<Arc<str>>;

    /// The moment that it is read at, and the moment in the past as of which it is asked, where it is one.
    fn moment(&self) -> (Moment, Option<Moment>);
}

/// A table of a State of which the reader may see anything.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    /// The State.
    pub country: Arc<str>,
    /// The indicator.
    pub indicator: Arc<str>,
    /// The unit, such as `persons-distinct`.
    pub unit: Arc<str>,
    /// Its dimensions beside State and time.
    pub dimensions: BTreeSet<Arc<str>>,
    /// The periods or moments of which the reader may see anything.
    pub times: BTreeSet<Time>,
    /// The codes that alone may be seen of a dimension, where the rights of the reader are limited to them. Sums over the dimension
    /// are then at least what they come to.
    pub codes: BTreeMap<Arc<str>, BTreeSet<Arc<str>>>,
}
