mod figure;
mod gone;
mod named;

use super::{
    super::{
        entry::{END_KEY, HEAD_KEY},
        lists::remarks,
        template::{Asked, Template},
    },
    amount::Spelling,
    found::Found,
    grid::Figures,
    headings::Headings,
    keys::Keys,
    lines::{Content, Held, Lines},
    mark::Marked,
};
use crate::{
    error::{
        Code, Finding, Result, Safe,
        codes::{exc, src},
    },
    source::Input,
};
use std::sync::Arc;

/// What stands above the column of remarks.
const REMARKS: &str = "OBS_STATUS";

/// What a column of the sheet is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Figure(usize),
    Remark,
    /// Keys and names.
    Own,
    Unknown,
}

/// A sheet of figures that is being read.
struct Reading<'a, 'f, 's> {
    template: &'a Template,
    figures: Figures<'a>,
    keys: Keys,
    columns: Vec<Column>,
    key: u32,
    name: u32,
    found: &'f mut Found<'s>,
    spelling: &'f mut Spelling,
    waiting: &'f mut Vec<Waiting>,
    sheet: usize,
    remarks: Vec<(String, String)>,
    headings: Headings,
    /// Where another heading was found, so that it is said once.
    others: Vec<(u32, u32)>,
    /// The row, and the columns, that are hidden and of which that was said.
    hidden: (u32, Vec<u32>),
}

/// A figure that waits until it is known how figures are written.
pub(super) struct Waiting {
    pub(super) sheet: usize,
    pub(super) item: usize,
    pub(super) column: usize,
    pub(super) text: String,
}

/// Reads the rest of a sheet of figures. `place` is the file, the name of the sheet, and how many were read before.
pub(super) fn read<'a, R: Input>(
    template: &'a Template,
    asked: &'a Asked,
    (file, sheet, number): (&Arc<str>, &Arc<str>, usize),
    marked: &Marked,
    lines: &mut Lines<R>,
    (found, spelling, waiting): (&mut Found<'_>, &mut Spelling, &mut Vec<Waiting>),
) -> Result<Figures<'a>> {
    let mut reading = Reading {
        template,
        figures: Figures::new(asked, file, sheet),
        keys: Keys::of(&asked.shape),
        columns: Vec::new(),
        key: marked.key,
        name: marked.period().map_or(0, |(column, _)| column),
        found,
        spelling,
        waiting,
        sheet: number,
        remarks: remarks(template.lang)?,
        headings: Headings::of(template, asked),
        others: Vec::new(),
        hidden: (0, Vec::new()),
    };
    reading.heads(marked);
    let (mut line, mut begun) = (Vec::new(), false);
    while let Some(row) = lines.next(&mut line)? {
        begun = reading.line(row, &line, begun);
    }
    reading.unnamed(marked.row);
    reading.gone(marked.row);
    Ok(reading.figures)
}

