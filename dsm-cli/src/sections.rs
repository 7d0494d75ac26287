use crate::{
    arguments::Asked,
    failure::{Done, unwritten},
    input::{now, session},
};
use dsm_core::{
    catalogue::{Catalogue, Indicator},
    error::{
        Collected, Error, Result, Safe,
        codes::{exc, tab},
    },
    exchange::{
        csv, jsonstat,
        sdmx::{Action, Format, Header, Publication, Revision, Structure, csv20},
    },
    measure::Assume,
    report::{Form, Names, Page, Section, html},
    table::View,
    text::Lang,
    time::Moment,
};
use dsm_store::Query;
use std::{
    fs::{self, File},
    io::{self, BufWriter},
    path::Path,
};

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

/// Writes a view as the ending of the file says: tidy CSV; SDMX-CSV 2.0 where it is `.sdmx.csv`; SDMX-ML 2.1 where it is `.xml`, with
/// the structures that a receiver needs in `NAME.structures.xml`; JSON-stat 2.0 where it is `.json`.
pub(crate) fn write_figures(path: &Path, indicator: &str, view: &View) -> Done<()> {
    let name = path.to_string_lossy();
    if name.ends_with(".xml") {
        return write_message(path, indicator, view);
    }
    let mut file = create(path)?;
    if name.ends_with(".json") {
        let described = Catalogue::describing(indicator, view.concept()).ok();
        return Ok(jsonstat::write(view, described.as_ref(), Lang::En, &mut file)?);
    }
    if name.ends_with(".sdmx.csv") {
        let structure = Structure::dataflow(&format!("DSM:{indicator}(1.0)"))?;
        return Ok(csv20::write(view, &structure, Action::Information, &mut file)?);
    }
    Ok(csv::write(view, &mut file)?)
}

/// Writes a view of an indicator as SDMX-ML 2.1, and its structures beside it.
fn write_message(path: &Path, indicator: &str, view: &View) -> Done<()> {
    let described = Catalogue::describing(indicator, view.concept())?;
    let publication = Publication::new(view.clone(), &described, "DSM")?;
    let header = Header::new(indicator, "DSM", &now()?.to_string());
    let mut found = Collected::new();
    let (mut data, mut structures) = (Vec::new(), Vec::new());
    publication.write(Format::Ml21, &header, Action::Replace, &mut found, &mut data)?;
    publication.write_structures(Format::Ml21, &header, &mut found, &mut structures)?;
    for (path, bytes) in [(path.with_extension("structures.xml"), structures), (path.to_path_buf(), data)] {
        fs::write(&path, bytes).map_err(|error| unwritten(&path, error))?;
    }
    Ok(())
}

/// Writes what changed from one vintage of an indicator to another as the ending of the file says, with the structures beside it where
/// it is `.xml`.
pub(crate) fn write_changes(path: &Path, indicator: &str, earlier: View, later: View) -> Done<()> {
    let name = path.to_string_lossy();
    let format = match () {
        () if name.ends_with(".sdmx.csv") => Format::Csv20,
        () if name.ends_with(".xml") => Format::Ml21,
        () => {
            let formats = Safe::words([Format::Csv20.word(), Format::Ml21.word()]);
            return Err(Error::new(exc::FORMAT_UNKNOWN).with("formats", formats).into());
        }
    };
    let described = Catalogue::describing(indicator, later.concept())?;
    let revision = Revision::new(earlier, later, &described, "DSM")?;
    let header = Header::new(indicator, "DSM", &now()?.to_string());
    let mut found = Collected::new();
    revision.write(format, &header, &mut found, &mut create(path)?)?;
    if format == Format::Ml21 {
        let beside = path.with_extension("structures.xml");
        revision.publication().write_structures(format, &header, &mut found, &mut create(&beside)?)?;
    }
    Ok(())
}

/// Writes a page.
pub(crate) fn write_page(path: &Path, page: &Page, lang: Lang) -> Done<()> {
    Ok(html::write(page, lang, &mut create(path)?)?)
}

/// Writes a report.
pub(crate) fn write_report(path: &Path, form: Form, page: &Page, lang: Lang) -> Done<()> {
    Ok(form.write(page, lang, &mut create(path)?)?)
}

/// Writes a text.
pub(crate) fn write_text(path: &Path, text: &str) -> Done<()> {
    Ok(fs::write(path, text).map_err(|error| unwritten(path, error))?)
}

fn create(path: &Path) -> Result<impl io::Write> {
    File::create(path).map(BufWriter::new).map_err(|error| unwritten(path, error))
}
