//! Pages for readers: figures, what was refused, and the source, as one HTML file.

use super::write::utf8;
use crate::{
    documentation::dsm_documentation,
    error::{dsm_error, language},
    given::given,
    guard::{free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
    table::dsm_table,
    text::{dsm_text, text},
};
use dsm_core::{
    catalogue::Catalogue,
    documentation::{Documentation, Shown, footnotes},
    error::Result,
    report::{Names, Page, Section, html},
    table::Table,
    text::{Lang, Text},
    time::Moment,
};

/// A page for readers: a title, sections of figures, what was refused and why, and the source.
///
/// Used by one thread at a time; free it with `dsm_page_free`.
#[derive(Debug)]
pub struct dsm_page {
    _inside: [u8; 0],
}

impl Handle for dsm_page {
    type Inside = Page;
}
impl Owned for dsm_page {}

/// A text in both languages of DSM.
fn both(english: &str, russian: &str) -> Result<Text> {
    Text::new(Lang::En, english)?.with(Lang::Ru, russian)
}

/// A page of a title in English and Russian, with nothing on it. TXT-003 for a blank one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_page_new(
    english: dsm_string,
    russian: dsm_string,
    page: *mut *mut dsm_page,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let new = Page::new(both(given!(text english), given!(text russian))?);
        given!(out page).put(give(new));
    })
}

/// Says in a sentence or two what the page is about.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_page_lead(
    page: *mut dsm_page,
    english: dsm_string,
    russian: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (page, lead) = (given!(mut page), both(given!(text english), given!(text russian))?);
        *page = page.clone().lead(lead);
    })
}

/// Adds the figures of an indicator that DSM knows, under its name. CAT-001 for an unknown one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_page_section(
    page: *mut dsm_page,
    indicator: dsm_string,
    table: *const dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (page, section) = (given!(mut page), section(given!(text indicator), given!(table))?);
        *page = page.clone().section(section);
    })
}

/// As `dsm_page_section`, with what the documentation of the States says that a reader must know below the figures, as it stands at
/// the moment `now`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_page_section_documented(
    page: *mut dsm_page,
    indicator: dsm_string,
    table: *const dsm_table,
    documentation: *const *const dsm_documentation,
    documentation_count: usize,
    now: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (page, table, indicator) = (given!(mut page), given!(table), given!(text indicator));
        let said: Vec<Documentation> = given!(many documentation, documentation_count).into_iter().cloned().collect();
        let (found, view) = (Catalogue::describing(indicator, table.concept())?, table.clone().disclose()?);
        let notes = footnotes(&said, &Shown::new(&found, &view, Moment::parse(given!(text now))?));
        *page = page.clone().section(section(indicator, table)?.documented(notes));
    })
}

fn section(indicator: &str, table: &Table) -> Result<Section> {
    let found = Catalogue::describing(indicator, table.concept())?;
    Ok(Section::new(found.names().clone(), table.clone().disclose()?, Names::of_indicator(&found)?))
}

/// Adds something that was asked for, in English and Russian, and refused: the reason and the right way stand on the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_page_refused(
    page: *mut dsm_page,
    english: dsm_string,
    russian: dsm_string,
    refusal: *const dsm_error,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (page, asked) = (given!(mut page), both(given!(text english), given!(text russian))?);
        *page = page.clone().refused(asked, given!(refusal));
    })
}

/// Names the source of the figures and its licence.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_page_source(
    page: *mut dsm_page,
    english: dsm_string,
    russian: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (page, source) = (given!(mut page), both(given!(text english), given!(text russian))?);
        *page = page.clone().source(source);
    })
}

/// Writes the page as HTML in the language of a tag.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_page_write(
    page: *const dsm_page,
    tag: dsm_string,
    file: *mut *mut dsm_text,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let mut bytes = Vec::new();
        html::write(given!(page), language(given!(text tag)), &mut bytes)?;
        given!(out file).put(text(utf8(bytes)?));
    })
}

/// Frees a page. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_page_free(page: *mut dsm_page) {
    free!(page);
}
