use super::{Entries, unreadable};
use crate::{
    error::Result,
    measure::{ApplicationType, Basis, Concept, Level, Measure, Role, Temporality, Unit},
};
use serde_json::{Map, Value, json};

pub(super) fn of_measure(measure: &Measure) -> Value {
    json!({
        "unit": measure.unit().to_string(),
        "temporality": measure.temporality().word(),
        "level": measure.level_of_decision().word(),
        "application-type": measure.type_of_application().word(),
        "role": measure.role_in_case().word(),
        "basis": measure.time_basis().to_string(),
    })
}

pub(super) fn measure(from: &mut Entries) -> Result<Measure> {
    let mut entries = Entries::new("measure", from.object("measure")?);
    let unit = entries.parsed("unit", Unit::parse)?.ok_or_else(|| unreadable("unit"))?;
    let temporality = entries.parsed("temporality", Temporality::parse)?.ok_or_else(|| unreadable("temporality"))?;
    let mut measure = Measure::new(unit, temporality);
    if let Some(level) = entries.parsed("level", Level::parse)? {
        measure = measure.level(level);
    }
    if let Some(kind) = entries.parsed("application-type", ApplicationType::parse)? {
        measure = measure.application_type(kind);
    }
    if let Some(role) = entries.parsed("role", Role::parse)? {
        measure = measure.role(role);
    }
    if let Some(basis) = entries.parsed("basis", Basis::parse)? {
        measure = measure.basis(basis);
    }
    from.adopt(entries);
    Ok(measure)
}

pub(super) fn of_concept(concept: &Concept) -> Value {
    let mut map = Map::new();
    map.insert("id".into(), Value::from(&*concept.id));
    map.extend(concept.properties().into_iter().map(|(name, value)| (name.into(), Value::from(value))));
    Value::Object(map)
}

pub(super) fn concept(from: &mut Entries) -> Result<Concept> {
    let mut entries = Entries::new("concept", from.object("concept")?);
    let id = entries.text("id")?.ok_or_else(|| unreadable("concept"))?;
    let mut concept = Concept::new(&id);
    for name in ["version", "relative", "duration", "residence", "coverage", "territory", "classification", "source"] {
        if let Some(value) = entries.text(name)? {
            concept = concept.with(name, &value).map_err(|e| unreadable("concept").caused_by(e))?;
        }
    }
    from.adopt(entries);
    Ok(concept)
}
