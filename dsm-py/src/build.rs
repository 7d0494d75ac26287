//! Tables from rows and columns of Python.

use crate::{
    cells::{Written, code, written},
    errors::{raised, run},
    stated::Statement,
    table::Table,
};
use dsm_core::{
    error::{Error, Place, Safe, codes},
    table::{Absence, Cell, Status, TableBuilder},
};
use pyo3::{prelude::*, types::PyString};

/// Builds a table from rows: one code for each axis, then the figure.
#[pyfunction]
pub(crate) fn from_rows(py: Python<'_>, statement: Statement, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
    let mut builder = statement.builder().map_err(|e| raised(py, e, true))?;
    for (number, row) in rows.try_iter()?.enumerate() {
        let row = row?;
        let items: Vec<Bound<'_, PyAny>> = match row.try_iter() {
            Ok(items) if !row.is_instance_of::<PyString>() => items.collect::<PyResult<_>>()?,
            _ => vec![row],
        };
        let wrong = || {
            let error = Error::new(codes::tab::LENGTHS_DIFFER).with("expected", statement.axes() + 1);
            raised(py, error.with("found", items.len()).at(Place::row("OBS_VALUE", number as u64)), true)
        };
        let Some((figure, key)) = items.split_last().filter(|(_, key)| key.len() == statement.axes()) else {
            return Err(wrong());
        };
        let key = key.iter().map(code).collect::<PyResult<Vec<_>>>()?;
        builder = pushed(builder, &key, written(figure)?);
    }
    run(py, || builder.build()).map(Table::from)
}

/// Builds a table from columns: one of codes for each axis, then the one of figures.
#[pyfunction]
pub(crate) fn from_columns(
    py: Python<'_>,
    statement: Statement,
    keys: Vec<Bound<'_, PyAny>>,
    figures: &Bound<'_, PyAny>,
) -> PyResult<Table> {
    let mut builder = statement.builder().map_err(|e| raised(py, e, true))?;
    let read = |column: &Bound<'_, PyAny>| column.try_iter()?.map(|c| code(&c?)).collect::<PyResult<Vec<String>>>();
    let keys = keys.iter().map(read).collect::<PyResult<Vec<_>>>()?;
    let figures = figures.try_iter()?.map(|f| written(&f?)).collect::<PyResult<Vec<_>>>()?;
    if let Some(other) = keys.iter().map(Vec::len).find(|length| *length != figures.len()) {
        let error = Error::new(codes::tab::LENGTHS_DIFFER).with("expected", figures.len()).with("found", other);
        return Err(raised(py, error, true));
    }
    for (row, figure) in figures.into_iter().enumerate() {
        let key: Vec<&str> = keys.iter().filter_map(|column| column.get(row)).map(String::as_str).collect();
        builder = pushed(builder, &key, figure);
    }
    run(py, || builder.build()).map(Table::from)
}

fn pushed<S: AsRef<str>>(builder: TableBuilder, key: &[S], figure: Written) -> TableBuilder {
    match figure {
        Written::Nothing => builder.cell(key, Cell::Missing(Absence::NotDelivered), Status::NORMAL),
        Written::Text(text) => builder.row(key, &text),
    }
}

/// Says that a column is not there.
#[pyfunction]
pub(crate) fn column_missing(py: Python<'_>, column: &str) -> PyResult<()> {
    Err(raised(py, Error::new(codes::exc::COLUMN_MISSING).with("column", Safe::term(column)), true))
}
