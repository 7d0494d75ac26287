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

    /// The cells of the first date or period.
    fn first(&self, py: Python<'_>, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().first(&assumed)).map(Self::from)
    }

    /// The cells of the last date or period.
    fn last(&self, py: Python<'_>, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().last(&assumed)).map(Self::from)
    }

    /// The latest available period of each reporter.
    fn latest(&self, py: Python<'_>, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().latest(&assumed)).map(Self::from)
    }

    /// The reporters that have every period.
    fn common_reporters(&self, py: Python<'_>, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().common_reporters(&assumed)).map(Self::from)
    }

    /// Inflow minus outflow.
    fn net(&self, py: Python<'_>, other: PyRef<'_, Table>, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        let other = other.inner();
        run(py, || self.inner().net(other, &assumed)).map(Self::from)
    }

    /// The stock at a later moment minus the one at an earlier.
    fn change(&self, py: Python<'_>, start: &str, end: &str, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().change(start, end, &assumed)).map(Self::from)
    }

    /// The difference of two ratios of one form.
    fn difference(&self, py: Python<'_>, other: PyRef<'_, Table>, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        let other = other.inner();
        run(py, || self.inner().difference(other, &assumed)).map(Self::from)
    }

    /// This vintage minus an earlier one.
    fn revision(&self, py: Python<'_>, other: PyRef<'_, Table>, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        let other = other.inner();
        run(py, || self.inner().revision(other, &assumed)).map(Self::from)
    }

    /// Bounds of the cell of two codes from their margins.
    fn intersection(
        &self,
        py: Python<'_>,
        axis: &str,
        code: &str,
        other_axis: &str,
        other_code: &str,
        assumed: Vec<AssumptionSaid>,
    ) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().intersection(axis, code, other_axis, other_code, &assumed)).map(Self::from)
    }
}
