//! Errors and findings as Python sees them.

use dsm_core::{
    error::{At, Custody, Error, Place, Result, Severity},
    exchange::description,
    text::{self, Lang},
};
use pyo3::{exceptions::PyValueError, prelude::*};
use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// What an exception is about.
#[pyclass(frozen, module = "dsm._dsm")]
#[derive(Debug)]
pub(crate) struct Problem {
    error: Error,
    own: bool,
}

/// What makes a problem again, and from what: its text and its findings.
type Kept = (Py<PyAny>, (String, Vec<Finding>));

impl Problem {
    /// A problem about what came from somebody else.
    pub(crate) fn of(error: Error) -> Self {
        Self { error, own: false }
    }
}

#[pymethods]
impl Problem {
    /// The id of the rule.
    #[getter]
    fn code(&self) -> &'static str {
        self.error.code().id()
    }

    /// The rule in words.
    #[getter]
    fn name(&self) -> &'static str {
        self.error.code().name()
    }

    /// The family.
    #[getter]
    fn kind(&self) -> String {
        format!("{:?}", self.error.kind()).to_lowercase()
    }

    /// Where it happened.
    #[getter]
    fn place(&self) -> Option<String> {
        self.error.place().map(ToString::to_string)
    }

    /// What the sentence names.
    #[getter]
    fn arguments(&self) -> BTreeMap<&'static str, String> {
        self.error.args().iter().map(|(name, value)| (name, value.to_string())).collect()
    }

    /// Every finding behind it.
    #[getter]
    fn findings(&self) -> Vec<Finding> {
        self.error.findings().iter().map(|f| Finding { finding: f.clone(), own: self.own }).collect()
    }

    /// What happened.
    fn sentence(&self, language: &str) -> String {
        text::message(&self.error, Lang::from_tag(language))
    }

    /// What to do about it.
    fn remedy(&self, language: &str) -> String {
        text::remedy(&self.error, Lang::from_tag(language))
    }

    /// What the exception is made of again.
    fn __reduce__(slf: &Bound<'_, Self>) -> PyResult<Kept> {
        let this = slf.get();
        let again = slf.get_type().getattr("again")?.unbind();
        Ok((again, (description::error_to_json(&this.error), this.findings())))
    }

    /// Makes it again from what was pickled.
    #[staticmethod]
    fn again(error: &str, findings: Vec<PyRef<'_, Finding>>) -> PyResult<Self> {
        let error = description::error_from_json(error).map_err(|e| PyValueError::new_err(e.to_string()))?;
        let findings = findings.iter().map(|f| f.finding.clone()).collect();
        Ok(Self { error: error.findings_of(findings), own: false })
    }
}

/// Something noticed in the data, or an assumption that stays on a result.
#[pyclass(frozen, eq, module = "dsm._dsm")]
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    finding: dsm_core::error::Finding,
    /// Whether whoever sees it handed in what it was read from.
    own: bool,
}

impl PartialEq for Finding {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (&self.finding, &other.finding);
        a.rule() == b.rule() && a.place() == b.place() && a.args() == b.args()
    }
}

impl Finding {
    /// A finding about what came from somebody else: what it was read from stays out of sight.
    pub(crate) fn of(finding: &dsm_core::error::Finding) -> Self {
        Self { finding: finding.clone(), own: false }
    }

    /// A finding about what the caller handed in.
    pub(crate) fn own(finding: &dsm_core::error::Finding) -> Self {
        Self { finding: finding.clone(), own: true }
    }

    pub(crate) fn inner(&self) -> &dsm_core::error::Finding {
        &self.finding
    }
}

#[pymethods]
impl Finding {
    /// The id of the rule.
    #[getter]
    fn code(&self) -> &'static str {
        self.finding.rule().id()
    }

    /// The rule in words.
    #[getter]
    fn name(&self) -> &'static str {
        self.finding.rule().name()
    }

    /// How grave it is.
    #[getter]
    fn severity(&self) -> &'static str {
        match self.finding.severity() {
            Severity::Information => "information",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// Where it was noticed.
    #[getter]
    fn place(&self) -> Option<String> {
        self.finding.place().map(ToString::to_string)
    }

    /// The code that STRUVAL, which checks what is sent to Eurostat, has for it; none where it has none.
    #[getter]
    fn struval(&self) -> Option<&'static str> {
        dsm_core::exchange::sdmx::struval(&self.finding)
    }

    /// The row (from zero) of data that were handed over in memory.
    #[getter]
    fn row(&self) -> Option<u64> {
        match self.finding.place().map(Place::position) {
            Some(At::Row { row, .. }) => Some(*row),
            _ => None,
        }
    }

    /// The column of data that were handed over in memory.
    #[getter]
    fn column(&self) -> Option<String> {
        match self.finding.place().map(Place::position) {
            Some(At::Row { column, .. }) => Some(column.to_string()),
            _ => None,
        }
    }

    /// What the sentence names.
    #[getter]
    fn arguments(&self) -> BTreeMap<&'static str, String> {
        self.finding.args().iter().map(|(name, value)| (name, value.to_string())).collect()
    }

    /// What was read there, if you handed it in yourself.
    #[getter]
    fn evidence(&self) -> Option<String> {
        let evidence = self.finding.evidence().filter(|_| self.own)?;
        Some(evidence.reveal(&Custody::of_own_bytes()).to_owned())
    }

    /// What was noticed.
    fn sentence(&self, language: &str) -> String {
        text::message(&self.finding, Lang::from_tag(language))
    }

    /// What to do about it.
    fn remedy(&self, language: &str) -> String {
        text::remedy(&self.finding, Lang::from_tag(language))
    }

    fn __hash__(&self) -> u64 {
        u64::from(self.finding.rule().number())
    }

    fn __reduce__(slf: &Bound<'_, Self>) -> PyResult<(Py<PyAny>, (String,))> {
        let again = slf.get_type().getattr("again")?.unbind();
        Ok((again, (description::finding_to_json(&slf.get().finding),)))
    }

    /// Makes it again from what was pickled; what was read is not part of it.
    #[staticmethod]
    fn again(finding: &str) -> PyResult<Self> {
        let finding = description::finding_from_json(finding).map_err(|e| PyValueError::new_err(e.to_string()))?;
        Ok(Self { finding, own: false })
    }
}

/// The exception for an error: its class is chosen, and its text written, by `dsm.errors`.
pub(crate) fn raised(py: Python<'_>, error: Error, own: bool) -> PyErr {
    let make = || -> PyResult<PyErr> {
        let class = py.import("dsm.errors")?.getattr("error_of")?;
        Ok(PyErr::from_value(class.call1((Problem { error, own },))?))
    };
    make().unwrap_or_else(|failed| failed)
}

/// Does what may take long, while other threads of Python run. A panic is a defect of DSM and an error like any other.
pub(crate) fn run<T: Send>(py: Python<'_>, work: impl FnOnce() -> Result<T> + Send) -> PyResult<T> {
    guarded(py, work).map_err(|error| raised(py, error, true))
}

/// As [`run`], about what came from somebody else: what its findings were read from stays out of sight.
pub(crate) fn run_for_others<T: Send>(py: Python<'_>, work: impl FnOnce() -> Result<T> + Send) -> PyResult<T> {
    guarded(py, work).map_err(|error| raised(py, error, false))
}

fn guarded<T: Send>(py: Python<'_>, work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    py.detach(|| catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Error::defect("dsm-py"))))
}
