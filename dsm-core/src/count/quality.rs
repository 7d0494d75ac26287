use crate::error::{Code, Error, Finding, FindingSink, Place, Result, Safe, Severity, codes::cnt};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::Arc,
};

/// What the records were like: how many were read, used and refused, and how many findings there are of each rule.
///
/// # Disclosure
/// Counts only. They are small figures about a register and leave it under the same protection as its tables (clause 8.2); the
/// rows of findings go to the sink that the caller hands in, and to nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quality {
    /// Records that were read.
    pub read: u64,
    /// Records that passed the filter and were not refused.
    pub used: u64,
    /// Records that the filter leaves out.
    pub filtered: u64,
    /// Refused records by their first reason.
    pub refused: BTreeMap<Code, u64>,
    /// Findings by their rule, those of refused records among them.
    pub findings: BTreeMap<Code, u64>,
    /// Person numbers with two dates of birth.
    pub shared_numbers: u64,
}

impl Quality {
    /// How many records were refused.
    #[must_use]
    pub fn refused_in_all(&self) -> u64 {
        self.refused.values().sum()
    }

    /// How many findings there are of a rule.
    #[must_use]
    pub fn of(&self, rule: Code) -> u64 {
        self.findings.get(&rule).copied().unwrap_or(0)
    }

    /// Adds what the records of others were like, who are nobody of these.
    pub(super) fn add(&mut self, other: &Self) {
        self.read = self.read.saturating_add(other.read);
        self.used = self.used.saturating_add(other.used);
        self.filtered = self.filtered.saturating_add(other.filtered);
        self.shared_numbers = self.shared_numbers.saturating_add(other.shared_numbers);
        for (code, count) in &other.refused {
            let own = self.refused.entry(*code).or_default();
            *own = own.saturating_add(*count);
        }
        for (code, count) in &other.findings {
            let own = self.findings.entry(*code).or_default();
            // Every part reads the whole table of links.
            *own = if *code == cnt::LINK_CONTRADICTS { (*own).max(*count) } else { own.saturating_add(*count) };
        }
        // A part without records is none of all of them.
        if self.used > 0 {
            self.findings.remove(&cnt::NOTHING_USED);
        }
    }
}

/// Takes findings: counts each, hands it on, and ends the count where the specification says so.
pub(super) struct Notice<'s> {
    pub(super) quality: Quality,
    sink: &'s mut dyn FindingSink,
    wants: bool,
    fatal: BTreeSet<Arc<str>>,
}

impl<'s> Notice<'s> {
    pub(super) fn new(quality: Quality, fatal: &BTreeSet<Arc<str>>, sink: &'s mut dyn FindingSink) -> Self {
        Self { quality, sink, wants: true, fatal: fatal.clone() }
    }

    /// A finding of a record or of all of them.
    pub(super) fn found(
        &mut self,
        rule: Code,
        axis: Option<&str>,
        place: impl FnOnce() -> Option<Place>,
    ) -> Result<()> {
        *self.quality.findings.entry(rule).or_default() += 1;
        let fatal = self.is_fatal(rule);
        if !self.wants && !fatal {
            return Ok(());
        }
        let mut finding = Finding::new(rule);
        if let Some(axis) = axis {
            finding = finding.with("axis", Safe::term(axis));
        }
        if let Some(place) = place() {
            finding = finding.at(place);
        }
        self.hand_on(finding, fatal)
    }

    /// Several findings of a rule that nobody has places of.
    pub(super) fn counted(&mut self, rule: Code, count: u64) -> Result<()> {
        if count == 0 {
            return Ok(());
        }
        *self.quality.findings.entry(rule).or_default() += count;
        if self.is_fatal(rule) {
            return self.hand_on(Finding::new(rule), true);
        }
        Ok(())
    }

    /// The place of a finding that was counted with others.
    pub(super) fn place(&mut self, finding: Finding) {
        if self.wants {
            self.wants = self.sink.put(finding).is_continue();
        }
    }

    /// A finding that was made already.
    pub(super) fn made(&mut self, finding: Finding) -> Result<()> {
        let rule = finding.rule();
        *self.quality.findings.entry(rule).or_default() += 1;
        let fatal = self.is_fatal(rule);
        self.hand_on(finding, fatal)
    }

    fn is_fatal(&self, rule: Code) -> bool {
        let all = || self.fatal.contains("all") && Finding::new(rule).severity() == Severity::Error;
        !self.fatal.is_empty() && (self.fatal.contains(rule.id()) || all())
    }

    fn hand_on(&mut self, finding: Finding, fatal: bool) -> Result<()> {
        let ended = fatal.then(|| Error::new(cnt::ENDED_BY_FINDING).findings_of(vec![finding.clone()]));
        if self.wants {
            self.wants = self.sink.put(finding).is_continue();
        }
        ended.map_or(Ok(()), Err)
    }
}

impl fmt::Debug for Notice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Notice({:?})", self.quality)
    }
}
