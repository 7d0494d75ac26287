use super::{super::template::Template, places::Places};
use crate::{
    error::Collected,
    text::Lang,
    translate::{Translated, Translation},
};
use std::fmt;

/// What was filled in: its tables, and the entries alone as a plain table file.
///
/// # Disclosure
/// The entries are all that is kept of a form: a workbook may hold sheets, earlier versions and sources of charts that nobody has looked
/// at (`spec/decisions/0017-filled-forms.md`).
pub struct Filled {
    /// The tables, by unit.
    pub tables: Vec<Translated>,
    /// How many figures were read.
    pub rows: u64,
    pub(super) entries: String,
    pub(super) places: Places,
}

impl Filled {
    /// The entries as a plain table file, tidy CSV: read again it gives the same tables.
    #[must_use]
    pub fn entries(&self) -> &str {
        &self.entries
    }

    /// Gives the entries away: they can be long.
    pub fn take_entries(&mut self) -> String {
        std::mem::take(&mut self.entries)
    }

    /// What other files become: the tables with what was noticed of them; the entries that are kept of the form; and where its figures stand.
    #[must_use]
    pub fn into_translation(self, findings: Collected) -> (Translation, String, Places) {
        (Translation { tables: self.tables, findings, rows: self.rows }, self.entries, self.places)
    }

    /// Where its figures stand.
    #[must_use]
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// The form that was filled in.
    #[must_use]
    pub fn template(&self) -> &Template {
        &self.places.template
    }

    /// The language of the form.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.places.template.lang
    }
}

impl fmt::Debug for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Filled({} tables, {} rows)", self.tables.len(), self.rows)
    }
}
