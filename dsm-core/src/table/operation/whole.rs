use super::super::{Axis, AxisKind, Table};
use super::nature::Nature;
use crate::measure::Temporality;

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
        let (nature, measure) = (Nature::of(self.measure()), self.measure());
        let overlapping = if measure.is_signed() { Whole::Unrelated } else { Whole::AtLeastEach };
        match axis.kind() {
            _ if nature == Nature::Ratio => Whole::Unrelated,
            AxisKind::Reporter => Whole::Unrelated,
            AxisKind::Category(_) if nature.exclusive(axis) => Whole::Sum,
            AxisKind::Category(_) => overlapping,
            // Of what nobody stated a reader will try the sum.
            AxisKind::Time if measure.additive_over_periods() => Whole::Sum,
            AxisKind::Time if nature == Nature::Unstated && measure.temporality() == Temporality::Flow => Whole::Sum,
            AxisKind::Time if nature.coincides_between_periods() => overlapping,
            AxisKind::Time => Whole::Unrelated,
        }
    }
}
