use super::columns::{codes, dictionary_keys, texts, type_word};
use crate::{
    error::{Error, Result, Safe, codes as rules},
    table::KeyColumn,
};
use arrow_array::{Array, ArrayRef, cast::AsArray};
use arrow_schema::DataType;
use std::{collections::HashMap, sync::Arc};

/// At most so many different codes are gathered for one axis.
const MOST_CODES: usize = 1 << 24;
/// A row without a code: beyond every dictionary, so that the builder names it.
const NO_CODE: u32 = u32::MAX;

/// The key column of one axis, gathered from batch to batch.
pub(super) struct Gather {
    column: KeyColumn,
    places: Option<HashMap<Arc<str>, u32>>,
    /// The dictionary of the last batch, while it is all there is.
    only: Option<ArrayRef>,
}

impl Gather {
    pub(super) fn new() -> Self {
        Self { column: KeyColumn::default(), places: None, only: None }
    }

    pub(super) fn finish(self) -> KeyColumn {
        self.column
    }

    /// Adds the rows of a batch.
    pub(super) fn add(&mut self, name: &str, array: &ArrayRef) -> Result<()> {
        match array.data_type() {
            DataType::Dictionary(_, _) => self.dictionary(name, array),
            _ => self.rows(name, array),
        }
    }

    /// Keys of a dictionary are copied; a dictionary like the one before is not looked at again.
    fn dictionary(&mut self, name: &str, array: &ArrayRef) -> Result<()> {
        let wrong = || wrong_type(name, array);
        let values = array.as_any_dictionary_opt().ok_or_else(wrong)?.values();
        if values.len() > MOST_CODES {
            return Err(too_many());
        }
        let keys = dictionary_keys(array).ok_or_else(wrong)?;
        let text = codes(values).filter(|_| texts(values).is_some()).ok_or_else(wrong)?;
        let first = self.column.keys.is_empty() && self.column.dictionary.is_empty();
        if first {
            self.column.dictionary = (0..values.len()).map(|i| Arc::from(text(i).unwrap_or_default())).collect();
            self.only = Some(values.clone());
        }
        if self.only.as_ref().is_some_and(|only| Arc::ptr_eq(only, values) || **only == **values) {
            if first {
                self.column.keys = keys;
            } else {
                self.column.keys.extend(keys);
            }
            return Ok(());
        }
        let places = (0..values.len()).map(|i| self.place(&text(i).unwrap_or_default())).collect::<Result<Vec<_>>>()?;
        self.column.keys.extend(keys.iter().map(|k| places.get(*k as usize).copied().unwrap_or(NO_CODE)));
        Ok(())
    }

    /// Texts are looked up row by row, but for a row like the one before.
    fn rows(&mut self, name: &str, array: &ArrayRef) -> Result<()> {
        let text = codes(array).ok_or_else(|| wrong_type(name, array))?;
        self.column.keys.reserve(array.len());
        let mut last: Option<u32> = None;
        for row in 0..array.len() {
            let Some(code) = text(row) else {
                self.column.keys.push(NO_CODE);
                continue;
            };
            let same = last.filter(|l| self.column.dictionary.get(*l as usize).is_some_and(|c| **c == *code));
            let place = same.map_or_else(|| self.place(&code), Ok)?;
            last = Some(place);
            self.column.keys.push(place);
        }
        Ok(())
    }

    /// The place of a code in the dictionary, where it is added if it is new.
    fn place(&mut self, code: &str) -> Result<u32> {
        self.only = None;
        let known = &self.column.dictionary;
        let places = self.places.get_or_insert_with(|| {
            known.iter().enumerate().filter_map(|(i, c)| Some((c.clone(), u32::try_from(i).ok()?))).collect()
        });
        if let Some(place) = places.get(code) {
            return Ok(*place);
        }
        if self.column.dictionary.len() >= MOST_CODES {
            return Err(too_many());
        }
        let place = u32::try_from(self.column.dictionary.len()).unwrap_or(NO_CODE);
        let code: Arc<str> = Arc::from(code);
        self.column.dictionary.push(code.clone());
        places.insert(code, place);
        Ok(place)
    }
}

fn too_many() -> Error {
    Error::new(rules::tab::TABLE_TOO_LARGE).with("limit", MOST_CODES)
}

fn wrong_type(name: &str, array: &ArrayRef) -> Error {
    Error::new(rules::exc::COLUMN_TYPE)
        .with("column", Safe::term(name))
        .with("type", Safe::word(type_word(array.data_type())))
        .with("what", Safe::word("codes"))
}
