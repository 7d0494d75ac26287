use super::{columns::Columns, gather::Gathered, whole::Whole};
use crate::exchange::sdmx::{Action, data::Batch};

impl Gathered {
    /// Whether the data set that came last says anew what is true of the whole: it adds or replaces, and others came before it.
    pub(super) fn renews(&self) -> bool {
        self.before > 0 && self.set.is_some_and(|(action, _)| matches!(action, Action::Append | Action::Replace))
    }

    /// Takes what a row without a key says of the whole.
    pub(super) fn renew(&mut self, batch: &Batch, row: usize, columns: &Columns) {
        for (at, column) in columns.whole.iter().enumerate().filter(|(at, _)| columns.renewed.contains(at)) {
            if let Some(own) = self.renewed.get_mut(at).filter(|_| batch.value(row, *column).is_some()) {
                *own = batch.shared(row, *column);
            }
        }
    }

    /// Of what may change from one data set to the next, the last one says what is true of the whole.
    pub(super) fn say_anew(&mut self, columns: &Columns, rows: usize) {
        if !self.renews() {
            return;
        }
        for at in &columns.renewed {
            let Some(whole) = self.whole.get_mut(*at) else { continue };
            let said = self.renewed.get(*at).cloned().flatten().map(|value| Whole::One(Some(value)));
            let last = || self.said.get(*at).filter(|_| self.before < rows)?.since(self.before);
            if let Some(said) = said.or_else(last) {
                *whole = said;
            }
        }
    }
}
