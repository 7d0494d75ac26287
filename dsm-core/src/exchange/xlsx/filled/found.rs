use crate::error::{Finding, FindingSink, Severity};

/// What was found in a form. It is handed on as it is found and only counted here.
pub(super) struct Found<'s> {
    sink: &'s mut dyn FindingSink,
    pub(super) errors: u64,
}

impl<'s> Found<'s> {
    pub(super) fn new(sink: &'s mut dyn FindingSink) -> Self {
        Self { sink, errors: 0 }
    }

    pub(super) fn add(&mut self, finding: Finding) {
        self.errors += u64::from(finding.severity() == Severity::Error);
        // Who wants no more details still gets every count.
        let _ = self.sink.put(finding);
    }
}
