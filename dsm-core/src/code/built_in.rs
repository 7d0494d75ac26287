use super::{CodeId, CodeList, Entry, Mapping, Scheme, lists::LISTS};
use crate::{
    error::{Error, Result, Safe, codes},
    text::Text,
};

/// A list as the generator writes it.
pub(super) struct BuiltList {
    pub(super) id: &'static str,
    pub(super) scheme: &'static str,
    pub(super) includes: &'static str,
    pub(super) exhaustive: bool,
    pub(super) en: &'static str,
    pub(super) ru: &'static str,
    pub(super) codes: &'static [BuiltCode],
}

/// A code as the generator writes it, with its codes in other schemes.
pub(super) struct BuiltCode {
    pub(super) id: &'static str,
    pub(super) parent: &'static str,
    pub(super) en: &'static str,
    pub(super) ru: &'static str,
    pub(super) others: &'static [(&'static str, &'static str)],
}

impl BuiltList {
    /// Its codes and those of the list that it includes.
    fn all(&self) -> impl Iterator<Item = &'static BuiltCode> {
        let included = LISTS.iter().find(|list| list.id == self.includes);
        included.into_iter().flat_map(|list| list.codes).chain(self.codes)
    }

    /// A code of this list in a scheme; codes that stand for parts of a whole (`_T`, `_U`, `_Z`) keep themselves.
    fn written(&self, code: &'static BuiltCode, scheme: Scheme) -> Option<&'static str> {
        if scheme.word() == self.scheme {
            return Some(code.id);
        }
        let other = code.others.iter().find(|(name, _)| *name == scheme.word()).map(|(_, written)| *written);
        other.or_else(|| code.id.starts_with('_').then_some(code.id))
    }

    /// Whether it has codes of that scheme.
    fn knows(&self, scheme: Scheme) -> bool {
        let stated = |code: &BuiltCode| code.others.iter().any(|(name, _)| *name == scheme.word());
        scheme.word() == self.scheme || self.all().any(stated)
    }
}

fn built(id: &str, scheme: Option<Scheme>) -> Result<&'static BuiltList> {
    let found = LISTS.iter().find(|list| list.id == id && scheme.is_none_or(|scheme| list.knows(scheme)));
    let unknown = || {
        let scheme = Safe::from(scheme.unwrap_or(Scheme::Dsm));
        Error::new(codes::cod::LIST_UNKNOWN).with("list", Safe::term(id)).with("scheme", scheme)
    };
    found.ok_or_else(unknown)
}

impl CodeList {
    /// The ids of the built-in lists, in their order.
    pub fn built_in_ids() -> impl Iterator<Item = &'static str> {
        LISTS.iter().map(|list| list.id)
    }

    /// A built-in list in its own scheme: `SEX`, `CITIZENSHIP`, `DECISION`, `OBS_STATUS` …
    ///
    /// # Errors
    /// `COD-009` where there is no such list.
    pub fn built_in(id: &str) -> Result<Self> {
        let list = built(id, None)?;
        Self::in_scheme(id, Scheme::parse(list.scheme)?)
    }

    /// A built-in list in the codes of another scheme. Codes that the scheme does not have are left out.
    ///
    /// # Errors
    /// `COD-009` where there is no such list, or where it has no codes of that scheme.
    pub fn in_scheme(id: &str, scheme: Scheme) -> Result<Self> {
        let list = built(id, Some(scheme))?;
        let parent = |code: &BuiltCode| list.all().find(|above| above.id == code.parent);
        let mut entries = Vec::new();
        for code in list.all() {
            if let Some(written) = list.written(code, scheme) {
                let entry = Entry::new(CodeId::parse(written)?, Text::both(code.en, code.ru));
                entries.push(match parent(code).and_then(|above| list.written(above, scheme)) {
                    Some(above) => entry.under(CodeId::parse(above)?),
                    None => entry,
                });
            }
        }
        Self::new(CodeId::parse(list.id)?, scheme, Text::both(list.en, list.ru), entries, list.exhaustive)
    }
}

impl Mapping {
    /// The mapping of a built-in list from one scheme to another.
    ///
    /// # Errors
    /// `COD-009` where there is no such list, or where it has no codes of one of the schemes; `COD-006` where a code would
    /// be split.
    pub fn built_in(list: &str, from: Scheme, to: Scheme) -> Result<Self> {
        let (list, _) = (built(list, Some(from))?, built(list, Some(to))?);
        let pairs = list.all().filter_map(|code| Some((list.written(code, from)?, list.written(code, to)?)));
        let pairs = pairs.map(|(from, to)| Ok((CodeId::parse(from)?, CodeId::parse(to)?)));
        Self::new(from.word(), to.word(), pairs.collect::<Result<Vec<_>>>()?)
    }
}
