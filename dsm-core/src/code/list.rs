use super::{CodeId, Entry, Scheme, named::Naming};
use crate::{
    error::{Code, Error, Place, Result, Safe, codes},
    text::Text,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

/// A list of codes under a stated scheme. Immutable, and cheap to clone; the order is the order it was given in.
#[derive(Clone, Debug)]
pub struct CodeList(Arc<Inside>);

#[derive(Debug)]
struct Inside {
    id: CodeId,
    scheme: Scheme,
    names: Text,
    exhaustive: bool,
    entries: Vec<Entry>,
    places: BTreeMap<CodeId, usize>,
    /// Codes that have codes under them.
    parents: BTreeSet<CodeId>,
    refused: Vec<Refused>,
    /// Which entries bear a name: made when the first name is looked up.
    naming: OnceLock<Naming>,
}

/// A name that could be several codes, however officially one of them bears it: language, name, codes.
pub(super) type Refused = (&'static str, &'static str, &'static [&'static str]);

impl PartialEq for CodeList {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (&*self.0, &*other.0);
        let head = (&a.id, a.scheme, &a.names, a.exhaustive) == (&b.id, b.scheme, &b.names, b.exhaustive);
        Arc::ptr_eq(&self.0, &other.0) || (head && a.entries == b.entries && a.places == b.places)
    }
}

impl Eq for CodeList {}

impl CodeList {
    /// A list of codes.
    ///
    /// `exhaustive` says that its parts (all but `_T`, with *unknown* among them) together are the whole, so that a sum of all
    /// of them may be called the total.
    ///
    /// # Errors
    /// `COD-003` for a code that stands twice; `COD-004` for a parent that the list does not have; `COD-005` for a circle.
    pub fn new(id: CodeId, scheme: Scheme, names: Text, entries: Vec<Entry>, exhaustive: bool) -> Result<Self> {
        Self::with(id, scheme, names, entries, exhaustive, Vec::new(), Vec::new())
    }

    /// A list with codes that are read but never written, and names that are refused.
    pub(super) fn with(
        id: CodeId,
        scheme: Scheme,
        names: Text,
        entries: Vec<Entry>,
        exhaustive: bool,
        read: Vec<(CodeId, CodeId)>,
        refused: Vec<Refused>,
    ) -> Result<Self> {
        let wrong = |code: Code, entry: &Entry| {
            Error::new(code).with("list", Safe::term(id.as_str())).with("code", Safe::term(entry.own.as_str()))
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
        for (code, entry) in read {
            if let Some(place) = places.get(&entry).copied() {
                places.entry(code).or_insert(place);
            }
        }
        let parents = entries.iter().filter_map(|entry| entry.parent.clone()).collect();
        let (id, naming) = (id.clone(), OnceLock::new());
        let list = Self(Arc::new(Inside { id, scheme, names, exhaustive, entries, places, parents, refused, naming }));
        // A walk upwards that is longer than the list goes round in a circle.
        let most = list.entries().len();
        let circle = |entry: &&Entry| list.ancestors(entry).take(most + 1).count() > most;
        match list.entries().iter().find(circle) {
            Some(entry) => Err(Error::new(codes::cod::PARENT_CIRCLE)
                .with("list", list.term())
                .with("code", Safe::term(entry.own.as_str()))),
            None => Ok(list),
        }
    }

    /// The id of the list.
    #[must_use]
    pub fn id(&self) -> &CodeId {
        &self.0.id
    }

    /// Who says what its codes mean.
    #[must_use]
    pub fn scheme(&self) -> Scheme {
        self.0.scheme
    }

    /// The names of the list.
    #[must_use]
    pub fn names(&self) -> &Text {
        &self.0.names
    }

    /// Whether its parts together are the whole.
    #[must_use]
    pub fn is_exhaustive(&self) -> bool {
        self.0.exhaustive
    }

    /// Every code in the order of the list, the total among them.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.0.entries
    }

