use super::{
    Change, Draft, Filed, Outcome, Received, Record, Situation, Step, Submission, SubmissionId, step::private,
    submission,
};
use crate::{
    access::{Act, Request, Slice, Subject},
    error::{Error, Finding, Result, Safe, Severity, codes::wfl},
    measure::Unit,
    table::{Axis, Table},
    time::Moment,
};
use std::sync::Arc;

/// Hands figures of the own State in, with the findings of their checks and the file they came in.
///
/// The checks run before: a finding of severity error blocks. As a revision it names the release that it replaces and why.
#[derive(Clone, Debug)]
pub struct Submit {
    indicator: Arc<str>,
    draft: Draft,
    revises: Option<(SubmissionId, Arc<str>)>,
    part: Slice,
}

impl Submit {
    /// Hands in a table for an indicator of the user's own State.
    #[must_use]
    pub fn new(indicator: &str, table: Table) -> Self {
        let part = submission::covered_by(&table).part();
        let draft = Draft { table, findings: Vec::new(), received: None };
        Self { indicator: Arc::from(indicator), draft, revises: None, part }
    }

    /// With the findings of the checks.
    #[must_use]
    pub fn findings(mut self, findings: Vec<Finding>) -> Self {
        self.draft.findings = findings;
        self
    }

    /// With the file that the table was read from: it is kept byte for byte.
    #[must_use]
    pub fn file(mut self, name: &str, bytes: &[u8]) -> Self {
        self.draft.received = Some(Received { name: Arc::from(name), bytes: Arc::from(bytes) });
        self
    }

    /// As a revision of a release, with the reason.
    #[must_use]
    pub fn revising(mut self, earlier: &SubmissionId, reason: &str) -> Self {
        self.revises = Some((earlier.clone(), Arc::from(reason)));
        self
    }

    fn act(&self) -> Act {
        if self.revises.is_some() { Act::Revise } else { Act::Submit }
    }

    /// Everything that stands against handing the table in.
    fn check(&self, situation: &Situation<'_>) -> Result<()> {
        let table = &self.draft.table;
        if !situation.world.indicators.contains_key(&self.indicator) {
            return Err(Error::new(wfl::INDICATOR_UNKNOWN).with("indicator", Safe::term(&self.indicator)));
        }
        let severe = self.draft.findings.iter().filter(|f| f.severity() == Severity::Error).count();
        if severe > 0 {
            let error = Error::new(wfl::FINDINGS_BLOCK).with("count", severe);
            return Err(error.findings_of(self.draft.findings.clone()));
        }
        if table.is_empty() {
            return Err(Error::new(wfl::TABLE_EMPTY));
        }
        if !table.assumptions().is_empty() {
            return Err(Error::new(wfl::FIGURES_ASSUMED));
        }
        if *table.measure().unit() == Unit::Unstated {
            return Err(Error::new(wfl::UNIT_UNSTATED));
        }
        if !only_of(table, situation.who.country().unwrap_or_default()) {
            return Err(Error::new(wfl::REPORTER_DIFFERS));
        }
        match &self.revises {
            Some((_, reason)) if reason.trim().is_empty() => {
                Err(Error::new(wfl::REASON_MISSING).with("act", Safe::word(Act::Revise.word())))
            }
            Some((earlier, _)) if !situation.in_force.iter().any(|s| s.id == *earlier) => {
                Err(Error::new(wfl::SUBMISSION_UNKNOWN).with("submission", earlier.safe()))
            }
            _ => Ok(()),
        }
    }
}

impl private::Sealed for Submit {}

impl Step for Submit {
    type Done = SubmissionId;

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        let country = who.country().unwrap_or_default();
        Request { who, act: self.act(), country, indicator: &self.indicator, slice: &self.part, at }
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<SubmissionId>> {
        self.check(situation)?;
        let (who, at) = (situation.who, situation.at);
        let id = SubmissionId::new(who.country().unwrap_or_default(), at.day().year(), situation.next_number);
        let kind = submission::kind_of(&self.draft.table);
        let covers = submission::covered_by(&self.draft.table);
        let mut submission = Submission::new(id.clone(), &self.indicator, who.id(), at, &kind, covers);
        submission.revises = self.revises;
        let filed = Filed::new(submission);
        let change = Change::Submitted { submission: filed.submission().clone(), draft: self.draft };
        Ok(Outcome { changes: vec![change], done: id })
    }
}

/// Whether every row is of that reporting country, where the table names reporting countries.
fn only_of(table: &Table, country: &str) -> bool {
    let Some(place) = table.axes().iter().position(Axis::is_reporter) else { return true };
    table.rows().all(|row| row.key.get(place).is_some_and(|code| **code == *country))
}
