use crate::error::{Finding, FindingSink, Safe, codes::exc};

/// A message that is being written, and what this version cannot say.
pub(super) struct Writing<'f> {
    /// The artefact that is being written.
    pub(super) artefact: String,
    findings: &'f mut dyn FindingSink,
    wants: bool,
}

impl<'f> Writing<'f> {
    pub(super) fn new(findings: &'f mut dyn FindingSink) -> Self {
        Self { artefact: String::new(), findings, wants: true }
    }

    /// Something of the artefact that this version cannot say.
    pub(super) fn cannot(&mut self, what: &'static str) {
        if self.wants {
            let finding = Finding::new(exc::NOT_SAYABLE).with("what", Safe::word(what));
            self.wants = self.findings.put(finding.with("artefact", Safe::term(&self.artefact))).is_continue();
        }
    }
}
