use super::{KEY, LOWER, STANDARD_ERROR, STATUS, UPPER, VALUE};
use crate::{
    error::{Error, Result, codes},
    exchange::description::Description,
    table::{Absence, Axis, Cell, Figure, Mask, Status, View},
};
use arrow_array::{
    Array, ArrayRef, Decimal128Array, DictionaryArray, Int8Array, Int16Array, Int32Array, Int64Array, RecordBatch,
    StringArray,
};
use arrow_schema::{Field, Schema};
use rust_decimal::Decimal;
use std::{collections::HashMap, sync::Arc};

/// The table as one record batch, its description in the metadata of the schema.
///
/// # Disclosure
/// Takes a [`View`]: concealed figures are physically absent, their cells are suppressed.
///
/// # Errors
/// `ERR-001` only, for a defect of DSM.
///
/// # Example
/// ```
/// use dsm_core::{exchange::arrow, measure::*, table::*};
/// use arrow_array::RecordBatchIterator;
/// let permits = Measure::parse("cases:permit:one", "flow").unwrap();
/// let table = Table::builder(permits, Concept::new("PERMITS"))
///     .axis(Axis::category("SEX").membership(Membership::Fixed))
///     .axis(Axis::time("TIME_PERIOD"))
///     .row(&["F", "2024"], "3")
///     .row(&["M", "2024"], "*")
///     .build()
///     .unwrap();
/// let batch = arrow::record_batch(&table.clone().disclose().unwrap()).unwrap();
/// assert_eq!(batch.schema().field(2).name(), "OBS_VALUE");
/// let stream = RecordBatchIterator::new([Ok(batch.clone())], batch.schema());
/// assert_eq!(arrow::read(stream, arrow::Stated::nothing()).unwrap().table, table);
/// ```
pub fn record_batch(view: &View) -> Result<RecordBatch> {
    let mut columns: Vec<(String, ArrayRef)> = Vec::new();
    for (place, axis) in view.axes().iter().enumerate() {
        columns.push((axis.id().to_owned(), keys(view, place, axis)?));
    }
    match view.whole_figures() {
        Some(figures) => columns.push((VALUE.to_owned(), Arc::new(Int64Array::from(figures)))),
        None => columns.extend(cells(view)?),
    }
    let fields: Vec<Field> =
        columns.iter().map(|(name, a)| Field::new(name, a.data_type().clone(), a.null_count() > 0)).collect();
    let description = Description::of(view).to_json();
    let schema = Schema::new_with_metadata(fields, HashMap::from([(KEY.to_owned(), description)]));
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    RecordBatch::try_new(Arc::new(schema), arrays).map_err(|e| Error::defect("arrow::record_batch").caused_by(e))
}

/// The codes of an axis that have a cell, as a dictionary with the narrowest signed keys.
fn keys(view: &View, place: usize, axis: &Axis) -> Result<ArrayRef> {
    let mut used = vec![false; axis.codes().len()];
    for key in view.key_column(place) {
        if let Some(slot) = used.get_mut(key as usize) {
            *slot = true;
        }
    }
    let mut codes: Vec<&str> = Vec::new();
    let mut new = vec![0_i32; axis.codes().len()];
    for ((code, used), slot) in axis.codes().iter().zip(used).zip(&mut new) {
        *slot = i32::try_from(codes.len()).unwrap_or(i32::MAX);
        if used {
            codes.push(code);
        }
    }
    let keys = view.key_column(place).map(|key| new.get(key as usize).copied().unwrap_or(0));
    let defect = |e| Error::defect("arrow::keys").caused_by(e);
    let count = codes.len();
    let values: ArrayRef = Arc::new(StringArray::from(codes));
    Ok(if count <= 1 << 7 {
        let keys: Int8Array = keys.map(|k| i8::try_from(k).unwrap_or(0)).collect::<Vec<_>>().into();
        Arc::new(DictionaryArray::try_new(keys, values).map_err(defect)?)
    } else if count <= 1 << 15 {
        let keys: Int16Array = keys.map(|k| i16::try_from(k).unwrap_or(0)).collect::<Vec<_>>().into();
        Arc::new(DictionaryArray::try_new(keys, values).map_err(defect)?)
    } else {
        let keys: Int32Array = keys.collect::<Vec<_>>().into();
        Arc::new(DictionaryArray::try_new(keys, values).map_err(defect)?)
    })
}

