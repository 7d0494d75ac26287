//! The mechanism: a file in which States share figures, and somebody at it.

mod documented;
mod reported;
mod session;
mod steps;

pub(crate) use documented::{Said, Told, documentation, said, told};
pub(crate) use reported::{Page, report_ids};
pub(crate) use session::Session;

use crate::errors::run;
use dsm_store::{AssertedByHost, Receipt, SigningKey};
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

    /// Verifies the history, against an earlier receipt where one is given: how many entries there are, the last link of their
    /// chain, and the receipt as text.
    #[pyo3(signature = (receipt=None))]
    fn verify_history(&self, py: Python<'_>, receipt: Option<&str>) -> PyResult<(u64, String, String)> {
        run(py, || {
            let earlier = receipt.map(Receipt::parse).transpose()?;
            let receipt = self.0.verify_history(earlier.as_ref())?;
            Ok((receipt.entries, receipt.head_text(), receipt.text()))
        })
    }

    /// Copies the mechanism while others work at it, and gives the receipt of the copy.
    fn backup(&self, py: Python<'_>, path: PathBuf) -> PyResult<String> {
        run(py, || self.0.backup(&path).map(|receipt| receipt.text()))
    }

    /// Makes a mechanism of a backup, which is verified first.
    #[staticmethod]
    fn restore(py: Python<'_>, backup: PathBuf, path: PathBuf) -> PyResult<()> {
        run(py, || dsm_store::Mechanism::restore(&backup, &path).map(drop))
    }
}
