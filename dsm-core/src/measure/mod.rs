//! What a number counts: unit, temporality, level, type, role, time basis and concept.
//!
//! A figure without these is a number; with them it knows what may be done to it. The table of operations
//! (`spec/operations.toml`) is asked for every operation before a figure is touched.
//!
//! Source: handbook boxes 2.9 and 2.10, annexes 5 and 12; semantics cases 1–16.

mod assumption;
mod column;
mod concept;
mod making;
mod membership;
mod operations;
mod population;
mod spoken;
mod unit;
mod words;
#[cfg(test)]
mod tests;

pub use assumption::{Assume, Assumption, AssumptionName};
pub use concept::{Concept, Duration, DurationKind};
pub use making::Making;
pub use membership::Membership;
pub use operations::{Column, Operation, Verdict, verdict};
pub use population::Difference;
pub use spoken::counted;
pub use unit::{CaseKind, Counted, PersonsPerCase, Timespan, Unit};
pub use words::{ApplicationType, Basis, Level, RatioForm, Role, Temporality};

use crate::error::{Error, Result};

/// What the figures of a table count and when.
///
/// # Units
/// The unit (persons or cases), the temporality (stock or flow), and for decisions and applications the level of the
/// deciding body, the type of application and the role in the case.
///
/// # Example
/// ```
/// use dsm_core::measure::{Counted, Measure, Temporality, Unit};
/// let applicants = Measure::new(Unit::Persons(Counted::Distinct), Temporality::Flow);
/// assert_eq!(applicants.to_string(), "persons-distinct flow");
/// // Months of distinct persons do not add up to the year: a table of this measure answers with bounds.
/// assert!(!applicants.additive_over_periods());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Measure {
    unit: Unit,
    temporality: Temporality,
    level: Level,
    application_type: ApplicationType,
    role: Role,
    basis: Basis,
}

impl Measure {
    /// A measure of a unit and a temporality; level and type do not apply, all roles, calendar basis.
    #[must_use]
    pub fn new(unit: Unit, temporality: Temporality) -> Self {
        let (level, application_type) = (Level::NotApplicable, ApplicationType::NotApplicable);
        Self { unit, temporality, level, application_type, role: Role::All, basis: Basis::Calendar }
    }

    /// Reads a unit and a temporality as they are written in files, such as `cases:application:many` and `flow`.
    ///
    /// # Errors
    /// `MEA-001` when a word is not one of the known ones.
    pub fn parse(unit: &str, temporality: &str) -> Result<Self> {
        Ok(Self::new(Unit::parse(unit)?, Temporality::parse(temporality)?))
    }

    /// Sets the level of the deciding body.
    #[must_use]
    pub fn level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// Sets the type of application.
    #[must_use]
    pub fn application_type(mut self, application_type: ApplicationType) -> Self {
        self.application_type = application_type;
        self
    }

    /// Sets the role in the case.
    #[must_use]
    pub fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// Sets the time basis.
    #[must_use]
    pub fn basis(mut self, basis: Basis) -> Self {
        self.basis = basis;
        self
    }

    /// The same measure in another unit.
    #[must_use]
    pub fn in_unit(&self, unit: Unit) -> Self {
        Self { unit, ..self.clone() }
    }

    /// The same measure of another temporality.
    #[must_use]
    pub fn as_temporality(&self, temporality: Temporality) -> Self {
        Self { temporality, ..self.clone() }
    }

    /// What is counted.
    #[must_use]
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// Stock, flow or one of the others.
    #[must_use]
    pub fn temporality(&self) -> Temporality {
        self.temporality
    }

    /// The level of the deciding body.
    #[must_use]
    pub fn level_of_decision(&self) -> Level {
        self.level
    }

    /// The type of application.
    #[must_use]
    pub fn type_of_application(&self) -> ApplicationType {
        self.application_type
    }

    /// The role in the case.
    #[must_use]
    pub fn role_in_case(&self) -> Role {
        self.role
    }

    /// Calendar or cohort.
    #[must_use]
    pub fn time_basis(&self) -> Basis {
        self.basis
    }

    /// Whether figures must be whole and not negative (observed counts).
    #[must_use]
    pub fn is_count(&self) -> bool {
        let counted = matches!(self.unit, Unit::Cases(_) | Unit::PersonEvents(_) | Unit::Persons(_));
        counted && matches!(self.temporality, Temporality::Flow | Temporality::Stock | Temporality::During)
    }

    /// Whether a figure may be below zero.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        let signed = matches!(self.temporality, Temporality::Change | Temporality::Net);
        signed || matches!(self.unit, Unit::Amount { .. } | Unit::Ratio(_) | Unit::Unstated)
    }

    /// Whether figures of disjoint periods add up exactly to those of the whole span.
    #[must_use]
    pub fn additive_over_periods(&self) -> bool {
        let unit = matches!(
            self.unit,
            Unit::Cases(_)
                | Unit::PersonEvents(_)
                | Unit::Persons(Counted::Once)
                | Unit::Amount { .. }
                | Unit::PersonTime(_)
        );
        match self.temporality {
            Temporality::Flow => unit,
            Temporality::Change | Temporality::Net => !matches!(self.unit, Unit::Ratio(_) | Unit::Unstated),
            Temporality::Average | Temporality::During | Temporality::Stock => false,
        }
    }
}

/// Reads what a measure is written as: unit and temporality, then what does not go without saying.
///
/// ```
/// use dsm_core::measure::Measure;
/// let measure: Measure = "cases:decision:one flow level=first cohort:after:12".parse()?;
/// assert_eq!(measure.to_string(), "cases:decision:one flow level=first cohort:after:12");
/// assert_eq!("persons flow".parse::<Measure>().unwrap_err().code().id(), "MEA-001");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
impl std::str::FromStr for Measure {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let mut words = text.split_whitespace();
        let mut next = || words.next().unwrap_or("");
        let measure = Self::parse(next(), next())?;
        words.try_fold(measure, |measure, word| {
            Ok(match word.split_once('=') {
                Some(("level", word)) => measure.level(Level::parse(word)?),
                Some(("type", word)) => measure.application_type(ApplicationType::parse(word)?),
                Some(("role", word)) => measure.role(Role::parse(word)?),
                _ => measure.basis(Basis::parse(word)?),
            })
        })
    }
}

impl std::fmt::Display for Measure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.unit, self.temporality)?;
        if self.level != Level::NotApplicable {
            write!(f, " level={}", self.level)?;
        }
        if self.application_type != ApplicationType::NotApplicable {
            write!(f, " type={}", self.application_type)?;
        }
        if self.role != Role::All {
            write!(f, " role={}", self.role)?;
        }
        if self.basis != Basis::Calendar {
            write!(f, " {}", self.basis)?;
        }
        Ok(())
    }
}
