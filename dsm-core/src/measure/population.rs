use super::{Concept, Measure};
use std::fmt;

/// What keeps two figures from being of one population.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Difference {
    /// The concept or its version.
    Concept,
    /// The unit.
    Unit,
    /// The temporality.
    Temporality,
    /// The level of decision.
    Level,
    /// The type of application.
    ApplicationType,
    /// The role in the case.
    Role,
    /// Calendar or cohort.
    Basis,
    /// The duration threshold, or whether it is intended or actual.
    Duration,
    /// The concept of residence.
    Residence,
    /// Who is covered.
    Coverage,
    /// The territory.
    Territory,
    /// The classification version.
    Classification,
    /// The source.
    Source,
}

impl Difference {
    /// The word as it stands in files and messages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Concept => "concept",
            Self::Unit => "unit",
            Self::Temporality => "temporality",
            Self::Level => "level",
            Self::ApplicationType => "application-type",
            Self::Role => "role",
            Self::Basis => "basis",
            Self::Duration => "duration",
            Self::Residence => "residence",
            Self::Coverage => "coverage",
            Self::Territory => "territory",
            Self::Classification => "classification",
            Self::Source => "source",
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Measure {
    /// What differs between the measures of two figures.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        let pairs = [
            (Difference::Unit, self.unit != other.unit),
            (Difference::Temporality, self.temporality != other.temporality),
            (Difference::Level, self.level != other.level),
            (Difference::ApplicationType, self.application_type != other.application_type),
            (Difference::Role, self.role != other.role),
            (Difference::Basis, self.basis != other.basis),
        ];
        pairs.into_iter().filter(|(_, differs)| *differs).map(|(d, _)| d).collect()
    }
}

impl Concept {
    /// What differs between the definitions of two figures.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        let pairs = [
            (
                Difference::Concept,
                self.id != other.id || self.version != other.version || self.relative != other.relative,
            ),
            (Difference::Duration, self.duration != other.duration),
            (Difference::Residence, self.residence != other.residence),
            (Difference::Coverage, self.coverage != other.coverage),
            (Difference::Territory, self.territory != other.territory),
            (Difference::Classification, self.classification != other.classification),
            (Difference::Source, self.source != other.source),
        ];
        pairs.into_iter().filter(|(_, differs)| *differs).map(|(d, _)| d).collect()
    }
}
