//! The table that `dsm.Table` holds.

use crate::{
    cells::{CellTold, cell_told},
    errors::{Finding, raised, run},
    stated::{MeasureTold, measure_told},
};
use dsm_core::{
    exchange::description::Description,
    table::{Absent, AxisKind},
};
use pyo3::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Figures of one measure and concept over axes, immutable.
#[pyclass(frozen, eq, module = "dsm._dsm")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table(dsm_core::table::Table);

impl From<dsm_core::table::Table> for Table {
    fn from(table: dsm_core::table::Table) -> Self {
        Self(table)
    }
}

impl Table {
    pub(crate) fn inner(&self) -> &dsm_core::table::Table {
        &self.0
    }
}

/// A row: the key and the cell.
type RowTold = (Vec<String>, CellTold);
/// An axis: id, kind, membership, exhaustive, totals, parents, direction, unknown, codes.
type AxisTold =
    (String, &'static str, &'static str, bool, Vec<String>, BTreeMap<String, String>, bool, String, Vec<String>);
/// An assumption: name, axis, value, weights, source, author, reason.
type AssumptionTold =
    (&'static str, Option<String>, Option<Decimal>, BTreeMap<String, Decimal>, String, String, String);

#[pymethods]
impl Table {
    fn __len__(&self) -> usize {
        self.0.len()
    }

    /// The bytes of its columns, which its slices share.
    #[getter]
    fn bytes(&self) -> usize {
        self.0.bytes()
    }

    /// What is counted.
    #[getter]
    fn measure(&self) -> MeasureTold {
        measure_told(self.0.measure())
    }

    /// Which population, as its id and its properties.
    #[getter]
    fn concept(&self) -> (String, BTreeMap<&'static str, String>) {
        (self.0.concept().id.to_string(), self.0.concept().properties().into_iter().collect())
    }

    /// The axes with their codes.
    #[getter]
    fn axes(&self) -> Vec<AxisTold> {
        let texts = |all: &[std::sync::Arc<str>]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
        let told = |axis: &dsm_core::table::Axis| {
            let (id, codes) = (axis.id().to_owned(), texts(axis.codes()));
            match axis.kind() {
                AxisKind::Time => (id, "time", "fixed", false, vec![], BTreeMap::new(), false, String::new(), codes),
                AxisKind::Reporter => {
                    (id, "reporter", "fixed", false, vec![], BTreeMap::new(), false, String::new(), codes)
                }
                AxisKind::Category(c) => {
                    let parents = c.parents.iter().map(|(code, group)| (code.to_string(), group.to_string())).collect();
                    let unknown = c.unknown.as_deref().unwrap_or("").to_owned();
                    (
                        id,
                        "category",
                        c.membership.word(),
                        c.exhaustive,
                        texts(&c.totals),
                        parents,
                        c.direction,
                        unknown,
                        codes,
                    )
                }
            }
        };
        self.0.axes().iter().map(told).collect()
    }

    /// The vintage.
    #[getter]
    fn vintage(&self) -> &str {
        self.0.vintage()
    }

    /// How the figures are inexact by making.
    #[getter]
    fn making(&self) -> String {
        self.0.making().to_string()
    }

    /// What a key that is not there means.
    #[getter]
    fn absent(&self) -> &'static str {
        match self.0.absent() {
            Absent::Missing => "missing",
            Absent::Zero => "zero",
        }
    }

    /// The footnotes.
    #[getter]
    fn notes(&self) -> Vec<Finding> {
        self.0.notes().iter().map(Finding::of).collect()
    }

    /// The assumptions that the figures rest on.
    #[getter]
    fn assumptions(&self) -> Vec<AssumptionTold> {
        let told = |a: &dsm_core::measure::Assumption| {
            let weights = a.weights.iter().map(|(code, weight)| (code.to_string(), *weight)).collect();
            let texts = (a.source.to_string(), a.author.to_string(), a.reason.to_string());
            (a.name.word(), a.on.as_ref().map(ToString::to_string), a.value, weights, texts.0, texts.1, texts.2)
        };
        self.0.assumptions().iter().map(told).collect()
    }

    /// All that is true of the whole table, as the text that travels with it.
    fn description(&self, py: Python<'_>) -> PyResult<String> {
        let table = self.0.clone();
        run(py, move || Ok(Description::of(&table.disclose()?).to_json()))
    }

    /// The first rows, in the order of the keys.
    #[pyo3(signature = (most = None))]
    fn rows(&self, py: Python<'_>, most: Option<usize>) -> Vec<RowTold> {
        let told = |row: dsm_core::table::Row| {
            let key = row.key.iter().map(ToString::to_string).collect();
            (key, cell_told(&row.cell, row.status))
        };
        py.detach(|| self.0.rows().take(most.unwrap_or(usize::MAX)).map(told).collect())
    }

    /// The cell of a key.
    fn at(&self, py: Python<'_>, key: Vec<String>) -> PyResult<CellTold> {
        let cell = self.0.at(&key).and_then(|cell| Ok((cell, self.0.status_at(&key)?)));
        cell.map(|(cell, status)| cell_told(&cell, status)).map_err(|e| raised(py, e, true))
    }

    /// The part with the given codes of one axis.
    fn slice(&self, py: Python<'_>, axis: &str, codes: Vec<String>) -> PyResult<Self> {
        run(py, || self.0.slice(axis, &codes)).map(Self)
    }
}
