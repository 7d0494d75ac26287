use super::{
    described::{Described, Listed},
    resolve::{in_languages, numbered, resolved},
};
use crate::{
    error::{Finding, Safe, codes::exc},
    exchange::sdmx::{
        Action,
        data::{Above, Groups, Held, Intake, Layout, Reporting, Spot},
        json::{Said, Stood},
        structures::Relationship,
    },
};
use std::sync::Arc;

/// What is known of the data set that is being read.
#[derive(Debug, Default)]
pub(super) struct Open {
    pub(super) groups: Groups,
    pub(super) reporting: Option<Reporting>,
    pub(super) spot: Option<Spot>,
    /// The values that the data set and the series have, by component.
    below: Vec<Option<Vec<Arc<str>>>>,
    /// The components that the series set, with what the data set says of them.
    pub(super) series: Vec<(usize, Option<Vec<Arc<str>>>)>,
    /// The components that the observation set.
    pub(super) own: Vec<usize>,
    given: Vec<usize>,
    /// What is said of more than one observation.
    above: Above,
    /// The mandatory attributes of the data set, where no observation comes.
    lacks: Vec<usize>,
    pub(super) rows: bool,
    pub(super) in_series: u64,
    /// The number of the series.
    pub(super) number: u64,
    pub(super) word: String,
}

impl Open {
    pub(super) fn new(layout: &Layout, spot: Option<Spot>, reporting: Option<Reporting>) -> Self {
        let mandatory = layout.parts().iter().enumerate().filter(|(_, part)| part.is_mandatory());
        let of_set = mandatory.filter(|(_, part)| part.said_of() == Some(&Relationship::DataSet));
        let (lacks, above) = (of_set.map(|(at, _)| at).collect(), Above::of(layout));
        let below = vec![None; layout.parts().len()];
        Self { reporting, spot, lacks, above, below, ..Self::default() }
    }
}

/// The data set that is being read and where its values go.
pub(super) struct Work<'w, 'i> {
    pub(super) open: &'w mut Open,
    pub(super) described: &'w Described,
    pub(super) intake: Intake<'i>,
}

impl Work<'_, '_> {
    pub(super) fn say(&mut self, finding: Finding, spot: Spot) {
        let place = spot.place(self.intake.file);
        self.intake.put(finding.at(place));
    }

    /// Sets dimensions by the parts of a key; false where it has another number of parts.
    pub(super) fn key(&mut self, key: &str, levels: &[Vec<Listed>], spot: Spot) -> bool {
        let parts = if key.is_empty() { 0 } else { key.split(':').count() };
        let asked: usize = levels.iter().map(Vec::len).sum();
        if parts != asked && !(parts == 0 && asked == 1) {
            self.say(Finding::new(exc::KEY_UNEVEN), spot);
            return false;
        }
        for (listed, number) in levels.iter().flatten().zip(key.split(':')) {
            let Some(column) = listed.column else { continue };
            match numbered(listed, number).map(|values| values.first()) {
                Some(Some(text)) => self.intake.set(column, text, spot),
                Some(None) => self.intake.unset(column),
                None => {
                    self.intake.unset(column);
                    if !number.is_empty() {
                        self.say(Finding::new(exc::NUMBER_OF_NO_VALUE).with("component", Safe::term(&listed.id)), spot);
                    }
                }
            }
        }
        true
    }

    pub(super) fn unset(&mut self, dimensions: &[Listed]) {
        dimensions.iter().filter_map(|listed| listed.column).for_each(|column| self.intake.unset(column));
    }

    /// Sets what a data set, a series or a group says; returns which components have values now.
    pub(super) fn attributes(&mut self, attributes: &[Listed], said: &[Stood]) -> Vec<(usize, Vec<Arc<str>>)> {
        let mut all = Vec::new();
        for (at, (said, spot)) in said.iter().enumerate() {
            let Some(listed) = attributes.get(at) else {
                self.say(Finding::new(exc::VALUE_SURPLUS), *spot);
                break;
            };
            if let Some((column, values)) = self.several(listed, said, *spot) {
                all.push((column, values.iter().map(|text| Arc::from(text.as_str())).collect()));
            }
        }
        all
    }

