use super::faults::Spot;
use crate::{
    error::{Error, Finding, Result, codes::src},
    source::{Numbers, NumbersSeen, figure, is_scientific},
};
use rust_decimal::Decimal;

/// The figures of a file. How they are written is stated, or follows from all of them together: until the last row is read,
/// those that are not plain digits wait.
#[derive(Debug)]
pub(super) struct Figures {
    numbers: Option<Numbers>,
    seen: NumbersSeen,
    text: String,
    waiting: Vec<Waiting>,
}

/// A figure that waits for the others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waiting {
    pub(super) group: usize,
    pub(super) row: usize,
    pub(super) spot: Spot,
    end: usize,
}

/// A figure that waited: its text, and what it is now that it is known how figures are written.
pub(super) type Waited = (Waiting, String, Result<Decimal>);

impl Figures {
    pub(super) fn new(numbers: Option<Numbers>) -> Self {
        Self { numbers, seen: NumbersSeen::default(), text: String::new(), waiting: Vec::new() }
    }

    /// The figure, where it can be read alone; none where it has to wait.
    pub(super) fn read(&self, text: &str) -> Result<Option<Decimal>> {
        match self.numbers {
            Some(numbers) => numbers.figure(text).map(Some),
            None if text.bytes().all(|byte| byte.is_ascii_digit()) => figure(text).map(Some),
            None if Numbers::ALL.iter().any(|numbers| numbers.figure(text).is_ok()) => Ok(None),
            // No spelling reads it, whatever the other figures look like.
            None => figure(text).map(Some),
        }
    }

    /// Keeps a figure until all are known.
    pub(super) fn wait(&mut self, text: &str, group: usize, row: usize, spot: Spot) {
        self.seen.see(text);
        self.text.push_str(text);
        self.waiting.push(Waiting { group, row, spot, end: self.text.len() });
    }

    /// Reads what waited, now that it is known how figures are written here; and the finding that says how.
    pub(super) fn settle(self) -> (Vec<Waited>, Option<Finding>) {
        if self.waiting.is_empty() {
            return (Vec::new(), None);
        }
        let (numbers, finding) = match self.seen.settle() {
            Ok((numbers, finding)) => (Ok(numbers), finding),
            Err(error) => (Err(error), None),
        };
        let mut start = 0;
        let read = self.waiting.into_iter().map(|waiting| {
            let text = self.text.get(start..waiting.end).unwrap_or_default().to_owned();
            start = waiting.end;
            let figure = match &numbers {
                Ok(numbers) => numbers.figure(&text),
                Err(error) => Err(again(error)),
            };
            (waiting, text, figure)
        });
        (read.collect(), finding)
    }
}

/// The same error once more, for another place.
fn again(error: &Error) -> Error {
    error.args().iter().fold(Error::new(error.code()), |again, (name, value)| again.with(name, value.clone()))
}

/// The finding of a figure that is written with an exponent, such as `5e+05`: it was read exactly.
pub(super) fn noticed(text: &str) -> Option<Finding> {
    is_scientific(text).then(|| Finding::new(src::FIGURE_SCIENTIFIC).evidence_of(text))
}