    /// The code of that id, if the list has it.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Entry> {
        self.0.places.get(code).and_then(|place| self.0.entries.get(*place))
    }

    /// Where the code of that id stands among the entries, from zero.
    #[must_use]
    pub fn position(&self, code: &str) -> Option<usize> {
        self.0.places.get(code).copied()
    }

    /// The code of that id.
    ///
    /// # Errors
    /// `COD-002` where the list has no such code. The text itself does not get into the error.
    pub fn find(&self, code: &str) -> Result<&Entry> {
        let unknown = || Error::new(codes::cod::CODE_UNKNOWN).with("list", self.term()).with("scheme", self.scheme());
        self.get(code).ok_or_else(unknown)
    }

    /// The code of that id, as it was read at a place.
    ///
    /// # Errors
    /// `COD-002` with the place.
    pub fn find_at(&self, code: &str, place: &Place) -> Result<&Entry> {
        self.find(code).map_err(|error| error.at(place.clone()))
    }

    /// The code of that id for figures of the years from the first to the last: of a period those of its first and last day, of a
    /// stock that of its moment.
    ///
    /// ```
    /// use dsm_core::code::CodeList;
    /// let countries = CodeList::built_in("COUNTRY")?;
    /// assert_eq!(countries.find_in("CSK", 1985, 1990)?.id().as_str(), "CSK");
    /// let later = countries.find_in("CSK", 1993, 1993).unwrap_err();
    /// assert_eq!(later.to_string(), "DSM-COD-010 code-succeeded (code=CSK, codes=CZE, SVK, list=COUNTRY, until=1992)");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// Source: semantics case 43; domain 3.1, codes valid at the reference date.
    ///
    /// # Errors
    /// `COD-002` where the list has no such code; `COD-010` for years after its last one, with the codes that came after it;
    /// `COD-011` for years before its first one, or where nothing came after it.
    pub fn find_in(&self, code: &str, first: u16, last: u16) -> Result<&Entry> {
        let entry = self.find(code)?;
        if entry.valid_in(first, last) {
            return Ok(entry);
        }
        let wrong = |code| Error::new(code).with("list", self.term()).with("code", Safe::term(entry.own.as_str()));
        let year = |year: u16| Safe::term(&format!("{year:04}"));
        match entry.until {
            Some(until) if last > until && !entry.successors.is_empty() => {
                let own =
                    |code: &CodeId| self.get(code.as_str()).map_or_else(|| code.clone(), |entry| entry.own.clone());
                let successors = Safe::terms(entry.successors.iter().map(own));
                Err(wrong(codes::cod::CODE_SUCCEEDED).with("until", year(until)).with("codes", successors))
            }
            _ => Err(wrong(codes::cod::CODE_NOT_VALID).with("first", year(first)).with("last", year(last))),
        }
    }

    /// The codes directly under a code, in the order of the list.
    pub fn children<'a>(&'a self, parent: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries().iter().filter(move |entry| entry.parent.as_ref().is_some_and(|id| id.as_str() == parent))
    }

    /// The codes above a code, from near to far.
    pub fn ancestors<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = &'a Entry> {
        std::iter::successors(Some(entry), |below| below.parent.as_ref().and_then(|id| self.get(id.as_str()))).skip(1)
    }

    /// The codes without the total that have no codes under them: what may be added up.
    pub fn leaves(&self) -> impl Iterator<Item = &Entry> {
        self.entries().iter().filter(|entry| !entry.id.is_total() && !self.0.parents.contains(&entry.id))
    }

    pub(super) fn term(&self) -> Safe {
        Safe::term(self.id().as_str())
    }

    pub(super) fn refused(&self) -> &[Refused] {
        &self.0.refused
    }

    pub(super) fn naming(&self) -> &Naming {
        self.0.naming.get_or_init(|| Naming::of(self))
    }
}
