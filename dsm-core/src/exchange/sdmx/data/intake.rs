use super::{
    Batch, DataSet, Layout, Part,
    above::level,
    batch::NONE,
    domain::{Named, Wrong},
    keys::Keys,
    spot::Spot,
};
use crate::{
    error::{Code, Finding, FindingSink, Place, Safe, codes::exc},
    exchange::sdmx::{
        Action,
        structures::{Relationship, Role},
    },
};
use std::sync::Arc;

/// The values of the row that is being read. What is said of a series stays until it is taken back.
#[derive(Debug, Default)]
pub(in crate::exchange::sdmx) struct Draft {
    /// Of a figure 0 where there is one.
    places: Vec<u32>,
    texts: Vec<String>,
    more: Vec<(usize, Vec<Arc<str>>)>,
    /// The values by their texts, between two batches.
    kept: Vec<Option<Arc<str>>>,
    /// The number of the series, while none of its dimensions changes.
    pub(super) series: Option<u64>,
}

impl Draft {
    /// Empties it for a layout.
    pub(in crate::exchange::sdmx) fn start(&mut self, layout: &Layout) {
        let width = layout.parts().len();
        (self.places, self.texts) = (vec![NONE; width], vec![String::new(); width]);
        (self.more, self.kept, self.series) = (Vec::new(), vec![None; width], None);
    }

    /// Keeps the values by their texts, because the next batch may be another one.
    pub(in crate::exchange::sdmx) fn keep(&mut self, batch: &Batch) {
        for (at, (place, kept)) in self.places.iter().zip(&mut self.kept).enumerate() {
            *kept = batch.at(at, *place).map(|value| value.text.clone());
        }
    }

    /// Puts the values into the dictionaries of a batch.
    pub(in crate::exchange::sdmx) fn put_back(&mut self, batch: &mut Batch) {
        for (at, (place, kept)) in self.places.iter_mut().zip(&self.kept).enumerate() {
            if !batch.is_plain(at) {
                *place = kept.as_ref().map_or(NONE, |text| batch.place(at, text));
            }
        }
    }

    /// Takes the values as a row.
    pub(in crate::exchange::sdmx) fn row(&self, batch: &mut Batch, line: u64) {
        batch.row(line, &self.places, &self.texts, &self.more);
    }

    /// Takes the value of a component back.
    pub(in crate::exchange::sdmx) fn unset(&mut self, component: usize) {
        self.set_place(component, NONE);
    }

    /// The place of the value of a component, to be set again later.
    pub(in crate::exchange::sdmx) fn place(&self, component: usize) -> u32 {
        self.places.get(component).copied().unwrap_or(NONE)
    }

    /// Sets the only value of a component by its place.
    pub(in crate::exchange::sdmx) fn set_place(&mut self, component: usize, place: u32) {
        if let Some(own) = self.places.get_mut(component) {
            *own = place;
        }
        if !self.more.is_empty() {
            self.more.retain(|(other, _)| *other != component);
        }
    }

    /// The values of a component after the first.
    pub(in crate::exchange::sdmx) fn more(&self, component: usize) -> &[Arc<str>] {
        let found = self.more.iter().find(|(other, _)| *other == component);
        found.map_or(&[], |(_, values)| values)
    }

    /// Adds the values of a component after the first.
    pub(in crate::exchange::sdmx) fn set_more(&mut self, component: usize, values: Vec<Arc<str>>) {
        if !values.is_empty() {
            self.more.push((component, values));
        }
    }

    /// Whether a component has a value.
    pub(in crate::exchange::sdmx) fn has(&self, component: usize) -> bool {
        self.place(component) != NONE
    }
}

/// Takes observations into a batch and checks them against their structure.
pub(in crate::exchange::sdmx) struct Intake<'a> {
    pub(in crate::exchange::sdmx) batch: &'a mut Batch,
    pub(in crate::exchange::sdmx) draft: &'a mut Draft,
    pub(in crate::exchange::sdmx) keys: &'a mut Keys,
    pub(in crate::exchange::sdmx) data_set: &'a DataSet,
    pub(in crate::exchange::sdmx) file: &'a Arc<str>,
    pub(in crate::exchange::sdmx) findings: &'a mut dyn FindingSink,
}

