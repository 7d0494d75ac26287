use super::{Code, Error, Finding, Place, Severity};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Where findings go: the counts per rule are always exact, the details may be streamed on and forgotten.
pub trait FindingSink {
    /// Takes a finding. `Break` says that nobody wants details any more; counting goes on.
    fn put(&mut self, finding: Finding) -> ControlFlow<()>;
    /// The exact counts so far.
    fn tally(&self) -> &Tally;
}

/// How many findings there are of each rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<Code, (Severity, u64)>);

impl Tally {
    /// Counts one.
    pub fn count(&mut self, finding: &Finding) {
        let entry = self.0.entry(finding.rule()).or_insert((finding.severity(), 0));
        entry.0 = entry.0.max(finding.severity());
        entry.1 = entry.1.saturating_add(1);
    }

    /// How many of a rule.
    #[must_use]
    pub fn of(&self, rule: Code) -> u64 {
        self.0.get(&rule).map_or(0, |(_, n)| *n)
    }

    /// How many of a severity.
    #[must_use]
    pub fn of_severity(&self, severity: Severity) -> u64 {
        self.0.values().filter(|(s, _)| *s == severity).map(|(_, n)| n).sum()
    }

    /// Every rule that has findings, in the order of the codes.
    pub fn iter(&self) -> impl Iterator<Item = (Code, Severity, u64)> {
        self.0.iter().map(|(code, (severity, n))| (*code, *severity, *n))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A sink that keeps every finding.
#[derive(Clone, Debug, Default)]
pub struct Collected {
    findings: Vec<Finding>,
    tally: Tally,
}

impl Collected {
    /// Nothing found yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes what could not be read as a finding: at its own place, else at the one given. What was read is kept as evidence.
    pub fn fault(&mut self, error: &Error, place: Option<&Place>, read: &str) {
        let finding = Finding::from(error).evidence_of(read);
        let place = error.place().or(place).cloned();
        self.extend([match place {
            Some(place) => finding.at(place),
            None => finding,
        }]);
    }

    /// All findings in the order they were made.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Gives the findings away.
    #[must_use]
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

impl Extend<Finding> for Collected {
    fn extend<T: IntoIterator<Item = Finding>>(&mut self, findings: T) {
        for finding in findings {
            self.tally.count(&finding);
            self.findings.push(finding);
        }
    }
}

impl FromIterator<Finding> for Collected {
    fn from_iter<T: IntoIterator<Item = Finding>>(findings: T) -> Self {
        let mut collected = Self::new();
        collected.extend(findings);
        collected
    }
}

impl FindingSink for Collected {
    fn put(&mut self, finding: Finding) -> ControlFlow<()> {
        self.extend([finding]);
        ControlFlow::Continue(())
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }
}
