use super::{Batch, DataSet, Draft, Groups, Held, Intake, Layout, Spot, batch::NONE, seen::mixed};
use crate::{
    error::{Finding, FindingSink, Result, Safe, codes::exc},
    exchange::sdmx::structures::Relationship,
};
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

/// What is said of more than one observation: of a whole data set, of a series, of another part of the key. Where the structure gives it
/// one value it has one, and where it asks for it, it has one at all.
#[derive(Debug, Default)]
pub(in crate::exchange::sdmx) struct Above {
    rings: Vec<Ring>,
    keys: usize,
    told: bool,
    /// How many data sets came that may say otherwise what the ones before them said.
    turn: u32,
}

/// The attributes that are said of the same part of the key.
#[derive(Debug)]
struct Ring {
    /// The dimensions, and how many there are of them, then the attributes.
    columns: Vec<usize>,
    dimensions: usize,
    /// Which of the attributes must be there.
    mandatory: Vec<bool>,
    /// What they are said of, in a word.
    level: &'static str,
    /// By the number of the key: where its values begin, and in which turn they were said last.
    known: HashMap<u64, (usize, u32)>,
    /// The numbers of the values, 0 of none.
    values: Vec<u64>,
    /// Keys that lack something, with where they stood first.
    pending: HashMap<u64, (Spot, Safe)>,
    /// The places of the last row.
    last: Vec<u32>,
    generation: u64,
}

/// So many keys are kept, and so many that lack something.
const MOST: (usize, usize) = (1 << 18, 1 << 16);

/// The values of a row by their numbers.
struct Values<'r> {
    batch: &'r Batch,
    draft: &'r Draft,
}

impl Values<'_> {
    /// The number of the values of a component, 0 where it has none.
    fn of(&self, component: usize) -> u64 {
        let Some(first) = self.batch.at(component, self.draft.place(component)) else { return 0 };
        let number = |text: &Arc<str>| {
            let mut hasher = DefaultHasher::new();
            text.hash(&mut hasher);
            hasher.finish()
        };
        let all = self.draft.more(component).iter().fold(first.hash, |whole, text| mixed(whole, number(text)));
        all.max(1)
    }
}

impl Above {
    /// Nothing yet of a structure. An attribute that is said of the time too is one of the observation.
    pub(in crate::exchange::sdmx) fn of(layout: &Layout) -> Self {
        let mut rings: Vec<Ring> = Vec::new();
        for (at, part) in layout.parts().iter().enumerate() {
            let Some((level, dimensions)) = part.said_of().and_then(|of| Some((level(of), layout.dimensions_of(of)?)))
            else {
                continue;
            };
            let unknown = dimensions.is_empty() && level != "data-set";
            if unknown || layout.time().is_some_and(|time| dimensions.contains(&time)) {
                continue;
            }
            let same = |ring: &&mut Ring| ring.level == level && ring.key() == dimensions;
            match rings.iter_mut().find(same) {
                Some(ring) => {
                    ring.columns.push(at);
                    ring.mandatory.push(part.is_mandatory());
                }
                None => rings.push(Ring::new(level, dimensions, at, part.is_mandatory())),
            }
        }
        Self { rings, ..Self::default() }
    }

    /// A data set begins that may say otherwise what was said before.
    pub(in crate::exchange::sdmx) fn turn(&mut self) {
        self.turn = self.turn.saturating_add(1);
        self.rings.iter_mut().for_each(|ring| ring.last.clear());
    }

    /// Says what was asked for and did not come: of every key that came, where it stood first.
    pub(in crate::exchange::sdmx) fn tell(&mut self, layout: &Layout, file: &Arc<str>, findings: &mut dyn FindingSink) {
        self.rings.iter_mut().for_each(|ring| ring.tell(layout, file, findings));
    }
}

/// What an attribute is said of, in a word.
pub(in crate::exchange::sdmx) fn level(of: &Relationship) -> &'static str {
    match of {
        Relationship::DataSet => "data-set",
        Relationship::Group(_) => "group",
        Relationship::Dimensions(_) => "series",
        Relationship::Observation => "observation",
    }
}

impl Ring {
    fn new(level: &'static str, mut columns: Vec<usize>, first: usize, mandatory: bool) -> Self {
        let dimensions = columns.len();
        columns.push(first);
        let (known, values, pending) = (HashMap::new(), Vec::new(), HashMap::new());
        let (last, generation, mandatory) = (Vec::new(), 0, vec![mandatory]);
        Self { columns, dimensions, mandatory, level, known, values, pending, last, generation }
    }

    fn key(&self) -> &[usize] {
        self.columns.get(..self.dimensions).unwrap_or_default()
    }

    fn attributes(&self) -> &[usize] {
        self.columns.get(self.dimensions..).unwrap_or_default()
    }

    /// Whether the row says what the last one said; takes it for the last one.
    fn same(&mut self, batch: &Batch, draft: &Draft) -> bool {
        let place = |at: &usize| draft.place(*at);
        let several = || self.attributes().iter().any(|at| !draft.more(*at).is_empty());
        let same = self.generation == batch.generation()
            && self.last.len() == self.columns.len()
            && self.columns.iter().map(place).eq(self.last.iter().copied())
            && !several();
        if !same {
            self.last.clear();
            self.last.extend(self.columns.iter().map(place));
            self.generation = batch.generation();
        }
        same
    }

