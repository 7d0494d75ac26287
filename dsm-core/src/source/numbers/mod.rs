//! How figures are written.

mod read;
mod seen;

pub use read::is_scientific;
pub use seen::NumbersSeen;

use crate::error::{Error, Result, codes};

/// How figures are written: the decimal mark, and the sign between groups of three digits.
///
/// It is stated, or follows from all figures of a file ([`NumbersSeen`]); it is never guessed from one of them: `12,345` is twelve
/// thousand to some and twelve to others. Its name is an example of it.
///
/// ```
/// use dsm_core::source::Numbers;
/// let numbers = Numbers::parse("1 234,5")?;
/// assert_eq!(numbers.figure("12\u{a0}345,5")?.to_string(), "12345.5");
/// assert_eq!(numbers.figure("5e+05")?.to_string(), "500000");
/// for text in ["12.345", "1 23,4", "12 345 67", " 7"] {
///     assert_eq!(numbers.figure(text).unwrap_err().code().id(), "SRC-001");
/// }
/// assert_eq!(Numbers::parse("1,234,5").unwrap_err().code().id(), "SRC-029");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Numbers {
    /// `1'234.5`
    ApostrophePoint,
    /// `1234,5`
    Comma,
    /// `1,234.5`
    CommaPoint,
    /// `1234.5`, as this library writes them.
    #[default]
    Point,
    /// `1.234,5`
    PointComma,
    /// `1 234,5`: a space, a no-break space or a narrow no-break space.
    SpaceComma,
    /// `1 234.5`
    SpacePoint,
}

impl Numbers {
    /// All of them, the plainest first.
    pub const ALL: [Self; 7] = [
        Self::Point,
        Self::Comma,
        Self::SpaceComma,
        Self::SpacePoint,
        Self::CommaPoint,
        Self::PointComma,
        Self::ApostrophePoint,
    ];

    /// Its name: an example.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::ApostrophePoint => "1'234.5",
            Self::Comma => "1234,5",
            Self::CommaPoint => "1,234.5",
            Self::Point => "1234.5",
            Self::PointComma => "1.234,5",
            Self::SpaceComma => "1 234,5",
            Self::SpacePoint => "1 234.5",
        }
    }

    /// Reads its name; the space may be any of the three.
    ///
    /// # Errors
    /// `SRC-029` for any other text.
    pub fn parse(word: &str) -> Result<Self> {
        let plain = word.replace(['\u{a0}', '\u{202f}'], " ").replace('\u{2019}', "'");
        let found = Self::ALL.into_iter().find(|numbers| numbers.word() == plain);
        found.ok_or_else(|| Error::new(codes::src::NUMBERS_UNKNOWN))
    }

    /// The decimal mark.
    fn mark(self) -> char {
        match self {
            Self::Comma | Self::PointComma | Self::SpaceComma => ',',
            Self::ApostrophePoint | Self::CommaPoint | Self::Point | Self::SpacePoint => '.',
        }
    }

    /// The signs that may stand between groups of three digits.
    fn groups(self) -> &'static [char] {
        match self {
            Self::Comma | Self::Point => &[],
            Self::ApostrophePoint => &['\'', '\u{2019}'],
            Self::CommaPoint => &[','],
            Self::PointComma => &['.'],
            Self::SpaceComma | Self::SpacePoint => &[' ', '\u{a0}', '\u{202f}'],
        }
    }
}
