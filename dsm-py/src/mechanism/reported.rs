//! Pages: of declared reports filled for a reader, and of figures that were chosen one by one.

use super::Session;
use crate::errors::run;
use dsm_core::{
    error::Result,
    report::{self, Form, Report, Scope, html},
    text::Lang,
    time::Moment,
};
use pyo3::{prelude::*, types::PyBytes};

/// A page of what its reader may see.
#[pyclass(frozen, module = "dsm._dsm")]
#[derive(Debug)]
pub(crate) struct Page {
    pub(super) page: report::Page,
    /// Whether HTML has all languages.
    pub(super) whole: bool,
}

#[pymethods]
impl Page {
    /// The bytes of a file, in the form that its name says.
    fn written<'py>(&self, py: Python<'py>, name: &str, language: &str) -> PyResult<Bound<'py, PyBytes>> {
        let lang = Lang::from_tag(language);
        let bytes = run(py, || -> Result<Vec<u8>> {
            let mut bytes = Vec::new();
            match Form::of(name)? {
                Form::Html if !self.whole => html::write(&self.page, lang, &mut bytes)?,
                form => form.write(&self.page, lang, &mut bytes)?,
            }
            Ok(bytes)
        })?;
        Ok(PyBytes::new(py, &bytes))
    }
}

/// The ids of the reports that come along.
#[pyfunction]
pub(crate) fn report_ids() -> Vec<&'static str> {
    Report::shipped_ids().collect()
}

#[pymethods]
impl Session {
    /// A declared report filled: one that comes along, or the text of a file.
    #[expect(clippy::too_many_arguments, reason = "one for each part of a scope")]
    fn reported(
        &self,
        py: Python<'_>,
        name: &str,
        text: Option<&str>,
        indicator: Option<&str>,
        countries: Vec<String>,
        times: Vec<String>,
        assume: Vec<String>,
        as_of: Option<&str>,
    ) -> PyResult<Page> {
        let page = self.with(py, |session| {
            let report = match text {
                Some(text) => Report::from_toml(name, text)?,
                None => Report::shipped(name)?,
            };
            let mut scope = countries.iter().fold(Scope::new(), |scope, country| scope.country(country));
            scope = indicator.iter().fold(scope, |scope, id| scope.indicator(id));
            scope = times.iter().try_fold(scope, |scope, time| scope.time(time))?;
            scope = assume.iter().try_fold(scope, |scope, name| scope.assuming(name))?;
            dsm_store::report(session, &report, &scope, as_of.map(Moment::as_of).transpose()?)
        })?;
        Ok(Page { page, whole: true })
    }
}
