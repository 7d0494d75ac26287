use super::{
    noted,
    observation::{Needed, Observation},
    record::Records,
};
use crate::{
    error::{Error, Result, Safe, codes},
    measure::{ApplicationType, Basis},
    measure::{Level, Making, Measure, Role, Unit},
    table::{Axis, Row, View},
    time::{Period, Time},
};
use std::io::Write;

/// The column of the period or moment, whatever the axis is called.
const TIME: &str = "TIME_PERIOD";
/// Names that an axis cannot have, because every file has such a column.
const TAKEN: [&str; 10] = [
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "OBS_VALUE",
    "OBS_STATUS",
    "CONF_STATUS",
    "LOWER_BOUND",
    "UPPER_BOUND",
    "STANDARD_ERROR",
    "STATUSES",
];

/// Writes a view as rows: the leading fields, the dimensions, the time, the observation, and what it counts.
pub(super) fn write(view: &View, leading: &[(&str, &str)], out: &mut dyn Write) -> Result<()> {
    if let Some(axis) =
        view.axes().iter().find(|axis| TAKEN.contains(&axis.id()) || (axis.id() == TIME && !axis.is_time()))
    {
        return Err(Error::new(codes::exc::AXIS_IS_COLUMN).with("axis", Safe::term(axis.id())));
    }
    let needed = Needed::by(view.rows());
    let attributes = attributes(view);
    let mut records = Records::new(out);

    let mut header: Vec<&str> = leading.iter().map(|(name, _)| *name).collect();
    header.extend(view.axes().iter().filter(|axis| !axis.is_time()).map(|axis| axis.id()));
    header.extend([TIME, "OBS_VALUE"]);
    header.extend(needed.bounds.then_some(["LOWER_BOUND", "UPPER_BOUND"]).into_iter().flatten());
    header.extend(needed.error.then_some("STANDARD_ERROR"));
    header.push("OBS_STATUS");
    header.extend(needed.statuses.then_some("STATUSES"));
    header.push("CONF_STATUS");
    header.extend(attributes.iter().map(|(name, _)| *name));
    records.write(&header)?;

    for row in view.rows() {
        let mut fields: Vec<&str> = leading.iter().map(|(_, value)| *value).collect();
        let time = time(view, &row);
        let codes = view.axes().iter().zip(&row.key).filter(|(axis, _)| !axis.is_time()).map(|(_, code)| &**code);
        fields.extend(codes);
        let seen = Observation::of(&row, view.making());
        fields.extend([time.as_str(), seen.value.as_str()]);
        fields.extend(needed.bounds.then_some([seen.lower.as_str(), seen.upper.as_str()]).into_iter().flatten());
        fields.extend(needed.error.then_some(seen.error.as_str()));
        fields.push(seen.status);
        fields.extend(needed.statuses.then_some(seen.statuses.as_str()));
        fields.push(seen.confidentiality);
        fields.extend(attributes.iter().map(|(_, value)| value.as_str()));
        records.write(&fields)?;
    }
    records.finish()
}

/// The period or moment of a row as SDMX spells it.
fn time(view: &View, row: &Row) -> String {
    let axis = view.axes().iter().zip(&row.key).find(|(axis, _)| axis.is_time());
    axis.map_or_else(String::new, |(axis, label)| spelled(axis, label))
}

/// A period or moment of a time axis as SDMX spells it.
pub(super) fn spelled(axis: &Axis, label: &str) -> String {
    let time = axis.position(label).and_then(|place| axis.times().get(place as usize));
    time.map_or_else(|| label.to_owned(), |time| spelled_time(label, time))
}

/// The same, where the time of the label is known.
pub(super) fn spelled_time(label: &str, time: &Time) -> String {
    time.period().as_ref().map_or_else(|| label.to_owned(), Period::to_sdmx)
}

/// What the figures count, as attributes that stand in every row. What is a dimension of the view, or does not apply, is
/// left out.
pub(super) fn attributes(view: &View) -> Vec<(&'static str, String)> {
    let measure = view.measure();
    let concept = view.concept();
    let mut all = vec![
        ("UNIT_MEASURE", unit_measure(measure.unit())),
        ("STAT_UNIT", measure.unit().to_string()),
        ("TEMPORALITY", measure.temporality().to_string()),
    ];
    all.extend(special(measure));
    all.push(("CONCEPT", concept.id.to_string()));
    all.extend(concept.properties().into_iter().map(|(name, value)| (concept_column(name), value)));
    let assumptions: Vec<&str> = view.assumptions().iter().map(|assumption| assumption.name.word()).collect();
    let making = Some(view.making()).filter(|making| **making != Making::Exact);
    let texts = [
        ("MAKING", making.map(ToString::to_string).unwrap_or_default()),
        ("VINTAGE", view.vintage().to_owned()),
        ("ASSUMPTIONS", assumptions.join(" ")),
        ("NOTES", noted::written(view.notes())),
    ];
    all.extend(texts.into_iter().filter(|(_, text)| !text.is_empty()));
    all.retain(|(name, _)| view.axes().iter().all(|axis| axis.id() != *name));
    all
}

/// Level, type, role and basis, where they say something.
fn special(measure: &Measure) -> impl Iterator<Item = (&'static str, String)> {
    let all = [
        ("LEVEL", measure.level_of_decision().to_string(), measure.level_of_decision() != Level::NotApplicable),
        (
            "APPLICATION_TYPE",
            measure.type_of_application().to_string(),
            measure.type_of_application() != ApplicationType::NotApplicable,
        ),
        ("ROLE", measure.role_in_case().to_string(), measure.role_in_case() != Role::All),
        ("TIME_BASIS", measure.time_basis().to_string(), measure.time_basis() != Basis::Calendar),
    ];
    all.into_iter().filter(|(_, _, says)| *says).map(|(name, value, _)| (name, value))
}

/// The unit as a code: `CASES`, `PERSON_EVENTS`, `PERSONS_DISTINCT` …; the currency of an amount.
fn unit_measure(unit: &Unit) -> String {
    match unit {
        Unit::Amount { currency, .. } => currency.to_string(),
        other => other.to_string().split(':').next().unwrap_or_default().replace('-', "_").to_ascii_uppercase(),
    }
}

/// The properties of a concept and the columns that they stand in.
pub(super) const CONCEPT: [(&str, &str); 8] = [
    ("version", "CONCEPT_VERSION"),
    ("relative", "RELATIVE_TO_REPORTER"),
    ("duration", "DURATION"),
    ("residence", "RESIDENCE"),
    ("coverage", "COVERAGE"),
    ("territory", "TERRITORY"),
    ("classification", "CLASSIFICATION"),
    ("source", "DATA_SOURCE"),
];

fn concept_column(name: &str) -> &'static str {
    CONCEPT.iter().find(|(property, _)| *property == name).map_or("DATA_SOURCE", |(_, column)| column)
}
