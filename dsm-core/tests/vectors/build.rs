use dsm_core::error::Result;
use dsm_core::measure::{
    ApplicationType, Assume, Assumption, AssumptionName, Basis, Concept, Level, Making, Measure, Role,
};
use dsm_core::table::{Absent, Axis, Membership, Table};
use dsm_spec::vectors::{self, Vector};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The operands by name.
pub(super) fn tables(vector: &Vector) -> Result<BTreeMap<String, Table>> {
    vector.tables.iter().map(|(name, declared)| Ok((name.clone(), table(declared)?))).collect()
}

fn table(declared: &vectors::Table) -> Result<Table> {
    let mut measure = Measure::parse(&declared.unit, &declared.temporality)?;
    if let Some(level) = &declared.level {
        measure = measure.level(Level::parse(level)?);
    }
    if let Some(kind) = &declared.application_type {
        measure = measure.application_type(ApplicationType::parse(kind)?);
    }
    if let Some(role) = &declared.role {
        measure = measure.role(Role::parse(role)?);
    }
    if let Some(basis) = &declared.basis {
        measure = measure.basis(Basis::parse(basis)?);
    }
    let mut builder = Table::builder(measure, concept(declared)?);
    for axis in &declared.axes {
        builder = builder.axis(self::axis(axis));
    }
    if let Some(vintage) = &declared.vintage {
        builder = builder.vintage(vintage);
    }
    if let Some(making) = &declared.making {
        builder = builder.making(Making::parse(making)?);
    }
    if declared.absent.as_deref() == Some("zero") {
        builder = builder.absent(Absent::Zero);
    }
    for cell in &declared.cells {
        let (figure, key) = cell.split_last().unwrap();
        builder = builder.row(key, figure);
    }
    builder.build()
}

fn concept(declared: &vectors::Table) -> Result<Concept> {
    let properties = [
        ("version", &declared.version),
        ("residence", &declared.residence),
        ("duration", &declared.duration),
        ("coverage", &declared.coverage),
        ("territory", &declared.territory),
        ("classification", &declared.classification),
        ("source", &declared.source),
    ];
    let mut concept = Concept::new(declared.concept.as_deref().unwrap_or("C"));
    for (name, value) in properties.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
        concept = concept.with(name, value)?;
    }
    if declared.relative { concept.with("relative", "true") } else { Ok(concept) }
}

fn axis(declared: &vectors::Axis) -> Axis {
    match declared.kind.as_str() {
        "time" => return Axis::time(&declared.id),
        "reporter" => return Axis::reporter(&declared.id),
        _ => {}
    }
    let totals: Vec<&str> = declared.totals.iter().map(String::as_str).collect();
    let membership = Membership::parse(declared.membership.as_deref().unwrap()).unwrap();
    let mut axis = Axis::category(&declared.id)
        .membership(membership)
        .exhaustive(declared.exhaustive)
        .totals(&totals)
        .direction(declared.direction);
    for (code, group) in &declared.parents {
        axis = axis.parent(code, group);
    }
    if let Some(unknown) = &declared.unknown { axis.unknown(unknown) } else { axis }
}

/// The assumptions stated.
pub(super) fn assume(vector: &Vector) -> Result<Assume> {
    let one = |assume: &vectors::Assume| {
        let full = assume.full();
        let mut assumption = Assumption::new(AssumptionName::parse(&full.name)?);
        if let Some(axis) = &full.on {
            assumption = assumption.on(axis);
        }
        if let Some(value) = &full.value {
            assumption = assumption.value(decimal(value));
        }
        for (code, weight) in &full.weights {
            assumption = assumption.weight(code, decimal(weight));
        }
        Ok(assumption.source(full.source.as_deref().unwrap_or_default()))
    };
    vector.operation.assume.iter().map(one).collect()
}

/// A decimal as it stands in a vector.
pub(super) fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}
