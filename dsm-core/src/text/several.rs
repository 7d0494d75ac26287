use super::{Lang, Tag};
use crate::error::{Error, Result, codes};
use std::{collections::BTreeMap, sync::Arc};

/// A name or title in several languages, never in none.
///
/// A reader gets the best there is: the exact tag, the language without its subtags, English, Russian, or else the first
/// in the order of the tags. Whether something else was given can be asked with [`Text::exactly`].
///
/// ```
/// use dsm_core::text::{Lang, Tag, Text};
/// let name = Text::both("Asylum applications", "Ходатайства о предоставлении убежища")
///     .with(Tag::parse("ro")?, "Cereri de azil")?;
/// assert_eq!(name.for_tag(&Tag::parse("ro-MD")?), "Cereri de azil");
/// assert_eq!(name.in_lang(Lang::Ru), "Ходатайства о предоставлении убежища");
/// // Nobody wrote it in Georgian yet, so English stands in for it.
/// assert_eq!(name.for_tag(&Tag::parse("ka")?), "Asylum applications");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(BTreeMap<Tag, Arc<str>>);

impl Text {
    /// A text in one language.
    ///
    /// # Errors
    /// `TXT-003` if it is blank.
    pub fn new(tag: impl Into<Tag>, text: &str) -> Result<Self> {
        Self(BTreeMap::new()).with(tag.into(), text)
    }

    /// A text that stands in the source of DSM itself in both of its languages.
    #[must_use]
    pub fn both(en: &'static str, ru: &'static str) -> Self {
        Self(BTreeMap::from([(Tag::from(Lang::En), Arc::from(en)), (Tag::from(Lang::Ru), Arc::from(ru))]))
    }

    /// Adds or replaces a language. Blanks at the ends are dropped.
    ///
    /// # Errors
    /// `TXT-003` if it is blank.
    pub fn with(mut self, tag: impl Into<Tag>, text: &str) -> Result<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::new(codes::txt::TEXT_BLANK));
        }
        self.0.insert(tag.into(), text.into());
        Ok(self)
    }

    /// A text in one language, byte for byte.
    ///
    /// # Errors
    /// `TXT-003` if it is blank.
    pub fn written(tag: impl Into<Tag>, text: &str) -> Result<Self> {
        Self(BTreeMap::new()).as_written(tag, text)
    }

    /// Adds or replaces a language, byte for byte: what somebody wrote as an answer is theirs, with its blanks.
    ///
    /// # Errors
    /// `TXT-003` if it is blank.
    pub fn as_written(mut self, tag: impl Into<Tag>, text: &str) -> Result<Self> {
        if text.trim().is_empty() {
            return Err(Error::new(codes::txt::TEXT_BLANK));
        }
        self.0.insert(tag.into(), text.into());
        Ok(self)
    }

    /// The text for a reader of one of DSM's languages.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> &str {
        self.best([lang.code(), lang.code()])
    }

    /// The text for a reader of any language.
    #[must_use]
    pub fn for_tag(&self, tag: &Tag) -> &str {
        self.best([tag.as_str(), tag.primary()])
    }

    fn best(&self, wanted: [&str; 2]) -> &str {
        let fallback = Lang::ALL.iter().map(|lang| lang.code());
        let written = |tag: &str| self.0.iter().find(|(t, _)| t.as_str() == tag);
        let found = wanted.into_iter().chain(fallback).find_map(written).or_else(|| self.0.first_key_value());
        found.map_or("", |(_, text)| text)
    }

    /// The text in exactly that language, if somebody wrote it.
    #[must_use]
    pub fn exactly(&self, tag: &Tag) -> Option<&str> {
        self.0.get(tag).map(|text| &**text)
    }

    /// Every language with its text, in the order of the tags.
    pub fn iter(&self) -> impl Iterator<Item = (&Tag, &str)> {
        self.0.iter().map(|(tag, text)| (tag, &**text))
    }
}
