use super::{Report, shipped::SHIPPED};
use crate::{
    catalogue::Statement,
    error::{Error, Place, Result, Safe, codes::rep},
};

/// A report as the generator writes it: its id, the file it comes from, and what stands there, with the lines.
pub(super) struct Shipped {
    pub(super) id: &'static str,
    pub(super) file: &'static str,
    pub(super) states: &'static [(&'static str, &'static str, u64)],
}

impl Report {
    /// The ids of the reports that DSM brings along, in their order.
    pub fn shipped_ids() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|shipped| shipped.id)
    }

    /// A report that DSM brings along.
    ///
    /// # Errors
    /// `REP-009` for another name, with the names that there are.
    pub fn shipped(id: &str) -> Result<Self> {
        let unknown = || Error::new(rep::REPORT_UNKNOWN).with("reports", Safe::terms(Self::shipped_ids()));
        let shipped = SHIPPED.iter().find(|shipped| shipped.id == id).ok_or_else(unknown)?;
        let place = |line: &u64| Place::line(shipped.file, *line, 0);
        let states = shipped.states.iter().map(|(path, text, line)| Statement::new(path, text, place(line)));
        Self::read(&states.collect::<Vec<_>>())
    }
}
