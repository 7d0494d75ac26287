//! What States say of their figures.

use super::Session;
use crate::{errors::run, table::Table};
use dsm_core::{
    catalogue::{Catalogue, Indicator},
    documentation::{Documentation, Shown, footnotes},
    error::Result,
    report::{Names, Page, Section},
    time::Day,
    workflow::Document,
};
use dsm_store::{Clock as _, SystemClock};
use pyo3::prelude::*;
use std::collections::BTreeSet;

/// Each answer: its field, and its text by language, without one of a code, a period, a day or an address.
type Answers = Vec<(String, Vec<(String, String)>)>;
/// How many required fields have an answer, how many are required, and which are open.
type Complete = (usize, usize, Vec<&'static str>);
/// A documentation: State, indicator, first and last day, answers, completeness where the indicator is known.
pub(crate) type Told = (String, String, Option<String>, Option<String>, Answers, Option<Complete>);

pub(crate) fn told(documentation: &Documentation, indicator: Option<&Indicator>) -> Told {
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    let complete = indicator.map(|indicator| documentation.completeness(indicator));
    (
        documentation.country().to_owned(),
        documentation.indicator().to_owned(),
        day(documentation.from()),
        day(documentation.until()),
        documentation.answers().map(|(field, answer)| (field.id().to_owned(), answer.written())).collect(),
        complete.map(|complete| (complete.filled, complete.required, complete.missing)),
    )
}

/// Documentation as Python has it: State, indicator, first and last day, answers.
pub(crate) type Said = (String, String, Option<String>, Option<String>, Answers);

pub(crate) fn said((country, indicator, from, until, answers): Said) -> Result<Documentation> {
    let day = |day: Option<String>| day.as_deref().map(Day::parse).transpose();
    let begun = Documentation::new(&country, &indicator)?.valid(day(from)?, day(until)?)?;
    let mut answers = answers.iter().flat_map(|(field, texts)| texts.iter().map(move |(tag, text)| (field, tag, text)));
    answers.try_fold(begun, |all, (field, tag, text)| all.write(field, tag, text))
}

/// Reads a file of documentation.
#[pyfunction]
pub(crate) fn documentation(py: Python<'_>, text: &str, name: &str) -> PyResult<Told> {
    run(py, || Documentation::from_toml(name, text)).map(|read| told(&read, None))
}

#[pymethods]
impl Session {
    /// Keeps what the own State says of an indicator, as a file says it.
    fn document(&self, py: Python<'_>, text: &str, name: &str) -> PyResult<Told> {
        let read = run(py, || Documentation::from_toml(name, text))?;
        self.with(py, |session| {
            session.perform(Document::new(read.clone()))?;
            Ok(told(&read, session.catalogue()?.find(read.indicator()).ok()))
        })
    }

    /// Keeps what the own State says of an indicator.
    fn document_said(&self, py: Python<'_>, documentation: Said) -> PyResult<Told> {
        let read = run(py, || said(documentation))?;
        self.with(py, |session| {
            session.perform(Document::new(read.clone()))?;
            Ok(told(&read, session.catalogue()?.find(read.indicator()).ok()))
        })
    }

    /// What a State says of an indicator.
    fn documentation(&self, py: Python<'_>, country: &str, indicator: &str) -> PyResult<Vec<Told>> {
        self.with(py, |session| {
            let catalogue = session.catalogue()?;
            let all = session.documentation(country, indicator)?;
            Ok(all.iter().map(|one| told(one, catalogue.find(one.indicator()).ok())).collect())
        })
    }

    /// A page about the figures of an indicator, with what the documentation of their States says.
    fn page(&self, py: Python<'_>, indicator: &str, table: PyRef<'_, Table>) -> PyResult<super::Page> {
        let table = table.inner().clone();
        let page = self.with(py, |session| {
            let found = Catalogue::describing(indicator, table.concept())?;
            let view = table.disclose()?;
            let reporters = view.axes().iter().filter(|axis| axis.is_reporter()).flat_map(|axis| axis.codes());
            let countries: BTreeSet<&str> = reporters.flat_map(|code| code.split('+')).collect();
            let said = countries.iter().map(|country| session.documentation(country, indicator));
            let said: Vec<Documentation> = said.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
            let notes = footnotes(&said, &Shown::new(&found, &view, SystemClock.now()?));
            let section = Section::new(found.names().clone(), view, Names::of_indicator(&found)?).documented(notes);
            let page = Page::new(found.names().clone()).lead(found.definition().clone()).section(section);
            Ok(page)
        })?;
        Ok(super::Page { page, whole: false })
    }
}
