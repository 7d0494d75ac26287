use super::{
    CodeId, CodeList, Entry, Mapping, Scheme,
    built::{BuiltCode, BuiltList, Pairs},
    lists::{COUNT, LISTS},
};
use crate::{
    error::{Error, Result, Safe, codes},
    text::{Tag, Text},
};
use std::sync::{Arc, OnceLock};

/// Every list that was asked for, by list and scheme: made once, shared by everybody who asks.
static MADE: [[OnceLock<CodeList>; Scheme::ALL.len()]; COUNT] =
    [const { [const { OnceLock::new() }; Scheme::ALL.len()] }; COUNT];

/// A code of a list, with what it is called there and what stands above it.
#[derive(Clone, Copy)]
struct Row {
    code: &'static BuiltCode,
    id: &'static str,
    parent: &'static str,
}

impl Row {
    /// The code in a scheme; codes that stand for parts of a whole (`_T`, `_U`, `_Z`) keep themselves.
    fn written(self, list: &BuiltList, scheme: Scheme) -> Option<&'static str> {
        if scheme.word() == list.scheme {
            return Some(self.id);
        }
        if self.id != self.code.id && scheme == Scheme::Iso3166Alpha3 {
            return Some(self.code.id);
        }
        let other = self.code.others.of(scheme.word()).next();
        other.or_else(|| self.id.starts_with('_').then_some(self.id))
    }

    /// Codes of a scheme that mean this one too.
    fn read(self, scheme: Scheme) -> impl Iterator<Item = &'static str> {
        self.code.read.of(scheme.word())
    }

    fn names(self) -> Result<Text> {
        text(self.code.names)
    }
}

fn text(names: Pairs) -> Result<Text> {
    let mut names = names.iter();
    let (lang, name) = names.next().unwrap_or_default();
    let first = Text::new(Tag::parse(lang)?, name)?;
    names.try_fold(first, |text, (lang, name)| text.with(Tag::parse(lang)?, name))
}

fn find(id: &str) -> Option<&'static BuiltList> {
    LISTS.iter().find(|list| list.id == id)
}

impl BuiltList {
    /// Its codes, after those of the list that it includes and with those of the list that it groups.
    fn rows(&self) -> impl Iterator<Item = Row> {
        let included = find(self.includes).into_iter().flat_map(|list| list.codes);
        let own = included.chain(self.codes).map(|code| Row { code, id: code.id, parent: code.parent });
        let members = find(self.members).into_iter().flat_map(|list| list.codes);
        let grouped = members.filter(|code| !code.region.is_empty()).filter_map(|code| {
            let id = code.others.of(self.scheme).next()?;
            Some(Row { code, id, parent: code.region })
        });
        own.chain(grouped)
    }

    /// Whether it has codes of that scheme.
    fn knows(&self, scheme: Scheme) -> bool {
        let stated = |row: Row| !row.id.starts_with('_') && row.written(self, scheme).is_some();
        scheme.word() == self.scheme || self.rows().any(stated)
    }

    fn make(&self, scheme: Scheme) -> Result<CodeList> {
        let own = Scheme::parse(self.scheme)?;
        let base = if scheme == own { None } else { Some(CodeList::built_in(self.id)?) };
        let rows: Vec<Row> = self.rows().collect();
        let written = |id: &str| rows.iter().find(|row| row.id == id).and_then(|row| row.written(self, scheme));
        let (mut entries, mut read) = (Vec::new(), Vec::new());
        for row in &rows {
            let Some(id) = row.written(self, scheme) else { continue };
            let id = CodeId::parse(id)?;
            // Names are shared between the schemes.
            let shared = base.as_ref().and_then(|list| list.get(row.id));
            let mut entry = match shared {
                Some(entry) => Entry { id: id.clone(), parent: None, ..entry.clone() },
                None => row.entry()?,
            };
            let year = |year: u16| (year > 0).then_some(year);
            let successors = row.code.successors.iter().filter_map(|code| written(code)).map(CodeId::parse);
            entry = entry.valid(year(row.code.from), year(row.code.until), successors.collect::<Result<_>>()?);
            for code in row.read(scheme) {
                read.push((CodeId::parse(code)?, id.clone()));
            }
            entries.push(match written(row.parent) {
                Some(above) => entry.under(CodeId::parse(above)?),
                None => entry,
            });
        }
        let refused = find(self.includes).into_iter().flat_map(|list| list.ambiguous).chain(self.ambiguous).copied();
        let (id, names) = (CodeId::parse(self.id)?, text(self.names)?);
        CodeList::with(id, scheme, names, entries, self.exhaustive, read, refused.collect())
    }
}

