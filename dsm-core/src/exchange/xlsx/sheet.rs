use super::template::Template;
use crate::{
    error::{Error, codes::exc},
    text::{Label, Phrase, Value, label, phrase},
};

/// The most letters of the name of a sheet.
const MOST: usize = 31;

/// The names of the sheets.
#[derive(Debug)]
pub(super) struct Sheets {
    pub(super) start: String,
    pub(super) figures: Vec<String>,
    pub(super) before: Vec<String>,
    /// In a questionnaire there is none: the first sheet asks.
    pub(super) changes: Option<String>,
    pub(super) lists: String,
}

impl Sheets {
    pub(super) fn new(template: &Template) -> Self {
        let lang = template.lang;
        let of = |alone: Phrase, several: Phrase, table: usize, period: &str| {
            let number = (table + 1).to_string();
            let values = [("table", Value::Text(&number)), ("period", Value::Text(period))];
            match template.alone() {
                Some(_) => named(&phrase(alone, lang, &[("period", Value::Text(period))]), period),
                None => named(&phrase(several, lang, &values), &format!("{number} {period}")),
            }
        };
        let figures = |table, period: &str| of(Phrase::TemplateFiguresSheet, Phrase::TemplateTableSheet, table, period);
        let before = |table, period: &str| of(Phrase::TemplateBeforeSheet, Phrase::TemplateTableBefore, table, period);
        Self {
            start: label(Label::TemplateStart, lang).to_owned(),
            figures: template.asked.iter().map(|asked| figures(asked.table, &asked.label)).collect(),
            before: template.before.iter().map(|one| before(one.table, &one.label)).collect(),
            changes: template.alone().map(|_| label(Label::TemplateDocumentation, lang).to_owned()),
            lists: label(Label::TemplateLists, lang).to_owned(),
        }
    }
}

/// A name that a workbook takes: without the signs that it refuses; where it is too long, the short one.
fn named(name: &str, short: &str) -> String {
    let sign = |letter: char| if "[]:*?/\\'".contains(letter) { '–' } else { letter };
    let name: String = name.chars().map(sign).collect();
    match name.chars().count() <= MOST {
        true => name,
        false => short.chars().map(sign).take(MOST).collect(),
    }
}

/// A row or column of a sheet. The shape was held to what a sheet can hold.
pub(super) fn row(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// As [`row`].
pub(super) fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// How many lines a text takes in so many letters.
pub(super) fn lines(text: &str, letters: usize) -> usize {
    let (mut lines, mut room) = (1, letters);
    for word in text.split_whitespace() {
        let long = word.chars().count();
        if long > room && room < letters {
            (lines, room) = (lines + 1, letters);
        }
        lines += long.saturating_sub(1) / letters.max(1);
        room = room.saturating_sub(long + 1);
    }
    lines
}

pub(super) fn not_written(cause: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(exc::NOT_WRITTEN).caused_by(cause)
}
