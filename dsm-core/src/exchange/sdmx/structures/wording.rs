use std::{collections::BTreeMap, sync::Arc};

/// Names or descriptions as a message has them: by the tag of the language as it is written there, byte for byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording(BTreeMap<Arc<str>, Arc<str>>);

impl Wording {
    /// In no language.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds or replaces a language.
    #[must_use]
    pub fn with(mut self, lang: &str, text: &str) -> Self {
        self.add(lang, text);
        self
    }

    /// Adds or replaces a language in place.
    pub fn add(&mut self, lang: &str, text: &str) {
        self.0.insert(Arc::from(lang), Arc::from(text));
    }

    /// The text in a language, else in English, else in the first there is.
    #[must_use]
    pub fn best(&self, lang: &str) -> Option<&str> {
        let first = || self.0.values().next();
        self.0.get(lang).or_else(|| self.0.get("en")).or_else(first).map(|text| &**text)
    }

    /// Every language and its text, in the order of the tags.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(lang, text)| (&**lang, &**text))
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&crate::text::Text> for Wording {
    fn from(text: &crate::text::Text) -> Self {
        Self(text.iter().map(|(tag, text)| (Arc::from(tag.as_str()), Arc::from(text))).collect())
    }
}
