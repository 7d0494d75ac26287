use crate::{exchange::sdmx::data::Batch, table::Coded};
use std::{collections::HashMap, sync::Arc};

/// The keys of a table along an axis.
#[derive(Default)]
pub(super) struct Key {
    pub(super) column: Coded,
    pub(super) places: HashMap<Arc<str>, u32>,
    /// The place of each value of the batch's dictionary.
    pub(super) of_batch: Vec<u32>,
}

/// No value yet.
pub(super) const NEW: u32 = u32::MAX;

impl Key {
    pub(super) fn push(&mut self, batch: &Batch, component: usize, place: u32) {
        let at = usize::try_from(place).unwrap_or(usize::MAX);
        if let Some(own) = self.of_batch.get(at).filter(|own| **own != NEW) {
            self.column.keys.push(*own);
            return;
        }
        let text = batch.at(component, place).map(|value| value.text.clone()).unwrap_or_default();
        let next = u32::try_from(self.column.dictionary.len()).unwrap_or(NEW);
        let own = *self.places.entry(text.clone()).or_insert(next);
        if own == next {
            self.column.dictionary.push(text);
        }
        if self.of_batch.len() <= at && at < 1 << 26 {
            self.of_batch.resize(at + 1, NEW);
        }
        if let Some(slot) = self.of_batch.get_mut(at) {
            *slot = own;
        }
        self.column.keys.push(own);
    }
}
