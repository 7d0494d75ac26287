use super::{Request, Slice};
use crate::time::Moment;
use std::{collections::BTreeSet, sync::Arc};

/// Where and when a right holds: for some indicators, a part of them, from a moment, until a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// The indicators; all of them, where none is named.
    pub indicators: BTreeSet<Arc<str>>,
    /// The part of them.
    pub slice: Slice,
    /// The moment from which it holds; always did, where there is none.
    pub from: Option<Moment>,
    /// The moment at which it ends; never, where there is none.
    pub until: Option<Moment>,
}

impl Limits {
    /// Everything, for ever.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Only these indicators.
    #[must_use]
    pub fn indicators<S: AsRef<str>>(mut self, ids: &[S]) -> Self {
        self.indicators = ids.iter().map(|id| Arc::from(id.as_ref())).collect();
        self
    }

    /// Only a part.
    #[must_use]
    pub fn part(mut self, slice: Slice) -> Self {
        self.slice = slice;
        self
    }

    /// Begins at a moment.
    #[must_use]
    pub fn from(mut self, moment: Moment) -> Self {
        self.from = Some(moment);
        self
    }

    /// Ends at a moment.
    #[must_use]
    pub fn until(mut self, moment: Moment) -> Self {
        self.until = Some(moment);
        self
    }

    /// Whether it holds at a moment.
    #[must_use]
    pub fn in_force(&self, at: Moment) -> bool {
        in_force(self.from, self.until, at)
    }

    /// Whether it holds for a request.
    pub(super) fn allow(&self, request: &Request<'_>) -> bool {
        self.in_force(request.at)
            && (self.indicators.is_empty() || self.indicators.contains(request.indicator))
            && self.slice.contains(request.slice)
    }
}

/// Whether a moment is at or after the beginning and before the end.
pub(super) fn in_force(from: Option<Moment>, until: Option<Moment>, at: Moment) -> bool {
    from.is_none_or(|from| from <= at) && until.is_none_or(|until| at < until)
}
