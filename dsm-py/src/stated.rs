//! Declarations, read from the attributes of the public Python classes.

use crate::errors::raised;
use dsm_core::{
    error::{Error, Result, Safe, codes},
    exchange::arrow::Stated,
    measure::{
        ApplicationType, Assumption, AssumptionName, Basis, Concept, Level, Making, Measure, Role, Temporality, Unit,
    },
    table::{Absent, Axis, Membership, TableBuilder},
    time::Convention,
};
use pyo3::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// `dsm.Measure`.
#[derive(FromPyObject)]
pub(crate) struct MeasureSaid {
    unit: String,
    temporality: String,
    level: String,
    application_type: String,
    role: String,
    basis: String,
}

impl MeasureSaid {
    pub(crate) fn read(&self) -> Result<Measure> {
        Ok(Measure::new(Unit::parse(&self.unit)?, Temporality::parse(&self.temporality)?)
            .level(Level::parse(&self.level)?)
            .application_type(ApplicationType::parse(&self.application_type)?)
            .role(Role::parse(&self.role)?)
            .basis(Basis::parse(&self.basis)?))
    }
}

/// A measure as its six texts: what `dsm.Measure` is made of.
pub(crate) type MeasureTold = (String, String, String, String, String, String);

pub(crate) fn measure_told(measure: &Measure) -> MeasureTold {
    (
        measure.unit().to_string(),
        measure.temporality().to_string(),
        measure.level_of_decision().to_string(),
        measure.type_of_application().to_string(),
        measure.role_in_case().to_string(),
        measure.time_basis().to_string(),
    )
}

/// `dsm.Concept`.
#[derive(FromPyObject)]
pub(crate) struct ConceptSaid {
    id: String,
    version: String,
    relative: bool,
    residence: String,
    duration: String,
    coverage: String,
    territory: String,
    classification: String,
    source: String,
}

impl ConceptSaid {
    pub(crate) fn read(&self) -> Result<Concept> {
        let texts = [
            ("residence", &self.residence),
            ("duration", &self.duration),
            ("coverage", &self.coverage),
            ("territory", &self.territory),
            ("classification", &self.classification),
            ("source", &self.source),
        ];
        let mut concept = Concept::new(&self.id).with("version", &self.version)?;
        concept.relative = self.relative;
        for (name, value) in texts.into_iter().filter(|(_, value)| !value.is_empty()) {
            concept = concept.with(name, value)?;
        }
        Ok(concept)
    }
}

/// `dsm.Axis`.
#[derive(FromPyObject)]
pub(crate) struct AxisSaid {
    id: String,
    kind: String,
    membership: String,
    exhaustive: bool,
    totals: Vec<String>,
    #[pyo3(attribute("_parents"))]
    parents: BTreeMap<String, String>,
    direction: bool,
    unknown: String,
}

impl AxisSaid {
    pub(crate) fn read(&self) -> Result<Axis> {
        let unknown = |kind| Error::new(codes::mea::WORD_UNKNOWN).with("kind", Safe::word(kind));
        match self.kind.as_str() {
            "time" => return Ok(Axis::time(&self.id)),
            "reporter" => return Ok(Axis::reporter(&self.id)),
            "category" => {}
            _ => return Err(unknown("axis")),
        }
        let totals: Vec<&str> = self.totals.iter().map(String::as_str).collect();
        let membership = Membership::parse(&self.membership).ok_or_else(|| unknown("membership"))?;
        let mut axis = Axis::category(&self.id)
            .membership(membership)
            .exhaustive(self.exhaustive)
            .totals(&totals)
            .direction(self.direction)
            .unknown(&self.unknown);
        for (code, group) in &self.parents {
            axis = axis.parent(code, group);
        }
        Ok(axis)
    }
}

/// `dsm.Assumption`, its numbers as texts.
#[derive(FromPyObject)]
pub(crate) struct AssumptionSaid {
    name: String,
    on: Option<String>,
    #[pyo3(attribute("_value"))]
    value: Option<String>,
    #[pyo3(attribute("_weights"))]
    weights: BTreeMap<String, String>,
    source: String,
    author: String,
    reason: String,
}

