use super::{
    super::template::{Asked, Template},
    grid::Figures,
};
use crate::{
    catalogue::{Dimension, Identity, Indicator, Term, TermTime},
    check,
    code::CodeId,
    error::{At, Collected, Finding, Place},
    table::Table,
    time::{Moment, Period, Time},
    translate::Translated,
};
use std::{fmt, sync::Arc};

/// Where the figures of a form stand: what is found in its tables later is said at the cells of the workbook.
///
/// # Disclosure
/// It holds no figures.
pub struct Places {
    pub(super) template: Template,
    pub(super) sheets: Vec<Sheet>,
    /// The identities whose terms are all of the form.
    pub(super) identities: Vec<Identity>,
}

/// Where the figures of a period stand in the workbook.
pub(super) struct Sheet {
    file: Arc<str>,
    name: Arc<str>,
    rows: Vec<u32>,
    columns: Vec<u32>,
}

impl Sheet {
    pub(super) fn of(figures: &Figures<'_>) -> Self {
        Self {
            file: figures.file.clone(),
            name: figures.sheet.clone(),
            rows: figures.rows.clone(),
            columns: figures.columns.clone(),
        }
    }
}

impl Places {
    /// What the checks say of the tables of the form, of each of them, with the identities that hold within it: every finding at the cell of
    /// the workbook that it is about. What is found of an identity between tables is among the findings of the first of them.
    #[must_use]
    pub fn checked(&self, tables: &[Translated], now: Moment) -> Vec<Collected> {
        let named: Vec<(&str, &Table)> = tables.iter().map(|one| (&*one.indicator, &one.table)).collect();
        let mut all = Vec::with_capacity(tables.len());
        for one in tables {
            let found = check::check(&one.table, now).into_findings();
            all.push(found.into_iter().map(|finding| self.located(&one.indicator, finding)).collect::<Collected>());
        }
        for identity in &self.identities {
            let mut found = Collected::new();
            check::identity(identity, &named, &mut found);
            let own = |one: &Translated| identity.terms().iter().any(|term| *term.indicator == *one.indicator);
            let first = tables.iter().position(own).and_then(|at| all.get_mut(at));
            first.into_iter().for_each(|all| {
                all.extend(found.findings().iter().cloned().map(|finding| self.located_of(finding, identity)));
            });
        }
        all
    }

    /// A finding about a cell of the table of an indicator, at the cell of the workbook that its figure stands in.
    #[must_use]
    pub fn located(&self, indicator: &str, finding: Finding) -> Finding {
        let place = match finding.place().map(Place::position) {
            Some(At::Series { key, period: Some(period) }) => self.place(indicator, key, period),
            _ => None,
        };
        match place {
            Some(place) => finding.at(place),
            None => finding,
        }
    }

    /// A finding of an identity, at the cell of the last of its terms that stands in the form: the one that the others are held against.
    #[must_use]
    pub fn located_of(&self, finding: Finding, identity: &Identity) -> Finding {
        let place = match finding.place().map(Place::position) {
            Some(At::Series { key, period: Some(period) }) => {
                let shared = self.shared(identity);
                identity.terms().iter().rev().find_map(|term| self.term(term, &shared, key, period))
            }
            _ => None,
        };
        match place {
            Some(place) => finding.at(place),
            None => finding,
        }
    }

    fn table(&self, id: &str) -> Option<&Indicator> {
        self.template.tables.iter().find(|indicator| indicator.id() == id).map(|indicator| &**indicator)
    }

    /// The dimensions that all terms of an identity have and none of them binds, in the order of the first: the key of what is found.
    fn shared(&self, identity: &Identity) -> Vec<&str> {
        let terms = identity.terms();
        let first = terms.iter().find_map(|term| self.table(&term.indicator));
        let has = |term: &Term, id: &str| {
            self.table(&term.indicator).is_none_or(|indicator| indicator.dimension(id).is_ok())
                && !term.codes.contains_key(id)
        };
        let dimensions = first.into_iter().flat_map(|indicator| indicator.dimensions()).map(Dimension::id);
        dimensions.filter(|id| terms.iter().all(|term| has(term, id))).collect()
    }

    /// The cell of a term: with the codes that it binds, those that are shared, and else the total.
    fn term(&self, term: &Term, shared: &[&str], key: &[Arc<str>], period: &str) -> Option<Place> {
        let (indicator, (reporter, codes)) = (self.table(&term.indicator)?, key.split_first()?);
        let code = |dimension: &Dimension| {
            let own = shared.iter().position(|id| *id == dimension.id()).and_then(|at| codes.get(at));
            own.or_else(|| term.codes.get(dimension.id())).cloned().unwrap_or_else(|| Arc::from(CodeId::TOTAL))
        };
        let codes = indicator.dimensions().iter().map(code);
        let key: Vec<Arc<str>> = std::iter::once(reporter.clone()).chain(codes).collect();
        let period = Period::parse(period).ok()?;
        let time = match term.at {
            TermTime::Start => Time::Moment(Moment::start_of(period.first())),
            TermTime::End => Time::Moment(Moment::end_of(period.last())),
            TermTime::Period => Time::Period(period),
        };
        self.place(&term.indicator, &key, &time.to_string())
    }

    /// The cell of a table, by the reporting State, codes in the order of the dimensions, and a time.
    fn place(&self, indicator: &str, key: &[Arc<str>], time: &str) -> Option<Place> {
        let (_, codes) = key.split_first()?;
        let indicator = self.table(indicator)?;
        let is_meant = |asked: &&Asked| {
            asked.indicator.id() == indicator.id()
                && indicator.time(&asked.label).is_ok_and(|own| own.to_string() == time)
        };
        let (asked, sheet) = self.template.asked.iter().zip(&self.sheets).find(|(asked, _)| is_meant(asked))?;
        let code = |id: &str| {
            let at = indicator.dimensions().iter().position(|dimension| dimension.id() == id)?;
            codes.get(at).map(|code| &**code)
        };
        let shape = &asked.shape;
        let item = shape
            .down
            .items
            .iter()
            .position(|item| shape.down.dimension.is_none() || code(shape.down.id()) == Some(&*item.code))?;
        let column =
            shape.columns.iter().position(|column| shape.codes(column).all(|(id, own)| code(id) == Some(own)))?;
        let (row, column) = (*sheet.rows.get(item)?, *sheet.columns.get(column)?);
        Some(Place::new(sheet.file.clone(), At::Sheet { sheet: sheet.name.clone(), row, column }))
    }
}

impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Places({} sheets)", self.sheets.len())
    }
}
