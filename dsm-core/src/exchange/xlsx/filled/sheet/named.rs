use super::{
    super::{super::entry::name_of, headings::plain, lines::Content},
    Column, Reading,
};
use crate::error::codes::exc;

/// What people see beside and above the figures is held to the form.
impl Reading<'_, '_, '_> {
    /// A heading has to be that of the column below it: figures that were pasted with others would go under the wrong name.
    pub(super) fn head(&mut self, row: u32, content: &Content) {
        let Column::Figure(column) = self.column(content.column) else { return };
        if !self.headings.head(self.figures.shape(), column, content) {
            let codes = self.column_codes(column);
            self.others.push((row, content.column));
            self.say_of(exc::FORM_NAME_OTHER, codes, row, content.column, content.held.text());
        }
    }

    /// The name in the row has to be that of its key: rows that were sorted in part would give figures to others.
    pub(super) fn named(&mut self, row: u32, item: usize, content: &Content) {
        let own = self.figures.shape().down.items.get(item).map_or("", |item| name_of(item, self.template.lang));
        if plain(content.held.text()) != plain(own) {
            let codes = self.row_codes(item);
            self.say_of(exc::FORM_NAME_OTHER, codes, row, content.column, content.held.text());
        }
    }

    /// Titles and headings that are gone or of another form. A column that is gone itself is said as that.
    pub(super) fn unnamed(&mut self, row: u32) {
        for at in self.headings.other_titles(row).collect::<Vec<_>>() {
            self.say(exc::FORM_TITLE_OTHER, at, self.name, "");
        }
        for (row, column) in self.headings.lacking().collect::<Vec<_>>() {
            let at = self.figures.columns.get(column).copied().filter(|at| *at != 0);
            if let Some(at) = at.filter(|at| !self.others.contains(&(row, *at))) {
                let codes = self.column_codes(column);
                self.say_of(exc::FORM_NAME_OTHER, codes, row, at, "");
            }
        }
    }
}