impl Intake<'_> {
    /// Sets the value of a component and says what is wrong with it.
    pub(in crate::exchange::sdmx) fn set(&mut self, component: usize, text: &str, spot: Spot) {
        if self.batch.is_plain(component) {
            let wrong = self.data_set.layout.parts().get(component).and_then(|part| part.judge(text));
            if let Some(slot) = self.draft.texts.get_mut(component) {
                slot.clear();
                slot.push_str(text);
            }
            self.draft.set_place(component, 0);
            if let Some(wrong) = wrong {
                self.wrong(component, wrong, text, spot);
            }
            return;
        }
        let place = self.batch.place(component, text);
        if self.draft.place(component) != place && self.data_set.layout.is_of_series(component) {
            self.draft.series = None;
        }
        self.draft.set_place(component, place);
        if let Some(wrong) = self.batch.at(component, place).and_then(|value| value.wrong.clone()) {
            self.wrong(component, wrong, text, spot);
        }
    }

    /// Takes the value of a component back.
    pub(in crate::exchange::sdmx) fn unset(&mut self, component: usize) {
        self.draft.unset(component);
        if self.data_set.layout.is_of_series(component) {
            self.draft.series = None;
        }
    }

    /// Sets several values of one component.
    pub(in crate::exchange::sdmx) fn set_many(&mut self, component: usize, values: &[String], spot: Spot) {
        let Some((first, others)) = values.split_first() else { return };
        self.set(component, first, spot);
        if others.is_empty() {
            return;
        }
        let mut more = Vec::with_capacity(others.len());
        for text in others {
            let place = self.batch.place(component, text);
            if let Some(wrong) = self.batch.at(component, place).and_then(|value| value.wrong.clone()) {
                self.wrong(component, wrong, text, spot);
            }
            more.push(Arc::from(text.as_str()));
        }
        let part = self.data_set.layout.parts().get(component).filter(|part| (part.most as usize) < values.len());
        if let Some((id, most)) = part.map(|part| (part.id.clone(), part.most)) {
            let finding =
                Finding::new(exc::VALUES_MANY).with("component", Safe::term(&id)).with("limit", u64::from(most));
            self.put(finding.with("key", self.key()).at(self.at(&id, spot)));
        }
        self.draft.set_more(component, more);
    }

    /// Says that the period is none that the message reports.
    pub(in crate::exchange::sdmx) fn outside_reporting(&mut self, spot: Spot) {
        let layout = &self.data_set.layout;
        let id =
            layout.time().and_then(|time| layout.parts().get(time)).map(|part| part.id.clone()).unwrap_or_default();
        let finding = Finding::new(exc::OUTSIDE_REPORTING).with("component", Safe::term(&id)).with("key", self.key());
        self.put(finding.at(self.at(&id, spot)));
    }

    /// Says that a field which is to hold a code and its name does not.
    pub(in crate::exchange::sdmx) fn unlabeled(&mut self, component: usize, text: &str, spot: Spot) {
        let id = self.data_set.layout.parts().get(component).map(|part| part.id.clone()).unwrap_or_default();
        let finding = Finding::new(exc::LABEL_MALFORMED).with("component", Safe::term(&id)).with("key", self.key());
        self.put(finding.evidence_of(text).at(self.at(&id, spot)));
    }

    /// Says that something stands there that is no component of the structure.
    pub(in crate::exchange::sdmx) fn stranger(&mut self, id: &str, spot: Spot) {
        let finding = Finding::new(exc::COMPONENT_UNKNOWN).with("component", Safe::term(id)).evidence_of(id);
        let keyed = (0..self.data_set.layout.dimensions()).any(|at| self.draft.has(at));
        let finding = if keyed { finding.with("key", self.key()) } else { finding };
        self.put(finding.at(self.at(id, spot)));
    }

    /// Says that a value of the key stands where it contradicts what the key is known to be; that stays.
    pub(in crate::exchange::sdmx) fn misplaced(&mut self, component: usize, text: &str, spot: Spot) {
        let id = self.data_set.layout.parts().get(component).map(|part| part.id.clone()).unwrap_or_default();
        let finding = Finding::new(exc::KEY_CONTRADICTED).with("component", Safe::term(&id)).with("key", self.key());
        self.put(finding.evidence_of(text).at(self.at(&id, spot)));
    }

    /// Takes the values as a row, and says what it lacks. A row without a dimension is about more than one observation: it is
    /// lacking only where it has a figure.
    ///
    /// True where a data set begins with it: the row is taken where no other is in the batch, else the draft keeps it.
    pub(in crate::exchange::sdmx) fn observe(&mut self, spot: Spot) -> bool {
        let layout = &self.data_set.layout;
        let whole = (0..layout.dimensions()).all(|at| self.draft.has(at));
        let deletes = self.data_set.action == Action::Delete;
        if !deletes && layout.asked().iter().any(|at| !self.draft.has(*at)) {
            self.lacking(whole, spot);
        }
        let begins = (whole || deletes) && self.keyed(whole, deletes, spot);
        if whole && self.data_set.layout.is_constrained() {
            self.constrained(spot);
        }
        if !begins || self.batch.is_empty() {
            self.draft.row(self.batch, spot.line);
        }
        begins
    }

    /// Says that the series whose values are here came before.
    pub(in crate::exchange::sdmx) fn series_again(&mut self, spot: Spot) {
        let finding = Finding::new(exc::SERIES_AGAIN).with("key", self.key());
        self.put(finding.at(self.at("", spot)));
    }

    /// Says what the row lacks.
    fn lacking(&mut self, whole: bool, spot: Spot) {
        let layout = self.data_set.layout.clone();
        let figure = layout.measure().is_some_and(|measure| self.draft.has(measure));
        for (at, part) in layout.asked().iter().filter_map(|at| Some((*at, layout.parts().get(*at)?))) {
            if self.draft.has(at) {
                continue;
            }
            let code = match &part.role {
                Role::Dimension | Role::Time if figure => exc::DIMENSION_MISSING,
                Role::Attribute { of: Relationship::Observation, .. } if whole => exc::ATTRIBUTE_MISSING,
                _ => continue,
            };
            self.lacks(code, part, spot);
        }
    }

    /// Says which of some mandatory attributes are missing.
    pub(in crate::exchange::sdmx) fn complete(&mut self, asked: &[usize], spot: Spot) {
        for at in asked.iter().filter(|at| !self.draft.has(**at)).copied().collect::<Vec<_>>() {
            let layout = self.data_set.layout.clone();
            if let Some(part) = layout.parts().get(at) {
                self.lacks(exc::ATTRIBUTE_MISSING, part, spot);
            }
        }
    }

    /// Says which of some mandatory attributes of a data set without rows are missing: no row of it will.
    pub(in crate::exchange::sdmx) fn complete_without_rows(&mut self, asked: &[usize], spot: Spot) {
        let layout = self.data_set.layout.clone();
        let lacking: Vec<usize> = asked.iter().filter(|at| !self.draft.has(**at)).copied().collect();
        for part in lacking.iter().filter_map(|at| layout.parts().get(*at)) {
            let finding = self.lack(exc::ATTRIBUTE_MISSING, part, spot);
            self.put(finding.with("rows", Safe::count(0)));
        }
    }

    fn lacks(&mut self, code: Code, part: &Part, spot: Spot) {
        let finding = self.lack(code, part, spot);
        self.put(finding);
    }

    fn lack(&self, code: Code, part: &Part, spot: Spot) -> Finding {
        let finding = Finding::new(code).with("component", Safe::term(&part.id)).with("key", self.key());
        let finding = match part.said_of() {
            Some(of) => finding.with("level", Safe::term(level(of))),
            None => finding,
        };
        finding.at(self.at(&part.id, spot))
    }

    fn wrong(&mut self, component: usize, (code, named): Wrong, text: &str, spot: Spot) {
        // In a deletion a hyphen marks the value that goes.
        if text == "-" && self.data_set.action == Action::Delete {
            return;
        }
        let id = self.data_set.layout.parts().get(component).map(|part| part.id.clone()).unwrap_or_default();
        let finding = Finding::new(code).with("component", Safe::term(&id)).with("key", self.key()).evidence_of(text);
        let finding = match named {
            Named::Nothing => finding,
            Named::List(list) => finding.with("list", Safe::term(&list)),
            Named::Rule(kind, rule, asked) => {
                finding.with("type", Safe::term(kind)).with("rule", Safe::word(rule)).with("asked", asked)
            }
        };
        self.put(finding.at(self.at(&id, spot)));
    }

    /// The key as far as it is known; what is not written like an id is not shown.
    pub(in crate::exchange::sdmx) fn key(&self) -> Safe {
        let layout = &self.data_set.layout;
        let text = |at: usize| self.batch.at(at, self.draft.place(at)).map_or("", |value| &value.text);
        Safe::terms((0..layout.dimensions()).map(text))
    }

    /// The place of a component.
    pub(in crate::exchange::sdmx) fn at(&self, id: &str, spot: Spot) -> Place {
        spot.of(self.file, id)
    }

    /// Puts a finding down.
    pub(in crate::exchange::sdmx) fn put(&mut self, finding: Finding) {
        // Counting goes on where nobody wants details any more.
        let _ = self.findings.put(finding);
    }
}
