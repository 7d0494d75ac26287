//! Periods, moments, and how the label of a period is read as a moment.
//!
//! A flow has a [`Period`]: a first and a last day with a [`Frequency`]. A stock has a [`Moment`]. Both are civil: the days of
//! the place that reports, without time zones or daylight saving. Days decide overlap, nesting and adjoining; labels never do,
//! so that ISO week 2025-W01, which begins on 30 December 2024, is not taken for a part of the year 2025.

mod convention;
mod day;
mod frequency;
mod moment;
mod period;
mod relation;
mod season;
mod spelling;
#[cfg(test)]
mod tests;
mod tiling;
pub mod words;

pub use convention::Convention;
pub use day::Day;
pub use frequency::Frequency;
pub use moment::Moment;
pub use period::Period;
pub use tiling::Tiling;

use std::fmt;

/// What stands on the time axis of a table: the period of a flow or the moment of a stock.
///
/// The two never mix in one column: a figure of a period and a figure of a moment answer different questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Time {
    /// A first and a last day: flows, averages, numbers of units that were in a state at any time in it.
    Period(Period),
    /// A moment: stocks.
    Moment(Moment),
}

impl Time {
    /// The period, where it is one.
    #[must_use]
    pub fn period(&self) -> Option<Period> {
        match self {
            Self::Period(period) => Some(*period),
            Self::Moment(_) => None,
        }
    }

    /// The moment, where it is one.
    #[must_use]
    pub fn moment(&self) -> Option<Moment> {
        match self {
            Self::Period(_) => None,
            Self::Moment(moment) => Some(*moment),
        }
    }

    /// The calendar year in which the period ends, or in which the moment lies.
    ///
    /// The end of 31 December is the start of 1 January, and lies in the new year.
    #[must_use]
    pub fn calendar_year(&self) -> i16 {
        match self {
            Self::Period(period) => period.calendar_year(),
            Self::Moment(moment) => moment.day().year(),
        }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Period(period) => period.fmt(f),
            Self::Moment(moment) => moment.fmt(f),
        }
    }
}

impl From<Period> for Time {
    fn from(period: Period) -> Self {
        Self::Period(period)
    }
}

impl From<Moment> for Time {
    fn from(moment: Moment) -> Self {
        Self::Moment(moment)
    }
}
