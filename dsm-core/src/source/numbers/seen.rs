use super::Numbers;
use crate::error::{Error, Finding, Result, Safe, codes::src};

/// Finds out how the figures of a file are written, from all of them.
///
/// A text that no spelling reads decides nothing: it is a finding where it is read. Where figures contradict each other, or
/// could be two figures each (`12,345` and nothing that tells), the file does not tell it and the answer is a refusal.
///
/// ```
/// use dsm_core::source::{Numbers, NumbersSeen};
/// let mut seen = NumbersSeen::default();
/// for text in ["12,345", "405", "1,213,925", ":"] {
///     seen.see(text);
/// }
/// let (numbers, finding) = seen.settle()?;
/// assert_eq!((numbers, finding.unwrap().rule().id()), (Numbers::CommaPoint, "SRC-032"));
///
/// let mut seen = NumbersSeen::default();
/// seen.see("12,345");
/// assert_eq!(seen.settle().unwrap_err().code().id(), "SRC-030");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct NumbersSeen {
    /// Which of `Numbers::ALL` read everything so far.
    reading: [bool; Numbers::ALL.len()],
    /// Whether there was a figure with a mark or with groups.
    marked: bool,
    /// A figure of three digits after a comma, or after a point, that is decimal to some and grouped to others.
    comma: bool,
    point: bool,
    /// A figure that has a comma, or a point, before its decimals and cannot be read otherwise, such as `1,5`.
    decimal_comma: bool,
    decimal_point: bool,
}

impl Default for NumbersSeen {
    fn default() -> Self {
        let (marked, comma, point, decimal_comma, decimal_point) = (false, false, false, false, false);
        Self { reading: [true; Numbers::ALL.len()], marked, comma, point, decimal_comma, decimal_point }
    }
}

impl NumbersSeen {
    /// Looks at the text of a figure. Blank texts and texts that are no figures decide nothing.
    pub fn see(&mut self, text: &str) {
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return;
        }
        let reads = Numbers::ALL.map(|numbers| numbers.reads(text));
        if !reads.contains(&true) || !reads.contains(&false) {
            return;
        }
        self.marked = true;
        for (still, reads) in self.reading.iter_mut().zip(reads) {
            *still &= reads;
        }
        let both = |decimal: Numbers, grouped: Numbers| decimal.reads(text) && grouped.reads(text);
        self.comma |= both(Numbers::Comma, Numbers::CommaPoint);
        self.point |= both(Numbers::Point, Numbers::PointComma);
        let decimal = |sign: char, by: [Numbers; 3], grouped: Numbers| {
            text.contains(sign) && by.into_iter().any(|one| one.reads(text)) && !grouped.reads(text)
        };
        let comma = [Numbers::Comma, Numbers::SpaceComma, Numbers::PointComma];
        let point = [Numbers::Point, Numbers::SpacePoint, Numbers::ApostrophePoint];
        self.decimal_comma |= decimal(',', comma, Numbers::CommaPoint);
        self.decimal_point |= decimal('.', point, Numbers::PointComma);
    }

    /// Whether a text says the same however figures are written: a figure without mark and groups, or no figure at all.
    ///
    /// Where [`NumbersSeen::settle`] refuses, the texts that do not are the places to name.
    #[must_use]
    pub fn is_plain(text: &str) -> bool {
        let reads = Numbers::ALL.map(|numbers| numbers.reads(text));
        !reads.contains(&true) || !reads.contains(&false)
    }

    /// The one spelling that reads all figures, with a finding (`SRC-032`) where it is another than this library's own.
    ///
    /// # Errors
    /// `SRC-030` where figures could be read in two ways; `SRC-031` where no spelling reads all of them.
    pub fn settle(self) -> Result<(Numbers, Option<Finding>)> {
        let reading =
            |numbers: Numbers| Numbers::ALL.iter().zip(self.reading).any(|(each, reading)| *each == numbers && reading);
        let decimal_comma = [Numbers::Comma, Numbers::SpaceComma, Numbers::PointComma].into_iter().any(reading);
        let decimal_point = [Numbers::Point, Numbers::SpacePoint, Numbers::CommaPoint, Numbers::ApostrophePoint]
            .into_iter()
            .any(reading);
        let two = (self.comma && decimal_comma && reading(Numbers::CommaPoint))
            || (self.point && decimal_point && reading(Numbers::PointComma));
        if two {
            return Err(Error::new(src::NUMBERS_UNCLEAR));
        }
        let first = Numbers::ALL.into_iter().find(|numbers| reading(*numbers));
        let numbers = first.ok_or_else(|| Error::new(src::NUMBERS_MIXED))?;
        // `12,000` beside `1 234` is twelve only where some other figure shows that commas stand before decimals here.
        let comma = [Numbers::Comma, Numbers::SpaceComma, Numbers::PointComma].contains(&numbers);
        let point = [Numbers::Point, Numbers::SpacePoint, Numbers::ApostrophePoint].contains(&numbers);
        if (self.comma && comma && !self.decimal_comma) || (self.point && point && !self.decimal_point) {
            return Err(Error::new(src::NUMBERS_UNCLEAR));
        }
        let finding = Finding::new(src::NUMBERS_DETECTED).with("numbers", Safe::word(numbers.word()));
        Ok((numbers, (self.marked && numbers != Numbers::Point).then_some(finding)))
    }
}
