use crate::note::Note;
use dsm_core::{
    error::{Error, Finding, Result, codes},
    measure::{ApplicationType, Basis, Concept, Level, Making, Measure, Role},
    table::{Absent, Axis, AxisKind, Membership, Table, TableBuilder},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is declared of a table, as it is kept beside its cells.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Declaration {
    unit: String,
    temporality: String,
    level: String,
    application_type: String,
    role: String,
    basis: String,
    concept: String,
    properties: Vec<(String, String)>,
    vintage: String,
    making: String,
    absent_is_zero: bool,
    axes: Vec<KeptAxis>,
    notes: Vec<Note>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptAxis {
    id: String,
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<KeptCategory>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptCategory {
    membership: String,
    exhaustive: bool,
    totals: Vec<String>,
    parents: BTreeMap<String, String>,
    direction: bool,
    unknown: Option<String>,
}

/// What is kept cannot be read back.
pub(crate) fn damaged() -> Error {
    Error::new(codes::sto::DAMAGED)
}

impl Declaration {
    pub(crate) fn of(table: &Table) -> Self {
        let (measure, concept) = (table.measure(), table.concept());
        Self {
            unit: measure.unit().to_string(),
            temporality: measure.temporality().word().to_owned(),
            level: measure.level_of_decision().word().to_owned(),
            application_type: measure.type_of_application().word().to_owned(),
            role: measure.role_in_case().word().to_owned(),
            basis: measure.time_basis().to_string(),
            concept: concept.id.to_string(),
            properties: concept.properties().into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            vintage: table.vintage().to_owned(),
            making: table.making().to_string(),
            absent_is_zero: table.absent() == Absent::Zero,
            axes: table.axes().iter().map(|axis| KeptAxis::of(axis, table.is_narrowed(axis.id()))).collect(),
            notes: table.notes().iter().map(Note::of).collect(),
        }
    }

    /// A builder with the axes; axes of which codes are left out are not exhaustive any more.
    pub(crate) fn builder(&self, narrowed: &[bool]) -> Result<TableBuilder> {
        let measure = Measure::parse(&self.unit, &self.temporality)?
            .level(Level::parse(&self.level)?)
            .application_type(ApplicationType::parse(&self.application_type)?)
            .role(Role::parse(&self.role)?)
            .basis(Basis::parse(&self.basis)?);
        let concept = self
            .properties
            .iter()
            .try_fold(Concept::new(&self.concept), |concept, (name, value)| concept.with(name, value))?;
        let mut builder = Table::builder(measure, concept);
        for (place, axis) in self.axes.iter().enumerate() {
            builder = builder.axis(axis.restored(narrowed.get(place).copied().unwrap_or(false))?);
        }
        Ok(builder)
    }

    /// Whether a key that is not there says zero.
    pub(crate) fn absent_is_zero(&self) -> bool {
        self.absent_is_zero
    }

    /// What is said of the table, with one more note, when its cells stand in it: they are intervals already, and are not made so again.
    pub(crate) fn finish(&self, builder: TableBuilder, noted: Option<Finding>) -> Result<Table> {
        let absent = if self.absent_is_zero { Absent::Zero } else { Absent::Missing };
        let notes = self.notes.iter().map(Note::restored).chain(noted.map(Ok)).collect::<Result<_>>()?;
        builder.making(Making::parse(&self.making)?).absent(absent).vintage(&self.vintage).notes(notes).build()
    }

    /// The same without what its notes quote.
    pub(crate) fn without_evidence(mut self) -> Self {
        self.notes.iter_mut().for_each(Note::forget);
        self
    }

    /// The ids of the axes and which is time.
    pub(crate) fn axes(&self) -> impl Iterator<Item = (&str, bool)> {
        self.axes.iter().map(|axis| (axis.id.as_str(), axis.kind == "time"))
    }

    /// Whether a code is a total of the axis at a place.
    pub(crate) fn is_total(&self, place: usize, code: &str) -> bool {
        let declared = self.axes.get(place).and_then(|axis| axis.category.as_ref());
        declared.is_some_and(|declared| declared.totals.iter().any(|total| total == code))
    }

    pub(crate) fn text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|error| Error::new(codes::sto::FILE_FAILED).caused_by(error))
    }

    pub(crate) fn parse(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|error| damaged().caused_by(error))
    }
}

impl KeptAxis {
    fn of(axis: &Axis, narrowed: bool) -> Self {
        let id = axis.id().to_owned();
        match axis.kind() {
            AxisKind::Time => Self { id, kind: "time".into(), category: None },
            AxisKind::Reporter => Self { id, kind: "reporter".into(), category: None },
            AxisKind::Category(declared) => {
                let category = KeptCategory {
                    membership: declared.membership.word().to_owned(),
                    exhaustive: declared.exhaustive && !narrowed,
                    totals: declared.totals.iter().map(ToString::to_string).collect(),
                    parents: declared.parents.iter().map(|(c, g)| (c.to_string(), g.to_string())).collect(),
                    direction: declared.direction,
                    unknown: declared.unknown.as_ref().map(ToString::to_string),
                };
                Self { id, kind: "category".into(), category: Some(category) }
            }
        }
    }

    fn restored(&self, narrowed: bool) -> Result<Axis> {
        let declared = match (self.kind.as_str(), &self.category) {
            ("time", None) => return Ok(Axis::time(&self.id)),
            ("reporter", None) => return Ok(Axis::reporter(&self.id)),
            ("category", Some(declared)) => declared,
            _ => return Err(damaged()),
        };
        let totals: Vec<&str> = declared.totals.iter().map(String::as_str).collect();
        let axis = Axis::category(&self.id)
            .membership(Membership::parse(&declared.membership).ok_or_else(damaged)?)
            .exhaustive(declared.exhaustive && !narrowed)
            .totals(&totals)
            .direction(declared.direction);
        let axis = declared.parents.iter().fold(axis, |axis, (code, group)| axis.parent(code, group));
        Ok(match &declared.unknown {
            Some(code) => axis.unknown(code),
            None => axis,
        })
    }
}
