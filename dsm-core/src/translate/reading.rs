use crate::{
    code::{CodeId, CodeList, Mapping},
    error::Result,
    text::Tag,
};
use std::{collections::BTreeMap, sync::Arc};

/// How the texts of a column become codes: first the words that are stated, then names in a language or codes of a scheme.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub(super) labels: BTreeMap<Box<str>, Arc<str>>,
    pub(super) names: Option<Tag>,
    pub(super) mapping: Option<Mapping>,
}

impl Reading {
    /// The text, or what it is stated to mean. Words are compared without the blanks around them.
    pub(super) fn word<'a>(&'a self, text: &'a str) -> &'a str {
        self.labels.get(text.trim()).map_or(text, |code| code)
    }

    /// The code of a text in the list of its dimension.
    pub(super) fn code(&self, text: &str, list: &CodeList) -> Result<Arc<str>> {
        let code = |entry: &crate::code::Entry| CodeId::clone(entry.id()).into();
        if let Some(word) = self.labels.get(text.trim()) {
            return list.find(word).map(code);
        }
        match (&self.names, &self.mapping) {
            (Some(language), _) => list.named(text, language).map(code),
            (None, Some(mapping)) => list.find(mapping.map(text)?.as_str()).map(code),
            (None, None) => list.find(text).map(code),
        }
    }
}
