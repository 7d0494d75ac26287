//! Operations with a choice that is given as a word.

use crate::{
    assume::assume,
    errors::{raised, run},
    stated::AssumptionSaid,
    table::Table,
};
use dsm_core::{
    error::{Error, Result, Safe, codes},
    measure::{RatioForm, Timespan},
    table::{Reading, Relation},
    time::Frequency,
};
use pyo3::prelude::*;

fn word<T>(py: Python<'_>, kind: &'static str, read: Option<T>) -> PyResult<T> {
    let unknown = || Error::new(codes::mea::WORD_UNKNOWN).with("kind", Safe::word(kind));
    read.ok_or_else(|| raised(py, unknown(), true))
}

fn known<T>(py: Python<'_>, read: Result<T>) -> PyResult<T> {
    read.map_err(|e| raised(py, e, true))
}

#[pymethods]
impl Table {
    /// A whole minus a part of one axis.
    #[pyo3(signature = (axis, whole, part, reading, assumed))]
    fn whole_minus_part(
        &self,
        py: Python<'_>,
        axis: &str,
        whole: &str,
        part: &str,
        reading: &str,
        assumed: Vec<AssumptionSaid>,
    ) -> PyResult<Self> {
        let (reading, assumed) = (word(py, "reading", Reading::parse(reading))?, assume(py, &assumed)?);
        run(py, || self.inner().whole_minus_part(axis, whole, part, reading, &assumed)).map(Self::from)
    }

    /// The pieces of sums from the start of the year.
    fn undo_year_to_date(&self, py: Python<'_>, reading: &str, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let (reading, assumed) = (word(py, "reading", Reading::parse(reading))?, assume(py, &assumed)?);
        run(py, || self.inner().undo_year_to_date(reading, &assumed)).map(Self::from)
    }

    /// Stocks times time.
    fn person_time(&self, py: Python<'_>, unit: &str, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let span = match unit {
            "days" => Some(Timespan::Days),
            "years" => Some(Timespan::Years),
            _ => None,
        };
        let (span, assumed) = (word(py, "unit", span)?, assume(py, &assumed)?);
        run(py, || self.inner().person_time(span, &assumed)).map(Self::from)
    }

    /// Equal parts by days.
    fn disaggregate(&self, py: Python<'_>, frequency: &str, assumed: Vec<AssumptionSaid>) -> PyResult<Self> {
        let (frequency, assumed) = (known(py, Frequency::parse(frequency))?, assume(py, &assumed)?);
        run(py, || self.inner().disaggregate(frequency, &assumed)).map(Self::from)
    }

    /// One table over another.
    fn ratio(
        &self,
        py: Python<'_>,
        other: PyRef<'_, Table>,
        form: &str,
        assumed: Vec<AssumptionSaid>,
    ) -> PyResult<Self> {
        let (form, assumed) = (known(py, RatioForm::parse(form))?, assume(py, &assumed)?);
        let other = other.inner();
        run(py, || self.inner().ratio(other, form, &assumed)).map(Self::from)
    }

    /// The expected stock at the end, or what is left to explain.
    fn balance(
        &self,
        py: Python<'_>,
        opens: Vec<PyRef<'_, Table>>,
        closes: Vec<PyRef<'_, Table>>,
        closing: Option<PyRef<'_, Table>>,
        assumed: Vec<AssumptionSaid>,
    ) -> PyResult<Self> {
        let assumed = assume(py, &assumed)?;
        let opens: Vec<_> = opens.iter().map(|t| t.inner()).collect();
        let closes: Vec<_> = closes.iter().map(|t| t.inner()).collect();
        let closing = closing.as_ref().map(|t| t.inner());
        run(py, || self.inner().balance(&opens, &closes, closing, &assumed)).map(Self::from)
    }

    /// Whether the figure of one key is less than, equal to or greater than that of another.
    fn compare(&self, py: Python<'_>, a: Vec<String>, relation: &str, b: Vec<String>) -> PyResult<&'static str> {
        let relation = word(py, "relation", Relation::parse(relation))?;
        run(py, || self.inner().compare(&a, relation, &b)).map(|truth| truth.word())
    }
}
