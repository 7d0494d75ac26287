use crate::exchange::sdmx::data::Batch;
use std::{ops::Range, sync::Arc};

/// The values of some components that are written once for many rows.
#[derive(Debug)]
pub(super) struct Kept {
    components: Vec<usize>,
    values: Vec<Vec<Arc<str>>>,
    /// Their places in the batch, as far as they were met there.
    places: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Kept {
    /// No values of some components.
    pub(super) fn of(components: &[usize]) -> Self {
        let many = components.len();
        Self { components: components.to_vec(), values: vec![Vec::new(); many], places: vec![NONE; many] }
    }

    /// Forgets the places: the next batch has others.
    pub(super) fn next_batch(&mut self) {
        self.places.fill(NONE);
    }

    /// Takes for every component the first value in some rows.
    pub(super) fn begin(&mut self, batch: &Batch, rows: Range<usize>) {
        self.places.fill(NONE);
        for (at, values) in self.components.iter().zip(&mut self.values) {
            values.clear();
            if let Some(row) = rows.clone().find(|row| batch.value(*row, *at).is_some()) {
                take(batch, row, *at, values);
            }
        }
    }

    /// Takes the values of a row for components that have none.
    pub(super) fn fill(&mut self, batch: &Batch, row: usize) {
        for (at, values) in self.components.iter().zip(&mut self.values).filter(|(_, values)| values.is_empty()) {
            take(batch, row, *at, values);
        }
    }

    /// The first component that has another value in a row; one that has none there has no other.
    pub(super) fn other(&mut self, batch: &Batch, row: usize) -> Option<usize> {
        for ((at, values), known) in self.components.iter().zip(&self.values).zip(&mut self.places) {
            let place = batch.rows_of(*at).get(row).copied().unwrap_or(NONE);
            let more = batch.more(row, *at);
            if place == NONE || place == *known && more.is_empty() && values.len() < 2 {
                continue;
            }
            let same = values.split_first().is_some_and(|(first, others)| {
                batch.value(row, *at).is_some_and(|value| *value == **first) && others == more
            });
            if !same {
                return Some(*at);
            }
            *known = place;
        }
        None
    }

    /// Whether a row has other values, or has some where there are none, or none where there are.
    pub(super) fn differs(&mut self, batch: &Batch, row: usize) -> bool {
        let bare = |(at, values): (&usize, &Vec<Arc<str>>)| {
            batch.rows_of(*at).get(row).is_none_or(|place| *place == NONE) != values.is_empty()
        };
        self.components.iter().zip(&self.values).any(bare) || self.other(batch, row).is_some()
    }

    /// The components that have values.
    pub(super) fn all(&self) -> impl Iterator<Item = (usize, &[Arc<str>])> {
        let all = self.components.iter().zip(&self.values).filter(|(_, values)| !values.is_empty());
        all.map(|(at, values)| (*at, values.as_slice()))
    }
}

fn take(batch: &Batch, row: usize, component: usize, values: &mut Vec<Arc<str>>) {
    let first = batch.shared(row, component);
    values.extend(first.into_iter().chain(batch.more(row, component).iter().cloned()));
}
