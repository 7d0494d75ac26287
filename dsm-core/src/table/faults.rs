use crate::error::{Error, Finding, Result, codes};

/// Details of at most so many broken cells are kept; the count of all of them is exact.
const MOST_DETAILS: usize = 10_000;

/// What was found wrong while rows were handed in: details up to a limit, the count exact.
#[derive(Default)]
pub(super) struct Faults {
    found: Vec<Finding>,
    count: u64,
}

/// What is found wrong while a table is built: every detail is handed on where somebody takes it, else details are kept up to a
/// limit; the count is exact.
pub(super) struct Judging<'e> {
    faults: Faults,
    each: Option<&'e mut dyn FnMut(Finding)>,
}

impl Faults {
    pub(super) fn add(&mut self, finding: impl FnOnce() -> Finding) {
        self.count = self.count.saturating_add(1);
        if self.found.len() < MOST_DETAILS {
            self.found.push(finding());
        }
    }

    /// Keeps what is found from here on.
    pub(super) fn kept(self) -> Judging<'static> {
        Judging { faults: self, each: None }
    }

    /// Hands everything on, what was found so far first.
    pub(super) fn handed_to(mut self, each: &mut dyn FnMut(Finding)) -> Judging<'_> {
        std::mem::take(&mut self.found).into_iter().for_each(&mut *each);
        Judging { faults: self, each: Some(each) }
    }
}

impl Judging<'_> {
    pub(super) fn add(&mut self, finding: impl FnOnce() -> Finding) {
        match &mut self.each {
            Some(each) => {
                self.faults.count = self.faults.count.saturating_add(1);
                each(finding());
            }
            None => self.faults.add(finding),
        }
    }

    pub(super) fn settle(self) -> Result<()> {
        let Faults { found, count } = self.faults;
        match count {
            0 => Ok(()),
            count => Err(Error::new(codes::tab::TABLE_INVALID).with("count", count).findings_of(found)),
        }
    }
}
