use crate::{
    error::Safe,
    table::{Absence, Absent, Cell, Figure},
};
use rust_decimal::Decimal;

/// Why a figure is not known exactly, the weightiest reason last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doubt {
    Inexact,
    Estimate,
    Missing,
    Suppressed,
}

impl Doubt {
    pub(super) fn word(self) -> Safe {
        match self {
            Self::Inexact => Safe::word("a figure is inexact"),
            Self::Estimate => Safe::word("a figure is a sample estimate"),
            Self::Missing => Safe::word("a figure is missing"),
            Self::Suppressed => Safe::word("a figure is suppressed"),
        }
    }
}

/// What is surely known of a figure: it lies between the two, a bound that is not there is infinite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) low: Option<Decimal>,
    pub(super) high: Option<Decimal>,
    pub(super) doubt: Option<Doubt>,
}

impl Range {
    pub(super) const ZERO: Self = Self { low: Some(Decimal::ZERO), high: Some(Decimal::ZERO), doubt: None };

    /// Nothing is known but that a count is not below zero.
    fn unknown(doubt: Doubt, signed: bool) -> Self {
        Self { low: (!signed).then_some(Decimal::ZERO), high: None, doubt: Some(doubt) }
    }

    /// What a cell says. A cell that makes no sense holds nobody.
    pub(super) fn of(cell: Cell, signed: bool) -> Self {
        match cell {
            Cell::Figure(Figure::Exact(value)) => Self { low: Some(value), high: Some(value), doubt: None },
            Cell::Figure(Figure::Estimate { .. }) => Self::unknown(Doubt::Estimate, signed),
            Cell::Figure(figure) => Self { low: figure.low(), high: figure.high(), doubt: Some(Doubt::Inexact) },
            Cell::Missing(Absence::NotApplicable) => Self::ZERO,
            Cell::Missing(Absence::NotCollected | Absence::NotDelivered) => Self::unknown(Doubt::Missing, signed),
            Cell::Masked(_) => Self::unknown(Doubt::Suppressed, signed),
        }
    }

    /// What a key that is not there says.
    pub(super) fn absent(absent: Absent, making: Option<(Decimal, Decimal)>, signed: bool) -> Self {
        match (absent, making) {
            (_, Some((low, high))) => Self { low: Some(low), high: Some(high), doubt: Some(Doubt::Inexact) },
            (Absent::Zero, None) => Self::ZERO,
            (Absent::Missing, None) => Self::unknown(Doubt::Missing, signed),
        }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        let add = |a: Option<Decimal>, b: Option<Decimal>| a?.checked_add(b?);
        Self { low: add(self.low, other.low), high: add(self.high, other.high), doubt: self.doubt.max(other.doubt) }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        let less = |a: Option<Decimal>, b: Option<Decimal>| a?.checked_sub(b?);
        Self { low: less(self.low, other.high), high: less(self.high, other.low), doubt: self.doubt.max(other.doubt) }
    }

    /// Whether this is surely above the other; none when that is not known.
    pub(super) fn above(self, other: Self) -> Option<bool> {
        if self.low.zip(other.high).is_some_and(|(low, high)| low > high) {
            return Some(true);
        }
        let surely_not = self.high.zip(other.low).is_some_and(|(high, low)| high <= low);
        surely_not.then_some(false)
    }
}

impl std::fmt::Display for Range {
    /// As in files, for evidence: `12`, `10..20`, `10..`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bound = |bound: Option<Decimal>| bound.map(|value| value.to_string()).unwrap_or_default();
        if self.low.is_some() && self.low == self.high {
            return f.write_str(&bound(self.low));
        }
        write!(f, "{}..{}", bound(self.low), bound(self.high))
    }
}
