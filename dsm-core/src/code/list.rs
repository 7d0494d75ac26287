use super::{CodeId, Scheme};
use crate::{
    error::{Code, Error, Place, Result, Safe, codes},
    text::Text,
};
use std::collections::BTreeMap;

/// A code of a list with its names and, in a hierarchy, the code above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    id: CodeId,
    names: Text,
    parent: Option<CodeId>,
}

impl Entry {
    /// A code with its names.
    #[must_use]
    pub fn new(id: CodeId, names: Text) -> Self {
        Self { id, names, parent: None }
    }

    /// Puts it under another code of the list.
    #[must_use]
    pub fn under(mut self, parent: CodeId) -> Self {
        self.parent = Some(parent);
        self
    }

    /// The code.
    #[must_use]
    pub fn id(&self) -> &CodeId {
        &self.id
    }

    /// Its names.
    #[must_use]
    pub fn names(&self) -> &Text {
        &self.names
    }

    /// The code above it.
    #[must_use]
    pub fn parent(&self) -> Option<&CodeId> {
        self.parent.as_ref()
    }
}

/// A list of codes under a stated scheme. Immutable; the order is the order it was given in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeList {
    id: CodeId,
    scheme: Scheme,
    names: Text,
    exhaustive: bool,
    entries: Vec<Entry>,
    places: BTreeMap<CodeId, usize>,
}

impl CodeList {
    /// A list of codes.
    ///
    /// `exhaustive` says that its parts (all but `_T`, with *unknown* among them) together are the whole, so that a sum of all
    /// of them may be called the total.
    ///
    /// # Errors
    /// `COD-003` for a code that stands twice; `COD-004` for a parent that the list does not have; `COD-005` for a circle.
    pub fn new(id: CodeId, scheme: Scheme, names: Text, entries: Vec<Entry>, exhaustive: bool) -> Result<Self> {
        let wrong = |code: Code, entry: &Entry| {
            Error::new(code).with("list", Safe::term(id.as_str())).with("code", Safe::term(entry.id.as_str()))
        };
        let mut places = BTreeMap::new();
        for (place, entry) in entries.iter().enumerate() {
            if places.insert(entry.id.clone(), place).is_some() {
                return Err(wrong(codes::cod::CODE_TWICE, entry));
            }
        }
        if let Some(orphan) = entries.iter().find(|e| e.parent.as_ref().is_some_and(|p| !places.contains_key(p))) {
            return Err(wrong(codes::cod::PARENT_UNKNOWN, orphan));
        }
        let list = Self { id: id.clone(), scheme, names, exhaustive, entries, places };
        // A walk upwards that is longer than the list goes round in a circle.
        let circle = |entry: &&Entry| list.ancestors(entry).take(list.entries.len() + 1).count() > list.entries.len();
        match list.entries.iter().find(circle) {
            Some(entry) => Err(wrong(codes::cod::PARENT_CIRCLE, entry)),
            None => Ok(list),
        }
    }

    /// The id of the list.
    #[must_use]
    pub fn id(&self) -> &CodeId {
        &self.id
    }

    /// Who says what its codes mean.
    #[must_use]
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The names of the list.
    #[must_use]
    pub fn names(&self) -> &Text {
        &self.names
    }

    /// Whether its parts together are the whole.
    #[must_use]
    pub fn is_exhaustive(&self) -> bool {
        self.exhaustive
    }

    /// Every code in the order of the list, the total among them.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The code of that id, if the list has it.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Entry> {
        self.places.get(code).and_then(|place| self.entries.get(*place))
    }

    /// The code of that id.
    ///
    /// # Errors
    /// `COD-002` where the list has no such code. The text itself does not get into the error.
    pub fn find(&self, code: &str) -> Result<&Entry> {
        self.get(code).ok_or_else(|| {
            let list = Safe::term(self.id.as_str());
            Error::new(codes::cod::CODE_UNKNOWN).with("list", list).with("scheme", self.scheme)
        })
    }

    /// The code of that id, as it was read at a place.
    ///
    /// # Errors
    /// `COD-002` with the place.
    pub fn find_at(&self, code: &str, place: &Place) -> Result<&Entry> {
        self.find(code).map_err(|error| error.at(place.clone()))
    }

    /// The codes directly under a code, in the order of the list.
    pub fn children<'a>(&'a self, parent: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(move |entry| entry.parent.as_ref().is_some_and(|id| id.as_str() == parent))
    }

    /// The codes above a code, from near to far.
    pub fn ancestors<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = &'a Entry> {
        std::iter::successors(Some(entry), |below| below.parent.as_ref().and_then(|id| self.get(id.as_str()))).skip(1)
    }

    /// The codes without the total that have no codes under them: what may be added up.
    pub fn leaves(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.id.is_total() && self.children(entry.id.as_str()).next().is_none())
    }
}
