use super::super::{About, Table};
use crate::{
    error::{Finding, Safe, codes},
    measure::{Assume, Assumption, AssumptionName},
};

/// What an operation used and noticed: it stays on the result.
#[derive(Clone)]
pub(super) struct Ledger<'a> {
    assume: &'a Assume,
    used: Vec<Assumption>,
    notes: Vec<Finding>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(assume: &'a Assume) -> Self {
        Self { assume, used: Vec::new(), notes: Vec::new() }
    }

    /// The assumption, recorded as used, where the caller has stated it.
    pub(super) fn take(&mut self, name: AssumptionName, axis: Option<&str>) -> Option<Assumption> {
        let found = self.assume.find(name, axis)?.clone();
        if !self.used.contains(&found) {
            self.used.push(found.clone());
        }
        Some(found)
    }

    /// Whether the caller has stated it, without using it.
    pub(super) fn stated(&self, name: AssumptionName) -> bool {
        self.assume.find(name, None).is_some()
    }

    pub(super) fn note(&mut self, finding: Finding) {
        if !self.notes.contains(&finding) {
            self.notes.push(finding);
        }
    }

    pub(super) fn used(&self) -> &[Assumption] {
        &self.used
    }

    /// Takes back what was recorded as used.
    pub(super) fn release(&mut self) {
        self.used.clear();
    }

    /// The table's own account with that of the operation added.
    pub(super) fn about(self, tables: &[&Table]) -> Option<About> {
        let mut about = (*tables.first()?.about).clone();
        for other in tables.iter().skip(1) {
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
        self.settle(&mut about);
        Some(about)
    }

    fn settle(self, about: &mut About) {
        for assumption in self.assume.all().iter().filter(|a| !self.used.contains(a)) {
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
