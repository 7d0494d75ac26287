use crate::error::{Error, Result, Safe, codes};
use std::fmt;

/// A language in which DSM itself speaks.
///
/// Names of indicators and codes may be in more languages than these: see [`super::Text`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Lang {
    /// English: the language when none is asked for.
    #[default]
    En,
    /// Russian, the working language between most States that use DSM.
    Ru,
}

impl Lang {
    /// Every language, in a fixed order.
    pub const ALL: &[Self] = &[Self::En, Self::Ru];

    /// The language of a tag such as `ru`, `ru-RU` or `ru_RU.UTF-8`.
    ///
    /// # Errors
    /// `TXT-002` if DSM does not speak it.
    pub fn parse(tag: &str) -> Result<Self> {
        Self::of(tag).ok_or_else(|| Error::new(codes::txt::LANGUAGE_NOT_SPOKEN).with("tag", Safe::term(tag)))
    }

    /// The language of a tag, or English where DSM does not speak it.
    ///
    /// ```
    /// use dsm_core::text::Lang;
    /// assert_eq!(Lang::from_tag("ru-RU"), Lang::Ru);
    /// assert_eq!(Lang::from_tag("ka"), Lang::En);
    /// ```
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        Self::of(tag).unwrap_or_default()
    }

    fn of(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or("");
        Self::ALL.iter().copied().find(|lang| lang.code().eq_ignore_ascii_case(primary))
    }

    /// The two-letter code (ISO 639-1).
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
