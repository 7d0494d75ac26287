use super::{Dimension, Indicator, Timeliness, presets::PRESETS};
use crate::{
    code::CodeList,
    error::Result,
    measure::{ApplicationType, Basis, Concept, Level, Making, Measure, Membership, Role, Unit},
    text::Text,
    time::{Convention, Frequency, Period},
};

/// An indicator as the generator writes it: words, empty where nothing is declared.
pub(super) struct Preset {
    pub(super) preset: &'static str,
    pub(super) id: &'static str,
    pub(super) version: &'static str,
    pub(super) name: (&'static str, &'static str),
    pub(super) definition: (&'static str, &'static str),
    pub(super) source: &'static str,
    pub(super) periodicity: &'static str,
    pub(super) timeliness: &'static str,
    pub(super) begins: &'static str,
    pub(super) footnote: &'static [&'static str],
    pub(super) convention: &'static str,
    pub(super) making: &'static str,
    pub(super) making_of_totals: &'static [(&'static str, &'static str)],
    pub(super) concept: &'static [(&'static str, &'static str)],
    pub(super) unit: &'static str,
    pub(super) temporality: &'static str,
    pub(super) level: &'static str,
    pub(super) application_type: &'static str,
    pub(super) role: &'static str,
    pub(super) basis: &'static str,
    pub(super) units: &'static [(&'static str, &'static str)],
    pub(super) dimensions: &'static [BuiltDimension],
}

/// A dimension as the generator writes it: id, list, membership and its rule in both languages.
type BuiltDimension = (&'static str, &'static str, &'static str, (&'static str, &'static str));

/// Every indicator of a preset.
pub(super) fn of(preset: &str) -> Result<Vec<Indicator>> {
    PRESETS.iter().filter(|indicator| indicator.preset == preset).map(Preset::indicator).collect()
}

/// What a word says, where there is one.
fn read<T>(word: &str, parse: impl Fn(&str) -> Result<T>) -> Result<Option<T>> {
    if word.is_empty() { Ok(None) } else { parse(word).map(Some) }
}

impl Preset {
    fn indicator(&self) -> Result<Indicator> {
        let (names, definition) =
            (Text::both(self.name.0, self.name.1), Text::both(self.definition.0, self.definition.1));
        let mut indicator = Indicator::new(self.id, names, definition, self.concept()?, self.measure()?)
            .versioned(self.version)
            .from_source(self.source)
            .every(Frequency::parse(self.periodicity)?)
            .made(Making::parse(self.making)?);
        for (dimension, making) in self.making_of_totals {
            indicator = indicator.made_of_totals(dimension, Making::parse(making)?);
        }
        if let Some(convention) = read(self.convention, Convention::parse)? {
            indicator = indicator.stock_at(convention);
        }
        if let Some(timeliness) = read(self.timeliness, Timeliness::parse)? {
            indicator = indicator.within(timeliness);
        }
        if let Some(first) = read(self.begins, Period::parse)? {
            indicator = indicator.begins(first);
        }
        for (code, unit) in self.units {
            indicator = indicator.counted_in(code, Unit::parse(unit)?)?;
        }
        for code in self.footnote {
            indicator = indicator.footnoted_in(code)?;
        }
        for (id, list, membership, (en, ru)) in self.dimensions {
            // The test of this room holds every word of the presets to be a known one.
            let membership = Membership::parse(membership).unwrap_or(Membership::Overlapping);
            let dimension = Dimension::new(id, CodeList::built_in(list)?, membership);
            let said = if en.is_empty() { dimension } else { dimension.ruled(Text::both(en, ru)) };
            indicator = indicator.by(said)?;
        }
        Ok(indicator)
    }

    fn concept(&self) -> Result<Concept> {
        let id = self.concept.iter().find(|(name, _)| *name == "id").map_or(self.id, |(_, id)| *id);
        let properties = self.concept.iter().filter(|(name, _)| *name != "id");
        properties.into_iter().try_fold(Concept::new(id), |concept, (name, value)| concept.with(name, value))
    }

    fn measure(&self) -> Result<Measure> {
        let mut measure = Measure::parse(self.unit, self.temporality)?;
        if let Some(level) = read(self.level, Level::parse)? {
            measure = measure.level(level);
        }
        if let Some(application_type) = read(self.application_type, ApplicationType::parse)? {
            measure = measure.application_type(application_type);
        }
        if let Some(role) = read(self.role, Role::parse)? {
            measure = measure.role(role);
        }
        if let Some(basis) = read(self.basis, Basis::parse)? {
            measure = measure.basis(basis);
        }
        Ok(measure)
    }
}
