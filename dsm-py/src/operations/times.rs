use crate::{assume::assume, errors::run, stated::AssumptionSaid, table::Table};
use pyo3::prelude::*;

#[pymethods]
impl Table {
    /// The mean of the dates or periods.
    fn mean(&self, py: Python<'_>, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().mean(&assumed)).map(Self::from)
    }

    /// Sums of windows of adjoining periods.
    fn rolling_sum(&self, py: Python<'_>, n: usize, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().rolling_sum(n, &assumed)).map(Self::from)
    }

    /// Centered means of windows of adjoining periods.
    fn moving_average(&self, py: Python<'_>, n: usize, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().moving_average(n, &assumed)).map(Self::from)
    }

    /// Sums from the start of the year to the end of each period.
    fn year_to_date(&self, py: Python<'_>, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().year_to_date(&assumed)).map(Self::from)
    }

    /// A part of a year as if it were the whole.
    fn annualize(&self, py: Python<'_>, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().annualize(&assumed)).map(Self::from)
    }

    /// The stock at 1 July.
    fn mid_year(&self, py: Python<'_>, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().mid_year(&assumed)).map(Self::from)
    }
}
