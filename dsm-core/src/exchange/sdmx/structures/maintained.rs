use super::{Identity, Wording};
use std::sync::Arc;

/// What every maintained artefact says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maintained {
    /// Its agency, id and version.
    pub identity: Identity,
    /// What it is called.
    pub names: Wording,
    /// What it is.
    pub descriptions: Wording,
    /// What else is said of it.
    pub annotations: Vec<Annotation>,
    /// Whether it does not change any more (2.1: `isFinal`; 3.0: a version without an extension).
    pub is_final: bool,
    /// The first moment it is valid, as written.
    pub valid_from: Option<Arc<str>>,
    /// The last moment it is valid, as written.
    pub valid_to: Option<Arc<str>>,
    /// Whether the message holds only a mention of it, and it stands elsewhere.
    pub elsewhere: bool,
}

impl Maintained {
    /// An artefact of an identity, about which nothing else is said.
    #[must_use]
    pub fn new(identity: Identity) -> Self {
        let (names, descriptions, annotations) = (Wording::none(), Wording::none(), Vec::new());
        let (valid_from, valid_to) = (None, None);
        Self { identity, names, descriptions, annotations, is_final: false, valid_from, valid_to, elsewhere: false }
    }

    /// The same with names.
    #[must_use]
    pub fn named(mut self, names: Wording) -> Self {
        self.names = names;
        self
    }
}

/// Something else that is said of an artefact or of data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// Its id.
    pub id: Option<Arc<str>>,
    /// Its title.
    pub title: Option<Arc<str>>,
    /// Its type: what the receiver knows it by.
    pub kind: Option<Arc<str>>,
    /// Where more is said.
    pub url: Option<Arc<str>>,
    /// Its text.
    pub texts: Wording,
    /// Its value (3.0).
    pub value: Option<Arc<str>>,
}
