//! Forms that officials fill in.

use crate::{errors::run, table::Table};
use dsm_core::{catalogue::Catalogue, exchange::xlsx::Template, text::Lang};
use pyo3::{prelude::*, types::PyBytes};

/// The workbook of a form: of an indicator of a preset, for a State and periods, in a language, with last time's figures beside.
#[pyfunction]
pub(crate) fn template_written<'py>(
    py: Python<'py>,
    indicator: &str,
    preset: &str,
    country: &str,
    periods: Vec<String>,
    lang: &str,
    beside: Option<PyRef<'py, Table>>,
) -> PyResult<Bound<'py, PyBytes>> {
    let beside = beside.map(|table| table.inner().clone());
    let bytes = run(py, || {
        let catalogue = Catalogue::preset(preset)?;
        let periods: Vec<&str> = periods.iter().map(String::as_str).collect();
        let mut form = Template::new(catalogue.find(indicator)?, country, &periods, Lang::parse(lang)?)?;
        if let Some(table) = beside {
            form = form.beside(&table.disclose()?)?;
        }
        let mut bytes = Vec::new();
        form.write(&mut bytes)?;
        Ok(bytes)
    })?;
    Ok(PyBytes::new(py, &bytes))
}
