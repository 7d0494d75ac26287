use super::{CodeId, CodeList, Entry, plain::plain};
use crate::{
    error::{Error, Place, Result, Safe, codes},
    text::Tag,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Which entries bear a name, by language and plain form: several where the name could be several.
#[derive(Debug)]
pub(super) struct Naming(BTreeMap<Arc<str>, BTreeMap<String, Vec<usize>>>);

impl Naming {
    pub(super) fn of(list: &CodeList) -> Self {
        let mut all: BTreeMap<Arc<str>, BTreeMap<String, Vec<usize>>> = BTreeMap::new();
        let mut add = |lang: &str, name: &str, place: usize| {
            let places = all.entry(Arc::from(lang)).or_default().entry(plain(name)).or_default();
            if !places.contains(&place) {
                places.push(place);
            }
        };
        for (place, entry) in list.entries().iter().enumerate() {
            for (lang, name) in entry.names().iter().chain(entry.other_names()) {
                add(lang.as_str(), name, place);
            }
        }
        for (lang, name, codes) in list.refused() {
            let places =
                list.entries().iter().enumerate().filter(|(_, entry)| codes.contains(&entry.own_id().as_str()));
            for (place, _) in places {
                add(lang, name, place);
            }
        }
        Self(all)
    }

    fn places(&self, lang: &Tag, name: &str) -> &[usize] {
        let form = plain(name);
        let in_lang = |lang: &str| self.0.get(lang).and_then(|names| names.get(&form));
        in_lang(lang.as_str()).or_else(|| in_lang(lang.primary())).map_or(&[], Vec::as_slice)
    }
}

impl CodeList {
    /// The code that a label of a file in a stated language means: its name there, or another name that is stated for it.
    ///
    /// Compared without regard to case, kinds of blanks, apostrophes and dashes, `ё` for `е`, and the cedilla of old Romanian
    /// letters; otherwise letter for letter. A name that could be two places is never guessed.
    ///
    /// ```
    /// use dsm_core::{code::CodeList, text::Lang};
    /// let countries = CodeList::built_in("COUNTRY")?;
    /// assert_eq!(countries.named("КИРГИЗИЯ", &Lang::Ru.into())?.id().as_str(), "KGZ");
    /// let two = countries.named("Congo", &Lang::En.into()).unwrap_err();
    /// assert_eq!(two.to_string(), "DSM-COD-013 name-ambiguous (codes=COD, COG, list=COUNTRY)");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// `COD-012` where nothing is called so in that language; `COD-013` where several are, with their codes in the list's own
    /// scheme. The text itself does not get into the error.
    pub fn named(&self, name: &str, lang: &Tag) -> Result<&Entry> {
        let places = self.naming().places(lang, name);
        let entries: Vec<&Entry> = places.iter().filter_map(|place| self.entries().get(*place)).collect();
        match entries.as_slice() {
            [one] => Ok(one),
            [] => Err(Error::new(codes::cod::NAME_UNKNOWN)
                .with("list", self.term())
                .with("language", Safe::term(lang.as_str()))),
            several => {
                let codes: BTreeSet<&CodeId> = several.iter().map(|entry| entry.own_id()).collect();
                Err(Error::new(codes::cod::NAME_AMBIGUOUS).with("list", self.term()).with("codes", Safe::terms(codes)))
            }
        }
    }

    /// The code that a label means, as it was read at a place.
    ///
    /// # Errors
    /// As [`CodeList::named`], with the place.
    pub fn named_at(&self, name: &str, lang: &Tag, place: &Place) -> Result<&Entry> {
        self.named(name, lang).map_err(|error| error.at(place.clone()))
    }
}
