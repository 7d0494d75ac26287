use super::{super::template::Template, grid::Figures};
use crate::{
    error::{At, Collected, Finding, Place},
    text::Lang,
    translate::{Translated, Translation},
};
use std::{fmt, sync::Arc};

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
    pub(super) places: Vec<Sheet>,
    pub(super) template: Template,
}

/// Where the figures of a period stand in the workbook.
pub(super) struct Sheet {
    file: Arc<str>,
    name: Arc<str>,
    rows: Vec<u32>,
    columns: Vec<u32>,
}

impl Sheet {
    pub(super) fn of(figures: &Figures<'_>) -> Self {
        Self {
            file: figures.file.clone(),
            name: figures.sheet.clone(),
            rows: figures.rows.clone(),
            columns: figures.columns.clone(),
        }
    }
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

    /// What other files become: the tables with what was noticed of them, and the entries that are kept of the form.
    #[must_use]
    pub fn into_translation(self, findings: Collected) -> (Translation, String) {
        (Translation { tables: self.tables, findings, rows: self.rows }, self.entries)
    }

    /// The form that was filled in.
    #[must_use]
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// The language of the form.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.template.lang
    }

    /// A finding about a cell of one of the tables, at the cell of the workbook that its figure stands in.
    #[must_use]
    pub fn located(&self, finding: Finding) -> Finding {
        let place = match finding.place().map(Place::position) {
            Some(At::Series { key, period: Some(period) }) => self.place(key, period),
            _ => None,
        };
        match place {
            Some(place) => finding.at(place),
            None => finding,
        }
    }

    /// The cell of the reporting State, codes in the order of the dimensions, and a time.
    fn place(&self, key: &[Arc<str>], time: &str) -> Option<Place> {
        let (_, codes) = key.split_first()?;
        let indicator = &self.template.indicator;
        let of_time = |asked: &&super::super::template::Asked| {
            indicator.time(&asked.label).is_ok_and(|own| own.to_string() == time)
        };
        let (asked, sheet) = self.template.asked.iter().zip(&self.places).find(|(asked, _)| of_time(asked))?;
        let code = |id: &str| {
            let at = indicator.dimensions().iter().position(|dimension| dimension.id() == id)?;
            codes.get(at).map(|code| &**code)
        };
        let shape = &asked.shape;
        let item = shape
            .down
            .items
            .iter()
            .position(|item| shape.down.dimension.is_none() || code(shape.down.id()) == Some(&*item.code))?;
        let column =
            shape.columns.iter().position(|column| shape.codes(column).all(|(id, own)| code(id) == Some(own)))?;
        let (row, column) = (*sheet.rows.get(item)?, *sheet.columns.get(column)?);
        Some(Place::new(sheet.file.clone(), At::Sheet { sheet: sheet.name.clone(), row, column }))
    }
}

impl fmt::Debug for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Filled({} tables, {} rows)", self.tables.len(), self.rows)
    }
}
