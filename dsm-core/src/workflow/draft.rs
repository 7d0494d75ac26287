use super::{Change, Situation, State, Submission};
use crate::{
    check,
    error::{
        Collected, Error, Finding, Result, Safe, Severity,
        codes::{chk, wfl},
    },
    measure::Unit,
    table::{Axis, Table},
    text::{Lang, message},
};
use std::{fmt, sync::Arc};

/// What is kept or handed in: the table, the findings of its checks, the control totals, and the file that it was read from.
#[derive(Clone, Debug)]
pub struct Draft {
    pub(super) table: Table,
    pub(super) findings: Vec<Finding>,
    pub(super) received: Option<Received>,
    pub(super) control: Option<Table>,
}

impl Draft {
    /// A table with the findings of its checks.
    #[must_use]
    pub fn new(table: Table, findings: Vec<Finding>) -> Self {
        Self { table, findings, received: None, control: None }
    }

    /// With the file, where there was one.
    #[must_use]
    pub fn read_from(mut self, received: Option<Received>) -> Self {
        self.received = received;
        self
    }

    /// With control totals, where there are any.
    #[must_use]
    pub fn controlled_by(mut self, control: Option<Table>) -> Self {
        self.control = control;
        self
    }

    /// The figures.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// What the checks noticed. Of what was handed in none is of severity error, control totals that differ apart.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The file, byte for byte, where there was one.
    #[must_use]
    pub fn received(&self) -> Option<&Received> {
        self.received.as_ref()
    }

    /// The control totals, where there are any.
    #[must_use]
    pub fn control(&self) -> Option<&Table> {
        self.control.as_ref()
    }

    /// With what the control totals say of the table among the findings, whatever was said of that before.
    pub(super) fn compared(mut self) -> Result<Self> {
        if let Some(control) = &self.control {
            let mut found = Collected::new();
            check::control_totals(&self.table, control, &mut found)?;
            self.findings.retain(|finding| !of_control(finding));
            self.findings.extend(found.findings().iter().cloned());
        }
        Ok(self)
    }

    /// What stands against keeping it at all.
    pub(super) fn unassumed(&self) -> Result<()> {
        let assumed = |table: &Table| !table.assumptions().is_empty();
        if assumed(&self.table) || self.control.as_ref().is_some_and(assumed) {
            return Err(Error::new(wfl::FIGURES_ASSUMED));
        }
        Ok(())
    }

    /// Everything that stands against handing it in as the submission.
    pub(super) fn check(&self, situation: &Situation<'_>, submission: &Submission) -> Result<()> {
        let country = submission.id.country();
        let control = |finding: &&Finding| self.control.is_some() && of_control(finding);
        let grave = self.findings.iter().filter(|f| f.severity() == Severity::Error && !control(f)).count();
        if grave > 0 {
            return Err(Error::new(wfl::FINDINGS_BLOCK).with("count", grave).findings_of(self.findings.clone()));
        }
        if self.table.is_empty() {
            return Err(Error::new(wfl::TABLE_EMPTY));
        }
        self.unassumed()?;
        if *self.table.measure().unit() == Unit::Unstated {
            return Err(Error::new(wfl::UNIT_UNSTATED));
        }
        if !only_of(&self.table, country) || self.control.as_ref().is_some_and(|table| !only_of(table, country)) {
            return Err(Error::new(wfl::REPORTER_DIFFERS));
        }
        let required = situation.world.configuration(country).control_totals.contains(&submission.indicator);
        let unknown = self.findings.iter().filter(|f| f.rule() == chk::CONTROL_TOTAL_NOT_KNOWN).count();
        // Control totals of which none could be compared control nothing.
        let compared = self.control.as_ref().is_some_and(|control| control.len() > unknown);
        if required && !compared {
            return Err(Error::new(wfl::CONTROL_TOTALS_MISSING).with("indicator", Safe::term(&submission.indicator)));
        }
        submission.revises_what_is_in_force(situation)
    }

    /// The return of the submission where control totals differ: the reason is said in both languages.
    pub(super) fn returned(&self, submission: &Submission) -> Option<Change> {
        let differing = |finding: &&Finding| finding.rule() == chk::CONTROL_TOTAL_DIFFERS;
        let count = self.findings.iter().filter(differing).count();
        if count == 0 || self.control.is_none() {
            return None;
        }
        let said = Finding::new(wfl::CONTROL_TOTALS_DIFFER).with("count", count);
        let reason = format!("{} / {}", message(&said, Lang::En), message(&said, Lang::Ru));
        let version = submission.version;
        Some(Change::moved(submission, version, State::Returned).because(Arc::from(reason), false))
    }
}

/// Whether a finding is about control totals.
fn of_control(finding: &Finding) -> bool {
    [chk::CONTROL_TOTAL_DIFFERS, chk::CONTROL_TOTAL_NOT_KNOWN].contains(&finding.rule())
}

/// Whether every row is of that reporting country, where the table names reporting countries.
fn only_of(table: &Table, country: &str) -> bool {
    let Some(place) = table.axes().iter().position(Axis::is_reporter) else { return true };
    table.rows().all(|row| row.key.get(place).is_some_and(|code| **code == *country))
}

/// A file as it was received, kept byte for byte.
///
/// # Disclosure
/// The owner's alone; `Debug` prints the size only.
#[derive(Clone, PartialEq, Eq)]
pub struct Received {
    /// The name of the file, as the host gave it.
    pub name: Arc<str>,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Received({} bytes)", self.bytes.len())
    }
}
