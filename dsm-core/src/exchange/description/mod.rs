//! What is true of a whole table, as a text that travels with its figures.
//!
//! The text is a JSON object that begins with its format, `dsm-table/1`. A newer format is refused, an entry that is not known
//! is a finding, and nothing about a single figure is in it.

mod axes;
mod measure;
mod notes;
#[cfg(test)]
mod tests;

pub(super) use notes::safe as argument;

use crate::{
    error::{Error, Finding, Result, Safe, codes},
    measure::{Assumption, Concept, Making, Measure},
    table::{Absent, Axis, View},
};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// The format of the text.
pub const FORMAT: &str = "dsm-table/1";
/// At most so many bytes of description are read.
const MOST_BYTES: usize = 64 << 20;

/// What is true of a whole table: what it counts, of whom, over which axes, how it was made and what it rests on.
///
/// # Example
/// ```
/// use dsm_core::{exchange::description::Description, measure::*, table::*};
/// let permits = Measure::parse("cases:permit:one", "flow").unwrap();
/// let table = Table::builder(permits, Concept::new("PERMITS"))
///     .axis(Axis::time("TIME_PERIOD"))
///     .row(&["2024"], "3")
///     .build()
///     .unwrap();
/// let description = Description::of(&table.disclose().unwrap());
/// let (read, findings) = Description::parse(&description.to_json()).unwrap();
/// assert_eq!((read, findings.len()), (description, 0));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Description {
    /// What the figures count.
    pub measure: Measure,
    /// Which population they are of.
    pub concept: Concept,
    /// The axes without their codes.
    pub axes: Vec<Axis>,
    /// The vintage, empty where none is stated.
    pub vintage: Arc<str>,
    /// How the figures are inexact by making.
    pub making: Making,
    /// What a key that is not there means.
    pub absent: Absent,
    /// The footnotes.
    pub notes: Vec<Finding>,
    /// The assumptions that the figures rest on.
    pub assumptions: Vec<Assumption>,
}

impl Description {
    /// The description of a table that is given out.
    #[must_use]
    pub fn of(view: &View) -> Self {
        Self {
            measure: view.measure().clone(),
            concept: view.concept().clone(),
            axes: view.declared_axes().iter().map(axes::without_codes).collect(),
            vintage: Arc::from(view.vintage()),
            making: view.making().clone(),
            absent: view.absent(),
            notes: view.notes().to_vec(),
            assumptions: view.assumptions().to_vec(),
        }
    }

    /// The text. Equal descriptions give equal bytes.
    ///
    /// # Disclosure
    /// What a finding was read from (its evidence) is not in it.
    #[must_use]
    pub fn to_json(&self) -> String {
        let absent = match self.absent {
            Absent::Missing => "missing",
            Absent::Zero => "zero",
        };
        json!({
            "format": FORMAT,
            "measure": measure::of_measure(&self.measure),
            "concept": measure::of_concept(&self.concept),
            "axes": self.axes.iter().map(axes::of_axis).collect::<Vec<_>>(),
            "vintage": &*self.vintage,
            "making": self.making.to_string(),
            "absent": absent,
            "notes": self.notes.iter().map(notes::of_finding).collect::<Vec<_>>(),
            "assumptions": self.assumptions.iter().map(notes::of_assumption).collect::<Vec<_>>(),
        })
        .to_string()
    }

    /// Reads the text, and what in it is not known.
    ///
    /// # Errors
    /// `EXC-105` for a newer format, `EXC-106` naming the part that cannot be read.
    pub fn parse(text: &str) -> Result<(Self, Vec<Finding>)> {
        if text.len() > MOST_BYTES {
            return Err(unreadable("size"));
        }
        let value: Value = serde_json::from_str(text).map_err(|e| unreadable("json").caused_by(e))?;
        let Value::Object(map) = value else { return Err(unreadable("json")) };
        check_format(map.get("format"))?;
        let mut from = Entries::new("table", map);
        let _ = from.take("format");
        let description = Self {
            measure: measure::measure(&mut from)?,
            concept: measure::concept(&mut from)?,
            axes: from.list("axes")?.into_iter().map(|v| axes::axis(v, &mut from)).collect::<Result<_>>()?,
            vintage: Arc::from(from.text("vintage")?.unwrap_or_default()),
            making: from.parsed("making", Making::parse)?.unwrap_or_default(),
            absent: match from.text("absent")?.as_deref() {
                None | Some("missing") => Absent::Missing,
                Some("zero") => Absent::Zero,
                Some(_) => return Err(unreadable("absent")),
            },
            notes: from
                .list("notes")?
                .into_iter()
                .filter_map(|v| notes::finding(v, &mut from).transpose())
                .collect::<Result<_>>()?,
            assumptions: from
                .list("assumptions")?
                .into_iter()
                .map(|v| notes::assumption(v, &mut from))
                .collect::<Result<_>>()?,
        };
        Ok((description, from.finish()))
    }
}

