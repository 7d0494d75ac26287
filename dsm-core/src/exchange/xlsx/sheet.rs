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
    pub(super) before: Option<String>,
    pub(super) changes: String,
    pub(super) lists: String,
}

impl Sheets {
    pub(super) fn new(template: &Template) -> Self {
        let lang = template.lang;
        let of = |kind: Phrase, period: &str| named(&phrase(kind, lang, &[("period", Value::Text(period))]), period);
        Self {
            start: label(Label::TemplateStart, lang).to_owned(),
            figures: template.asked.iter().map(|asked| of(Phrase::TemplateFiguresSheet, &asked.label)).collect(),
            before: template.before.as_ref().map(|before| of(Phrase::TemplateBeforeSheet, &before.label)),
            changes: label(Label::TemplateDocumentation, lang).to_owned(),
            lists: label(Label::TemplateLists, lang).to_owned(),
        }
    }
}

/// A name that a workbook takes: without the signs that it refuses; where it is too long, the period alone.
fn named(name: &str, period: &str) -> String {
    let sign = |letter: char| if "[]:*?/\\'".contains(letter) { '–' } else { letter };
    let name: String = name.chars().map(sign).collect();
    match name.chars().count() <= MOST {
        true => name,
        false => period.chars().map(sign).take(MOST).collect(),
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
