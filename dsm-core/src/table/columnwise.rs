//! A table column by column, for writers of columns.

use super::{Status, Table, columns::State};

impl Table {
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
