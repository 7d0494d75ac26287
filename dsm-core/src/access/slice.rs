use crate::time::{Day, Time};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A part of an indicator's figures: some periods, some codes, some level of detail. Everything where nothing is named.
///
/// ```
/// use dsm_core::access::Slice;
/// let women = Slice::everything().codes("SEX", &["F"]);
/// assert!(Slice::everything().contains(&women));
/// assert!(!women.contains(&Slice::everything()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    times: Option<BTreeSet<Time>>,
    codes: BTreeMap<Arc<str>, BTreeSet<Arc<str>>>,
    dimensions: BTreeSet<Arc<str>>,
}

impl Slice {
    /// All periods, codes and dimensions.
    #[must_use]
    pub fn everything() -> Self {
        Self::default()
    }

    /// Only these periods and moments.
    #[must_use]
    pub fn times(mut self, times: impl IntoIterator<Item = Time>) -> Self {
        self.times = Some(times.into_iter().collect());
        self
    }

    /// Only these codes of an axis.
    #[must_use]
    pub fn codes<S: AsRef<str>>(mut self, axis: &str, codes: &[S]) -> Self {
        self.codes.insert(Arc::from(axis), codes.iter().map(|c| Arc::from(c.as_ref())).collect());
        self
    }

    /// In the detail of these category axes.
    #[must_use]
    pub fn dimensions<S: AsRef<str>>(mut self, axes: &[S]) -> Self {
        self.dimensions = axes.iter().map(|a| Arc::from(a.as_ref())).collect();
        self
    }

    /// The periods and moments that are asked for, where some are named.
    #[must_use]
    pub fn named_times(&self) -> Option<&BTreeSet<Time>> {
        self.times.as_ref()
    }

    /// The codes that are asked for, of each axis that is limited.
    #[must_use]
    pub fn named_codes(&self) -> &BTreeMap<Arc<str>, BTreeSet<Arc<str>>> {
        &self.codes
    }

    /// The category axes in whose detail it is asked for, where they are named.
    #[must_use]
    pub fn named_dimensions(&self) -> &BTreeSet<Arc<str>> {
        &self.dimensions
    }

    /// Whether all of the other is part of this one. A period is part of a longer one that contains its days.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        let times = match (&self.times, &other.times) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(ours), Some(theirs)) => theirs.iter().all(|t| ours.iter().any(|o| within(t, o))),
        };
        let codes = self.codes.iter().all(|(axis, ours)| other.codes.get(axis).is_some_and(|t| t.is_subset(ours)));
        let detail =
            self.dimensions.is_empty() || !other.dimensions.is_empty() && other.dimensions.is_subset(&self.dimensions);
        times && codes && detail
    }

    /// Whether something is part of both, or can be had from the detail of the other: what is asked for in the detail of sex and
    /// age has the figures by sex.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let times = match (&self.times, &other.times) {
            (Some(ours), Some(theirs)) => ours.iter().any(|o| theirs.iter().any(|t| meet(o, t))),
            _ => true,
        };
        let codes =
            self.codes.iter().all(|(axis, ours)| other.codes.get(axis).is_none_or(|theirs| !ours.is_disjoint(theirs)));
        let detail =
            self.dimensions.is_empty() || other.dimensions.is_empty() || self.dimensions.is_subset(&other.dimensions);
        times && codes && detail
    }

    /// Whether a cell is part of it.
    #[must_use]
    pub fn has<'a>(&self, time: &Time, key: impl IntoIterator<Item = (&'a str, &'a str)>) -> bool {
        let in_time = self.times.as_ref().is_none_or(|times| times.iter().any(|t| within(time, t)));
        in_time && key.into_iter().all(|(axis, code)| self.codes.get(axis).is_none_or(|codes| codes.contains(code)))
    }
}

/// Whether the days of one are days of the other.
pub(super) fn within(inner: &Time, outer: &Time) -> bool {
    let ((first, last), (outer_first, outer_last)) = (days(inner), days(outer));
    outer_first <= first && last <= outer_last
}

/// Whether a day is in both.
fn meet(one: &Time, other: &Time) -> bool {
    let ((first, last), (other_first, other_last)) = (days(one), days(other));
    first <= other_last && other_first <= last
}

/// The first and last day that it is about; of a moment, the day that it lies in.
pub(super) fn days(time: &Time) -> (Day, Day) {
    match time {
        Time::Period(period) => (period.first(), period.last()),
        Time::Moment(moment) => (moment.day(), moment.day()),
    }
}

/// The slice of requests that are not about a part.
pub(crate) static EVERYTHING: Slice = Slice { times: None, codes: BTreeMap::new(), dimensions: BTreeSet::new() };
