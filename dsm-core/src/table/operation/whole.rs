use super::super::{Axis, AxisKind, Table};
use super::nature::Nature;
use crate::measure::{Measure, Temporality};

/// What the parts of an axis say of their whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whole {
    /// The whole is the sum of all its parts.
    Sum,
    /// No part is more than the whole, and the whole is not more than all its parts together.
    AtLeastEach,
    /// Nothing.
    Unrelated,
}

impl Table {
    /// What the parts of an axis say of their whole: the same answer on which a sum over the axis rests.
    pub(crate) fn whole_over(&self, axis: &Axis) -> Whole {
        Whole::of(self.measure(), axis)
    }
}

impl Whole {
    /// What the parts of an axis of figures of a measure say of their whole.
    pub(crate) fn of(measure: &Measure, axis: &Axis) -> Self {
        let nature = Nature::of(measure);
        let overlapping = if measure.is_signed() { Self::Unrelated } else { Self::AtLeastEach };
        match axis.kind() {
            _ if nature == Nature::Ratio => Self::Unrelated,
            AxisKind::Reporter => Self::Unrelated,
            AxisKind::Category(_) if nature.exclusive(axis) => Self::Sum,
            AxisKind::Category(_) => overlapping,
            // Of what nobody stated a reader will try the sum.
            AxisKind::Time if measure.additive_over_periods() => Self::Sum,
            AxisKind::Time if nature == Nature::Unstated && measure.temporality() == Temporality::Flow => Self::Sum,
            AxisKind::Time if nature.coincides_between_periods() => overlapping,
            AxisKind::Time => Self::Unrelated,
        }
    }
}
