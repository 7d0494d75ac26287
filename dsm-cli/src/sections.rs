use crate::{
    arguments::Asked,
    failure::{Done, unwritten},
    input::session,
    whole::written_whole,
};
use dsm_core::{
    catalogue::{Catalogue, Indicator},
    error::{Error, Result, Safe, codes::tab},
    measure::Assume,
    report::{Form, Names, Page, Section, html},
    table::View,
    text::Lang,
    time::Moment,
};
use dsm_store::Query;
use std::path::Path;

/// The figures that were asked for, added up where that was asked.
pub(crate) fn view(asked: &Asked) -> Done<View> {
    view_as_of(asked, asked.as_of.as_deref())
}

/// The figures that were asked for, as they stood at another moment.
pub(crate) fn view_as_of(asked: &Asked, as_of: Option<&str>) -> Done<View> {
    let mut query = Query::new(&asked.indicator);
    for country in &asked.country {
        query = query.country(country);
    }
    for chosen in &asked.codes {
        let unknown = || Error::new(tab::AXIS_UNKNOWN).with("axis", Safe::term(chosen));
        let (axis, codes) = chosen.split_once('=').ok_or_else(unknown)?;
        query = query.codes(axis, &codes.split(',').collect::<Vec<_>>());
    }
    for time in &asked.time {
        query = query.time(time)?;
    }
    if let Some(unit) = &asked.unit {
        query = query.unit(unit);
    }
    if let Some(moment) = as_of {
        query = query.as_of(Moment::as_of(moment)?);
    }
    let view = session(&asked.who)?.view(&query)?;
    if asked.sum.is_empty() {
        return Ok(view);
    }
    Ok(view.sum(&asked.sum, &Assume::named(&asked.assume)?)?.disclose()?)
}

/// The figures as a section under the name of their indicator.
pub(crate) fn section(indicator: &str, view: View) -> Result<Section> {
    section_of(&Catalogue::describing(indicator, view.concept())?, view)
}

/// The figures as a section under the name of an indicator.
pub(crate) fn section_of(indicator: &Indicator, view: View) -> Result<Section> {
    Ok(Section::new(indicator.names().clone(), view, Names::of_indicator(indicator)?))
}

/// Writes a page.
pub(crate) fn write_page(path: &Path, page: &Page, lang: Lang) -> Done<()> {
    Ok(written_whole(path, |out| html::write(page, lang, out))?)
}

/// Writes a report.
pub(crate) fn write_report(path: &Path, form: Form, page: &Page, lang: Lang) -> Done<()> {
    Ok(written_whole(path, |out| form.write(page, lang, out))?)
}

/// Writes a text.
pub(crate) fn write_text(path: &Path, text: &str) -> Done<()> {
    Ok(written_whole(path, |out| out.write_all(text.as_bytes()).map_err(|error| unwritten(path, error)))?)
}
