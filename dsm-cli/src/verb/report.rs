use super::{DONE, table::written};
use crate::{
    arguments::Report,
    console::Console,
    failure::Done,
    sections::{section, view, write_page},
};
use dsm_core::{catalogue::Catalogue, report::Page};

pub(super) fn run(report: &Report, console: &mut Console<'_>) -> Done<u8> {
    let view = view(&report.asked)?;
    let indicator = Catalogue::describing(&report.asked.indicator, view.concept())?;
    let page = Page::new(indicator.names().clone()).lead(indicator.definition().clone());
    let page = page.section(section(&report.asked.indicator, view)?);
    write_page(&report.output, &page, console.lang)?;
    written(&report.output.display().to_string(), console)?;
    Ok(DONE)
}