/// A finding as a text; what it was read from is not in it.
#[must_use]
pub fn finding_to_json(finding: &Finding) -> String {
    notes::of_finding(finding).to_string()
}

/// Reads a finding.
///
/// # Errors
/// `EXC-106` when it cannot be read or its code is not known.
pub fn finding_from_json(text: &str) -> Result<Finding> {
    let value = serde_json::from_str(text).map_err(|e| unreadable("notes").caused_by(e))?;
    notes::finding(value, &mut Entries::new("notes", Map::new()))?.ok_or_else(|| unreadable("notes"))
}

/// An error as a text, without its findings and its cause.
#[must_use]
pub fn error_to_json(error: &Error) -> String {
    let mut finding = Finding::new(error.code());
    for (name, value) in error.args().iter() {
        finding = finding.with(name, value.clone());
    }
    finding_to_json(&error.place().cloned().into_iter().fold(finding, Finding::at))
}

/// Reads an error.
///
/// # Errors
/// `EXC-106` when it cannot be read or its code is not known.
pub fn error_from_json(text: &str) -> Result<Error> {
    let finding = finding_from_json(text)?;
    let mut error = Error::new(finding.rule());
    for (name, value) in finding.args().iter() {
        error = error.with(name, value.clone());
    }
    Ok(finding.place().cloned().into_iter().fold(error, Error::at))
}

/// A format of ours that is not this one is newer; anything else is not ours.
fn check_format(format: Option<&Value>) -> Result<()> {
    match format.and_then(Value::as_str) {
        Some(FORMAT) => Ok(()),
        Some(other) if other.starts_with("dsm-table/") => {
            Err(Error::new(codes::exc::FORMAT_NEWER).with("known", Safe::term(FORMAT)))
        }
        _ => Err(unreadable("format")),
    }
}

/// The error for a part of the description that cannot be read.
fn unreadable(part: &'static str) -> Error {
    Error::new(codes::exc::DESCRIPTION_UNREADABLE).with("part", Safe::term(part))
}

/// The entries of an object: each is taken once, and what is left over is not known.
struct Entries {
    name: &'static str,
    map: Map<String, Value>,
    unknown: Vec<Finding>,
}

impl Entries {
    fn new(name: &'static str, map: Map<String, Value>) -> Self {
        Self { name, map, unknown: Vec::new() }
    }

    /// An object inside of this one; its unknown entries are reported with it.
    fn inner(&self, name: &'static str, value: Value) -> Result<Self> {
        match value {
            Value::Object(map) => Ok(Self::new(name, map)),
            _ => Err(unreadable(name)),
        }
    }

    fn take(&mut self, key: &str) -> Option<Value> {
        self.map.remove(key).filter(|v| !v.is_null())
    }

    fn text(&mut self, key: &'static str) -> Result<Option<String>> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(unreadable(key)),
        }
    }

    /// A text that one of our own readers reads.
    fn parsed<T>(&mut self, key: &'static str, read: impl FnOnce(&str) -> Result<T>) -> Result<Option<T>> {
        self.text(key)?.map(|text| read(&text).map_err(|e| unreadable(key).caused_by(e))).transpose()
    }

    fn truth(&mut self, key: &'static str) -> Result<bool> {
        match self.take(key) {
            None => Ok(false),
            Some(Value::Bool(truth)) => Ok(truth),
            Some(_) => Err(unreadable(key)),
        }
    }

    fn list(&mut self, key: &'static str) -> Result<Vec<Value>> {
        match self.take(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(all)) => Ok(all),
            Some(_) => Err(unreadable(key)),
        }
    }

    fn texts(&mut self, key: &'static str) -> Result<Vec<String>> {
        let text = |v: Value| v.as_str().map(str::to_owned).ok_or_else(|| unreadable(key));
        self.list(key)?.into_iter().map(text).collect()
    }

    fn object(&mut self, key: &'static str) -> Result<Map<String, Value>> {
        match self.take(key) {
            None => Ok(Map::new()),
            Some(Value::Object(map)) => Ok(map),
            Some(_) => Err(unreadable(key)),
        }
    }

    /// What is left over is not known.
    fn finish(mut self) -> Vec<Finding> {
        let name = self.name;
        let finding = |key: &String| {
            Finding::new(codes::exc::DESCRIPTION_UNKNOWN).with("entry", Safe::term(&format!("{name}.{key}")))
        };
        self.unknown.extend(self.map.keys().map(finding));
        self.unknown
    }

    /// Takes over what an inner object had left over.
    fn adopt(&mut self, inner: Self) {
        self.unknown.extend(inner.finish());
    }
}
