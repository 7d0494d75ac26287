//! What may be done to a submission and to who takes part.

use super::Session;
use crate::{errors::Finding, table::Table};
use dsm_core::workflow::{
    AddCountry, AddUser, DeactivateUser, Release, Return, SubmissionId, Submit, Verify, Withdraw,
};
use pyo3::prelude::*;

#[pymethods]
impl Session {
    /// Hands a table in, with the findings of its checks and the file that it came in.
    fn submit(
        &self,
        py: Python<'_>,
        indicator: &str,
        table: PyRef<'_, Table>,
        findings: Vec<PyRef<'_, Finding>>,
        file: Option<(String, Vec<u8>)>,
        revising: Option<(String, String)>,
    ) -> PyResult<String> {
        let findings = findings.iter().map(|f| f.inner().clone()).collect();
        let table = table.inner().clone();
        self.with(py, |session| {
            let mut step = Submit::new(indicator, table).findings(findings);
            if let Some((name, bytes)) = &file {
                step = step.file(name, bytes);
            }
            if let Some((earlier, reason)) = &revising {
                step = step.revising(&SubmissionId::parse(earlier)?, reason);
            }
            session.perform(step).map(|id| id.to_string())
        })
    }

    /// Says that a submission is right.
    fn verify(&self, py: Python<'_>, submission: &str) -> PyResult<()> {
        self.with(py, |session| session.perform(Verify::new(&SubmissionId::parse(submission)?)))
    }

    /// Gives verified figures to those who may see them.
    fn release(&self, py: Python<'_>, submission: &str) -> PyResult<()> {
        self.with(py, |session| session.perform(Release::new(&SubmissionId::parse(submission)?)))
    }

    /// Gives a submission back with questions.
    fn give_back(&self, py: Python<'_>, submission: &str, questions: &str) -> PyResult<()> {
        self.with(py, |session| session.perform(Return::new(&SubmissionId::parse(submission)?, questions)))
    }

    /// Takes released figures back.
    fn withdraw(&self, py: Python<'_>, submission: &str, reason: &str, confidential: bool) -> PyResult<()> {
        self.with(py, |session| {
            let id = SubmissionId::parse(submission)?;
            let step = if confidential { Withdraw::for_confidentiality } else { Withdraw::as_wrong };
            session.perform(step(&id, reason))
        })
    }

    /// Adds a State, with a user in each position if so wished.
    fn add_country(&self, py: Python<'_>, code: &str, staff: bool) -> PyResult<()> {
        self.with(py, |session| {
            let step = AddCountry::new(code);
            session.perform(if staff { step.with_staff() } else { step })
        })
    }

    /// Adds a user.
    fn add_user(&self, py: Python<'_>, id: &str, roles: Vec<String>) -> PyResult<()> {
        self.with(py, |session| session.perform(AddUser::new(id, &roles)))
    }

    /// Ends what a user may do.
    fn deactivate_user(&self, py: Python<'_>, id: &str) -> PyResult<()> {
        self.with(py, |session| session.perform(DeactivateUser::new(id)))
    }
}
