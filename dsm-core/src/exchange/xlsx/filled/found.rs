use crate::error::{Finding, FindingSink, Severity, codes::exc};
use std::cmp::Ordering;

/// So many findings are told of a form. More of them help nobody, and what they take grows with the file.
pub(super) const MOST: u64 = 200_000;

/// What was found in a form. It is handed on as it is found and only counted here.
pub(super) struct Found<'s> {
    sink: &'s mut dyn FindingSink,
    pub(super) errors: u64,
    pub(super) told: u64,
}

impl<'s> Found<'s> {
    pub(super) fn new(sink: &'s mut dyn FindingSink) -> Self {
        Self { sink, errors: 0, told: 0 }
    }

    pub(super) fn add(&mut self, finding: Finding) {
        let Some(finding) = told(&mut self.told, finding) else { return };
        self.errors += u64::from(finding.severity() == Severity::Error);
        // Who wants no more details still gets every count.
        let _ = self.sink.put(finding);
    }
}

/// A finding while not too many were told; in place of the next the finding that there are more, and then nothing.
pub(super) fn told(told: &mut u64, finding: Finding) -> Option<Finding> {
    *told = told.saturating_add(1);
    match (*told).cmp(&(MOST + 1)) {
        Ordering::Less => Some(finding),
        Ordering::Equal => {
            let more = Finding::new(exc::FORM_FINDINGS_MORE).with("most", MOST);
            Some(match finding.place() {
                Some(place) => more.at(place.clone()),
                None => more,
            })
        }
        Ordering::Greater => None,
    }
}