    pub(super) fn several(&mut self, listed: &Listed, said: &Said, spot: Spot) -> Option<(usize, Vec<String>)> {
        let (values, fine) = resolved(listed, said);
        if !fine {
            self.say(Finding::new(exc::NUMBER_OF_NO_VALUE).with("component", Safe::term(&listed.id)), spot);
        }
        if in_languages(said) {
            self.say(Finding::new(exc::LANGUAGES_NOT_KEPT).with("component", Safe::term(&listed.id)), spot);
        }
        let column = listed.column.filter(|_| !values.is_empty())?;
        self.intake.set_many(column, &values, spot);
        Some((column, values))
    }

    /// Keeps what is said at a level as that which every observation below has.
    pub(super) fn keep(&mut self, said: Vec<(usize, Vec<Arc<str>>)>, of_series: bool) {
        for (column, values) in said {
            if let Some(below) = self.open.below.get_mut(column) {
                let before = below.replace(values);
                if of_series {
                    self.open.series.push((column, before));
                }
            }
        }
    }

    /// Takes back what the series said.
    pub(super) fn end_series(&mut self) {
        if self.open.in_series == 0
            && let Some(spot) = self.open.spot
        {
            self.row(spot);
        }
        while let Some((column, before)) = self.open.series.pop() {
            if let Some(below) = self.open.below.get_mut(column) {
                *below = before;
            }
            self.restore(column);
        }
    }

    /// Gives a component what the levels below say of it.
    pub(super) fn restore(&mut self, column: usize) {
        self.intake.unset(column);
        let Some(Some(values)) = self.open.below.get(column) else { return };
        if let Some((first, others)) = values.split_first() {
            let place = self.intake.batch.place(column, first);
            self.intake.draft.set_place(column, place);
            self.intake.draft.set_more(column, others.to_vec());
        }
    }

    /// Takes the values as a row, with what its groups say.
    pub(super) fn row(&mut self, spot: Spot) {
        self.open.rows = true;
        if !self.open.groups.is_empty() {
            let Open { groups, given, .. } = &mut *self.open;
            groups.apply(self.intake.batch, self.intake.draft, given);
        }
        let intake = &mut self.intake;
        if intake.data_set.action != Action::Delete {
            intake.above(&mut self.open.above, true, spot);
        }
        let time = intake.data_set.layout.time();
        let period = time.and_then(|time| intake.batch.at(time, intake.draft.place(time)));
        let outside = match (&mut self.open.reporting, period) {
            (Some(reporting), Some(period)) => !reporting.holds(&period.text),
            _ => false,
        };
        if outside {
            intake.outside_reporting(spot);
        }
        self.intake.observe(spot);
        while let Some(column) = self.open.given.pop() {
            self.intake.unset(column);
        }
    }

    /// What is left when the data set ends: groups that no observation is of, attributes without observations. True when nothing is
    /// left.
    pub(super) fn finish(&mut self) -> bool {
        let described = self.described;
        described.dimensions.iter().skip(1).for_each(|dimensions| self.unset(dimensions));
        while let Some(held) = self.open.groups.untold() {
            self.untold(&held);
            if self.intake.batch.is_full() {
                return false;
            }
        }
        let Some(spot) = self.open.spot else { return true };
        if self.open.below.iter().any(Option::is_some) && !self.open.rows {
            self.row(spot);
        }
        if self.intake.data_set.action != Action::Delete {
            if !self.open.rows {
                let lacks = std::mem::take(&mut self.open.lacks);
                self.intake.complete_without_rows(&lacks, spot);
            }
            let Intake { data_set, file, findings, .. } = &mut self.intake;
            self.open.above.tell(&data_set.layout, file, *findings);
        }
        true
    }

    fn untold(&mut self, held: &Held) {
        let spot = held.spot;
        let columns: Vec<usize> = held.values.iter().map(|(column, _)| *column).collect();
        for (column, values) in &held.values {
            if let Some((first, others)) = values.split_first() {
                let place = self.intake.batch.place(*column, first);
                self.intake.unset(*column);
                self.intake.draft.set_place(*column, place);
                self.intake.draft.set_more(*column, others.to_vec());
            }
        }
        self.open.rows = true;
        self.intake.observe(spot);
        columns.into_iter().for_each(|column| self.restore(column));
    }
}
