use crate::{
    catalogue::Indicator,
    code::{CodeId, CodeList, Scheme},
    error::Result,
    text::{Label, Lang, Text, label},
};
use std::{collections::BTreeMap, sync::Arc};

/// What axes and their codes are called: a code list for each axis, and names for codes that stand in none.
#[derive(Clone, Debug, Default)]
pub struct Names {
    lists: BTreeMap<Arc<str>, Arc<CodeList>>,
    axes: BTreeMap<Arc<str>, Text>,
}

impl Names {
    /// No names: codes are shown as they are.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The names of an indicator's dimensions, and of reporting countries by the two letters that a mechanism knows them by.
    ///
    /// # Errors
    /// None that a build of DSM which passes its tests can have.
    pub fn of_indicator(indicator: &Indicator) -> Result<Self> {
        let countries = CodeList::in_scheme("COUNTRY", Scheme::Iso3166Alpha2)?;
        let reporter = Text::both("Reporting country", "Отчитывающаяся страна");
        let names = Self::new().list("REF_AREA", countries).axis("REF_AREA", reporter);
        Ok(indicator.dimensions().iter().fold(names, |names, one| names.list(one.id(), one.list().clone())))
    }

    /// The names of countries by the two letters that a mechanism knows them by.
    pub(super) fn of_countries() -> Self {
        // The test of this room holds the list to be there.
        let countries = CodeList::in_scheme("COUNTRY", Scheme::Iso3166Alpha2);
        countries.map_or_else(|_| Self::new(), |countries| Self::new().list("REF_AREA", countries))
    }

    /// What an axis is called, in each language.
    pub(super) fn text_of_axis(&self, axis: &str) -> Text {
        let list = || self.lists.get(axis).map(|list| list.names().clone());
        let id = || Text::new(Lang::En, axis).unwrap_or_else(|_| Text::both("…", "…"));
        self.axes.get(axis).cloned().or_else(list).unwrap_or_else(id)
    }

    /// The codes of an axis are those of a list, and it is called what the list is called.
    #[must_use]
    pub fn list(mut self, axis: &str, list: CodeList) -> Self {
        self.lists.insert(Arc::from(axis), Arc::new(list));
        self
    }

    /// An axis is called so, whatever its list is called.
    #[must_use]
    pub fn axis(mut self, axis: &str, name: Text) -> Self {
        self.axes.insert(Arc::from(axis), name);
        self
    }

    /// What an axis is called.
    #[must_use]
    pub fn of_axis(&self, axis: &str, lang: Lang) -> String {
        let list = || self.lists.get(axis).map(|list| list.names());
        let name = self.axes.get(axis).or_else(list).map(|name| name.in_lang(lang));
        name.unwrap_or_else(|| if axis == "TIME_PERIOD" { label(Label::Period, lang) } else { axis }).to_owned()
    }

    /// What a code of an axis is called; several reporters joined by `+` are named one by one.
    #[must_use]
    pub fn of_code(&self, axis: &str, code: &str, lang: Lang) -> String {
        let list = self.lists.get(axis);
        let named = |code: &str| list.and_then(|list| list.get(code)).map(|entry| entry.names().in_lang(lang));
        if let Some(name) = named(code) {
            return name.to_owned();
        }
        match code {
            CodeId::TOTAL => label(Label::Total, lang).to_owned(),
            CodeId::UNKNOWN => label(Label::Unknown, lang).to_owned(),
            CodeId::NOT_APPLICABLE => label(Label::NotApplicable, lang).to_owned(),
            joined if joined.contains('+') => {
                joined.split('+').map(|one| named(one).unwrap_or(one)).collect::<Vec<_>>().join(" + ")
            }
            other => other.to_owned(),
        }
    }
}
