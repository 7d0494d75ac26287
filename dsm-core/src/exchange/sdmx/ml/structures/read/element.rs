use crate::{error::Result, exchange::sdmx::xml::Tag};

/// The start of an element, with what it says.
#[derive(Debug)]
pub(super) struct Element {
    /// Its name without the prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) line: u64,
    /// How many elements are open in it, itself among them; zero where it is empty.
    pub(super) depth: usize,
}

impl Element {
    /// The start of an element where so many elements are open outside of it.
    pub(super) fn of(tag: &Tag<'_>, outside: usize) -> Result<Self> {
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let (prefix, local, value) = attribute?;
            if prefix != "xmlns" {
                attributes.push((local.to_owned(), value.into_owned()));
            }
        }
        let depth = if tag.empty { 0 } else { outside + 1 };
        Ok(Self { name: tag.local().to_owned(), attributes, line: tag.line, depth })
    }

    /// What an attribute says.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(local, _)| local == name).map(|(_, value)| value.as_str())
    }

    /// All of its attributes.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}
