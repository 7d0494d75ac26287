use super::{DONE, table::written};
use crate::{
    arguments::{self, Asked},
    console::Console,
    failure::{Done, unread},
    input::{now, session},
    sections::{section_of, view, write_page, write_report},
};
use dsm_core::{
    catalogue::Catalogue,
    documentation::{Shown, footnotes},
    error::{
        At, Error, Place, Result, Safe,
        codes::{rep, src},
    },
    report::{Form, Page, Report, Scope},
    time::Moment,
};
use dsm_store::Session;
use serde_json::json;
use std::{fs, path::Path};

pub(super) fn run(asked: &arguments::Report, console: &mut Console<'_>) -> Done<u8> {
    let (Some(name), Some(output)) = (&asked.name, &asked.output) else { return list(asked, console) };
    // A form that is not known is said before anything is asked.
    let form = Form::of(&output.to_string_lossy())?;
    if !(asked.unit.is_none() && asked.codes.is_empty() && asked.sum.is_empty()) {
        return page_of_indicator(asked, name, output, form, console);
    }
    let session = session(&asked.who)?;
    let (report, indicator) = report(name, asked, &session)?;
    let mut scope = Scope::new();
    scope = indicator.iter().fold(scope, |scope, id| scope.indicator(id));
    scope = asked.country.iter().fold(scope, |scope, country| scope.country(country));
    scope = asked.time.iter().try_fold(scope, |scope, time| scope.time(time))?;
    scope = asked.assume.iter().try_fold(scope, |scope, name| scope.assuming(name))?;
    let as_of = asked.as_of.as_deref().map(Moment::as_of).transpose()?;
    let page = dsm_store::report(&session, &report, &scope, as_of)?;
    write_report(output, form, &page, console.lang)?;
    written(&output.display().to_string(), console)?;
    Ok(DONE)
}

/// The report of a name, and the indicator that it is about: one that comes along, an indicator, or a file.
fn report(name: &str, asked: &arguments::Report, session: &Session) -> Done<(Report, Option<String>)> {
    if Path::new(name).extension().is_some_and(|ending| ending == "toml") {
        let bytes = fs::read(name).map_err(|error| unread(Path::new(name), error))?;
        let not_text = || Error::new(src::NOT_UTF8).at(Place::new(name, At::Whole));
        let text = String::from_utf8(bytes).map_err(|_| not_text())?;
        return Ok((Report::from_toml(name, &text)?, asked.indicator.clone()));
    }
    if Report::shipped_ids().any(|id| id == name) {
        return Ok((Report::shipped(name)?, asked.indicator.clone()));
    }
    let catalogue = session.catalogue()?;
    match catalogue.find(name) {
        Ok(indicator) => Ok((Report::shipped("indicator")?, Some(indicator.id().to_owned()))),
        Err(_) => {
            let known = Report::shipped_ids().map(str::to_owned);
            let known = known.chain(catalogue.iter().map(|indicator| indicator.id().to_owned()));
            Err(Error::new(rep::REPORT_UNKNOWN).with("reports", Safe::terms(known)).into())
        }
    }
}

/// The reports that come along, and the indicators.
fn list(asked: &arguments::Report, console: &mut Console<'_>) -> Done<u8> {
    let session = session(&asked.who)?;
    for report in Report::shipped_ids().map(Report::shipped).collect::<Result<Vec<_>>>()? {
        let needs = [(report.needs_indicator(), "--indicator"), (report.needs_country(), "--country")];
        let needs: Vec<&str> = needs.into_iter().filter_map(|(needed, option)| needed.then_some(option)).collect();
        let title = report.title().in_lang(console.lang);
        let text = [&[report.id()][..], &needs].concat().join(" ");
        let object = json!({ "report": report.id(), "version": report.version(), "needs": needs, "title": title });
        console.say(&format!("{text} — {title}"), object)?;
    }
    for indicator in session.catalogue()?.iter() {
        let (id, title) = (indicator.id(), indicator.names().in_lang(console.lang));
        console.say(&format!("{id} — {title}"), json!({ "indicator": id, "title": title }))?;
    }
    Ok(DONE)
}

/// A page in one language, in the form that the file's name says, about figures that are chosen one by one.
fn page_of_indicator(
    report: &arguments::Report,
    name: &str,
    output: &Path,
    form: Form,
    console: &mut Console<'_>,
) -> Done<u8> {
    let asked = Asked {
        who: report.who.clone(),
        indicator: name.to_owned(),
        country: report.country.clone(),
        unit: report.unit.clone(),
        codes: report.codes.clone(),
        time: report.time.clone(),
        as_of: report.as_of.clone(),
        sum: report.sum.clone(),
        assume: report.assume.clone(),
    };
    let view = view(&asked)?;
    let session = session(&report.who)?;
    // What the mechanism has under this id, where the figures are of it; else what a preset has.
    let known = session.catalogue()?.find(name).cloned();
    let indicator = match known {
        Ok(known) if known.concept() == view.concept() => known,
        _ => Catalogue::describing(name, view.concept())?,
    };
    let page = Page::new(indicator.names().clone()).lead(indicator.definition().clone());
    let reporters = view.axes().iter().filter(|axis| axis.is_reporter()).flat_map(|axis| axis.codes());
    let mut said = Vec::new();
    for country in reporters {
        said.extend(session.documentation(country, indicator.id())?);
    }
    let notes = footnotes(&said, &Shown::new(&indicator, &view, now()?));
    let page = page.section(section_of(&indicator, view)?.documented(notes));
    match form {
        Form::Html => write_page(output, &page, console.lang)?,
        form => write_report(output, form, &page, console.lang)?,
    }
    written(&output.display().to_string(), console)?;
    Ok(DONE)
}
