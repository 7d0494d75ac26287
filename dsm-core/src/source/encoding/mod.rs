//! How the letters of a file are written in bytes.

mod decode;
mod detect;
mod eight_bit;
mod windows_1251;

pub(crate) use decode::{Decoded, Decoder};
pub(super) use detect::{Start, look};

use crate::error::{Error, Result, codes};

/// How the letters of a file are written in bytes.
///
/// Stated in a [`super::Layout`], or found out from the start of the file: by its mark (BOM), because it is valid UTF-8, or, for
/// text of one byte a letter, only on strong evidence. What stays unclear is refused, never guessed; nothing is ever read as U+FFFD.
///
/// ```
/// use dsm_core::source::Encoding;
/// assert_eq!(Encoding::parse("windows-1251")?, Encoding::Windows1251);
/// assert_eq!(Encoding::parse("ansi").unwrap_err().code().id(), "SRC-018");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// # Sources
/// The names are those of the IANA register of character sets, in small letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// ISO-8859-1, the languages of Western Europe.
    Latin1,
    /// UTF-16, the more significant byte first.
    Utf16Be,
    /// UTF-16, the less significant byte first; spreadsheets call it “Unicode text”.
    Utf16Le,
    /// UTF-8.
    Utf8,
    /// Windows-1251, Cyrillic.
    Windows1251,
}

impl Encoding {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1251, Self::Latin1];

    /// Its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Latin1 => "iso-8859-1",
            Self::Utf16Be => "utf-16be",
            Self::Utf16Le => "utf-16le",
            Self::Utf8 => "utf-8",
            Self::Windows1251 => "windows-1251",
        }
    }

    /// Reads its name.
    ///
    /// # Errors
    /// `SRC-018` for any other word.
    pub fn parse(word: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|encoding| encoding.word() == word);
        found.ok_or_else(|| Error::new(codes::src::ENCODING_UNKNOWN))
    }

    /// Whether each line feed is one byte that is no part of another letter.
    pub(super) fn has_bytes(self) -> bool {
        !matches!(self, Self::Utf16Be | Self::Utf16Le)
    }

    /// The encoding whose mark the bytes begin with, and how long the mark is.
    pub(super) fn marked(bytes: &[u8]) -> Option<(Self, usize)> {
        let marks: [(Self, &[u8]); 3] =
            [(Self::Utf8, &[0xEF, 0xBB, 0xBF]), (Self::Utf16Le, &[0xFF, 0xFE]), (Self::Utf16Be, &[0xFE, 0xFF])];
        marks.into_iter().find(|(_, mark)| bytes.starts_with(mark)).map(|(encoding, mark)| (encoding, mark.len()))
    }
}
