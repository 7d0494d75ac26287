use super::specification::{CONFIDENTIALITY, INDICATOR, REPORTER, STATUS, Specification, TIME, UNIT, VALUE};
use crate::{
    code::{CodeId, CodeList, Mapping, Scheme},
    error::{Error, Place, Result, Safe, codes::trl},
    source::{Header, Row},
};
use std::{collections::BTreeMap, sync::Arc};

/// Where the values of an id stand: in a column, or the same for the whole file.
#[derive(Clone, Debug)]
pub(super) enum Given {
    Column(usize),
    Stated(Arc<str>),
}

impl Given {
    pub(super) fn text<'a>(&'a self, row: &Row<'a>) -> &'a str {
        match self {
            Self::Column(column) => row.text(*column),
            Self::Stated(value) => value,
        }
    }

    pub(super) fn place(&self, row: &Row<'_>) -> Place {
        row.place(match self {
            Self::Column(column) => *column,
            Self::Stated(_) => 0,
        })
    }
}

/// A specification held against the columns of a file.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) indicator: Given,
    pub(super) reporter: Given,
    pub(super) unit: Option<Given>,
    pub(super) time: Given,
    pub(super) value: usize,
    pub(super) status: Option<usize>,
    pub(super) dimensions: BTreeMap<Arc<str>, Given>,
    /// Columns that nothing says what they are for.
    pub(super) unused: Vec<usize>,
    reporters: CodeList,
    mappings: BTreeMap<Arc<str>, Mapping>,
}

impl Plan {
    /// `known` are the ids of the dimensions of all indicators.
    pub(super) fn new(specification: &Specification, header: &Header, known: &[Arc<str>]) -> Result<Self> {
        let given = |id: &str| {
            let stated = specification.stated.get(id).cloned().map(Given::Stated);
            stated.or_else(|| header.find(specification.column_of(id)).map(Given::Column))
        };
        let need = |id: &str| given(id).ok_or_else(|| Error::new(trl::NOTHING_STATES).with("axis", Safe::term(id)));
        let value = header.need(specification.column_of(VALUE))?;
        let status = header.find(specification.column_of(STATUS));
        let dimensions = known.iter().filter_map(|id| Some((id.clone(), given(id)?))).collect();
        let mut plan = Self {
            indicator: need(INDICATOR)?,
            reporter: need(REPORTER)?,
            unit: given(UNIT),
            time: need(TIME)?,
            value,
            status,
            dimensions,
            unused: Vec::new(),
            reporters: CodeList::in_scheme("COUNTRY", Scheme::Iso3166Alpha2)?,
            mappings: specification.mappings.clone(),
        };
        let ids = [INDICATOR, REPORTER, TIME, UNIT, VALUE, STATUS, CONFIDENTIALITY].into_iter();
        let ids = ids.chain(known.iter().map(|id| &**id));
        let used: Vec<usize> = ids.filter_map(|id| header.find(specification.column_of(id))).collect();
        plan.unused = (0..header.len()).filter(|column| !used.contains(column)).collect();
        Ok(plan)
    }

    /// The reporting country, by its two letters.
    pub(super) fn reporter(&self, text: &str) -> Result<Arc<str>> {
        self.code(REPORTER, text, &self.reporters)
    }

    /// The code of a dimension, as the list of the dimension has it.
    pub(super) fn code(&self, id: &str, text: &str, list: &CodeList) -> Result<Arc<str>> {
        let mapped = match self.mappings.get(id) {
            Some(mapping) => mapping.map(text)?.as_str(),
            None => text,
        };
        list.find(mapped).map(|entry| CodeId::clone(entry.id()).into())
    }
}
