use crate::error::{Error, Finding, Result, codes};

/// Details of at most so many broken cells are kept; the count of all of them is exact.
const MOST_DETAILS: usize = 10_000;

/// What was found wrong while building: every detail is handed on where somebody takes it, else details are kept up to a limit;
/// the count is exact.
#[derive(Default)]
pub(super) struct Faults<'e> {
    found: Vec<Finding>,
    count: u64,
    each: Option<&'e mut (dyn FnMut(Finding) + 'e)>,
}

impl Faults<'_> {
    pub(super) fn add(&mut self, finding: impl FnOnce() -> Finding) {
        self.count = self.count.saturating_add(1);
        match &mut self.each {
            Some(each) => each(finding()),
            None if self.found.len() < MOST_DETAILS => self.found.push(finding()),
            None => {}
        }
    }

    /// Hands everything on, what was found so far first.
    pub(super) fn to<'n>(self, each: &'n mut (dyn FnMut(Finding) + 'n)) -> Faults<'n> {
        self.found.into_iter().for_each(&mut *each);
        Faults { found: Vec::new(), count: self.count, each: Some(each) }
    }

    pub(super) fn settle(self) -> Result<()> {
        if self.count == 0 {
            return Ok(());
        }
        Err(Error::new(codes::tab::TABLE_INVALID).with("count", self.count).findings_of(self.found))
    }
}
