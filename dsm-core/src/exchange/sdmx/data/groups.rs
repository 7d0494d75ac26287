use super::{Batch, Draft, Spot};
use crate::error::{Error, Result, Safe, codes::exc};
use std::{collections::HashMap, fmt::Write, sync::Arc};

/// What a data set says of parts of its key. Groups come before what they are about, so they are kept until it comes.
#[derive(Debug, Default)]
pub(in crate::exchange::sdmx) struct Groups {
    held: Vec<Held>,
    /// By the dimensions of the part: the values of the key, and which group it is.
    shapes: Vec<(Vec<usize>, HashMap<String, usize>)>,
    bytes: usize,
    key: String,
    /// How many were asked for by [`Groups::untold`].
    asked: usize,
}

/// A component and its values.
pub(in crate::exchange::sdmx) type Said = (usize, Vec<Arc<str>>);

/// The values of a group.
#[derive(Debug)]
pub(in crate::exchange::sdmx) struct Held {
    pub(in crate::exchange::sdmx) spot: Spot,
    pub(in crate::exchange::sdmx) values: Vec<Said>,
    /// Whether every observation that the group is about has the values.
    told: bool,
    /// Whether observations came before it.
    late: bool,
}

impl Held {
    /// A group and where it stands.
    pub(in crate::exchange::sdmx) fn new(spot: Spot, values: Vec<Said>, late: bool) -> Self {
        Self { spot, values, told: false, late }
    }
}

/// Groups of one data set take at most so many bytes.
const MOST_BYTES: usize = 64 << 20;

impl Groups {
    /// Whether there is none.
    pub(in crate::exchange::sdmx) fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// Keeps a group: its key and what is said of it. Returns what an earlier group of the same key says otherwise, which stays.
    ///
    /// # Errors
    /// `EXC-218` where groups take too much memory.
    pub(in crate::exchange::sdmx) fn put(&mut self, held: Held, keys: usize, file: &Arc<str>) -> Result<Vec<Said>> {
        let values = &held.values;
        let mut own: Vec<(usize, &Arc<str>)> = Vec::new();
        own.extend(values.iter().filter(|(at, _)| *at < keys).filter_map(|(at, values)| Some((*at, values.first()?))));
        own.sort_unstable();
        let (shape, mut key) = (own.iter().map(|(at, _)| *at).collect::<Vec<_>>(), String::new());
        own.iter().for_each(|(_, value)| push(&mut key, value));
        let texts: usize = values.iter().flat_map(|(_, values)| values).map(|value| value.len() + 64).sum();
        self.bytes = self.bytes.saturating_add(texts + key.len() + 128);
        if self.bytes > MOST_BYTES {
            let error = Error::new(exc::MESSAGE_LIMIT).with("what", Safe::word("mebibytes-of-groups"));
            return Err(error.with("limit", MOST_BYTES >> 20).at(held.spot.place(file)));
        }
        let shapes = match self.shapes.iter().position(|(known, _)| *known == shape) {
            Some(at) => self.shapes.get_mut(at),
            None => {
                self.shapes.push((shape, HashMap::new()));
                self.shapes.last_mut()
            }
        };
        let Some((_, keys)) = shapes else { return Ok(Vec::new()) };
        let mut otherwise = Vec::new();
        match keys.get(&key).and_then(|at| self.held.get_mut(*at)) {
            Some(known) if known.late == held.late => {
                for (at, values) in held.values {
                    match known.values.iter().find(|(other, _)| *other == at) {
                        None => known.values.push((at, values)),
                        Some((_, own)) if *own != values => otherwise.push((at, values)),
                        Some(_) => {}
                    }
                }
            }
            known => {
                let own: &[Said] = known.map_or(&[], |known| &known.values);
                let differs = |said: &&Said| own.iter().any(|(at, values)| *at == said.0 && *values != said.1);
                otherwise.extend(held.values.iter().filter(differs).cloned());
                keys.insert(key, self.held.len());
                self.held.push(held);
            }
        }
        Ok(otherwise)
    }

    /// Gives a row what the groups say that it is in, where it does not say it itself; returns which components.
    pub(in crate::exchange::sdmx) fn apply(&mut self, batch: &mut Batch, draft: &mut Draft, given: &mut Vec<usize>) {
        for (shape, keys) in &self.shapes {
            self.key.clear();
            let complete = shape.iter().all(|at| match batch.at(*at, draft.place(*at)) {
                Some(value) => {
                    push(&mut self.key, &value.text);
                    true
                }
                None => false,
            });
            let found = if complete { keys.get(&self.key).and_then(|at| self.held.get_mut(*at)) } else { None };
            let Some(held) = found else { continue };
            held.told = true;
            for (at, values) in &held.values {
                if let Some((first, others)) = values.split_first().filter(|_| !draft.has(*at)) {
                    let place = batch.place(*at, first);
                    draft.set_place(*at, place);
                    draft.set_more(*at, others.to_vec());
                    given.push(*at);
                }
            }
        }
    }

    /// The next group that no series or observation has the values of.
    pub(in crate::exchange::sdmx) fn untold(&mut self) -> Option<Held> {
        while let Some(held) = self.held.get_mut(self.asked) {
            self.asked += 1;
            if !held.told || held.late {
                let values = std::mem::take(&mut held.values);
                return Some(Held::new(held.spot, values, held.late));
            }
        }
        None
    }
}

/// Adds a value to a key, with how long it is: so two keys are the same only where all their values are.
fn push(key: &mut String, value: &str) {
    let _ = write!(key, "{}:", value.len());
    key.push_str(value);
}
