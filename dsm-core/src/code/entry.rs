use super::CodeId;
use crate::{
    error::Result,
    text::{Tag, Text},
};
use std::sync::Arc;

/// A code of a list with its names, the code above it in a hierarchy, and the years in which it may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub(super) id: CodeId,
    /// The code in the list's own scheme: what messages show.
    pub(super) own: CodeId,
    pub(super) names: Arc<Text>,
    pub(super) called: Arc<[(Tag, Arc<str>)]>,
    pub(super) parent: Option<CodeId>,
    pub(super) from: Option<u16>,
    pub(super) until: Option<u16>,
    pub(super) successors: Vec<CodeId>,
}

impl Entry {
    /// A code with its names.
    #[must_use]
    pub fn new(id: CodeId, names: Text) -> Self {
        let (own, names) = (id.clone(), Arc::new(names));
        Self { id, own, names, called: Arc::from([]), parent: None, from: None, until: None, successors: Vec::new() }
    }

    /// Puts it under another code of the list.
    #[must_use]
    pub fn under(mut self, parent: CodeId) -> Self {
        self.parent = Some(parent);
        self
    }

    /// Adds another name by which it is found in a language: a former name, a short one, an abbreviation.
    ///
    /// # Errors
    /// `TXT-003` if it is blank.
    pub fn also_called(mut self, lang: impl Into<Tag>, name: &str) -> Result<Self> {
        let lang = lang.into();
        let name = Text::new(lang.clone(), name)?;
        let added = name.iter().map(|(_, name)| (lang.clone(), Arc::from(name)));
        self.called = self.called.iter().cloned().chain(added).collect();
        Ok(self)
    }

    /// Says in which years it may stand, the first and the last included, and which codes came after it.
    #[must_use]
    pub fn valid(mut self, from: Option<u16>, until: Option<u16>, successors: Vec<CodeId>) -> Self {
        (self.from, self.until, self.successors) = (from, until, successors);
        self
    }

    /// The code.
    #[must_use]
    pub fn id(&self) -> &CodeId {
        &self.id
    }

    /// The code in the list's own scheme: `AUT` where a list of countries is read in UNHCR's codes and the code is `AUS`.
    #[must_use]
    pub fn own_id(&self) -> &CodeId {
        &self.own
    }

    /// Its names.
    #[must_use]
    pub fn names(&self) -> &Text {
        &self.names
    }

    /// Other names by which it is found, with their languages.
    pub fn other_names(&self) -> impl Iterator<Item = (&Tag, &str)> {
        self.called.iter().map(|(lang, name)| (lang, &**name))
    }

    /// The code above it.
    #[must_use]
    pub fn parent(&self) -> Option<&CodeId> {
        self.parent.as_ref()
    }

    /// The first year in which it may stand; none where nothing limits it.
    #[must_use]
    pub fn valid_from(&self) -> Option<u16> {
        self.from
    }

    /// The last year in which it may stand: for a former State the year in which it ceased to be.
    #[must_use]
    pub fn valid_until(&self) -> Option<u16> {
        self.until
    }

    /// Whether it may stand in all years from the first to the last: of a period those of its first and last day, of a stock
    /// that of its moment.
    ///
    /// ```
    /// use dsm_core::code::CodeList;
    /// let countries = CodeList::built_in("COUNTRY")?;
    /// let soviet_union = countries.find("SUN")?;
    /// assert!(soviet_union.valid_in(1985, 1991) && !soviet_union.valid_in(1992, 1992));
    /// assert_eq!(soviet_union.successors().len(), 15);
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    #[must_use]
    pub fn valid_in(&self, first: u16, last: u16) -> bool {
        self.from.is_none_or(|from| from <= first) && self.until.is_none_or(|until| last <= until)
    }

    /// The codes that came after it, in the scheme of the list. Which part of its figures is whose, a code does not say.
    #[must_use]
    pub fn successors(&self) -> &[CodeId] {
        &self.successors
    }
}