/// One row of figures: value, lower bound, upper bound, standard error.
type Numbers = [Option<Decimal>; 4];

fn cells(view: &View) -> Result<Vec<(String, ArrayRef)>> {
    let rows: Vec<Numbers> = view.cells().map(|cell| numbers(&cell)).collect();
    let any = |column: usize| rows.iter().any(|row| row.get(column).is_some_and(Option::is_some));
    let bounded = view.cells().any(|c| matches!(c, Cell::Figure(Figure::Between { .. } | Figure::AtLeast(_))));
    let mut columns = vec![(VALUE.to_owned(), array(&rows, 0, view.decimals())?)];
    if bounded {
        columns.push((LOWER.to_owned(), array(&rows, 1, view.decimals())?));
        columns.push((UPPER.to_owned(), array(&rows, 2, view.decimals())?));
    }
    if any(3) {
        columns.push((STANDARD_ERROR.to_owned(), array(&rows, 3, view.decimals())?));
    }
    let letters: Vec<String> = view.cells().zip(view.statuses()).map(|(cell, status)| letters(&cell, status)).collect();
    if letters.iter().any(|l| l != "A") {
        columns.push((STATUS.to_owned(), Arc::new(StringArray::from(letters))));
    }
    Ok(columns)
}

/// An exact figure is its own bounds.
fn numbers(cell: &Cell) -> Numbers {
    match *cell {
        Cell::Figure(Figure::Exact(v)) => [Some(v), Some(v), Some(v), None],
        Cell::Figure(Figure::Between { low, high }) => [None, Some(low), Some(high), None],
        Cell::Figure(Figure::AtLeast(low)) => [None, Some(low), None, None],
        Cell::Figure(Figure::Estimate { value, standard_error }) => [Some(value), None, None, Some(standard_error)],
        Cell::Missing(_) | Cell::Masked(_) => [None; 4],
    }
}

fn array(rows: &[Numbers], column: usize, scale: u32) -> Result<ArrayRef> {
    let figures = || rows.iter().map(|row| row.get(column).copied().flatten());
    if scale == 0 {
        let whole = |figure: Option<Decimal>| match figure {
            None => Some(None),
            Some(d) => i64::try_from(d.mantissa()).ok().filter(|_| d.scale() == 0).map(Some),
        };
        if let Some(figures) = figures().map(whole).collect::<Option<Vec<Option<i64>>>>() {
            return Ok(Arc::new(Int64Array::from(figures)));
        }
    }
    let scaled = |d: Decimal| {
        let factor = 10_i128.checked_pow(scale.saturating_sub(d.scale()))?;
        d.mantissa().checked_mul(factor)
    };
    let mantissas: Vec<Option<i128>> = figures().map(|f| f.and_then(scaled)).collect();
    let scale = i8::try_from(scale).unwrap_or(i8::MAX);
    let array = Decimal128Array::from(mantissas).with_precision_and_scale(38, scale);
    array.map(|a| Arc::new(a) as ArrayRef).map_err(|e| Error::new(codes::tab::FIGURE_TOO_LARGE).caused_by(e))
}

/// The letter of what is not a figure, then the statuses; `A` for a normal figure.
fn letters(cell: &Cell, status: Status) -> String {
    let state = match cell {
        Cell::Masked(Mask::Suppressed) => "Q",
        Cell::Missing(Absence::NotDelivered) => "O",
        Cell::Missing(Absence::NotCollected) => "L",
        Cell::Missing(Absence::NotApplicable) => "M",
        Cell::Figure(_) if status == Status::NORMAL => "A",
        Cell::Figure(_) => "",
    };
    format!("{state}{status}")
}
