//! Files of figures in, and tables as files and pages out.

use crate::{
    errors::{Finding, run},
    table::Table,
};
use dsm_core::{
    catalogue::Catalogue,
    check,
    error::{Collected, Result},
    exchange::{
        csv, jsonstat,
        sdmx::{Action, Structure, csv20},
        xlsx::read_form,
    },
    text::Lang,
    translate::{self, Specification},
};
use dsm_store::{Clock as _, SystemClock};
use pyo3::{prelude::*, types::PyBytes};
use std::io::Cursor;

/// The tables of a file, each with the id of its indicator, and what was noticed.
pub(crate) type Translated = (Vec<(String, Table)>, Vec<Finding>);
/// As [`Translated`]; of a form with what is kept in place of its bytes, and what the checks say of each table at its cells.
pub(crate) type Taken = (Vec<(String, Table)>, Vec<Finding>, Option<(String, Vec<Vec<Finding>>)>);

/// How a file is read: the name and text of a file of specifications, or lines of part, id and value.
#[derive(Debug, FromPyObject)]
pub(crate) enum Specified {
    /// A file in TOML.
    Toml((String, String)),
    /// What a mapping says.
    Lines(Vec<(String, String, String)>),
}

impl Specified {
    pub(crate) fn specification(&self) -> Result<Specification> {
        match self {
            Self::Toml((name, text)) => Specification::from_toml(name, text),
            Self::Lines(lines) => Specification::tidy().declare_all(lines),
        }
    }
}

/// Reads a delimited file as tables of the indicators, each with the id of its indicator; and what was noticed.
#[pyfunction]
pub(crate) fn translated(py: Python<'_>, bytes: Vec<u8>, name: &str, specification: Specified) -> PyResult<Taken> {
    translated_of(py, bytes, name, &specification, None)
}

/// As [`translated`]: the indicators are of the preset that the specification states, else those that are known.
pub(crate) fn translated_of(
    py: Python<'_>,
    bytes: Vec<u8>,
    name: &str,
    specification: &Specified,
    known: Option<Result<Catalogue>>,
) -> PyResult<Taken> {
    let (translation, form) = run(py, || {
        let known = known.transpose()?;
        if matches!(specification, Specified::Lines(lines) if lines.is_empty())
            && let Some((form, findings)) = read_form(Cursor::new(&bytes), name, known.as_ref())?
        {
            let (translation, entries, places) = form.into_translation(findings);
            let checked = places.checked(&translation.tables, SystemClock.now()?);
            return Ok((translation, Some((entries, checked))));
        }
        let said = specification.specification()?;
        let catalogue = match known {
            Some(known) if said.preset().is_none() => known,
            _ => said.catalogue()?,
        };
        Ok((translate::read(Cursor::new(bytes), name, &said, &catalogue)?, None))
    })?;
    let tables = translation.tables.into_iter().map(|t| (t.indicator.to_string(), t.table.into())).collect();
    let own = |found: &Collected| found.findings().iter().map(Finding::own).collect();
    let form = form.map(|(entries, checked)| (entries, checked.iter().map(own).collect()));
    Ok((tables, own(&translation.findings), form))
}

/// What the checks say of a table.
#[pyfunction]
pub(crate) fn checked(py: Python<'_>, table: PyRef<'_, Table>) -> PyResult<Vec<Finding>> {
    let table = table.inner().clone();
    let found = run(py, || Ok(check::check(&table, SystemClock.now()?)))?;
    Ok(found.findings().iter().map(Finding::of).collect())
}

/// A table as tidy CSV, or as SDMX-CSV 2.0 of a dataflow.
#[pyfunction]
pub(crate) fn csv_written<'py>(
    py: Python<'py>,
    table: PyRef<'py, Table>,
    dataflow: Option<&str>,
) -> PyResult<Bound<'py, PyBytes>> {
    let table = table.inner().clone();
    let bytes = run(py, || {
        let mut bytes = Vec::new();
        let view = table.disclose()?;
        match dataflow {
            Some(id) => csv20::write(&view, &Structure::dataflow(id)?, Action::Replace, &mut bytes)?,
            None => csv::write(&view, &mut bytes)?,
        }
        Ok(bytes)
    })?;
    Ok(PyBytes::new(py, &bytes))
}

/// A table as JSON-stat 2.0, with the names of the codes in a language where an indicator has them.
#[pyfunction]
pub(crate) fn json_stat_written<'py>(
    py: Python<'py>,
    table: PyRef<'py, Table>,
    indicator: Option<&str>,
    lang: &str,
) -> PyResult<Bound<'py, PyBytes>> {
    let table = table.inner().clone();
    let bytes = run(py, || {
        let (mut bytes, view) = (Vec::new(), table.disclose()?);
        let described = indicator.map(|id| Catalogue::describing(id, view.concept())).transpose()?;
        jsonstat::write(&view, described.as_ref(), Lang::from_tag(lang), &mut bytes)?;
        Ok(bytes)
    })?;
    Ok(PyBytes::new(py, &bytes))
}
