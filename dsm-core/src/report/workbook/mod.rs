//! A page as a workbook of Excel: a first sheet that says what it is, a sheet for each section, and what the charts are drawn of.

mod drawn;
mod looks;
mod sheet;
#[cfg(test)]
mod tests;

use super::{Page, below::capital};
use crate::{
    error::{Error, Result, codes},
    text::{Label, Lang, label, message, remedy},
};
use drawn::Blocks;
use looks::Looks;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Url, Workbook, Worksheet, XlsxError};
use std::io::Write;

/// The day that stands in every workbook as the one it was made on: the same page gives the same bytes.
const MADE: (u16, u8, u8) = (2000, 1, 1);
/// How many letters the name of a sheet has at most.
const NAME: usize = 31;
/// A4 in the list of papers that workbooks know.
const A4: u8 = 9;

/// Writes a page in a language as a workbook. Exact figures are numbers, also those with a status; bounds, masks and places without a
/// figure are the signs of the tables. The heads of each table stay in sight and stand on every printed page. The same page gives the
/// same bytes.
///
/// Charts are those of Excel, drawn of exact figures alone: a masked place is a gap, bounds are not drawn, and no line crosses a break.
///
/// # Disclosure
/// As [`html::write`](super::html::write()). Nothing is hidden in it: each cell can be seen.
///
/// # Errors
/// `REP-002` when the bytes cannot be written, or a sheet cannot hold what stands on the page.
///
/// # Example
/// ```
/// use dsm_core::report::{Names, Page, Section, workbook};
/// use dsm_core::{measure::{Concept, Measure}, table::{Axis, Table}, text::{Lang, Text}};
/// let view = Table::builder(Measure::parse("cases:permit:one", "flow")?, Concept::new("WORK_PERMIT"))
///     .axis(Axis::time("TIME_PERIOD"))
///     .row(&["2023"], "10..20")
///     .row(&["2024"], "1234")
///     .build()?
///     .disclose()?;
/// let section = Section::new(Text::both("Work permits", "Разрешения на работу"), view, Names::new());
/// let mut written = Vec::new();
/// workbook::write(&Page::new(Text::both("Permits", "Разрешения")).section(section), Lang::Ru, &mut written)?;
/// assert!(written.starts_with(b"PK"));
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub fn write(page: &Page, lang: Lang, out: &mut dyn Write) -> Result<()> {
    let not_written = |error: XlsxError| Error::new(codes::rep::PAGE_NOT_WRITTEN).caused_by(error);
    let bytes = workbook(page, lang).and_then(|mut workbook| workbook.save_to_buffer()).map_err(not_written)?;
    let written = out.write_all(&bytes).and_then(|()| out.flush());
    written.map_err(|error| Error::new(codes::rep::PAGE_NOT_WRITTEN).caused_by(error))
}

fn workbook(page: &Page, lang: Lang) -> std::result::Result<Workbook, XlsxError> {
    let (mut workbook, looks) = (Workbook::new(), Looks::new());
    let titles = page.sections.iter().map(|section| section.title.in_lang(lang));
    let names: Vec<String> = (1..).zip(titles).map(|(number, title)| named(&format!("{number} {title}"))).collect();
    let first = workbook.add_worksheet();
    first.set_name(named(label(Label::WorkbookFirst, lang)))?;
    start(page, &names, lang, &looks, first)?;
    let mut blocks = Blocks::new(named(label(Label::WorkbookDrawn, lang)));
    for (section, name) in page.sections.iter().zip(&names) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        sheet::write(section, lang, &looks, &mut blocks, sheet)?;
    }
    if !blocks.is_empty() {
        let sheet = workbook.add_worksheet();
        sheet.set_name(blocks.name())?;
        blocks.write(lang, &looks, sheet)?;
    }
    let (year, month, day) = MADE;
    let made = ExcelDateTime::from_ymd(year, month, day)?;
    let properties = DocProperties::new().set_title(page.title.in_lang(lang)).set_author("DSM");
    workbook.set_properties(&properties.set_creation_datetime(&made));
    Ok(workbook)
}

/// A name that a sheet may have: no sign that Excel keeps for itself, and not too long.
fn named(title: &str) -> String {
    let plain: String = title.chars().map(|c| if "[]:*?/\\".contains(c) || c.is_control() { ' ' } else { c }).collect();
    let mut name = String::new();
    for c in plain.trim_matches([' ', '\'']).chars() {
        if name.encode_utf16().count() + c.len_utf16() > NAME {
            break;
        }
        name.push(c);
    }
    name.trim_end_matches([' ', '\'']).to_owned()
}

/// The first sheet: the title, what the page says of itself, where the sections are, what was refused and what is not there.
fn start(
    page: &Page,
    names: &[String],
    lang: Lang,
    looks: &Looks,
    sheet: &mut Worksheet,
) -> std::result::Result<(), XlsxError> {
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_screen_gridlines(false);
    sheet.set_column_width(0, 34)?.set_column_width(1, 74)?;
    let mut row = 0;
    let mut put = |name: &str, said: &str, sheet: &mut Worksheet| {
        sheet.write_string_with_format(row, 0, name, &looks.label)?;
        sheet.write_string_with_format(row, 1, said, &looks.text)?;
        row += 1;
        Ok::<_, XlsxError>(())
    };
    put("", "", sheet)?;
    sheet.write_string_with_format(0, 0, page.title.in_lang(lang), &looks.title)?;
    if let Some(lead) = &page.lead {
        put("", lead.in_lang(lang), sheet)?;
    }
    for (name, value) in page.stamp.iter().flat_map(|stamp| stamp.said(lang)) {
        put(&capital(&name), &value, sheet)?;
    }
    for refusal in &page.refusals {
        let said = (refusal.code, &refusal.args);
        let way = format!("{}: {}", label(Label::RightWay, lang), remedy(&said, lang));
        let text = format!("{}: {} ({}) {way}", refusal.asked.in_lang(lang), message(&said, lang), refusal.code);
        put(label(Label::NotSupported, lang), &text, sheet)?;
    }
    for title in &page.nothing {
        let text = format!("{}: {}.", title.in_lang(lang), label(Label::NothingToSee, lang));
        put(label(Label::NotInThisReport, lang), &text, sheet)?;
    }
    if let Some(source) = &page.source {
        put(&capital(label(Label::Source, lang)), source.in_lang(lang), sheet)?;
    }
    for (section, name) in page.sections.iter().zip(names) {
        let link = Url::new(format!("internal:'{}'!A1", name.replace('\'', "''")));
        sheet.write_url_with_format(row, 1, link.set_text(section.title.in_lang(lang)), &looks.link)?;
        row += 1;
    }
    Ok(())
}
