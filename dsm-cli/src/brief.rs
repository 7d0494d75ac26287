use dsm_core::error::{Code, Finding, FindingSink, Severity, Tally};
use std::{collections::BTreeSet, ops::ControlFlow};

/// Findings of a file of any size: all are counted; of the grave ones the first of each rule is kept, or all where all are to be
/// shown. What is not grave is kept, since it goes with the figures; but not where these go on without being kept.
#[derive(Debug)]
pub(crate) struct Brief {
    all: bool,
    /// Below it findings are all kept.
    grave: Severity,
    seen: BTreeSet<Code>,
    pub(crate) kept: Vec<Finding>,
    tally: Tally,
}

impl Brief {
    pub(crate) fn new(all: bool) -> Self {
        Self { all, grave: Severity::Error, seen: BTreeSet::new(), kept: Vec::new(), tally: Tally::default() }
    }

    /// Of a message that is made out of another as it is read: however many findings there are, a few are kept.
    pub(crate) fn of_stream(all: bool) -> Self {
        Self { grave: Severity::Information, ..Self::new(all) }
    }
}

impl FindingSink for Brief {
    fn put(&mut self, finding: Finding) -> ControlFlow<()> {
        self.tally.count(&finding);
        if self.seen.insert(finding.rule()) || self.all || finding.severity() < self.grave {
            self.kept.push(finding);
        }
        ControlFlow::Continue(())
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }
}
