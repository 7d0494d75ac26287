use crate::{error::Result, table::KeyColumn};
use std::{collections::HashMap, sync::Arc};

/// The codes of one axis as they are read: each text is looked up once, and each row holds the place of its code.
#[derive(Debug, Default)]
pub(super) struct Coder {
    dictionary: Vec<Arc<str>>,
    places: HashMap<Arc<str>, u32>,
    /// Texts of the file, and texts in the codes of DSM, with the places of their codes.
    read: HashMap<Box<str>, u32>,
    stated: HashMap<Box<str>, u32>,
    last: Option<(bool, String, u32)>,
    keys: Vec<u32>,
    /// The column of the file that holds them, where there is one.
    pub(super) column: Option<usize>,
}

impl Coder {
    /// The place of the code of a text, which `resolve` finds where it has not been read before.
    pub(super) fn place(
        &mut self,
        text: &str,
        stated: bool,
        resolve: impl FnOnce(&str) -> Result<Arc<str>>,
    ) -> Result<u32> {
        if let Some((kind, last, place)) = &self.last
            && *kind == stated
            && last == text
        {
            return Ok(*place);
        }
        let known = if stated { &self.stated } else { &self.read };
        let place = match known.get(text) {
            Some(place) => *place,
            None => {
                let place = self.intern(resolve(text)?);
                let known = if stated { &mut self.stated } else { &mut self.read };
                known.insert(Box::from(text), place);
                place
            }
        };
        match &mut self.last {
            Some((kind, last, at)) => {
                (*kind, *at) = (stated, place);
                last.clear();
                last.push_str(text);
            }
            None => self.last = Some((stated, text.to_owned(), place)),
        }
        Ok(place)
    }

    fn intern(&mut self, code: Arc<str>) -> u32 {
        let next = u32::try_from(self.dictionary.len()).unwrap_or(u32::MAX);
        let place = *self.places.entry(code.clone()).or_insert(next);
        if place == next {
            self.dictionary.push(code);
        }
        place
    }

    /// Puts the code of the next row.
    pub(super) fn push(&mut self, place: u32) {
        self.keys.push(place);
    }

    /// The code of a row.
    pub(super) fn code(&self, row: usize) -> Option<&Arc<str>> {
        self.dictionary.get(*self.keys.get(row)? as usize)
    }

    /// Every code that stands in a row.
    pub(super) fn codes(&self) -> &[Arc<str>] {
        &self.dictionary
    }

    pub(super) fn into_column(self) -> KeyColumn {
        KeyColumn { dictionary: self.dictionary, keys: self.keys }
    }
}
