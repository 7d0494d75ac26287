//! A report filled for a reader: every figure comes through [`Figures`], so that what the reader may not see is not there.

mod beside;
mod figures;
mod national;
mod reduced;
mod scope;
#[cfg(test)]
mod tests;
mod titles;

pub use figures::{Figures, Seen};
pub use scope::Scope;

use super::{Ask, Chart, Each, Made, Names, Page, Part, Report, Section, stamp::Stamp};
use crate::{
    catalogue::{Catalogue, Indicator},
    documentation::{Note, Shown, footnotes},
    error::{Error, Kind, Result, Safe, codes::rep},
    table::{Axis, View},
};
use national::{National, Source};
use std::{collections::BTreeMap, sync::Arc};
use titles::Titles;

impl Report {
    /// Asks the queries for a reader, and lays out what comes: a page of what that reader may see.
    ///
    /// Figures of several States stand side by side, each added up by itself; what is counted in another unit has its own table. What
    /// the figures do not support stands with its reason; a section of which the reader may see nothing is named at the end.
    ///
    /// # Disclosure
    /// The page is a function of the report, the scope and the answers of `from`: two mechanisms that the reader cannot tell apart give
    /// the same page.
    ///
    /// # Errors
    /// `REP-010` where it is about one indicator or State and not exactly one is named; `CAT-001` where that indicator is unknown;
    /// `REP-018` where a State is named that does not take part; `TAB-…` and those of `from`.
    pub fn fill(&self, from: &dyn Figures, scope: &Scope) -> Result<Page> {
        let needs = |needs: &'static str| {
            Err(Error::new(rep::REPORT_NEEDS).with("report", Safe::term(self.id())).with("needs", Safe::word(needs)))
        };
        if self.needs_indicator() && scope.indicator.is_none() {
            return needs("indicator");
        }
        if self.needs_country() && scope.countries.len() != 1 {
            return needs("country");
        }
        let known = from.countries();
        if let Some(other) = scope.countries.iter().find(|country| !known.contains(country)) {
            let error = Error::new(rep::COUNTRY_NOT_THERE).with("country", Safe::term(other));
            return Err(error.with("countries", Safe::terms(&known)));
        }
        let catalogue = from.catalogue()?;
        let named = scope.indicator.as_deref().map(|id| catalogue.find(id)).transpose()?;
        let titles = Titles::of(named, scope)?;
        let queries = self.named(scope);
        let source = Source { from, scope, queries: &queries };
        let stamp = Stamp::new(self, from, scope);
        let mut filling = Filling { source, catalogue: &catalogue, titles: &titles, stamp, page: self.page(&titles)? };
        for part in &self.parts {
            filling.part(part)?;
        }
        Ok(filling.page.stamped(filling.stamp))
    }

    /// The queries, with the indicator that is named in its place.
    fn named(&self, scope: &Scope) -> BTreeMap<Arc<str>, Made> {
        let put = |ask: &mut Ask| {
            if let Some(id) = scope.indicator.as_ref().filter(|_| ask.is_of_the_one_named()) {
                ask.indicator = id.clone();
            }
        };
        let mut queries = self.queries.clone();
        for made in queries.values_mut() {
            match made {
                Made::Asked(ask) | Made::Share { of: ask, .. } => put(ask),
                Made::Proportion { .. } => {}
            }
        }
        queries
    }

    fn page(&self, titles: &Titles<'_>) -> Result<Page> {
        let page = Page::new(titles.filled(&self.title, None)?);
        match &self.lead {
            Some(lead) => Ok(page.lead(titles.filled(lead, None)?)),
            None => Ok(page),
        }
    }
}

/// A page as it comes about.
struct Filling<'a> {
    source: Source<'a>,
    catalogue: &'a Catalogue,
    titles: &'a Titles<'a>,
    stamp: Stamp,
    page: Page,
}

