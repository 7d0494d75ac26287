use super::Lang;
use crate::error::{Error, Result, codes};
use std::{fmt, sync::Arc};

/// The tag of a language, such as `kk`, `tg` or `uz-Cyrl` (BCP 47: language and subtags).
///
/// Written in lower case with hyphens, so that `RU` and `ru` are one tag.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(Arc<str>);

impl Tag {
    /// Reads a tag: two or three letters, then subtags of one to eight letters or digits.
    ///
    /// # Errors
    /// `TXT-001` if it is not written like that.
    pub fn parse(tag: &str) -> Result<Self> {
        let tag = tag.replace('_', "-").to_ascii_lowercase();
        let mut parts = tag.split('-');
        let primary = parts.next().unwrap_or("");
        let letters = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
        let subtag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if letters && parts.all(subtag) { Ok(Self(tag.into())) } else { Err(Error::new(codes::txt::TAG_UNREADABLE)) }
    }

    /// The tag as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language alone: `uz` of `uz-cyrl`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or("")
    }
}

impl From<Lang> for Tag {
    fn from(lang: Lang) -> Self {
        Self(lang.code().into())
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
