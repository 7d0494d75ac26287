use crate::declaration::damaged;
use dsm_core::{
    error::{At, Code, Custody, Finding, Place, Result, Safe, codes},
    text::{Label, arguments},
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A finding as it is kept: of the figures of a State, beside them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Note {
    rule: String,
    arguments: Vec<(String, Value)>,
    file: Option<String>,
    at: Option<Spot>,
    evidence: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Value {
    Count(u64),
    Word(String),
    Term(String),
    Terms(Vec<String>),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Spot {
    Whole,
    Line {
        line: u64,
        column: u32,
    },
    Sheet {
        sheet: String,
        row: u32,
        column: u32,
    },
    Element {
        line: u64,
        /// Not kept by a DSM that did not know it.
        #[serde(default, skip_serializing_if = "is_unknown")]
        column: u32,
        path: String,
    },
    Series {
        key: Vec<String>,
        period: Option<String>,
    },
    Row {
        column: String,
        row: u64,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_unknown(column: &u32) -> bool {
    *column == 0
}

impl Note {
    /// Takes away what it quotes.
    pub(crate) fn forget(&mut self) {
        self.evidence = None;
    }

    pub(crate) fn of(finding: &Finding) -> Self {
        let evidence = finding.evidence().map(|e| e.reveal(&Custody::of_own_bytes()).to_owned());
        Self {
            rule: finding.rule().id().to_owned(),
            arguments: finding.args().iter().map(|(name, value)| (name.to_owned(), Value::of(value))).collect(),
            file: finding.place().map(|place| place.file().to_owned()),
            at: finding.place().and_then(|place| Spot::of(place.position())),
            evidence,
        }
    }

    pub(crate) fn restored(&self) -> Result<Finding> {
        let rule: Code = codes::ALL.iter().copied().find(|code| code.id() == self.rule).ok_or_else(damaged)?;
        let names = arguments(rule);
        let mut finding = Finding::new(rule);
        for (name, value) in &self.arguments {
            if let Some(known) = names.iter().find(|known| *known == name) {
                finding = finding.with(known, value.restored());
            }
        }
        if let (Some(file), Some(at)) = (&self.file, &self.at) {
            finding = finding.at(Place::new(file.as_str(), at.restored()));
        }
        Ok(match &self.evidence {
            Some(text) => finding.evidence_of(text),
            None => finding,
        })
    }
}

impl Value {
    fn of(value: &Safe) -> Self {
        match (value.as_count(), value.as_word(), value.as_terms()) {
            (Some(count), ..) => Self::Count(count),
            (_, Some(word), _) => Self::Word(word.to_owned()),
            (.., Some(terms)) => Self::Terms(terms.iter().map(ToString::to_string).collect()),
            _ => Self::Term(value.to_string()),
        }
    }

    /// A word that DSM does not have any more is kept as a term.
    fn restored(&self) -> Safe {
        match self {
            Self::Count(count) => Safe::count(*count),
            Self::Word(word) => Label::named(word)
                .filter(|l| l.name() == word)
                .map_or_else(|| Safe::term(word), |l| Safe::word(l.name())),
            Self::Term(term) => Safe::term(term),
            Self::Terms(terms) => Safe::terms(terms),
        }
    }
}

impl Spot {
    fn of(at: &At) -> Option<Self> {
        Some(match at {
            At::Whole => Self::Whole,
            At::Line { line, column } => Self::Line { line: *line, column: *column },
            At::Sheet { sheet, row, column } => Self::Sheet { sheet: sheet.to_string(), row: *row, column: *column },
            At::Element { line, column, path } => {
                Self::Element { line: *line, column: *column, path: path.to_string() }
            }
            At::Series { key, period } => Self::Series {
                key: key.iter().map(ToString::to_string).collect(),
                period: period.as_ref().map(ToString::to_string),
            },
            At::Row { column, row } => Self::Row { column: column.to_string(), row: *row },
            _ => return None,
        })
    }

    fn restored(&self) -> At {
        match self {
            Self::Whole => At::Whole,
            Self::Line { line, column } => At::Line { line: *line, column: *column },
            Self::Sheet { sheet, row, column } => {
                At::Sheet { sheet: Arc::from(sheet.as_str()), row: *row, column: *column }
            }
            Self::Element { line, column, path } => {
                At::Element { line: *line, column: *column, path: Box::from(path.as_str()) }
            }
            Self::Series { key, period } => At::Series {
                key: key.iter().map(|code| Arc::from(code.as_str())).collect(),
                period: period.as_deref().map(Arc::from),
            },
            Self::Row { column, row } => At::Row { column: Arc::from(column.as_str()), row: *row },
        }
    }
}
