use super::{super::template::Template, grid::Figures};
use crate::{
    catalogue::{Dimension, Identity},
    check,
    code::CodeId,
    error::{At, Collected, Finding, Place},
    table::Table,
    time::Moment,
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
    /// the workbook that it is about.
    #[must_use]
    pub fn checked(&self, tables: &[Translated], now: Moment) -> Vec<Collected> {
        let named: Vec<(&str, &Table)> = tables.iter().map(|one| (&*one.indicator, &one.table)).collect();
        let mut all = Vec::with_capacity(tables.len());
        for one in tables {
            let found = check::check(&one.table, now).into_findings();
            all.push(found.into_iter().map(|finding| self.located(finding)).collect::<Collected>());
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

    /// A finding about a cell of one of the tables, at the cell of the workbook that its figure stands in.
    #[must_use]
    pub fn located(&self, finding: Finding) -> Finding {
        let place = match finding.place().map(Place::position) {
            Some(At::Series { key, period: Some(period) }) => self.place(key, period),
            _ => None,
        };
        match place {
            Some(place) => finding.at(place),
            None => finding,
        }
    }

    /// A finding of an identity whose terms are of this indicator, at the cell of the total: what the identity is about is added up there.
    #[must_use]
    pub fn located_of(&self, finding: Finding, identity: &Identity) -> Finding {
        let bound = |id: &str| identity.terms().iter().any(|term| term.codes.contains_key(id));
        let own = identity.terms().iter().all(|term| *term.indicator == *self.template.indicator.id());
        let place = match finding.place().map(Place::position) {
            Some(At::Series { key, period: Some(period) }) if own => key.split_first().and_then(|(reporter, rest)| {
                let mut rest = rest.iter().cloned();
                let code = |id: &str| if bound(id) { Some(Arc::from(CodeId::TOTAL)) } else { rest.next() };
                let codes: Option<Vec<Arc<str>>> =
                    self.template.indicator.dimensions().iter().map(Dimension::id).map(code).collect();
                let mut key = vec![reporter.clone()];
                key.extend(codes?);
                self.place(&key, period)
            }),
            _ => None,
        };
        match place {
            Some(place) => finding.at(place),
            None => finding,
        }
    }

    /// The cell of the reporting State, codes in the order of the dimensions, and a time.
    fn place(&self, key: &[Arc<str>], time: &str) -> Option<Place> {
        let (_, codes) = key.split_first()?;
        let indicator = &self.template.indicator;
        let of_time = |asked: &&super::super::template::Asked| {
            indicator.time(&asked.label).is_ok_and(|own| own.to_string() == time)
        };
        let (asked, sheet) = self.template.asked.iter().zip(&self.sheets).find(|(asked, _)| of_time(asked))?;
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
