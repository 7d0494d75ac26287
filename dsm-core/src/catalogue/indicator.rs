use super::{Dimension, Timeliness};
use crate::{
    code::CodeId,
    error::{Error, Result, Safe, codes},
    measure::{Concept, Making, Measure, Temporality, Unit},
    text::Text,
    time::{Convention, Frequency, Moment, Period, Time},
};
use rust_decimal::Decimal;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// An indicator: what its figures count, and how they are to be read.
///
/// # Units
/// [`Indicator::measure`]; where the source states the unit row by row, [`Indicator::measure_in`].
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    id: Arc<str>,
    version: Arc<str>,
    names: Text,
    definition: Text,
    source: Arc<str>,
    concept: Concept,
    measure: Measure,
    units: BTreeMap<Arc<str>, Unit>,
    dimensions: Vec<Dimension>,
    periodicity: Frequency,
    timeliness: Option<Timeliness>,
    begins: Option<Period>,
    footnoted: BTreeSet<Arc<str>>,
    convention: Option<Convention>,
    making: Making,
    making_of_totals: BTreeMap<Arc<str>, Making>,
}

impl Indicator {
    /// An annual indicator, version `1.0`, in one unit, without dimensions, its figures exact.
    #[must_use]
    pub fn new(id: &str, names: Text, definition: Text, concept: Concept, measure: Measure) -> Self {
        Self {
            id: Arc::from(id),
            version: Arc::from("1.0"),
            names,
            definition,
            source: Arc::from(""),
            concept,
            measure,
            units: BTreeMap::new(),
            dimensions: Vec::new(),
            periodicity: Frequency::Annual,
            timeliness: None,
            begins: None,
            footnoted: BTreeSet::new(),
            convention: None,
            making: Making::Exact,
            making_of_totals: BTreeMap::new(),
        }
    }

    /// Sets the version of its definition.
    #[must_use]
    pub fn versioned(mut self, version: &str) -> Self {
        self.version = Arc::from(version);
        self
    }

    /// Says where the definition comes from.
    #[must_use]
    pub fn from_source(mut self, source: &str) -> Self {
        self.source = Arc::from(source);
        self
    }

    /// Declares what a code in the column `UNIT` means for it.
    ///
    /// # Errors
    /// `CAT-005` where that code is declared already.
    pub fn counted_in(mut self, code: &str, unit: Unit) -> Result<Self> {
        match self.units.insert(Arc::from(code), unit) {
            None => Ok(self),
            Some(_) => Err(twice(code)),
        }
    }

    /// Adds a dimension.
    ///
    /// # Errors
    /// `CAT-005` where it has a dimension of that id.
    pub fn by(mut self, dimension: Dimension) -> Result<Self> {
        if self.dimensions.iter().any(|other| other.id() == dimension.id()) {
            return Err(twice(dimension.id()));
        }
        self.dimensions.push(dimension);
        Ok(self)
    }

    /// Sets how often it is published.
    #[must_use]
    pub fn every(mut self, periodicity: Frequency) -> Self {
        self.periodicity = periodicity;
        self
    }

    /// Sets how long after the end of a period its figures are due.
    #[must_use]
    pub fn within(mut self, timeliness: Timeliness) -> Self {
        self.timeliness = Some(timeliness);
        self
    }

    /// Declares the first period of which there are figures.
    #[must_use]
    pub fn begins(mut self, first: Period) -> Self {
        self.begins = Some(first);
        self
    }

    /// Declares that figures in the unit of this code of the column `UNIT` are never shown without a footnote that says so.
    ///
    /// # Errors
    /// `CAT-002` for a unit that is not declared for it.
    ///
    /// Source: handbook annex 12, data counting.
    pub fn footnoted_in(mut self, code: &str) -> Result<Self> {
        if !self.units.contains_key(code) {
            return Err(self.refused(codes::cat::UNIT_NOT_DECLARED));
        }
        self.footnoted.insert(Arc::from(code));
        Ok(self)
    }

    /// Declares which moment the label of a period stands for: for stocks.
    #[must_use]
    pub fn stock_at(mut self, convention: Convention) -> Self {
        self.convention = Some(convention);
        self
    }

    /// Declares how its figures are inexact by making.
    #[must_use]
    pub fn made(mut self, making: Making) -> Self {
        self.making = making;
        self
    }

    /// Declares how published totals of a dimension are inexact: they may be sums of figures that are.
    #[must_use]
    pub fn made_of_totals(mut self, dimension: &str, making: Making) -> Self {
        self.making_of_totals.insert(Arc::from(dimension), making);
        self
    }

    /// The id, such as `ASYLUM_APPLICATIONS`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The version of the definition.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What it is called.
    #[must_use]
    pub fn names(&self) -> &Text {
        &self.names
    }

    /// What is counted and what is not.
    #[must_use]
    pub fn definition(&self) -> &Text {
        &self.definition
    }

    /// Where the definition comes from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Which population its figures are of.
    #[must_use]
    pub fn concept(&self) -> &Concept {
        &self.concept
    }

