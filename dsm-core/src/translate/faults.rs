use crate::{
    error::{At, Error, Finding, FindingSink, Place, Severity, codes::trl},
    source::Whereabouts,
};

/// Where in the file something stands: its line and its column, both from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) line: u32,
    pub(super) column: u16,
}

impl Spot {
    pub(super) fn new(line: u64, column: usize) -> Self {
        Self { line: u32::try_from(line).unwrap_or(u32::MAX), column: 0 }.in_column(column)
    }

    /// Another column of the same line.
    pub(super) fn in_column(self, column: usize) -> Self {
        Self { column: u16::try_from(column + 1).unwrap_or(u16::MAX), ..self }
    }
}

/// What was found while a file was read. It is handed on as it is found and only counted here.
pub(super) struct Faults<'s> {
    whereabouts: Whereabouts,
    sink: &'s mut dyn FindingSink,
    errors: u64,
}

impl<'s> Faults<'s> {
    pub(super) fn new(whereabouts: Whereabouts, sink: &'s mut dyn FindingSink) -> Self {
        Self { whereabouts, sink, errors: 0 }
    }

    /// A value that cannot be what its column says, with what was read as evidence.
    pub(super) fn error(&mut self, error: &Error, spot: Spot, read: &str) {
        let place = error.place().cloned().unwrap_or_else(|| self.place(spot));
        self.add(Finding::from(error).at(place).evidence_of(read));
    }

    /// The place of a spot.
    pub(super) fn place(&self, spot: Spot) -> Place {
        self.whereabouts.place(u64::from(spot.line), u32::from(spot.column))
    }

    /// Hands a finding on.
    pub(super) fn add(&mut self, finding: Finding) {
        self.errors += u64::from(finding.severity() == Severity::Error);
        // Who wants no more details still gets every count.
        let _ = self.sink.put(finding);
    }

    /// What the builder of a table found, at the spot of the file that its row came from.
    pub(super) fn built(&mut self, finding: Finding, spots: &[Spot]) {
        let spot = match finding.place().map(Place::position) {
            Some(At::Row { row, .. }) => usize::try_from(*row).ok().and_then(|row| spots.get(row)),
            _ => None,
        };
        self.add(match spot {
            Some(spot) => finding.at(self.place(*spot)),
            None => finding,
        });
    }

    /// Nothing, or the error that stands in the way; its findings went to the sink.
    pub(super) fn settle(self) -> Result<(), Error> {
        match self.errors {
            0 => Ok(()),
            count => Err(Error::new(trl::FILE_REFUSED).with("count", count)),
        }
    }
}
