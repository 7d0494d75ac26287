use super::super::{Axis, Membership};
use crate::measure::{Counted, Measure, Temporality, Unit};

/// The column of the operation table that a measure falls into, with the two that semantics adds (`during`, unstated).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// Flows of cases, person-events, person-time.
    Events,
    /// Flows of distinct persons; of persons unstated, the weakest of the answers.
    Distinct,
    /// Flows of persons of an event that happens once.
    Once,
    /// Persons at a moment, or their average.
    StockPersons,
    /// Cases at a moment, or their average.
    StockCases,
    /// Persons in a state at any time in a period.
    DuringPersons,
    /// Cases in a state at any time in a period.
    DuringCases,
    /// Changes and nets.
    Signed,
    /// Money of a period.
    AmountFlow,
    /// Money at a moment.
    AmountStock,
    /// Ratios.
    Ratio,
    /// Nobody has said what is counted.
    Unstated,
}

impl Nature {
    pub(super) fn of(measure: &Measure) -> Self {
        let persons = measure.unit().is_of_persons();
        match (measure.unit(), measure.temporality()) {
            (Unit::Unstated, _) => Self::Unstated,
            (Unit::Ratio(_), _) => Self::Ratio,
            (Unit::Amount { .. }, Temporality::Stock | Temporality::Average) => Self::AmountStock,
            (Unit::Amount { .. }, _) => Self::AmountFlow,
            (_, Temporality::Change | Temporality::Net) => Self::Signed,
            (_, Temporality::During) if persons => Self::DuringPersons,
            (_, Temporality::During) => Self::DuringCases,
            (_, Temporality::Stock | Temporality::Average) if persons => Self::StockPersons,
            (_, Temporality::Stock | Temporality::Average) => Self::StockCases,
            (Unit::Persons(Counted::Once), _) => Self::Once,
            (Unit::Persons(_), _) => Self::Distinct,
            _ => Self::Events,
        }
    }

    /// Whether a person may be behind several cells of different reporters, so that these do not add.
    pub(super) fn coincides_between_reporters(self) -> bool {
        matches!(self, Self::Distinct | Self::Once | Self::StockPersons | Self::DuringPersons)
    }

    /// Whether a unit may be behind several cells of different periods.
    pub(super) fn coincides_between_periods(self) -> bool {
        matches!(self, Self::Distinct | Self::DuringPersons | Self::DuringCases)
    }

    /// Whether each unit has one code of the axis within one period or moment.
    pub(super) fn exclusive(self, axis: &Axis) -> bool {
        let membership = axis.declared().map_or(Membership::Overlapping, |c| c.membership);
        match self {
            Self::Distinct | Self::DuringPersons | Self::DuringCases => {
                matches!(membership, Membership::Fixed | Membership::Pinned)
            }
            _ => membership != Membership::Overlapping,
        }
    }

    /// Whether these are persons, so that the unit coincides rather than the record.
    pub(super) fn of_persons(self) -> bool {
        matches!(self, Self::Distinct | Self::Once | Self::StockPersons | Self::DuringPersons)
    }

    pub(super) fn is_stock(self) -> bool {
        matches!(self, Self::StockPersons | Self::StockCases | Self::AmountStock)
    }
}
