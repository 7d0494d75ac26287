use crate::{assume::assume, errors::run, stated::AssumptionSaid, table::Table};
use pyo3::prelude::*;

#[pymethods]
impl Table {
    /// The sum over axes.
    fn sum(&self, py: Python<'_>, axes: Vec<String>, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().sum(&axes, &assumed)).map(Self::from)
    }

    /// The units in at least one of the cells.
    fn union(&self, py: Python<'_>, axes: Vec<String>, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().union(&axes, &assumed)).map(Self::from)
    }
}
