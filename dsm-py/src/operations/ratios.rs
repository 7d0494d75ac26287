use crate::{assume::assume, errors::run, stated::AssumptionSaid, table::Table};
use pyo3::prelude::*;

#[pymethods]
impl Table {
    /// Every part over the published whole.
    fn share(&self, py: Python<'_>, axis: &str, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().share(axis, &assumed)).map(Self::from)
    }

    /// Relative growth between two periods or moments.
    fn growth(&self, py: Python<'_>, start: &str, end: &str, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().growth(start, end, &assumed)).map(Self::from)
    }

    /// Every period over the base, times 100.
    fn index(&self, py: Python<'_>, base: &str, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().index(base, &assumed)).map(Self::from)
    }

    /// Rates weighted by a standard population.
    fn standardize(&self, py: Python<'_>, axis: &str, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().standardize(axis, &assumed)).map(Self::from)
    }

    /// The mean of group means, weighted by counts.
    fn weighted_mean(
        &self,
        py: Python<'_>,
        other: PyRef<'_, Table>,
        axis: &str,
        assumed: Vec<AssumptionSaid>,
    ) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        let other = other.inner();
        run(py, || self.inner().weighted_mean(other, axis, &assumed)).map(Self::from)
    }

    /// The smallest and largest of group medians.
    fn median_bounds(&self, py: Python<'_>, axis: &str, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().median_bounds(axis, &assumed)).map(Self::from)
    }

    /// The code that surely is the largest.
    fn maximum(&self, py: Python<'_>, axis: &str, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().maximum(axis, &assumed)).map(Self::from)
    }

    /// The rank from 1, an interval where it is not known.
    fn rank(&self, py: Python<'_>, axis: &str, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().rank(axis, &assumed)).map(Self::from)
    }

    /// The surely largest codes and the rest.
    fn top(&self, py: Python<'_>, axis: &str, n: usize, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().top(axis, n, &assumed)).map(Self::from)
    }

    /// Whether each figure changed since an earlier vintage.
    fn changed(&self, py: Python<'_>, other: PyRef<'_, Table>, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        let other = other.inner();
        run(py, || self.inner().changed(other, &assumed)).map(Self::from)
    }
}
