//! A table column by column, for writers of columns.

use super::{Axis, Status, Table, columns::State};

impl Table {
    /// The axes as they may be declared to somebody who gets these cells only.
    ///
    /// An axis of which codes were left out, or of which a code has no cell here, is not exhaustive for them.
    pub(crate) fn declared_axes(&self) -> Vec<Axis> {
        let declared = |(place, axis): (usize, &Axis)| {
            let mut seen = vec![false; axis.codes.len()];
            self.key_column(place).for_each(|code| {
                if let Some(slot) = seen.get_mut(code as usize) {
                    *slot = true;
                }
            });
            let whole = seen.iter().all(|s| *s);
            let exhaustive = whole && axis.declared().is_some_and(|c| c.exhaustive);
            axis.clone().exhaustive(exhaustive)
        };
        self.axes().iter().enumerate().map(declared).collect()
    }

    /// The figures, where every cell is an exact whole number of 64 bits and of normal status.
    pub(crate) fn whole_figures(&self) -> Option<Vec<i64>> {
        let plain = |place: usize| self.columns.state(place) == State::Exact && self.columns.status(place) == 0;
        if self.columns.scale != 0 || !self.places().all(plain) {
            return None;
        }
        self.places().map(|place| i64::try_from(self.columns.low.at(place)).ok()).collect()
    }

    /// The statuses, for every cell in the order of the keys.
    pub(crate) fn statuses(&self) -> impl Iterator<Item = Status> + '_ {
        self.places().map(|place| self.status(place))
    }
}
