use crate::{
    errors::{Finding, Problem, raised, run_for_others},
    files::{Specified, Taken, translated_of},
    table::Table,
};
use dsm_core::{
    access::{Act, Decision, Slice},
    error::{Error, Result},
    text::Lang,
    time::Moment,
    workflow::SubmissionId,
};
use dsm_store::{Clock as _, Due, Line, Notice, Query, SystemClock};
use pyo3::prelude::*;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// Somebody at a mechanism. Calls from several threads wait for each other.
#[pyclass(frozen, module = "dsm._dsm")]
#[derive(Debug)]
pub(crate) struct Session(Mutex<dsm_store::Session>);

impl From<dsm_store::Session> for Session {
    fn from(session: dsm_store::Session) -> Self {
        Self(Mutex::new(session))
    }
}

impl Session {
    /// Does something with the session while other threads of Python run.
    pub(super) fn with<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&mut dsm_store::Session) -> Result<T> + Send,
    ) -> PyResult<T> {
        run_for_others(py, || work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

/// A submission: id, indicator, state, who submitted it, when, what it holds, the release that it replaces, its version.
type SubmissionTold = (String, String, &'static str, String, String, String, Option<(String, String)>, u64);
/// An entry of the history: number, when, who, on whose behalf, proof, what, to what, reason.
type EntryTold = (u64, String, String, Option<String>, String, String, String, Option<String>);

/// A line of names and texts.
type LineTold = Vec<(&'static str, String)>;
/// Lines of a submission, and the file that it came in.
type DossierTold = (Vec<LineTold>, Option<(String, Vec<u8>)>);

fn told(lines: impl IntoIterator<Item = Line>) -> Vec<LineTold> {
    let texts = |line: Line| line.iter().map(|(name, value)| (name, value.to_owned())).collect();
    lines.into_iter().map(texts).collect()
}

#[pymethods]
impl Session {
    /// Reads a delimited file as tables of the indicators of the mechanism.
    fn translated(&self, py: Python<'_>, bytes: Vec<u8>, name: &str, specification: Specified) -> PyResult<Taken> {
        let known = self.with(py, |session| Ok(session.catalogue()))?;
        translated_of(py, bytes, name, &specification, Some(known))
    }

    /// Who it is: id, State, roles.
    #[getter]
    fn who(&self, py: Python<'_>) -> PyResult<(String, Option<String>, Vec<String>)> {
        self.with(py, |session| {
            let who = session.who();
            let roles = who.roles().iter().map(ToString::to_string).collect();
            Ok((who.id().to_owned(), who.country().map(ToOwned::to_owned), roles))
        })
    }

    /// Figures that the reader may see.
    #[expect(clippy::too_many_arguments, reason = "one for each part of a query")]
    fn view(
        &self,
        py: Python<'_>,
        indicator: &str,
        countries: Vec<String>,
        times: Vec<String>,
        codes: BTreeMap<String, Vec<String>>,
        dimensions: Option<Vec<String>>,
        unit: Option<&str>,
        as_of: Option<&str>,
        totals: bool,
    ) -> PyResult<Table> {
        let view = self.with(py, |session| {
            let mut query = countries.iter().fold(Query::new(indicator), |query, country| query.country(country));
            for (axis, codes) in &codes {
                query = query.codes(axis, codes);
            }
            for time in &times {
                query = query.time(time)?;
            }
            if let Some(axes) = &dimensions {
                query = query.dimensions(axes);
            }
            if let Some(unit) = unit {
                query = query.unit(unit);
            }
            if let Some(moment) = as_of {
                query = query.as_of(Moment::as_of(moment)?);
            }
            if totals {
                query = query.totals();
            }
            session.view(&query)
        });
        view.map(|view| view.into_table().into())
    }

    /// The rules as the reader may see them, a line each.
    fn rules(&self, py: Python<'_>) -> PyResult<Vec<LineTold>> {
        self.with(py, |session| Ok(told(session.rules()?.lines())))
    }

    /// What changed between two moments in what the reader may see, a line for each cell.
    fn notices(&self, py: Python<'_>, since: &str, until: Option<&str>) -> PyResult<Vec<LineTold>> {
        self.with(py, |session| {
            let until = until.map_or_else(|| SystemClock.now(), Moment::as_of)?;
            Ok(told(session.notices(Moment::as_of(since)?, until)?.iter().flat_map(Notice::lines)))
        })
    }

    /// The last period of each indicator that has ended, and how far its figures are.
    fn due(&self, py: Python<'_>) -> PyResult<Vec<LineTold>> {
        self.with(py, |session| Ok(told(session.due()?.iter().map(Due::line))))
    }

    /// A submission with all that is kept of it: lines, and the file.
    fn dossier(&self, py: Python<'_>, submission: &str, language: &str) -> PyResult<DossierTold> {
        self.with(py, |session| {
            let dossier = session.submission(&SubmissionId::parse(submission)?)?;
            let file = dossier.received().map(|file| (file.name.to_string(), file.bytes.to_vec()));
            Ok((told(dossier.lines(Lang::from_tag(language))), file))
        })
    }

    /// The figures of a submission of the own State, released or not.
    fn inspect(&self, py: Python<'_>, submission: &str) -> PyResult<Table> {
        let view = self.with(py, |session| session.view(&Query::submission(&SubmissionId::parse(submission)?)));
        view.map(|view| view.into_table().into())
    }

    /// Whether something is allowed, and the rules that say so, or the problem that says why not.
    fn why(
        &self,
        py: Python<'_>,
        act: &str,
        country: &str,
        indicator: &str,
    ) -> PyResult<(bool, Vec<Finding>, Option<Problem>)> {
        let act = Act::parse(act).map_err(|e| raised(py, e, true))?;
        let decision = self.with(py, |session| session.why(act, country, indicator, &Slice::everything()))?;
        Ok(match decision {
            Decision::Allow { because, .. } => (true, because.iter().map(Finding::of).collect(), None),
            Decision::Deny(denial) => (false, Vec::new(), Some(Problem::of(Error::from(denial)))),
        })
    }

    /// The submissions of the own State, oldest first.
    fn submissions(&self, py: Python<'_>) -> PyResult<Vec<SubmissionTold>> {
        let told = |listed: dsm_store::Listed| {
            let (of, state) = (listed.submission, listed.state.word());
            let revises = of.revises.map(|(id, reason)| (id.to_string(), reason.to_string()));
            let (by, at) = (of.submitted_by.to_string(), of.submitted_at.to_string());
            (of.id.to_string(), of.indicator.to_string(), state, by, at, of.kind.to_string(), revises, of.version)
        };
        self.with(py, |session| Ok(session.submissions()?.into_iter().map(told).collect()))
    }

    /// What was done with the data and users of the own State.
    fn history(&self, py: Python<'_>) -> PyResult<Vec<EntryTold>> {
        let told = |entry: dsm_store::Entry| {
            let text = |text: &std::sync::Arc<str>| text.to_string();
            let (who, proof, what) = (text(&entry.who), text(&entry.proof), text(&entry.what));
            let reason = entry.reason.as_ref().map(text);
            let behalf = entry.behalf.as_ref().map(text);
            (entry.number, entry.at.to_string(), who, behalf, proof, what, text(&entry.subject), reason)
        };
        self.with(py, |session| Ok(session.history()?.into_iter().map(told).collect()))
    }

    /// The ids of the indicators.
    fn indicators(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        self.with(py, |session| Ok(session.rules()?.indicators.keys().map(ToString::to_string).collect()))
    }
}
