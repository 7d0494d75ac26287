use super::{KEY, LOWER, STANDARD_ERROR, STATUS, Stated, UPPER, VALUE, rows::Rows};
use crate::{
    error::{Error, Finding, Result, Safe, codes},
    exchange::description::Description,
    table::{Axis, Table},
};
use arrow_array::{Array, RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, Schema};
use std::sync::Arc;

/// A table that came in, and what was noticed about what came with it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Arrived {
    /// The table.
    pub table: Table,
    /// Columns that were left out, and parts of the description that are not known.
    pub findings: Vec<Finding>,
}

/// Reads a table from record batches.
///
/// Columns are checked before they are read, so arrays from a foreign library may lie about lengths, keys and texts.
///
/// # Errors
/// `EXC-101` for arrays that break their format, `EXC-102`, `EXC-103` and `EXC-111` for columns that are missing, hold nothing of
/// the kind or stand there twice, `EXC-105` to `EXC-108` for the description, `TAB-010` with a finding for every broken
/// cell (`EXC-109` and `EXC-110` for statuses and cells that contradict themselves, `TAB-013` for what is not a number of at
/// most 28 digits: NaN, infinities), and whatever [`crate::table::TableBuilder::build`] reports.
pub fn read(reader: impl RecordBatchReader, stated: Stated) -> Result<Arrived> {
    let schema = reader.schema();
    let mut findings = Vec::new();
    let said = match schema.metadata().get(KEY) {
        Some(text) => {
            let (description, unknown) = Description::parse(text)?;
            findings.extend(unknown);
            Some(stated.complete(description)?)
        }
        None => None,
    };
    let unknown_keys = schema.metadata().keys().filter(|key| key.starts_with("dsm:") && *key != KEY);
    let mut unknown_keys: Vec<&String> = unknown_keys.collect();
    unknown_keys.sort();
    let unknown = |key: &String| Finding::new(codes::exc::DESCRIPTION_UNKNOWN).with("entry", Safe::term(key));
    findings.extend(unknown_keys.into_iter().map(unknown));
    let value = stated.value.as_deref().unwrap_or(VALUE);
    let described = said.is_some();
    let description = said.unwrap_or_else(|| stated.description(axes(&schema, &stated, value)));
    let layout = Layout::of(&schema, &description.axes, value, &mut findings)?;
    let mut rows = Rows::new(description.axes.len(), value);
    for batch in reader {
        rows.add(&checked(&batch.map_err(invalid)?, &schema)?, &layout)?;
    }
    let table = rows.build(description, described)?;
    Ok(Arrived { table, findings })
}

/// The axes as stated, or every column without another role.
fn axes(schema: &Schema, stated: &Stated, value: &str) -> Vec<Axis> {
    if !stated.axes.is_empty() {
        return stated.axes.clone();
    }
    let other = [value, VALUE, LOWER, UPPER, STANDARD_ERROR, STATUS, "CONF_STATUS"];
    let names = schema.fields().iter().map(|f| f.name().as_str()).filter(|name| !other.contains(name));
    names.map(|name| if name == "TIME_PERIOD" { Axis::time(name) } else { Axis::category(name) }).collect()
}

fn invalid(error: ArrowError) -> Error {
    Error::new(codes::exc::ARROW_INVALID).caused_by(error)
}

/// Lengths, offsets, keys of dictionaries and UTF-8 are as the format says.
fn checked(batch: &RecordBatch, schema: &Schema) -> Result<RecordBatch> {
    if batch.num_columns() != schema.fields().len() {
        return Err(Error::new(codes::exc::ARROW_INVALID));
    }
    for (column, field) in batch.columns().iter().zip(schema.fields()) {
        column.to_data().validate_full().map_err(invalid)?;
        if column.data_type() != field.data_type() {
            return Err(Error::new(codes::exc::ARROW_INVALID));
        }
    }
    Ok(batch.clone())
}

/// Which column plays which part.
pub(super) struct Layout {
    pub(super) axes: Vec<(Arc<str>, usize)>,
    pub(super) value: usize,
    pub(super) lower: Option<usize>,
    pub(super) upper: Option<usize>,
    pub(super) standard_error: Option<usize>,
    pub(super) status: Option<usize>,
}

impl Layout {
    fn of(schema: &Schema, axes: &[Axis], value: &str, findings: &mut Vec<Finding>) -> Result<Self> {
        let place = |name: &str| {
            let mut all = schema.fields().iter().enumerate().filter(|(_, f)| f.name() == name).map(|(i, _)| i);
            match (all.next(), all.next()) {
                (_, Some(_)) => Err(Error::new(codes::exc::COLUMN_TWICE).with("column", Safe::term(name))),
                (found, None) => Ok(found),
            }
        };
        let needed = |name: &str| {
            place(name)?.ok_or_else(|| Error::new(codes::exc::COLUMN_MISSING).with("column", Safe::term(name)))
        };
        let layout = Self {
            axes: axes.iter().map(|a| Ok((Arc::from(a.id()), needed(a.id())?))).collect::<Result<_>>()?,
            value: needed(value)?,
            lower: place(LOWER)?,
            upper: place(UPPER)?,
            standard_error: place(STANDARD_ERROR)?,
            status: place(STATUS)?,
        };
        let mut used: Vec<usize> = layout.axes.iter().map(|(_, place)| *place).collect();
        used.push(layout.value);
        used.extend([layout.lower, layout.upper, layout.standard_error, layout.status].into_iter().flatten());
        let unused = schema.fields().iter().enumerate().filter(|(i, _)| !used.contains(i));
        findings
            .extend(unused.map(|(_, f)| Finding::new(codes::exc::COLUMN_UNUSED).with("column", Safe::term(f.name()))));
        Ok(layout)
    }
}
