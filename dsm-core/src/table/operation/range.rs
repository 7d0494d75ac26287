use super::super::{Cell, Figure, Mask};
use crate::error::{Error, Result, codes};
use rust_decimal::Decimal;

/// Where a figure surely lies; no upper bound where `high` is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) low: Decimal,
    pub(super) high: Option<Decimal>,
}

/// What a cell gives to arithmetic.
#[derive(Clone, Copy, Debug)]
pub(super) enum Given {
    /// A certain range; a suppressed figure that cannot be negative is anything from zero on.
    Range(Range),
    /// A suppressed figure that may lie on either side of zero: it bounds nothing.
    Anything,
    /// A sample estimate with its standard error.
    Estimate(Decimal, Decimal),
    /// Nothing.
    Nothing,
}

impl Given {
    /// What a cell gives where figures may, or may not, lie below zero.
    pub(super) fn of(cell: Cell, may_be_negative: bool) -> Self {
        match cell {
            Cell::Figure(Figure::Estimate { value, standard_error }) => Self::Estimate(value, standard_error),
            Cell::Figure(figure) => Self::Range(Range { low: figure.low().unwrap_or_default(), high: figure.high() }),
            Cell::Masked(Mask::Suppressed) if may_be_negative => Self::Anything,
            Cell::Masked(Mask::Suppressed) => Self::Range(Range { low: Decimal::ZERO, high: None }),
            Cell::Missing(_) => Self::Nothing,
        }
    }
}

/// The error of a figure beyond 28 digits.
pub(super) fn large() -> Error {
    Error::new(codes::tab::FIGURE_TOO_LARGE)
}

impl Range {
    pub(super) fn point(value: Decimal) -> Self {
        Self { low: value, high: Some(value) }
    }

    pub(super) fn exact(&self) -> Option<Decimal> {
        self.high.filter(|h| *h == self.low)
    }

    pub(super) fn cell(self) -> Cell {
        Cell::Figure(Figure::interval(self.low, self.high))
    }

    pub(super) fn plus(self, other: Self) -> Result<Self> {
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.checked_add(b).ok_or_else(large)?),
            _ => None,
        };
        Ok(Self { low: self.low.checked_add(other.low).ok_or_else(large)?, high })
    }

    /// The difference; none where it has no lower bound.
    pub(super) fn minus(self, other: Self) -> Result<Option<Self>> {
        let Some(most) = other.high else { return Ok(None) };
        let high = self.high.map(|h| h.checked_sub(other.low).ok_or_else(large)).transpose()?;
        Ok(Some(Self { low: self.low.checked_sub(most).ok_or_else(large)?, high }))
    }

    /// The difference of counts of which one is part of the other: never below zero; none where that is impossible.
    pub(super) fn rest(self, part: Self) -> Result<Option<Self>> {
        let high = self.high.map(|h| h.checked_sub(part.low).ok_or_else(large)).transpose()?;
        let low =
            part.high.map_or(Ok(Decimal::ZERO), |p| self.low.checked_sub(p).ok_or_else(large))?.max(Decimal::ZERO);
        Ok(high.is_none_or(|h| h >= low).then_some(Self { low, high }))
    }

    /// Multiplied by a factor that is not negative.
    pub(super) fn times(self, factor: Decimal) -> Result<Self> {
        let by = |v: Decimal| v.checked_mul(factor).ok_or_else(large);
        Ok(Self { low: by(self.low)?, high: self.high.map(by).transpose()? })
    }

    /// Divided by a factor above zero.
    pub(super) fn over_factor(self, factor: Decimal) -> Result<Self> {
        let by = |v: Decimal| v.checked_div(factor).ok_or_else(large);
        Ok(Self { low: by(self.low)?, high: self.high.map(by).transpose()? })
    }

    /// Divided by a range that is surely above zero (`SEM-018` otherwise); a part of its whole is at most all of it.
    pub(super) fn over(self, whole: Self, part: bool) -> Result<Self> {
        if whole.low <= Decimal::ZERO {
            return Err(Error::new(codes::sem::DENOMINATOR_ZERO));
        }
        let by = |a: Decimal, b: Decimal| a.checked_div(b).ok_or_else(large);
        // Of a range that may be negative the lowest quotient is at the smallest denominator.
        let low = match whole.high {
            Some(most) => by(self.low, if self.low.is_sign_negative() { whole.low } else { most })?,
            None if self.low.is_sign_negative() => by(self.low, whole.low)?,
            None => Decimal::ZERO,
        };
        let high = match self.high {
            Some(h) if !h.is_sign_negative() => Some(by(h, whole.low)?),
            Some(h) => Some(whole.high.map_or(Ok(Decimal::ZERO), |most| by(h, most))?),
            None => None,
        };
        let sure_part =
            part && whole.high.is_none_or(|w| self.low <= w) && (self.exact().is_none() || whole.exact().is_none());
        Ok(Self {
            low,
            high: if sure_part { Some(high.map_or(Decimal::ONE, |h| h.min(Decimal::ONE)).max(low)) } else { high },
        })
    }

    /// Whether this surely is greater.
    pub(super) fn surely_above(self, other: Self) -> bool {
        other.high.is_some_and(|h| self.low > h)
    }

    /// Whether this may be greater.
    pub(super) fn maybe_above(self, other: Self) -> bool {
        self.high.is_none_or(|h| h > other.low)
    }
}