impl Row {
    /// The entry in the list's own scheme.
    fn entry(self) -> Result<Entry> {
        let called = self.code.called.iter().map(|(lang, name)| Ok((Tag::parse(lang)?, Arc::from(name))));
        let called = called.collect::<Result<Vec<(Tag, Arc<str>)>>>()?.into();
        Ok(Entry { called, ..Entry::new(CodeId::parse(self.id)?, self.names()?) })
    }
}

fn built(id: &str, scheme: Option<Scheme>) -> Result<(usize, &'static BuiltList)> {
    let fits = |list: &BuiltList| list.id == id && scheme.is_none_or(|scheme| list.knows(scheme));
    let unknown = || {
        let scheme = Safe::from(scheme.unwrap_or(Scheme::Dsm));
        Error::new(codes::cod::LIST_UNKNOWN).with("list", Safe::term(id)).with("scheme", scheme)
    };
    LISTS.iter().enumerate().find(|(_, list)| fits(list)).ok_or_else(unknown)
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
        let (_, list) = built(id, None)?;
        Self::in_scheme(id, Scheme::parse(list.scheme)?)
    }

    /// A built-in list in the codes of another scheme. Codes that the scheme does not have are left out.
    ///
    /// A list is made when it is first asked for and shared from then on.
    ///
    /// # Errors
    /// `COD-009` where there is no such list, or where it has no codes of that scheme.
    pub fn in_scheme(id: &str, scheme: Scheme) -> Result<Self> {
        let (place, list) = built(id, None)?;
        let by_scheme = Scheme::ALL.iter().position(|one| *one == scheme);
        let cell = MADE.get(place).zip(by_scheme).and_then(|(cells, scheme)| cells.get(scheme));
        if let Some(made) = cell.and_then(OnceLock::get) {
            return Ok(made.clone());
        }
        built(id, Some(scheme))?;
        let made = list.make(scheme)?;
        Ok(cell.map_or(made.clone(), |cell| cell.get_or_init(|| made).clone()))
    }
}

impl Mapping {
    /// The mapping of a built-in list from one scheme to another.
    ///
    /// # Errors
    /// `COD-009` where there is no such list, or where it has no codes of one of the schemes; `COD-006` where a code would
    /// be split.
    pub fn built_in(list: &str, from: Scheme, to: Scheme) -> Result<Self> {
        let ((_, list), _) = (built(list, Some(from))?, built(list, Some(to))?);
        let mut pairs = Vec::new();
        for row in list.rows() {
            let Some(target) = row.written(list, to) else { continue };
            let target = CodeId::parse(target)?;
            for source in row.written(list, from).into_iter().chain(row.read(from)) {
                pairs.push((CodeId::parse(source)?, target.clone()));
            }
        }
        let mut mapping = Self::new(from.word(), to.word(), pairs)?;
        let wider = find(list.includes).into_iter().flat_map(|list| list.wider).chain(list.wider);
        for (_, code, with) in wider.filter(|(scheme, _, _)| *scheme == from.word()) {
            let written =
                |id: &str, scheme| list.rows().find(|row| row.id == id).and_then(|row| row.written(list, scheme));
            let with: Result<Vec<CodeId>> = with.iter().filter_map(|id| written(id, to)).map(CodeId::parse).collect();
            if let Some(code) = written(code, from) {
                mapping = mapping.covering(CodeId::parse(code)?, with?);
            }
        }
        Ok(mapping)
    }
}
