use super::super::{About, Table};
use crate::{
    error::{Error, Finding, Result, Safe, codes},
    measure::{Assume, Assumption, AssumptionName},
};

/// What an operation used and noticed: it stays on the result.
#[derive(Clone)]
pub(super) struct Ledger<'a> {
    assume: &'a Assume,
    used: Vec<Assumption>,
    notes: Vec<Finding>,
    quiet: bool,
}

impl<'a> Ledger<'a> {
    /// The same assumptions with nothing recorded, for results whose parts carry the account.
    pub(super) fn silent(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Opens an account. `SEM-031` for an assumption that never makes anything sound.
    pub(super) fn open(assume: &'a Assume) -> Result<Self> {
        if assume.find(AssumptionName::SteadyState, None).is_some() {
            let name = Safe::word(AssumptionName::SteadyState.word());
            return Err(Error::new(codes::sem::ASSUMPTION_NEVER_SOUND).with("assumption", name));
        }
        Ok(Self { assume, used: Vec::new(), notes: Vec::new(), quiet: false })
    }

    /// The assumption, recorded as used; `SEM-033` where the caller has not stated it.
    pub(super) fn need(&mut self, name: AssumptionName, axis: Option<&str>) -> Result<Assumption> {
        let missing = || Error::new(codes::sem::ASSUMPTION_NEEDED).with("assumption", Safe::word(name.word()));
        self.take(name, axis).ok_or_else(missing)
    }

    /// The assumption as the caller has stated it, not recorded as used.
    pub(super) fn stated(&self, name: AssumptionName) -> Option<Assumption> {
        self.assume.find(name, None).cloned()
    }

    /// The assumption, recorded as used, where the caller has stated it.
    pub(super) fn take(&mut self, name: AssumptionName, axis: Option<&str>) -> Option<Assumption> {
        let found = self.assume.find(name, axis)?.clone();
        if !self.used.contains(&found) {
            self.used.push(found.clone());
        }
        Some(found)
    }

    pub(super) fn note(&mut self, finding: Finding) {
        if !self.notes.contains(&finding) {
            self.notes.push(finding);
        }
    }

    pub(super) fn used(&self) -> &[Assumption] {
        &self.used
    }

    /// The table's own account with that of the operation added.
    pub(super) fn about(self, table: &Table, others: &[&Table]) -> About {
        let mut about = (*table.about).clone();
        for other in others {
            for note in &other.about.notes {
                if !about.notes.contains(note) {
                    about.notes.push(note.clone());
                }
            }
            for assumption in &other.about.assumptions {
                if !about.assumptions.contains(assumption) {
                    about.assumptions.push(assumption.clone());
                }
            }
        }
        about.making = crate::measure::Making::Exact;
        self.settle(&mut about);
        about
    }

    fn settle(self, about: &mut About) {
        for assumption in self.assume.all().iter().filter(|a| !self.quiet && !self.used.contains(a)) {
            let name = Safe::word(assumption.name.word());
            let note = Finding::new(codes::sem::ASSUMPTION_UNUSED).with("assumption", name);
            if !about.notes.contains(&note) {
                about.notes.push(note);
            }
        }
        for note in self.notes {
            if !about.notes.contains(&note) {
                about.notes.push(note);
            }
        }
        for assumption in self.used {
            if !about.assumptions.contains(&assumption) {
                let name = Safe::word(assumption.name.word());
                about.notes.push(Finding::new(codes::sem::ASSUMPTION_ON_RECORD).with("assumption", name));
                about.assumptions.push(assumption);
            }
        }
    }
}
