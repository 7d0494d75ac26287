//! A page as CSV: one long file of all figures, or the tables as they are shown.

use super::{
    Page,
    below::{capital, left_out, signs},
    footnote::footnotes,
    grid::grid,
};
use crate::{
    error::{Error, Result, codes},
    exchange::csv,
    text::{Label, Lang, label},
};
use std::{collections::BTreeMap, io::Write};

/// The column that says of which section a figure is.
const SECTION: &str = "SECTION";

/// The columns that say of a part of a whole what was counted, which part, and of which whole.
const RATIO: [&str; 3] = ["RATIO_UNIT", "RATIO_PART", "RATIO_WHOLE"];

/// Writes the figures of all sections as one tidy CSV, one row a figure: `SECTION` is the number of the section on the page, the other
/// columns are those of [`csv::write`]; what a section does not have is empty there. Of parts of a whole `RATIO_UNIT`, `RATIO_PART` and
/// `RATIO_WHOLE` say what was counted and what is over what.
///
/// # Disclosure
/// As [`csv::write`].
///
/// # Errors
/// `REP-002` when the bytes cannot be written; `EXC-003` when an axis has the name of another column.
pub fn tidy(page: &Page, out: &mut dyn Write) -> Result<()> {
    let mut columns: Vec<String> = vec![SECTION.to_owned()];
    let mut rows: Vec<BTreeMap<String, String>> = Vec::new();
    for (number, section) in (1..).zip(&page.sections) {
        let mut bytes = Vec::new();
        csv::write(&section.view, &mut bytes)?;
        let mut records = records(&String::from_utf8_lossy(&bytes)).into_iter();
        let header = records.next().unwrap_or_default();
        columns.extend(header.iter().filter(|name| !columns.contains(name)).cloned().collect::<Vec<_>>());
        let of = RATIO.iter().filter(|name| section.ratio.is_some() && !columns.iter().any(|known| known == *name));
        columns.extend(of.map(|name| (*name).to_owned()).collect::<Vec<_>>());
        for record in records {
            let mut row: BTreeMap<String, String> = header.iter().cloned().zip(record).collect();
            row.insert(SECTION.to_owned(), format!("{number}"));
            row.extend(
                RATIO.iter().zip(section.ratio.iter().flatten()).map(|(name, said)| ((*name).to_owned(), said.clone())),
            );
            rows.push(row);
        }
    }
    let mut text = String::new();
    let mut put = |fields: &mut dyn Iterator<Item = &str>| {
        text.push_str(&fields.map(in_quotes).collect::<Vec<_>>().join(","));
        text.push('\n');
    };
    put(&mut columns.iter().map(String::as_str));
    for row in &rows {
        put(&mut columns.iter().map(|name| row.get(name).map_or("", String::as_str)));
    }
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(not_written)
}

/// The records of a text that [`csv::write`] wrote.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut all, mut record, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => field.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                all.push(std::mem::take(&mut record));
            }
            c => field.push(c),
        }
    }
    all
}

/// Writes the tables of a page as they are shown, in a language: titles, what the figures count, rows and columns, signs and footnotes.
/// For people who go on in a workbook; programs read [`tidy`].
///
/// A text that a workbook would take for a formula has an apostrophe before it.
///
/// # Disclosure
/// As [`html::write`](super::html::write()).
///
/// # Errors
/// `REP-002` when the bytes cannot be written.
pub fn shown(page: &Page, lang: Lang, out: &mut dyn Write) -> Result<()> {
    let mut text = String::new();
    let mut put = |fields: &[String]| {
        let fields: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
        text.push_str(&fields.join(","));
        text.push('\n');
    };
    put(&[page.title.in_lang(lang).to_owned()]);
    for (name, value) in page.stamp.iter().flat_map(|stamp| stamp.said(lang)) {
        put(&[capital(&name), value]);
    }
    for section in &page.sections {
        let grid = grid(section, lang);
        put(&[]);
        put(&[section.title.in_lang(lang).to_owned()]);
        if let Some(text) = &section.text {
            put(&[text.in_lang(lang).to_owned()]);
        }
        for (axis, code) in &grid.fixed {
            put(&[capital(axis), code.clone()]);
        }
        for (name, value) in crate::measure::counted(section.view.measure(), lang) {
            put(&[capital(name), value]);
        }
        let heads: Vec<String> =
            grid.heads.iter().map(|head| capital(head)).chain(grid.columns.iter().cloned()).collect();
        put(&heads);
        for line in &grid.rows {
            let cells = line.cells.iter().map(|entry| match entry.letters.is_empty() {
                true => entry.text.clone(),
                false => format!("{} {}", entry.text, entry.letters),
            });
            put(&line.names.iter().cloned().chain(cells).collect::<Vec<_>>());
        }
        if let Some(said) = left_out(section, &grid, lang) {
            put(&[said]);
        }
        for (sign, meaning) in signs(&grid, lang) {
            put(&[sign.to_owned(), label(meaning, lang).to_owned()]);
        }
        for (number, note) in (1..).zip(footnotes(section, lang)) {
            put(&[format!("{number}. {note}")]);
        }
    }
    for refusal in &page.refusals {
        let said = (refusal.code, &refusal.args);
        put(&[]);
        put(&[label(Label::NotSupported, lang).to_owned(), refusal.asked.in_lang(lang).to_owned()]);
        put(&[crate::text::message(&said, lang), refusal.code.to_string()]);
        put(&[label(Label::RightWay, lang).to_owned(), crate::text::remedy(&said, lang)]);
    }
    for title in &page.nothing {
        put(&[]);
        put(&[title.in_lang(lang).to_owned(), label(Label::NothingToSee, lang).to_owned()]);
    }
    if let Some(source) = &page.source {
        put(&[]);
        put(&[capital(label(Label::Source, lang)), source.in_lang(lang).to_owned()]);
    }
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(not_written)
}

fn not_written(error: std::io::Error) -> Error {
    Error::new(codes::rep::PAGE_NOT_WRITTEN).caused_by(error)
}

/// A field in quotes where it needs them.
fn in_quotes(field: &str) -> String {
    let special = field.contains([',', '"', '\n', '\r']);
    if special { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
}

/// The same, and never a formula.
fn quoted(field: &str) -> String {
    let number = field.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']) && !number;
    if formula { in_quotes(&format!("'{field}")) } else { in_quotes(field) }
}
