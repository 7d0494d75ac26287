//! A page as PDF: A4, its structure told to those who do not see it, its fonts inside.

mod body;
mod drawing;
mod flow;
mod fonts;
mod ink;
mod lines;
mod table;
#[cfg(test)]
mod tests;

pub use fonts::Fonts;

use super::Page;
use crate::{
    error::{Error, Result, codes::rep},
    text::Lang,
};
use flow::{Flow, MARGIN, Mark, SOFT, Style};
use krilla::{
    configure::ValidationError,
    error::KrillaError,
    metadata::{DateTime, Metadata},
};
use sha2::{Digest, Sha256};
use std::io::Write;

/// The day that stands in a file that says of no moment that it is as of.
const MADE: (u16, u8, u8) = (2000, 1, 1);
const FOOT: Style = Style { size: 7.0, ink: SOFT };

/// Writes a page in a language as PDF, made to PDF/UA-1 and PDF/A-2a: headings, tables with heads of rows and columns, figures with what
/// they show in words, lists, bookmarks, in the order in which they are read. Heads of tables stand on every page. A table that is
/// too wide for a page that stands is on one that lies, and where that is too narrow, in parts. The same page gives the same bytes.
///
/// # Disclosure
/// As [`html::write`](super::html::write()); structure, texts in place of figures and properties say what stands on the page and no more.
///
/// # Errors
/// `REP-020` where no font has a character, with each and its place; `REP-002` when the bytes cannot be written.
///
/// # Example
/// ```
/// use dsm_core::report::{Names, Page, Section, pdf};
/// use dsm_core::{measure::{Concept, Measure}, table::{Axis, Table}, text::{Lang, Text}};
/// let view = Table::builder(Measure::parse("cases:permit:one", "flow")?, Concept::new("WORK_PERMIT"))
///     .axis(Axis::time("TIME_PERIOD"))
///     .row(&["2023"], "10..20")
///     .row(&["2024"], "1234")
///     .build()?
///     .disclose()?;
/// let section = Section::new(Text::both("Work permits", "Разрешения на работу"), view, Names::new());
/// let mut written = Vec::new();
/// pdf::write(&Page::new(Text::both("Permits", "Разрешения")).section(section), Lang::Ru, &mut written)?;
/// assert!(written.starts_with(b"%PDF-1.7"));
///
/// let strange = Page::new(Text::both("許可", "Разрешения"));
/// assert_eq!(pdf::write(&strange, Lang::En, &mut Vec::new()).unwrap_err().code().id(), "REP-020");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub fn write(page: &Page, lang: Lang, out: &mut dyn Write) -> Result<()> {
    write_in(page, lang, &Fonts::default(), out)
}

/// As [`write()`], in other fonts than those that come along.
///
/// # Errors
/// `REP-020` where no font has a character, with each and its place; `REP-022` where a font cannot be put into the file, or forbids it;
/// `REP-002` when the bytes cannot be written.
pub fn write_in(page: &Page, lang: Lang, fonts: &Fonts, out: &mut dyn Write) -> Result<()> {
    let setter = fonts.setter();
    let mut flow = Flow::new(&setter, page.name());
    body::body(page, lang, &mut flow);
    feet(page, lang, &mut flow);
    let lacking = flow.findings();
    if !lacking.is_empty() {
        let count = lacking.len() as u64;
        return Err(Error::new(rep::CHARACTERS_LACKING).with("count", count).findings_of(lacking));
    }
    let bytes = ink::bytes(&flow, metadata(page, lang, &flow), lang.code()).map_err(not_made)?;
    let written = out.write_all(&bytes).and_then(|()| out.flush());
    written.map_err(|error| Error::new(rep::PAGE_NOT_WRITTEN).caused_by(error))
}

fn not_made(error: KrillaError) -> Error {
    let of_font = |error: &ValidationError| {
        matches!(error, ValidationError::RestrictedLicense(_) | ValidationError::ContainsNotDefGlyph(..))
    };
    let font = match &error {
        KrillaError::Font(..) => true,
        KrillaError::Validation(all) => all.iter().any(|(error, _)| of_font(error)),
        _ => false,
    };
    let code = if font { rep::FONT_UNREADABLE } else { rep::PAGE_NOT_WRITTEN };
    Error::new(code).caused_by(std::io::Error::other(error.to_string()))
}

/// What the file says of itself. Its id is made of what stands in it.
fn metadata(page: &Page, lang: Lang, flow: &Flow<'_>) -> Metadata {
    let mut hash = Sha256::new();
    hash.update(lang.code());
    for mark in flow.leaves.iter().flat_map(|leaf| &leaf.items).flat_map(|item| &item.marks) {
        if let Mark::Text { run, x, y, .. } = mark {
            for part in &run.parts {
                hash.update(&part.text);
            }
            hash.update(format!("\0{x} {y}\0"));
        }
    }
    let id: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let (year, month, day) = page.stamp.as_ref().map_or(MADE, |stamp| stamp.day());
    Metadata::new()
        .title(page.title.in_lang(lang).to_owned())
        .language(lang.code().to_owned())
        .creator("DSM".to_owned())
        .producer("DSM".to_owned())
        .creation_date(DateTime::new(year).month(month).day(day).hour(0).minute(0).second(0).utc_offset_hour(0))
        .document_id(id)
}

/// At the foot of each page the title, as of when and for whom, and the number of the page.
fn feet(page: &Page, lang: Lang, flow: &mut Flow<'_>) {
    flow.at("foot");
    let title = page.title.in_lang(lang);
    let stamp: String = page.stamp.iter().flat_map(|stamp| stamp.foot(lang)).map(|said| format!(" · {said}")).collect();
    let (all, stamp_width) = (flow.leaves.len(), flow.measure(&stamp, false));
    for number in 0..all {
        let Some((wide, high)) = flow.leaves.get(number).map(flow::Leaf::size) else { continue };
        let of = flow.set(&format!("{} / {all}", number + 1), false);
        let (y, of_width) = (high - 30.0, of.width * FOOT.size);
        let room = (wide - 2.0 * MARGIN - of_width - 12.0) / FOOT.size;
        // What it is as of is not cut, as long as the title has room.
        let text = match room - stamp_width {
            left if left > room / 4.0 => format!("{}{stamp}", shortened(title, left, flow)),
            _ => shortened(&format!("{title}{stamp}"), room, flow),
        };
        let run = flow.set(&text, false);
        let right = wide - MARGIN - of_width;
        let marks = [(run, MARGIN), (of, right)];
        let marks = marks.map(|(run, x)| Mark::Text { run, x, y, size: FOOT.size, ink: FOOT.ink });
        if let Some(leaf) = flow.leaves.get_mut(number) {
            leaf.items.push(flow::Item { read: None, expanded: None, marks: marks.into() });
        }
    }
}

/// As much of a text as there is room for.
fn shortened(text: &str, width: f32, flow: &Flow<'_>) -> String {
    if flow.measure(text, false) <= width {
        return text.to_owned();
    }
    let mut ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    while let Some(end) = ends.pop() {
        let kept = text.get(..end).unwrap_or_default().trim_end_matches(|c: char| !c.is_alphanumeric());
        let kept = format!("{kept}…");
        if flow.measure(&kept, false) <= width {
            return kept;
        }
    }
    String::new()
}