impl AssumptionSaid {
    pub(crate) fn read(&self) -> Result<Assumption> {
        let mut assumption = Assumption::new(AssumptionName::parse(&self.name)?)
            .source(&self.source)
            .because(&self.author, &self.reason);
        if let Some(axis) = &self.on {
            assumption = assumption.on(axis);
        }
        let decimal = |text: &str| Decimal::from_str_exact(text).ok();
        if let Some(value) = &self.value {
            let value = decimal(value).ok_or_else(|| assumption.unusable())?;
            assumption = assumption.value(value);
        }
        for (code, weight) in &self.weights {
            let weight = decimal(weight).ok_or_else(|| assumption.unusable())?;
            assumption = assumption.weight(code, weight);
        }
        Ok(assumption)
    }
}

/// What is stated about a whole table: `dsm.table.Statement`.
#[derive(FromPyObject)]
pub(crate) struct Statement {
    measure: Option<MeasureSaid>,
    concept: Option<ConceptSaid>,
    axes: Vec<AxisSaid>,
    vintage: Option<String>,
    making: Option<String>,
    absent: Option<String>,
    value: Option<String>,
    moments: Option<String>,
}

impl Statement {
    /// For columns that may describe themselves.
    pub(crate) fn stated(&self) -> Result<Stated> {
        let mut stated = Stated::nothing();
        if let Some(measure) = &self.measure {
            stated = stated.measure(measure.read()?);
        }
        if let Some(concept) = &self.concept {
            stated = stated.concept(concept.read()?);
        }
        for axis in &self.axes {
            stated = stated.axis(axis.read()?);
        }
        if let Some(vintage) = &self.vintage {
            stated = stated.vintage(vintage);
        }
        if let Some(making) = &self.making {
            stated = stated.making(Making::parse(making)?);
        }
        if let Some(absent) = &self.absent {
            stated = stated.absent(absent_read(absent)?);
        }
        if let Some(value) = &self.value {
            stated = stated.value(value);
        }
        if let Some(moments) = &self.moments {
            stated = stated.moments(Convention::parse(moments)?);
        }
        Ok(stated)
    }

    /// For rows and columns of Python: what is not stated is the weakest.
    pub(crate) fn builder(&self) -> Result<TableBuilder> {
        let unstated = || Ok(Measure::new(Unit::Unstated, Temporality::Flow));
        let measure = self.measure.as_ref().map_or_else(unstated, MeasureSaid::read)?;
        let concept = self.concept.as_ref().map_or_else(|| Ok(Concept::new("UNSTATED")), ConceptSaid::read)?;
        let mut builder = dsm_core::table::Table::builder(measure, concept)
            .vintage(self.vintage.as_deref().unwrap_or(""))
            .making(Making::parse(self.making.as_deref().unwrap_or("exact"))?)
            .absent(absent_read(self.absent.as_deref().unwrap_or("missing"))?);
        for axis in &self.axes {
            builder = builder.axis(axis.read()?);
        }
        Ok(builder)
    }

    /// How many codes a key has.
    pub(crate) fn axes(&self) -> usize {
        self.axes.len()
    }
}

fn absent_read(word: &str) -> Result<Absent> {
    match word {
        "missing" => Ok(Absent::Missing),
        "zero" => Ok(Absent::Zero),
        _ => Err(Error::new(codes::mea::WORD_UNKNOWN).with("kind", Safe::word("absent"))),
    }
}

/// Refuses a measure of unknown words.
#[pyfunction]
pub(crate) fn check_measure(py: Python<'_>, measure: MeasureSaid) -> PyResult<String> {
    measure.read().map(|m| m.to_string()).map_err(|e| raised(py, e, true))
}

/// Refuses a concept that cannot be read.
#[pyfunction]
pub(crate) fn check_concept(py: Python<'_>, concept: ConceptSaid) -> PyResult<()> {
    concept.read().map(|_| ()).map_err(|e| raised(py, e, true))
}

/// Refuses an axis of unknown words.
#[pyfunction]
pub(crate) fn check_axis(py: Python<'_>, axis: AxisSaid) -> PyResult<()> {
    axis.read().map(|_| ()).map_err(|e| raised(py, e, true))
}

/// Refuses an assumption that is not known or whose numbers cannot be read.
#[pyfunction]
pub(crate) fn check_assumption(py: Python<'_>, assumption: AssumptionSaid) -> PyResult<()> {
    assumption.read().map(|_| ()).map_err(|e| raised(py, e, true))
}
