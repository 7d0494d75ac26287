use super::{Specification, reading::Reading, specification::Mark};
use crate::{
    code::CodeList,
    error::{Error, Result, Safe, codes::cod, codes::trl},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What a specification says of the components of a message of SDMX: which of them is which, what is stated, in whose codes.
#[derive(Clone, Debug)]
pub struct Recoding {
    /// The ids by the components of the message.
    ids: BTreeMap<Arc<str>, Arc<str>>,
    stated: BTreeMap<Arc<str>, Arc<str>>,
    ignored: BTreeSet<Arc<str>>,
    readings: BTreeMap<Arc<str>, Reading>,
    marks: BTreeMap<Arc<str>, Mark>,
}

impl Specification {
    /// The part of it that says something of messages: `columns`, `stated`, `ignored`, `schemes`, `names`, `labels`, `marks`. How a
    /// text is laid out, which indicators it is read for and what its missing rows mean is of no use there.
    ///
    /// # Errors
    /// `TRL-011` where it takes figures out of several columns, which no message has.
    ///
    /// ```
    /// use dsm_core::translate::{Specification, Values};
    /// let national = Specification::tidy().column("CITIZENSHIP", "citizen").label("SEX", "femei", "F");
    /// let recoding = national.recoding()?;
    /// assert_eq!(recoding.id_of("citizen"), Some("CITIZENSHIP"));
    /// assert_eq!(recoding.code("SEX", "femei").transpose()?.as_deref(), Some("F"));
    /// let across = national.values(Values::across("TIME_PERIOD"));
    /// assert_eq!(across.recoding().unwrap_err().code().id(), "TRL-011");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    pub fn recoding(&self) -> Result<Recoding> {
        let part = if self.values.is_empty() { None } else { Some("values") };
        let part = part.or(if self.fixed.is_empty() { None } else { Some("fixed") });
        if let Some(part) = part {
            return Err(Error::new(trl::PART_OF_FILES).with("part", Safe::term(part)));
        }
        Ok(Recoding {
            ids: self.columns.iter().map(|(id, column)| (column.clone(), id.clone())).collect(),
            stated: self.stated.clone(),
            ignored: self.ignored.clone(),
            readings: self.readings.clone(),
            marks: self.marks.clone(),
        })
    }
}

impl Recoding {
    /// The id of a component of the message; nothing where it is of no use or another value of it is stated.
    #[must_use]
    pub fn id_of<'a>(&'a self, component: &'a str) -> Option<&'a str> {
        let own = self.ids.get(component).map_or(component, |id| id);
        let stays = !self.ignored.contains(component) && !self.stated.contains_key(own);
        stays.then_some(own)
    }

    /// The components of the message that it names.
    pub fn components(&self) -> impl Iterator<Item = &str> {
        self.ids.keys().chain(&self.ignored).map(|id| &**id)
    }

    /// Whether a component of the message is of no use, on purpose.
    #[must_use]
    pub fn ignores(&self, component: &str) -> bool {
        self.ignored.contains(component)
    }

    /// What is stated for the whole message.
    pub fn stated(&self) -> impl Iterator<Item = (&str, &str)> {
        self.stated.iter().map(|(id, value)| (&**id, &**value))
    }

    /// Whether something is said of the codes of an id.
    #[must_use]
    pub fn recodes(&self, id: &str) -> bool {
        self.readings.contains_key(id)
    }

    /// The code that a text stands for; nothing where nothing is said of it, so that it stays.
    ///
    /// # Errors
    /// `COD-007` where the scheme has no such code; the code of `code` for a name that nobody has, or two have.
    #[must_use]
    pub fn code(&self, id: &str, text: &str) -> Option<Result<Arc<str>>> {
        let reading = self.readings.get(id)?;
        if let Some(word) = reading.labels.get(text.trim()) {
            return Some(Ok(word.clone()));
        }
        if let Some(language) = &reading.names {
            let list = CodeList::built_in(if id == super::specification::REPORTER { "COUNTRY" } else { id });
            return Some(list.and_then(|list| list.named(text, language).map(|entry| entry.id().clone().into())));
        }
        reading.mapping.as_ref().map(|mapping| mapping.map(text).map(|code| code.clone().into()))
    }

    /// What is to be said of a text that stays where words alone say what becomes of the component, and it is neither one of them nor a code
    /// that one stands for: `COD-007`.
    #[must_use]
    pub fn unworded(&self, id: &str, text: &str) -> Option<Error> {
        let reading = self.readings.get(id)?;
        let worded = !reading.labels.is_empty() && reading.names.is_none() && reading.mapping.is_none();
        let known = reading.labels.contains_key(text.trim()) || reading.labels.values().any(|code| **code == *text);
        let error = || Error::new(cod::CODE_UNMAPPED).with("from", Safe::word("words-of-translator"));
        (worded && !known).then(|| error().with("to", Safe::term(id)))
    }

    /// The figure and the status that something stands for in place of a figure.
    #[must_use]
    pub fn mark(&self, text: &str) -> Option<(&str, &str)> {
        self.marks.get(text).map(|mark| (&*mark.figure, &*mark.status))
    }
}
