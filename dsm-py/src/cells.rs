//! Cells and keys, from Python and to it.

use dsm_core::table::{Absence, Cell, Figure, Mask, Status};
use pyo3::{
    prelude::*,
    types::{PyBool, PyFloat, PyInt, PyString},
};
use rust_decimal::Decimal;

/// A cell as `dsm.cells.cell_of` takes it: its state, two numbers, the letters of its statuses.
pub(crate) type CellTold = (&'static str, Option<Decimal>, Option<Decimal>, String);

pub(crate) fn cell_told(cell: &Cell, status: Status) -> CellTold {
    let (state, first, second) = match *cell {
        Cell::Figure(Figure::Exact(v)) => ("exact", Some(v), Some(v)),
        Cell::Figure(Figure::Between { low, high }) => ("between", Some(low), Some(high)),
        Cell::Figure(Figure::AtLeast(low)) => ("at-least", Some(low), None),
        Cell::Figure(Figure::Estimate { value, standard_error }) => ("estimate", Some(value), Some(standard_error)),
        Cell::Figure(_) => ("not-delivered", None, None),
        Cell::Missing(Absence::NotApplicable) => ("na", None, None),
        Cell::Missing(Absence::NotCollected) => ("not-collected", None, None),
        Cell::Missing(Absence::NotDelivered) => ("not-delivered", None, None),
        Cell::Masked(Mask::Suppressed) => ("suppressed", None, None),
    };
    (state, first, second, status.to_string())
}

/// What a Python object says as a figure.
pub(crate) enum Written {
    /// Nothing: not delivered.
    Nothing,
    /// As it is written in files; what cannot be read there is a finding.
    Text(String),
}

/// Reads a figure: a number, a text as in files, a `dsm.Cell`, or `None`.
///
/// A truth value, a date or anything else is no figure; its type is what is reported.
pub(crate) fn written(object: &Bound<'_, PyAny>) -> PyResult<Written> {
    if object.is_none() {
        return Ok(Written::Nothing);
    }
    let no_figure = || Written::Text(format!("<{}>", object.get_type()));
    if object.is_instance_of::<PyBool>() {
        return Ok(no_figure());
    }
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(Written::Text(text.to_string_lossy().into_owned()));
    }
    if object.is_instance_of::<PyInt>() || object.hasattr("__index__")? {
        // An integer of more than 128 bits has more than 28 digits; Python itself refuses to print a huge one.
        return Ok(object.extract::<i128>().map_or_else(|_| no_figure(), |n| Written::Text(n.to_string())));
    }
    if let Ok(float) = object.cast::<PyFloat>() {
        return Ok(Written::Text(float.value().to_string()));
    }
    if let Ok(cell) = object.getattr("written") {
        return Ok(cell.extract().map_or_else(|_| no_figure(), Written::Text));
    }
    if let Ok(adjusted) = object.call_method0("adjusted") {
        // decimal.Decimal: written out plainly, unless that were a text without end.
        let small = adjusted.extract::<i64>().is_ok_and(|n| (-30..30).contains(&n));
        let text = object.call_method1("__format__", (if small { "f" } else { "" },))?;
        return Ok(Written::Text(text.extract()?));
    }
    Ok(object
        .call_method0("__float__")
        .and_then(|f| f.extract::<f64>())
        .map_or_else(|_| no_figure(), |f| Written::Text(f.to_string())))
}

/// Reads a code: a text, a whole number such as a year, a date, or an enum member of one of these; anything else is none.
pub(crate) fn code(object: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(text.to_string_lossy().into_owned());
    }
    if object.is_instance_of::<PyBool>() {
        return Ok(String::new());
    }
    if let Ok(number) = object.extract::<i64>() {
        return Ok(number.to_string());
    }
    match object.call_method0("isoformat") {
        Ok(text) => Ok(text.extract::<String>()?),
        Err(_) => Ok(String::new()),
    }
}
