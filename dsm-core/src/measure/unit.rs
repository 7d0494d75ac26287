use super::words::{RatioForm, word_error};
use crate::error::Result;
use std::{fmt, sync::Arc};

/// What one unit of a figure is.
///
/// Source: handbook box 2.10 and annex 12 ("Data Counting"); semantics cases 1, 2, 16.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unit {
    /// Events or files, each once. A case may hold one or many persons.
    Cases(CaseKind),
    /// Each person in each event, every time (annex 12's "persons"): all rules of cases hold.
    PersonEvents(Arc<str>),
    /// Persons, by how a person is counted.
    Persons(Counted),
    /// Money in a currency and a price basis.
    Amount {
        /// The ISO 4217 code.
        currency: Arc<str>,
        /// `nominal`, or the price basis such as `2020-prices`.
        basis: Arc<str>,
    },
    /// A ratio of two figures. It is never added or averaged.
    Ratio(RatioForm),
    /// Persons times time.
    PersonTime(Timespan),
    /// Nobody has said yet what is counted: whatever needs the unit is refused.
    Unstated,
}

/// A kind of case and how many persons one case may hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CaseKind {
    /// The id of the kind, such as `application`, `crossing`, `permit`.
    pub id: Arc<str>,
    /// How many persons one case holds.
    pub persons: PersonsPerCase,
}

/// How many persons one case holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PersonsPerCase {
    /// Exactly one: a crossing, an entry card, an individual decision.
    One,
    /// One or more: a family's application, a vehicle.
    Many,
}

/// How a person is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// Each person once in the cell and period.
    Distinct,
    /// An event that a person can have at most once: a first application, birth, naturalization.
    Once,
    /// The source says "persons" only: every answer is the weakest of the possible ones, with finding `SEM-001`.
    Unstated,
}

/// The time in person-time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Timespan {
    /// Days.
    Days,
    /// Years of 365.25 days.
    Years,
}

impl Unit {
    /// Cases of a kind that hold one person each.
    #[must_use]
    pub fn single_cases(kind: &str) -> Self {
        Self::Cases(CaseKind { id: Arc::from(kind), persons: PersonsPerCase::One })
    }

    /// Cases of a kind that may hold several persons.
    #[must_use]
    pub fn family_cases(kind: &str) -> Self {
        Self::Cases(CaseKind { id: Arc::from(kind), persons: PersonsPerCase::Many })
    }

    /// Each person in each event of a kind.
    #[must_use]
    pub fn person_events(kind: &str) -> Self {
        Self::PersonEvents(Arc::from(kind))
    }

    /// Reads a unit: `cases:application:many`, `person-events:crossing`, `persons-distinct`, `amount:EUR:nominal`,
    /// `ratio:share`, `person-days`, `unstated` …
    ///
    /// # Errors
    /// `MEA-001` when it is none of these.
    pub fn parse(text: &str) -> Result<Self> {
        let parts: Vec<&str> = text.split(':').collect();
        let id = |s: &str| {
            !s.is_empty() && s.len() <= 48 && s.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        };
        Ok(match *parts.as_slice() {
            ["cases", kind, "one"] if id(kind) => Self::single_cases(kind),
            ["cases", kind, "many"] if id(kind) => Self::family_cases(kind),
            ["person-events", kind] if id(kind) => Self::person_events(kind),
            ["persons-distinct"] => Self::Persons(Counted::Distinct),
            ["persons-once"] => Self::Persons(Counted::Once),
            ["persons-unstated"] => Self::Persons(Counted::Unstated),
            ["amount", currency, basis] if currency.len() == 3 && id(currency) && id(basis) => {
                Self::Amount { currency: Arc::from(currency), basis: Arc::from(basis) }
            }
            ["ratio", form] => Self::Ratio(RatioForm::parse(form)?),
            ["person-days"] => Self::PersonTime(Timespan::Days),
            ["person-years"] => Self::PersonTime(Timespan::Years),
            ["unstated"] => Self::Unstated,
            _ => return Err(word_error("unit")),
        })
    }

    /// Whether all rules of cases hold: cases and person-events.
    #[must_use]
    pub fn is_of_events(&self) -> bool {
        matches!(self, Self::Cases(_) | Self::PersonEvents(_) | Self::PersonTime(_))
    }

    /// Whether persons are counted.
    #[must_use]
    pub fn is_of_persons(&self) -> bool {
        matches!(self, Self::Persons(_))
    }

    /// Whether every case is one person: what a balance of persons present may rest on.
    #[must_use]
    pub fn is_one_person_each(&self) -> bool {
        matches!(self, Self::Cases(CaseKind { persons: PersonsPerCase::One, .. }) | Self::PersonEvents(_))
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cases(CaseKind { id, persons: PersonsPerCase::One }) => write!(f, "cases:{id}:one"),
            Self::Cases(CaseKind { id, persons: PersonsPerCase::Many }) => write!(f, "cases:{id}:many"),
            Self::PersonEvents(kind) => write!(f, "person-events:{kind}"),
            Self::Persons(Counted::Distinct) => f.write_str("persons-distinct"),
            Self::Persons(Counted::Once) => f.write_str("persons-once"),
            Self::Persons(Counted::Unstated) => f.write_str("persons-unstated"),
            Self::Amount { currency, basis } => write!(f, "amount:{currency}:{basis}"),
            Self::Ratio(form) => write!(f, "ratio:{form}"),
            Self::PersonTime(Timespan::Days) => f.write_str("person-days"),
            Self::PersonTime(Timespan::Years) => f.write_str("person-years"),
            Self::Unstated => f.write_str("unstated"),
        }
    }
}
