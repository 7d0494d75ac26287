//! JSON-stat 2.0, written: what statistical web sites and their widgets read.
//!
//! What the figures count stands in `extension`, because JSON-stat has no words for it.
//!
//! Source: JSON-stat 2.0 format, responses of class `dataset`.

use super::{columns::attributes, observation::Observation};
use crate::{
    catalogue::Indicator,
    error::{Error, Result, codes::exc},
    table::{Axis, View},
    text::Lang,
};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use std::io::Write;

/// Writes a view as a JSON-stat 2.0 data set, with the names of the codes in a language where an indicator has them.
///
/// Figures stand by their number in the cube of all axes, so that what is not there takes no room. A suppressed cell has no figure
/// and the status `Q`.
///
/// # Errors
/// `EXC-001` when the bytes cannot be written; `EXC-003` when an axis has the name of another column.
///
/// # Example
/// ```
/// use dsm_core::{exchange::jsonstat, measure::{Concept, Measure}, table::{Axis, Table}, text::Lang};
/// let view = Table::builder(Measure::parse("cases:permit:one", "flow")?, Concept::new("WORK_PERMIT"))
///     .axis(Axis::category("SEX"))
///     .axis(Axis::time("TIME_PERIOD"))
///     .row(&["F", "2024"], "3")
///     .row(&["M", "2024"], "*")
///     .build()?
///     .disclose()?;
/// let mut file = Vec::new();
/// jsonstat::write(&view, None, Lang::En, &mut file)?;
/// let read: serde_json::Value = serde_json::from_slice(&file).unwrap();
/// assert_eq!((&read["value"]["0"], &read["value"]["1"], &read["status"]["1"]), (&3.into(), &().into(), &"Q".into()));
/// assert_eq!(read["extension"]["STAT_UNIT"], "cases:permit:one");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub fn write(view: &View, indicator: Option<&Indicator>, lang: Lang, out: &mut dyn Write) -> Result<()> {
    let axes = view.axes();
    let (mut values, mut statuses, mut bounds) = (Map::new(), Map::new(), Map::new());
    for row in view.rows() {
        let places = axes.iter().zip(&row.key).map(|(axis, code)| axis.position(code).unwrap_or(0));
        let sizes = axes.iter().map(|axis| axis.codes().len() as u64);
        let number =
            places.zip(sizes).fold(0_u64, |whole, (place, size)| whole.saturating_mul(size) + u64::from(place));
        let (key, seen) = (number.to_string(), Observation::of(&row, view.making()));
        if !seen.value.is_empty() {
            values.insert(key.clone(), figure(&seen.value));
        }
        if !seen.lower.is_empty() {
            let upper = if seen.upper.is_empty() { Value::Null } else { figure(&seen.upper) };
            bounds.insert(key.clone(), json!([figure(&seen.lower), upper]));
        }
        let status = if seen.statuses.is_empty() { seen.status } else { &seen.statuses };
        if !["", "A"].contains(&status) {
            statuses.insert(key, json!(status));
        }
    }
    let mut extension: Map<String, Value> =
        attributes(view).into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
    if !bounds.is_empty() {
        extension.insert("BOUNDS".to_owned(), Value::Object(bounds));
    }
    let dimension: Map<String, Value> =
        axes.iter().map(|axis| (axis.id().to_owned(), category(axis, indicator, lang))).collect();
    let of = |wanted: fn(&Axis) -> bool| axes.iter().filter(|axis| wanted(axis)).map(Axis::id).collect::<Vec<_>>();
    let label = indicator.map_or(&*view.concept().id, |indicator| indicator.names().in_lang(lang));
    let message = json!({
        "version": "2.0",
        "class": "dataset",
        "label": label,
        "id": axes.iter().map(Axis::id).collect::<Vec<_>>(),
        "size": axes.iter().map(|axis| axis.codes().len()).collect::<Vec<_>>(),
        "role": { "time": of(Axis::is_time), "geo": of(Axis::is_reporter) },
        "dimension": dimension,
        "value": values,
        "status": statuses,
        "extension": extension,
    });
    let written = serde_json::to_writer(&mut *out, &message).map_err(std::io::Error::from);
    let ended = written.and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush());
    ended.map_err(|error| Error::new(exc::NOT_WRITTEN).caused_by(error))
}

/// A figure as a number where that says it exactly, else as a text.
fn figure(text: &str) -> Value {
    let number: Option<Value> = serde_json::from_str(text).ok();
    let exact = |number: &Value| Decimal::from_str_exact(&number.to_string()) == Decimal::from_str_exact(text);
    number.filter(exact).unwrap_or_else(|| Value::from(text))
}

fn category(axis: &Axis, indicator: Option<&Indicator>, lang: Lang) -> Value {
    let dimension = indicator.and_then(|indicator| indicator.dimensions().iter().find(|own| own.id() == axis.id()));
    let name = |code: &str| {
        let entry = dimension.and_then(|dimension| dimension.list().get(code));
        entry.map_or_else(|| code.to_owned(), |entry| entry.names().in_lang(lang).to_owned())
    };
    let labels: Map<String, Value> = axis.codes().iter().map(|code| (code.to_string(), json!(name(code)))).collect();
    let label = dimension.map_or(axis.id(), |dimension| dimension.list().names().in_lang(lang));
    json!({ "label": label, "category": { "index": axis.codes().iter().map(|c| &**c).collect::<Vec<_>>(), "label": labels } })
}
