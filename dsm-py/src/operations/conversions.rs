use crate::{assume::assume, errors::run, stated::AssumptionSaid, table::Table};
use pyo3::prelude::*;
use std::collections::BTreeMap;

#[pymethods]
impl Table {
    /// Codes of one list as codes of another.
    fn crosswalk(
        &self,
        py: Python<'_>,
        axis: &str,
        mapping: BTreeMap<String, Vec<String>>,
        assumed: Vec<AssumptionSaid>,
    ) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().crosswalk(axis, &mapping, &assumed)).map(Self::from)
    }

    /// The unknown part spread like the known.
    fn spread_unknown(&self, py: Python<'_>, axis: &str, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().spread_unknown(axis, &assumed)).map(Self::from)
    }

    /// Cases as persons.
    fn to_persons(&self, py: Python<'_>, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().to_persons(&assumed)).map(Self::from)
    }

    /// Amounts in another currency or price basis.
    fn to_currency(&self, py: Python<'_>, currency: &str, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        run(py, || self.inner().to_currency(currency, &assumed)).map(Self::from)
    }
}