impl Reading<'_, '_, '_> {
    fn say(&mut self, rule: Code, row: u32, column: u32, read: &str) {
        self.found.add(Finding::new(rule).at(self.figures.spot(row, column)).evidence_of(read));
    }

    /// As [`Reading::say`], with the codes of a row or column.
    fn say_of(&mut self, rule: Code, codes: Safe, row: u32, column: u32, read: &str) {
        let finding = Finding::new(rule).with("codes", codes).at(self.figures.spot(row, column));
        self.found.add(finding.evidence_of(read));
    }

    fn row_codes(&self, item: usize) -> Safe {
        Safe::terms(self.figures.shape().down.items.get(item).map(|item| &*item.code))
    }

    fn column_codes(&self, column: usize) -> Safe {
        let shape = self.figures.shape();
        Safe::terms(shape.columns.get(column).into_iter().flat_map(|one| shape.codes(one)).map(|(_, code)| code))
    }

    /// What each column is.
    fn heads(&mut self, marked: &Marked) {
        for content in &marked.cells {
            let (at, text) = (content.column, content.held.text().trim());
            let column = match self.keys.column(text) {
                _ if at == self.key || at == self.name => Column::Own,
                Some(column) if self.figures.columns.get(column).is_some_and(|place| *place == 0) => {
                    self.figures.columns.get_mut(column).into_iter().for_each(|place| *place = at);
                    Column::Figure(column)
                }
                Some(column) => {
                    let codes = self.column_codes(column);
                    self.say_of(exc::FORM_KEY_TWICE, codes, marked.row, at, text);
                    Column::Own
                }
                None if text == REMARKS && self.figures.remark == 0 => {
                    self.figures.remark = at;
                    Column::Remark
                }
                None if text.is_empty() => Column::Unknown,
                None => {
                    self.say(exc::FORM_KEY_UNKNOWN, marked.row, at, text);
                    Column::Own
                }
            };
            let at = usize::try_from(at).unwrap_or_default();
            self.columns.resize(self.columns.len().max(at + 1), Column::Unknown);
            self.columns.get_mut(at).into_iter().for_each(|place| *place = column);
        }
    }

    fn column(&self, column: u32) -> Column {
        let at = usize::try_from(column).unwrap_or_default();
        self.columns.get(at).copied().unwrap_or(Column::Unknown)
    }

    /// Reads a row; whether figures may stand in the rows below.
    fn line(&mut self, row: u32, line: &[Content], begun: bool) -> bool {
        let key = line.iter().find(|content| content.column == self.key);
        let key = key.map_or("", |content| content.held.text().trim());
        match self.keys.row(key) {
            _ if key == HEAD_KEY => {
                self.headings.row(row);
                line.iter().for_each(|content| self.head(row, content));
                return true;
            }
            Some(item) => self.row(row, item, key, line),
            None if key.is_empty() || key == END_KEY => {
                let title = line.iter().find(|content| content.column == self.name);
                title.into_iter().for_each(|content| self.headings.title(row, content));
                for content in line.iter().filter(|_| begun) {
                    self.beside(row, content);
                }
                return begun;
            }
            None => self.say(exc::FORM_KEY_UNKNOWN, row, self.key, key),
        }
        true
    }

    /// A cell of which the form does not say what it is. A text outside of the figures is a note that somebody made for themselves.
    fn beside(&mut self, row: u32, content: &Content) {
        let column = self.column(content.column);
        if column == Column::Own || content.held.is_blank() {
            return;
        }
        let note = column == Column::Unknown && matches!(content.held, Held::Text(_) | Held::Bool(_));
        let rule = if note { src::CELL_BESIDE_TABLE } else { exc::FORM_FIGURE_BESIDE };
        if note {
            // Nobody has asked for it, and it may be of a person: what stands there goes nowhere.
            return self.found.add(Finding::new(rule).at(self.figures.spot(row, content.column)));
        }
        self.say(rule, row, content.column, content.held.text());
    }

    /// A row of the form.
    fn row(&mut self, row: u32, item: usize, key: &str, line: &[Content]) {
        if self.figures.rows.get(item).is_none_or(|place| *place != 0) {
            let codes = self.row_codes(item);
            return self.say_of(exc::FORM_KEY_TWICE, codes, row, self.key, key);
        }
        self.figures.rows.get_mut(item).into_iter().for_each(|place| *place = row);
        if line.iter().all(|content| content.column != self.name) {
            let codes = self.row_codes(item);
            self.say_of(exc::FORM_NAME_OTHER, codes, row, self.name, "");
        }
        for content in line {
            match self.column(content.column) {
                Column::Figure(column) => self.figure(item, column, content),
                Column::Remark => self.remark(row, item, content),
                Column::Own if content.column == self.name => self.named(row, item, content),
                Column::Own => {}
                Column::Unknown => self.beside(row, content),
            }
        }
    }
}
