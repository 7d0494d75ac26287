//! Forms that officials fill in.

use crate::{
    errors::{Finding, run},
    mechanism::{Said, Told, said, told},
    table::Table,
};
use dsm_core::{
    catalogue::{Catalogue, Indicator},
    error::{At, Error, Place, codes::exc},
    exchange::xlsx::{DocumentationAnswers, DocumentationForm, Template, mark},
    text::Lang,
};
use pyo3::{prelude::*, types::PyBytes};
use std::io::Cursor;

/// The workbook of a form: of indicators of a preset, for a State and periods, in a language, with last time's figures beside.
#[pyfunction]
pub(crate) fn template_written<'py>(
    py: Python<'py>,
    indicators: Vec<String>,
    preset: &str,
    country: &str,
    periods: Vec<String>,
    lang: &str,
    beside: Vec<PyRef<'py, Table>>,
) -> PyResult<Bound<'py, PyBytes>> {
    let beside: Vec<_> = beside.iter().map(|table| table.inner().clone()).collect();
    let bytes = run(py, || {
        let catalogue = Catalogue::preset(preset)?;
        let periods: Vec<&str> = periods.iter().map(String::as_str).collect();
        let indicators: Vec<&Indicator> =
            indicators.iter().map(|id| catalogue.find(id)).collect::<Result<_, Error>>()?;
        let mut form = Template::questionnaire(&indicators, country, &periods, Lang::parse(lang)?)?;
        for table in beside {
            form = form.beside(&table.disclose()?)?;
        }
        let mut bytes = Vec::new();
        form.write(&mut bytes)?;
        Ok(bytes)
    })?;
    Ok(PyBytes::new(py, &bytes))
}

/// The workbook of a documentation table: of an indicator of a preset, for a State, in a language, with what was said until now.
#[pyfunction]
pub(crate) fn documentation_form_written<'py>(
    py: Python<'py>,
    indicator: &str,
    preset: &str,
    country: &str,
    lang: &str,
    said_before: Option<Said>,
) -> PyResult<Bound<'py, PyBytes>> {
    let bytes = run(py, || {
        let catalogue = Catalogue::preset(preset)?;
        let mut form = DocumentationForm::new(catalogue.find(indicator)?, country, Lang::parse(lang)?)?;
        if let Some(before) = said_before {
            form = form.said(&said(before)?)?;
        }
        let mut bytes = Vec::new();
        form.write(&mut bytes)?;
        Ok(bytes)
    })?;
    Ok(PyBytes::new(py, &bytes))
}

/// What was answered in the form of a documentation table; of a form for figures what has changed, on top of what was said before.
#[pyfunction]
pub(crate) fn documentation_form_read(
    py: Python<'_>,
    bytes: Vec<u8>,
    name: &str,
    said_before: Option<Said>,
) -> PyResult<Told> {
    let read = run(py, || {
        let none = || Error::new(exc::FORM_NONE).at(Place::new(name, At::Whole));
        let answers = DocumentationAnswers::open(Cursor::new(bytes), name)?.ok_or_else(none)?;
        answers.documentation(said_before.map(said).transpose()?.as_ref())
    })?;
    Ok(told(&read, None))
}

/// The State and the indicator that the answers of a form are of.
#[pyfunction]
pub(crate) fn documentation_form_of(py: Python<'_>, bytes: Vec<u8>, name: &str) -> PyResult<(String, String)> {
    run(py, || {
        let none = || Error::new(exc::FORM_NONE).at(Place::new(name, At::Whole));
        let answers = DocumentationAnswers::open(Cursor::new(bytes), name)?.ok_or_else(none)?;
        Ok((answers.country().to_owned(), answers.indicator().to_owned()))
    })
}

/// A copy of a form that was filled in, with what is wrong in it marked, and what was found.
#[pyfunction]
pub(crate) fn form_marked<'py>(
    py: Python<'py>,
    bytes: Vec<u8>,
    name: &str,
    preset: Option<&str>,
    lang: Option<&str>,
) -> PyResult<(Bound<'py, PyBytes>, Vec<Finding>)> {
    let (copy, found) = run(py, || {
        let known = preset.map(Catalogue::preset).transpose()?;
        let (lang, mut copy) = (lang.map(Lang::parse).transpose()?, Vec::new());
        let found = mark(Cursor::new(bytes), name, known.as_ref(), lang, &mut copy)?;
        Ok((copy, found))
    })?;
    Ok((PyBytes::new(py, &copy), found.findings().iter().map(Finding::own).collect()))
}
