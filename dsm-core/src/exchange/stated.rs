use crate::{
    error::{Error, Finding, Result, Safe, codes},
    exchange::description::Description,
    measure::{Concept, Making, Measure, Temporality, Unit},
    table::{Absent, Axis},
    time::Convention,
};
use std::sync::Arc;

/// The concept of a table that does not say of whom it is.
const UNSTATED: &str = "UNSTATED";

/// What the caller states about columns that do not describe themselves.
///
/// # Example
/// ```
/// use dsm_core::{exchange::Stated, measure::*, table::*};
/// let stated = Stated::nothing()
///     .measure(Measure::parse("cases:permit:one", "flow").unwrap())
///     .concept(Concept::new("PERMITS"))
///     .axis(Axis::time("TIME_PERIOD"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stated {
    measure: Option<Measure>,
    concept: Option<Concept>,
    pub(in crate::exchange) axes: Vec<Axis>,
    vintage: Option<Arc<str>>,
    making: Option<Making>,
    absent: Option<Absent>,
    moments: Option<Convention>,
    pub(in crate::exchange) value: Option<Arc<str>>,
}

impl Stated {
    /// Nothing: the table describes itself, or is read in the weakest way.
    #[must_use]
    pub fn nothing() -> Self {
        Self::default()
    }

    /// States what is counted.
    #[must_use]
    pub fn measure(mut self, measure: Measure) -> Self {
        self.measure = Some(measure);
        self
    }

    /// States which population it is of.
    #[must_use]
    pub fn concept(mut self, concept: Concept) -> Self {
        self.concept = Some(concept);
        self
    }

    /// States an axis; the column of that name holds its codes. Axes keep the order in which they are stated.
    ///
    /// Where none is stated every column without another role is one: `TIME_PERIOD` of time, the others categories of which
    /// nothing is known.
    #[must_use]
    pub fn axis(mut self, axis: Axis) -> Self {
        self.axes.push(axis);
        self
    }

    /// States the vintage.
    #[must_use]
    pub fn vintage(mut self, vintage: &str) -> Self {
        self.vintage = Some(Arc::from(vintage));
        self
    }

    /// States how the published figures are inexact by making.
    #[must_use]
    pub fn making(mut self, making: Making) -> Self {
        self.making = Some(making);
        self
    }

    /// States what a key that is not there means.
    #[must_use]
    pub fn absent(mut self, absent: Absent) -> Self {
        self.absent = Some(absent);
        self
    }

    /// States which moment the label of a period stands for, where a message of SDMX gives stocks by periods.
    ///
    /// A day stays its start: so DSM writes the moments of stocks.
    #[must_use]
    pub fn moments(mut self, convention: Convention) -> Self {
        self.moments = Some(convention);
        self
    }

    /// Names the column of the figures, where it is not `OBS_VALUE`.
    #[must_use]
    pub fn value(mut self, column: &str) -> Self {
        self.value = Some(Arc::from(column));
        self
    }

    /// The moment that labels of periods stand for.
    pub(in crate::exchange) fn convention(&self) -> Option<Convention> {
        self.moments
    }

    /// Whether figures are as counted, as far as it is stated.
    pub(in crate::exchange) fn is_exact(&self) -> bool {
        self.making.as_ref().is_none_or(|making| *making == Making::Exact)
    }

    /// The stated axis of an id.
    pub(in crate::exchange) fn axis_of(&self, id: &str) -> Option<&Axis> {
        self.axes.iter().find(|axis| axis.id() == id)
    }

    /// The description of columns that have none of their own, over these axes.
    pub(in crate::exchange) fn description(&self, axes: Vec<Axis>) -> Description {
        Description {
            measure: self.measure.clone().unwrap_or_else(|| Measure::new(Unit::Unstated, Temporality::Flow)),
            concept: self.concept.clone().unwrap_or_else(|| Concept::new(UNSTATED)),
            axes,
            vintage: self.vintage.clone().unwrap_or_else(|| Arc::from("")),
            making: self.making.clone().unwrap_or_default(),
            absent: self.absent.unwrap_or_default(),
            notes: Vec::<Finding>::new(),
            assumptions: Vec::new(),
        }
    }

    /// What a table says of itself, and what is stated where it does not say it: what it counts, of whom, in which vintage, and axes of
    /// which nothing is known, where it says itself that it does not know what it counts. Nothing that is said may be contradicted.
    pub(in crate::exchange) fn complete(&self, mut said: Description) -> Result<Description> {
        if *said.measure.unit() == Unit::Unstated
            && let Some(measure) = &self.measure
        {
            said.measure = measure.clone();
            if said.concept == Concept::new(UNSTATED) {
                said.concept = self.concept.clone().unwrap_or(said.concept);
            }
            if said.vintage.is_empty() {
                said.vintage = self.vintage.clone().unwrap_or(said.vintage);
            }
            let unknown = |axis: &&mut Axis| **axis == Axis::category(axis.id());
            for axis in said.axes.iter_mut().filter(unknown) {
                if let Some(stated) = self.axis_of(axis.id()) {
                    *axis = stated.clone();
                }
            }
        }
        self.agree(&said)?;
        Ok(said)
    }

    /// What is stated may not contradict what a table says of itself.
    fn agree(&self, said: &Description) -> Result<()> {
        let same_axis = |stated: &Axis| said.axes.iter().any(|a| a == stated);
        let parts = [
            ("measure", self.measure.as_ref().is_none_or(|m| *m == said.measure)),
            ("concept", self.concept.as_ref().is_none_or(|c| *c == said.concept)),
            ("axes", self.axes.iter().all(same_axis)),
            ("vintage", self.vintage.as_ref().is_none_or(|v| *v == said.vintage)),
            ("making", self.making.as_ref().is_none_or(|m| *m == said.making)),
            ("absent", self.absent.is_none_or(|a| a == said.absent)),
        ];
        let error = |part: &'static str| Error::new(codes::exc::STATEMENT_CONTRADICTED).with("part", Safe::term(part));
        parts.iter().find(|(_, agrees)| !agrees).map_or(Ok(()), |(part, _)| Err(error(part)))
    }
}