impl Filling<'_> {
    fn part(&mut self, part: &Part) -> Result<()> {
        let Some(made) = self.source.queries.get(&part.figures).cloned() else { return Ok(()) };
        let asked = asked(&made, self.source.queries);
        let indicator = match asked.map(|ask| self.catalogue.find(&ask.indicator)).transpose() {
            Ok(indicator) => indicator,
            Err(_) => {
                // A mechanism need not have every indicator that a report knows; a reader can do nothing about it.
                self.page = std::mem::take(&mut self.page).without(self.titles.filled(&part.title, None)?);
                return Ok(());
            }
        };
        let (Some(indicator), Some(asked)) = (indicator.cloned(), asked) else { return Ok(()) };
        let kept = |id: &str| asked.by.iter().any(|one| **one == *id);
        let free = indicator.dimensions().iter().map(|dimension| dimension.id()).filter(|id| !kept(id));
        let sets: Vec<Vec<&str>> = match part.each {
            None => vec![Vec::new()],
            Some(Each::Dimension) => free.map(|id| vec![id]).collect(),
            Some(Each::CrossSection) => sets(&free.collect::<Vec<_>>())?,
        };
        for by in sets {
            self.section(part, &made, &indicator, &by)?;
        }
        Ok(())
    }

    /// One table for each kind of figures, or what stands in its place.
    fn section(&mut self, part: &Part, made: &Made, indicator: &Indicator, by: &[&str]) -> Result<()> {
        let names = Names::of_indicator(indicator)?;
        let dimension = titles::of_dimensions(by, &names)?.filter(|_| part.each.is_some());
        let title = self.titles.filled(&part.title, dimension.as_ref())?;
        let answers = self.source.answered(made, by)?;
        let mut page = std::mem::take(&mut self.page);
        let views = beside::beside(&answers)?;
        if answers.is_empty() {
            page = page.without(title.clone());
        }
        let several = views.len() > 1;
        for (at, (unit, view)) in views.into_iter().enumerate() {
            self.stamp.shows(indicator, &view);
            let title = if several { titles::in_unit(&title, view.measure(), &unit)? } else { title.clone() };
            let notes = self.notes(indicator, &view)?;
            let mut section = Section::new(title, view, names.clone()).documented(notes).rows(part.rows).filled();
            section = section.ratio(self.source.ratio(made, &unit));
            if let Some(text) = part.text.as_ref().filter(|_| at == 0) {
                section = section.text(self.titles.filled(text, dimension.as_ref())?);
            }
            page = page.section(match part.chart {
                Some(Chart::Lines) => section.lines(),
                Some(Chart::Bars) => section.bars(),
                None => section,
            });
        }
        // Each reason once, with the States that it holds for.
        let mut refused: Vec<(&Error, Vec<&Arc<str>>)> = Vec::new();
        for National { country, answer, .. } in &answers {
            let Some(error) = answer.as_ref().err().filter(|error| error.kind() == Kind::Semantics) else { continue };
            match refused.iter_mut().find(|(known, _)| known.code() == error.code() && known.args() == error.args()) {
                Some((_, countries)) if countries.contains(&country) => {}
                Some((_, countries)) => countries.push(country),
                None => refused.push((error, vec![country])),
            }
        }
        for (error, countries) in refused {
            page = page.refused(titles::of_countries(&title, &countries, &names)?, error);
        }
        self.page = page;
        Ok(())
    }

    /// What the documentation of the States says that a reader of these figures must know.
    fn notes(&self, indicator: &Indicator, view: &View) -> Result<Vec<Note>> {
        let mut said = Vec::new();
        for country in view.axes().iter().filter(|axis| axis.is_reporter()).flat_map(Axis::codes) {
            said.extend(self.source.from.documentation(country, indicator.id())?);
        }
        Ok(footnotes(&said, &Shown::new(indicator, view, self.source.from.moment().0)))
    }
}

/// Every set of these dimensions, the small ones first, each in the order of the indicator.
fn sets<'d>(dimensions: &[&'d str]) -> Result<Vec<Vec<&'d str>>> {
    let mut all: Vec<Vec<&str>> = vec![Vec::new()];
    for dimension in dimensions {
        let with = all.iter().map(|set| set.iter().copied().chain([*dimension]).collect()).collect::<Vec<_>>();
        all.extend(with);
        if all.len() > Report::MOST {
            return Err(super::declare::too_large("sections"));
        }
    }
    all.sort_by_key(Vec::len);
    Ok(all)
}

/// What a query asks in the end: of a proportion that of its part.
fn asked<'a>(made: &'a Made, queries: &'a BTreeMap<Arc<str>, Made>) -> Option<&'a Ask> {
    match made {
        Made::Asked(ask) | Made::Share { of: ask, .. } => Some(ask),
        Made::Proportion { part, .. } => match queries.get(part) {
            Some(Made::Asked(ask)) => Some(ask),
            _ => None,
        },
    }
}
