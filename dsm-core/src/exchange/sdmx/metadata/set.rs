use crate::{
    error::Place,
    exchange::sdmx::{
        Action,
        structures::{Identity, Reference, Wording},
    },
};
use std::sync::Arc;

/// A metadata report: what is said of some artefacts, attribute by attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MetadataSet {
    /// Its agency, id and version, where the message says them.
    pub identity: Option<Identity>,
    /// What it is called.
    pub names: Wording,
    /// The metadata flow or the metadata structure that it is of.
    pub flow: Option<Reference>,
    /// What it is about: URNs.
    pub targets: Vec<Arc<str>>,
    /// What the receiver is to do with it.
    pub action: Action,
    /// The first and last time of the figures that it is about, as written.
    pub reporting: [Option<Arc<str>>; 2],
    /// What it says.
    pub attributes: Vec<Reported>,
    /// Where it begins, where it was read.
    pub place: Option<Place>,
}

/// What a report says in an attribute, and in those under it. One that is said several times stands several times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reported {
    /// The id of the attribute.
    pub id: Arc<str>,
    /// Its value, where it has no language.
    pub value: Option<Arc<str>>,
    /// Its text by language.
    pub texts: Wording,
    /// Whether its text had a layout, which is not kept.
    pub formatted: bool,
    /// The attributes under it.
    pub attributes: Vec<Reported>,
    /// Where it stands, where it was read.
    pub place: Option<Place>,
}

impl Reported {
    /// An attribute in which nothing is said.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self { id: Arc::from(id), ..Self::default() }
    }

    /// Whether nothing is said in it itself.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        let value = self.value.as_deref().is_some_and(|value| !value.trim().is_empty());
        !value && self.texts.iter().all(|(_, text)| text.trim().is_empty())
    }

    /// Everything that is said in it itself, for whoever looks for what was not taken.
    pub(super) fn whole(&self) -> String {
        let texts = self.texts.iter().map(|(_, text)| text);
        self.value.as_deref().into_iter().chain(texts).collect::<Vec<_>>().join("\n")
    }
}
