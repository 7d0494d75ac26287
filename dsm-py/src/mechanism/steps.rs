//! What may be done to a submission and to who takes part.

use super::Session;
use crate::{
    errors::{Finding, run},
    protecting::Wished,
    table::Table,
};
use dsm_core::{
    access::{Audience, Mode, Opening, Reciprocity},
    catalogue::Indicator,
    error::Result,
    protect::{Protection, Rule, Zeros},
    workflow::{
        AddCountry, AddUser, CloseTo, DeactivateUser, DeclareIndicator, Instruction, KeepDraft, OpenTo, Release,
        Return, SubmissionId, Submit, Verify, Withdraw,
    },
};
use pyo3::prelude::*;

/// An opening of an indicator of the own State.
fn opening(session: &dsm_store::Session, indicator: &str, audience: &str) -> Result<Opening> {
    Ok(Opening::new(session.who().country().unwrap_or_default(), indicator, Audience::parse(audience)?))
}

#[pymethods]
impl Session {
    /// Hands a table in, or keeps it as a draft, with the findings of its checks and the file that it came in.
    #[expect(clippy::too_many_arguments, reason = "one for each part of a submission")]
    fn submit(
        &self,
        py: Python<'_>,
        indicator: &str,
        table: PyRef<'_, Table>,
        findings: Vec<PyRef<'_, Finding>>,
        file: Option<(String, Vec<u8>)>,
        revising: Option<(String, String)>,
        correcting: Option<String>,
        control: Option<PyRef<'_, Table>>,
        draft: bool,
    ) -> PyResult<String> {
        let control = control.map(|control| control.inner().clone());
        let findings = findings.iter().map(|f| f.inner().clone()).collect();
        let table = table.inner().clone();
        self.with(py, |session| {
            let mut step = Submit::new(indicator, table).findings(findings);
            if let Some((name, bytes)) = &file {
                // A file that comes twice is handed in once.
                step = step.file(name, bytes).once();
            }
            if let Some((earlier, reason)) = &revising {
                step = step.revising(&SubmissionId::parse(earlier)?, reason);
            }
            if let Some(returned) = &correcting {
                step = step.correcting(&SubmissionId::parse(returned)?);
            }
            if let Some(control) = control {
                step = step.control(control);
            }
            let id = if draft { session.perform(KeepDraft::of(step)) } else { session.perform(step) };
            id.map(|id| id.to_string())
        })
    }

    /// Takes a step that is said in words.
    fn instruct(&self, py: Python<'_>, word: &str, values: Vec<(String, String)>) -> PyResult<()> {
        let said = values.iter().fold(Instruction::new(word), |all, (name, value)| all.say(name, value));
        self.with(py, |session| {
            let step = said.step(session.who())?;
            session.perform(step)
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

    /// Releases with figures from one to below a threshold masked, and the cells that are named; further cells as needed, so that
    /// no masked one can be computed, or nothing else.
    fn release_protected(
        &self,
        py: Python<'_>,
        submission: &str,
        ruled: (Option<u32>, Option<String>),
        also: Vec<Vec<String>>,
        complete: bool,
        owner: (Wished, Option<String>),
    ) -> PyResult<()> {
        let (threshold, zeros) = ruled;
        self.with(py, |session| {
            let rule = threshold.map_or_else(|| Ok(Rule::named_only()), Rule::below)?;
            let rule = zeros.as_deref().map(Zeros::parse).transpose()?.map_or(rule, |zeros| rule.zeros(zeros));
            let protection = also.iter().fold(Protection::by(rule), |all, key| all.also(key));
            let (wishes, open) = &owner;
            let protection = protection.wishing(wishes.wishes());
            let protection = open.iter().fold(protection, |all, reason| all.accepting_open(reason));
            let protection = if complete { protection } else { protection.nothing_else() };
            session.perform(Release::new(&SubmissionId::parse(submission)?).protected(protection))
        })
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

    /// Adds an indicator: one that DSM knows by its id, or one that a file, its name and text, defines.
    fn add_indicator(
        &self,
        py: Python<'_>,
        indicator: Option<&str>,
        file: Option<(String, String)>,
        reciprocal: bool,
    ) -> PyResult<String> {
        let defined = file.map(|(name, text)| run(py, || Indicator::from_toml(&name, &text))).transpose()?;
        let id = defined.as_ref().map_or(indicator.unwrap_or_default(), |(defined, _)| defined.id()).to_owned();
        let step = DeclareIndicator::new(&id).defined(defined.as_ref().map_or(&[], |(_, statements)| statements));
        let step = if reciprocal { step.under(Reciprocity::per(Mode::Indicator)) } else { step };
        self.with(py, |session| session.perform(step).map(|()| id))
    }

    /// Opens an indicator of the own State to others.
    fn open_to(&self, py: Python<'_>, indicator: &str, audience: &str) -> PyResult<()> {
        self.with(py, |session| {
            let opening = opening(session, indicator, audience)?;
            session.perform(OpenTo::new(opening))
        })
    }

    /// Takes an opening back.
    fn close_to(&self, py: Python<'_>, indicator: &str, audience: &str) -> PyResult<()> {
        self.with(py, |session| {
            let opening = opening(session, indicator, audience)?;
            session.perform(CloseTo::new(opening))
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
