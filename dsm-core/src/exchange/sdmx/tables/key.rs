use crate::{
    error::{Error, Safe, codes},
    exchange::sdmx::data::Batch,
    table::Coded,
    time::{Convention, Moment, Period},
};
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

    /// Makes moments of labels of periods. A day is its start, as in what DSM writes; what is no time stays.
    ///
    /// # Errors
    /// Why a label has no moment, and its row.
    pub(super) fn moments(&mut self, convention: Option<Convention>, of: &str) -> Result<(), (Error, usize)> {
        if self.column.dictionary.iter().all(|label| Moment::parse(label).is_ok()) {
            return Ok(());
        }
        let (mut places, mut dictionary) = (HashMap::<Arc<str>, u32>::new(), Vec::new());
        let mut new = Vec::with_capacity(self.column.dictionary.len());
        for (at, label) in self.column.dictionary.iter().enumerate() {
            let moment = match (Moment::parse(label), Period::parse(label), convention) {
                (Ok(_), ..) | (_, Err(_), _) => Ok(label.clone()),
                (_, Ok(period), Some(convention)) => {
                    Moment::of(&period, convention).map(|moment| Arc::from(moment.to_string()))
                }
                _ => Err(Error::new(codes::cat::MOMENT_NOT_DECLARED).with("indicator", Safe::term(of))),
            };
            let row = || (0..self.column.keys.len()).find(|row| self.column.keys.at(*row) as usize == at);
            let moment = moment.map_err(|error| (error, row().unwrap_or(0)))?;
            let next = u32::try_from(dictionary.len()).unwrap_or(NEW);
            let place = *places.entry(moment.clone()).or_insert(next);
            if place == next {
                dictionary.push(moment);
            }
            new.push(place);
        }
        let mut column = Coded { dictionary, ..Coded::default() };
        for row in 0..self.column.keys.len() {
            column.keys.push(new.get(self.column.keys.at(row) as usize).copied().unwrap_or(NEW));
        }
        self.column = column;
        Ok(())
    }
}
