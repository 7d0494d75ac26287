use super::{
    reading::Reading,
    specification::{CONFIDENTIALITY, INDICATOR, REPORTER, STATUS, Specification, TIME, UNIT, VALUE},
    values::{Values, Which},
};
use crate::{
    code::{CodeList, Scheme},
    error::{Error, Finding, Result, Safe, codes::trl},
    source::{Header, Row},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Where the text of an id stands.
#[derive(Clone, Debug)]
pub(super) enum Given {
    /// In a column of each row.
    Column(usize),
    /// In the name of a column, as the file writes it.
    Titled(Arc<str>),
    /// In the specification, in the codes of DSM.
    Stated(Arc<str>),
}

impl Given {
    pub(super) fn text<'a>(&'a self, row: &Row<'a>) -> &'a str {
        match self {
            Self::Column(column) => row.text(*column),
            Self::Titled(text) | Self::Stated(text) => text,
        }
    }

    /// The column, where the text stands in one.
    pub(super) fn column(&self) -> Option<usize> {
        match self {
            Self::Column(column) => Some(*column),
            Self::Titled(_) | Self::Stated(_) => None,
        }
    }

    /// Whether the text is in the codes of DSM already.
    pub(super) fn is_stated(&self) -> bool {
        matches!(self, Self::Stated(_))
    }
}

/// A column of figures with where everything else of its cells stands.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) value: usize,
    pub(super) status: Option<usize>,
    pub(super) indicator: Given,
    pub(super) unit: Option<Given>,
    pub(super) reporter: Given,
    pub(super) time: Given,
    pub(super) dimensions: BTreeMap<Arc<str>, Given>,
}

/// A specification held against the columns of a file.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) slots: Vec<Slot>,
    /// Columns that nothing says what they are for.
    pub(super) unused: Vec<usize>,
    pub(super) reporters: CodeList,
    pub(super) readings: BTreeMap<Arc<str>, Reading>,
    plain: Reading,
}

impl Plan {
    /// `known` are the ids of the dimensions of all indicators.
    pub(super) fn new(specification: &Specification, header: &Header, known: &[Arc<str>]) -> Result<Self> {
        declared(specification, header)?;
        let mut used = BTreeSet::new();
        let fixed = [INDICATOR, REPORTER, TIME, UNIT, STATUS, CONFIDENTIALITY].into_iter();
        // What is stated for the whole file is not read: a column that says it once more may say something else.
        for id in fixed.chain(known.iter().map(|id| &**id)).filter(|id| !specification.stated.contains_key(*id)) {
            used.extend(header.find(specification.column_of(id)));
        }
        used.extend(specification.ignored.iter().filter_map(|name| header.find(name)));
        let plain = [Values::in_column(specification.column_of(VALUE))];
        let values = if specification.values.is_empty() { &plain[..] } else { &specification.values };
        let mut found = Vec::new();
        for one in values {
            if let Which::Named(name) = &one.which {
                let column = header.need(name)?;
                used.insert(column);
                found.push((column, one));
            }
        }
        for one in values.iter().filter(|one| matches!(one.which, Which::Across(_))) {
            let rest: Vec<usize> = (0..header.len()).filter(|column| !used.contains(column)).collect();
            used.extend(&rest);
            found.extend(rest.into_iter().map(|column| (column, one)));
        }
        let slots = found.into_iter().map(|(column, one)| slot(specification, header, known, column, one));
        Ok(Self {
            slots: slots.collect::<Result<_>>()?,
            unused: (0..header.len()).filter(|column| !used.contains(column)).collect(),
            reporters: CodeList::in_scheme("COUNTRY", Scheme::Iso3166Alpha2)?,
            readings: specification.readings.clone(),
            plain: Reading::default(),
        })
    }

    /// How the texts of an id are read.
    pub(super) fn reading(&self, id: &str) -> &Reading {
        self.readings.get(id).unwrap_or(&self.plain)
    }

    /// The text of an id, or what the word is stated to mean.
    pub(super) fn word<'a>(&'a self, id: &str, given: &'a Given, row: &Row<'a>) -> &'a str {
        let text = given.text(row);
        if given.is_stated() { text } else { self.reading(id).word(text) }
    }
}

/// Refuses a specification that names columns which the file does not have: every one of them is a finding.
fn declared(specification: &Specification, header: &Header) -> Result<()> {
    let figures = specification.values.iter().filter_map(|values| match &values.which {
        Which::Named(name) => Some(name),
        Which::Across(_) => None,
    });
    let named = specification.columns.values().chain(figures).chain(&specification.ignored);
    let missing: BTreeSet<&Arc<str>> = named.filter(|name| header.find(name).is_none()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let rule = trl::COLUMN_NOT_THERE;
    let finding =
        |name: &&Arc<str>| Finding::new(rule).with("count", 1_usize).at(header.place_of_names()).evidence_of(name);
    let error = Error::new(rule).with("count", missing.len()).at(header.place_of_names());
    Err(error.findings_of(missing.iter().map(finding).collect()))
}

/// What is said of the figures in a column.
fn slot(
    specification: &Specification,
    header: &Header,
    known: &[Arc<str>],
    value: usize,
    values: &Values,
) -> Result<Slot> {
    let title = header.names().nth(value).unwrap_or_default();
    let given = |id: &str| {
        let across = matches!(&values.which, Which::Across(axis) if **axis == *id);
        if across {
            return Some(Given::Titled(Arc::from(title)));
        }
        let stated = values.stated.get(id).or_else(|| specification.stated.get(id)).cloned().map(Given::Stated);
        stated.or_else(|| header.find(specification.column_of(id)).map(Given::Column))
    };
    let need = |id: &str| given(id).ok_or_else(|| Error::new(trl::NOTHING_STATES).with("axis", Safe::term(id)));
    Ok(Slot {
        value,
        status: header.find(specification.column_of(STATUS)),
        indicator: need(INDICATOR)?,
        unit: given(UNIT),
        reporter: need(REPORTER)?,
        time: need(TIME)?,
        dimensions: known.iter().filter_map(|id| Some((id.clone(), given(id)?))).collect(),
    })
}
