use crate::errors::run;
use dsm_core::count::Specification;
use pyo3::prelude::*;

/// What records are and what is to be counted from them.
#[pyclass(frozen, eq, module = "dsm._dsm")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CountSpecification(Specification);

impl CountSpecification {
    pub(crate) fn inner(&self) -> &Specification {
        &self.0
    }
}

/// A specification of nothing, or of a file in TOML: its name and text.
#[pyfunction]
pub(crate) fn count_specification(py: Python<'_>, file: Option<(String, String)>) -> PyResult<CountSpecification> {
    let made = run(py, || match file {
        None => Ok(Specification::default()),
        Some((name, text)) => Specification::from_toml(&name, &text),
    });
    made.map(CountSpecification)
}

#[pymethods]
impl CountSpecification {
    /// With more lines, each a part, an id and a value.
    fn declared(&self, py: Python<'_>, lines: Vec<(String, String, String)>) -> PyResult<Self> {
        run(py, || self.0.clone().declare_all(&lines)).map(Self)
    }

    /// The columns that are read.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.0.columns().into_iter().map(str::to_owned).collect()
    }
}