    /// Which mandatory attributes a key has no value of.
    fn lacking(&self, number: u64) -> impl Iterator<Item = usize> {
        let values = self.known.get(&number).and_then(|(at, _)| self.values.get(*at..)).unwrap_or_default();
        let all = self.attributes().iter().zip(&self.mandatory).zip(values);
        all.filter(|((_, mandatory), value)| **mandatory && **value == 0).map(|((at, _), _)| *at)
    }

    fn tell(&mut self, layout: &Layout, file: &Arc<str>, findings: &mut dyn FindingSink) {
        let mut all: Vec<(u64, (Spot, Safe))> = std::mem::take(&mut self.pending).into_iter().collect();
        all.sort_by_key(|(number, (spot, _))| (spot.line, *number));
        for (number, (spot, key)) in all {
            for at in self.lacking(number) {
                let id = layout.parts().get(at).map_or("", |part| &part.id);
                let finding = Finding::new(exc::ATTRIBUTE_MISSING).with("component", Safe::term(id));
                let finding = finding.with("key", key.clone()).with("level", Safe::term(self.level));
                let _ = findings.put(finding.at(spot.of(file, id)));
            }
        }
    }
}

impl Intake<'_> {
    /// Holds what the row says of more than itself against what rows before it said. `asks`: what is lacking is kept, to be told.
    pub(in crate::exchange::sdmx) fn above(&mut self, above: &mut Above, asks: bool, spot: Spot) {
        for at in 0..above.rings.len() {
            let Some(ring) = above.rings.get_mut(at) else { continue };
            if ring.same(self.batch, self.draft) {
                continue;
            }
            let Self { batch, draft, data_set: DataSet { layout, .. }, .. } = &*self;
            let row = Values { batch, draft };
            if ring.key().iter().any(|at| draft.place(*at) == NONE) {
                continue;
            }
            let number = ring.key().iter().fold(0, |whole, at| mixed(whole, row.of(*at)));
            let said: Vec<u64> = ring.attributes().iter().map(|at| row.of(*at)).collect();
            let own = ring.key().to_vec();
            let key = || {
                let text = |at| batch.at(at, draft.place(at)).filter(|_| own.contains(&at));
                Safe::terms((0..layout.dimensions()).map(|at| text(at).map_or("", |value| &value.text)))
            };
            let Some((first, before)) = ring.known.get_mut(&number) else {
                if above.keys >= MOST.0 {
                    if !std::mem::replace(&mut above.told, true) {
                        let finding = Finding::new(exc::KEYS_NOT_KEPT).with("limit", Safe::count(MOST.0 as u64));
                        self.put(finding.at(self.at("", spot)));
                    }
                    continue;
                }
                above.keys += 1;
                let lacks = ring.mandatory.iter().zip(&said).any(|(mandatory, value)| *mandatory && *value == 0);
                let key = (asks && lacks).then(key);
                ring.known.insert(number, (ring.values.len(), above.turn));
                ring.values.extend(said);
                if let Some(key) = key {
                    if ring.pending.len() >= MOST.1 {
                        ring.tell(layout, self.file, self.findings);
                    }
                    ring.pending.insert(number, (spot, key));
                }
                continue;
            };
            let (first, anew) = (*first, std::mem::replace(before, above.turn) != above.turn);
            let (mut others, mut filled) = (Vec::new(), false);
            for (at, value) in said.iter().enumerate().filter(|(_, value)| **value != 0) {
                match ring.values.get_mut(first + at) {
                    Some(own) if *own == 0 => (*own, filled) = (*value, true),
                    Some(own) if anew => *own = *value,
                    Some(own) if *own != *value => others.extend(ring.columns.get(ring.dimensions + at)),
                    _ => {}
                }
            }
            let key = (!others.is_empty()).then(key);
            if filled && ring.lacking(number).next().is_none() {
                ring.pending.remove(&number);
            }
            let level = ring.level;
            for (other, key) in others.into_iter().zip(std::iter::repeat(key.unwrap_or_else(|| self.key()))) {
                let text = self.batch.at(other, self.draft.place(other)).map(|value| value.text.clone());
                self.otherwise((other, text.as_deref().unwrap_or_default()), level, key, spot);
            }
        }
    }

    /// Keeps a group, and says what one of the same key before it says otherwise.
    ///
    /// # Errors
    /// As [`Groups::put`].
    pub(in crate::exchange::sdmx) fn group(&mut self, groups: &mut Groups, held: Held) -> Result<()> {
        let (layout, spot) = (self.data_set.layout.clone(), held.spot);
        let said = |at: usize| held.values.iter().find(|(own, _)| *own == at).and_then(|(_, values)| values.first());
        let key = Safe::terms((0..layout.dimensions()).map(|at| said(at).map_or("", |value| value)));
        for (at, values) in groups.put(held, layout.dimensions(), self.file)? {
            self.otherwise((at, values.first().map_or("", |value| value)), "group", key.clone(), spot);
        }
        Ok(())
    }

    /// Says that an attribute has another value than before where it has one.
    fn otherwise(&mut self, (at, text): (usize, &str), level: &'static str, key: Safe, spot: Spot) {
        let layout = &self.data_set.layout;
        let id = layout.parts().get(at).map(|part| part.id.clone()).unwrap_or_default();
        let finding = Finding::new(exc::ATTRIBUTE_OTHERWISE).with("component", Safe::term(&id)).with("key", key);
        let finding = finding.with("level", Safe::term(level)).evidence_of(text);
        self.put(finding.at(self.at(&id, spot)));
    }
}
