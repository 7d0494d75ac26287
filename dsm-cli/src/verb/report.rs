use super::{DONE, table::written};
use crate::{
    arguments::Report,
    console::Console,
    failure::Done,
    input::{now, session},
    sections::{section_of, view, write_page},
};
use dsm_core::{
    catalogue::Catalogue,
    documentation::{Shown, footnotes},
    report::Page,
};

pub(super) fn run(report: &Report, console: &mut Console<'_>) -> Done<u8> {
    let view = view(&report.asked)?;
    let session = session(&report.asked.who)?;
    // What the mechanism has under this id, where the figures are of it; else what a preset has.
    let known = session.catalogue()?.find(&report.asked.indicator).cloned();
    let indicator = match known {
        Ok(known) if known.concept() == view.concept() => known,
        _ => Catalogue::describing(&report.asked.indicator, view.concept())?,
    };
    let page = Page::new(indicator.names().clone()).lead(indicator.definition().clone());
    let reporters = view.axes().iter().filter(|axis| axis.is_reporter()).flat_map(|axis| axis.codes());
    let mut said = Vec::new();
    for country in reporters {
        said.extend(session.documentation(country, indicator.id())?);
    }
    let notes = footnotes(&said, &Shown::new(&indicator, &view, now()?));
    let page = page.section(section_of(&indicator, view)?.documented(notes));
    write_page(&report.output, &page, console.lang)?;
    written(&report.output.display().to_string(), console)?;
    Ok(DONE)
}