    /// What its figures count, where nothing else is stated.
    #[must_use]
    pub fn measure(&self) -> &Measure {
        &self.measure
    }

    /// What its figures count in the unit that a code of the column `UNIT` states.
    ///
    /// # Errors
    /// `CAT-002` for a unit that is not declared for it: persons and cases are never taken for each other.
    pub fn measure_in(&self, unit: &str) -> Result<Measure> {
        let unit = self.units.get(unit).ok_or_else(|| self.refused(codes::cat::UNIT_NOT_DECLARED))?;
        Ok(self.measure.in_unit(unit.clone()))
    }

    /// The codes of units that are declared for it, with what they mean.
    pub fn units(&self) -> impl Iterator<Item = (&str, &Unit)> {
        self.units.iter().map(|(code, unit)| (&**code, unit))
    }

    /// Its dimensions in their order. The reporting country and the time are not among them: every indicator has these.
    #[must_use]
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// The dimension of that id.
    ///
    /// # Errors
    /// `CAT-004` where it has none.
    pub fn dimension(&self, id: &str) -> Result<&Dimension> {
        let found = self.dimensions.iter().find(|dimension| dimension.id() == id);
        found.ok_or_else(|| self.refused(codes::cat::DIMENSION_UNKNOWN))
    }

    /// How often it is published.
    #[must_use]
    pub fn periodicity(&self) -> Frequency {
        self.periodicity
    }

    /// How long after the end of a period its figures are due, where that is declared.
    #[must_use]
    pub fn timeliness(&self) -> Option<Timeliness> {
        self.timeliness
    }

    /// The first period of which there are figures, where that is declared.
    #[must_use]
    pub fn first_period(&self) -> Option<&Period> {
        self.begins.as_ref()
    }

    /// Whether figures in a unit are never shown without a footnote that names it: cases where others count persons.
    #[must_use]
    pub fn is_footnoted(&self, unit: &Unit) -> bool {
        self.units.iter().any(|(code, declared)| declared == unit && self.footnoted.contains(code))
    }

    /// Which moment the label of a period stands for, where it is declared.
    #[must_use]
    pub fn convention(&self) -> Option<Convention> {
        self.convention
    }

    /// How its figures are inexact by making, totals apart.
    #[must_use]
    pub fn making(&self) -> &Making {
        &self.making
    }

    /// How the figure at these codes, one for each dimension, is inexact by making.
    ///
    /// # Errors
    /// `CAT-006` for a published total (`_T`) of inexact figures where nobody has declared how inexact the total is.
    pub fn making_at<S: AsRef<str>>(&self, codes: &[S]) -> Result<&Making> {
        let total = |(_, code): &(&Dimension, &S)| code.as_ref() == CodeId::TOTAL;
        let mut totals = self.dimensions.iter().zip(codes).filter(total);
        match (totals.next(), totals.next()) {
            (None, _) => Ok(&self.making),
            _ if self.making == Making::Exact => Ok(&self.making),
            (Some((dimension, _)), None) => {
                let declared = self.making_of_totals.get(dimension.id());
                declared.ok_or_else(|| self.refused(codes::cat::TOTAL_NOT_DECLARED))
            }
            _ => Err(self.refused(codes::cat::TOTAL_NOT_DECLARED)),
        }
    }

    /// The interval that holds the truth behind a published figure at these codes, one for each dimension; none where the
    /// figure is exact.
    ///
    /// # Errors
    /// `CAT-006` as [`Indicator::making_at`]; `MEA-002` where the figure cannot have been made in the declared way.
    pub fn interval<S: AsRef<str>>(&self, codes: &[S], published: Decimal) -> Result<Option<(Decimal, Decimal)>> {
        self.making_at(codes)?.interval(published, self.measure.is_signed())
    }

    /// Reads what stands in the column of time: a period for flows, a moment for stocks.
    ///
    /// The label of a period becomes the moment that the indicator declares. Without a declaration only a moment is accepted:
    /// `2024-01-01` is then the start of that day.
    ///
    /// # Errors
    /// A code of room `time` for what cannot be read; `CAT-003` for the label of a period that stands for no declared moment.
    pub fn time(&self, label: &str) -> Result<Time> {
        if self.measure.temporality() != Temporality::Stock {
            return Period::parse(label).map(Time::Period);
        }
        match (self.convention, label.contains('T')) {
            (Some(convention), false) => Moment::of(&Period::parse(label)?, convention).map(Time::Moment),
            _ => Moment::parse(label).map(Time::Moment).map_err(|error| match Period::parse(label) {
                Ok(_) => self.refused(codes::cat::MOMENT_NOT_DECLARED),
                Err(_) => error,
            }),
        }
    }

    fn refused(&self, code: crate::error::Code) -> Error {
        Error::new(code).with("indicator", Safe::term(&self.id))
    }
}

fn twice(id: &str) -> Error {
    Error::new(codes::cat::DECLARED_TWICE).with("id", Safe::term(id))
}
