use crate::error::{At, Collected, Error, Finding, FindingSink, Place, Severity, codes::trl};

/// What was found while a file was read.
#[derive(Default)]
pub(super) struct Faults(Collected);

impl Faults {
    /// A value that cannot be what its column says, with what was read as evidence.
    pub(super) fn error(&mut self, error: &Error, place: Place, read: &str) {
        let finding = error
            .args()
            .iter()
            .fold(Finding::new(error.code()), |finding, (name, value)| finding.with(name, value.clone()));
        self.add(finding.at(error.place().cloned().unwrap_or(place)).evidence_of(read));
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.findings().len()
    }

    pub(super) fn add(&mut self, finding: Finding) {
        // A sink that keeps everything never says stop.
        let _ = self.0.put(finding);
    }

    /// What the builder of a table found, at the lines of the file that its rows came from.
    pub(super) fn built(&mut self, error: Error, lines: &[Place]) -> Option<Error> {
        if error.findings().is_empty() {
            return Some(error);
        }
        for finding in error.findings() {
            let line = match finding.place().map(Place::position) {
                Some(At::Row { row, .. }) => usize::try_from(*row).ok().and_then(|row| lines.get(row)),
                _ => None,
            };
            self.add(line.map_or_else(|| finding.clone(), |line| finding.clone().at(line.clone())));
        }
        None
    }

    /// The findings, or the error that they stand in the way.
    pub(super) fn settle(self) -> Result<Collected, Error> {
        match self.0.tally().of_severity(Severity::Error) {
            0 => Ok(self.0),
            count => Err(Error::new(trl::FILE_REFUSED).with("count", count).findings_of(self.0.into_findings())),
        }
    }
}
