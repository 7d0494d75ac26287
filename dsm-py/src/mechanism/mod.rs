//! The mechanism: a file in which States share figures, and somebody at it.

mod documented;
mod session;
mod steps;

pub(crate) use documented::documentation;
pub(crate) use session::Session;

use crate::errors::run;
use dsm_store::{AssertedByHost, SigningKey};
use pyo3::prelude::*;
use std::path::PathBuf;

/// One file in which States share figures under rules.
#[pyclass(frozen, module = "dsm._dsm")]
#[derive(Debug)]
pub(crate) struct Mechanism(dsm_store::Mechanism);

#[pymethods]
impl Mechanism {
    /// Makes a new one.
    #[staticmethod]
    fn create(py: Python<'_>, path: PathBuf, preset: &str) -> PyResult<Self> {
        run(py, || dsm_store::Mechanism::create(&path, preset)).map(Self)
    }

    /// Opens one.
    #[staticmethod]
    fn open(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        run(py, || dsm_store::Mechanism::open(&path)).map(Self)
    }

    /// The file.
    #[getter]
    fn path(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    /// A session of a user, of a user with the text of a key, or of the public.
    #[pyo3(signature = (user, key=None))]
    fn session(&self, py: Python<'_>, user: Option<&str>, key: Option<&str>) -> PyResult<Session> {
        let open = || match (user, key) {
            (Some(user), Some(key)) => self.0.session(&SigningKey::read(user, key)?),
            (Some(user), None) => self.0.session(&AssertedByHost::new(user)),
            (None, _) => self.0.public(),
        };
        run(py, open).map(Session::from)
    }

    /// Verifies the history: how many entries there are, and the last link of their chain.
    fn verify_history(&self, py: Python<'_>) -> PyResult<(u64, String)> {
        run(py, || self.0.verify_history(None).map(|receipt| (receipt.entries, receipt.head_text())))
    }
}
