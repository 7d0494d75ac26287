use crate::{
    error::{Error, Result, codes},
    time::{Day, Period},
};
use std::fmt;

/// How long after the end of a period its figures are due, as ISO 8601 writes it: `P3M`, `P45D`.
///
/// Source: handbook annex 11 paragraph 23; ESMS chapter 14.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timeliness {
    /// So many days.
    Days(u16),
    /// So many months.
    Months(u16),
}

impl Timeliness {
    /// Reads `P3M` or `P45D`.
    ///
    /// # Errors
    /// `CAT-007` for any other text.
    pub fn parse(text: &str) -> Result<Self> {
        let unreadable = || Error::new(codes::cat::TIMELINESS_UNREADABLE);
        let rest = text.strip_prefix('P').ok_or_else(unreadable)?;
        let number = |digits: &str| match digits.bytes().all(|byte| byte.is_ascii_digit()) {
            true => digits.parse::<u16>().map_err(|_| unreadable()),
            false => Err(unreadable()),
        };
        match (rest.strip_suffix('M'), rest.strip_suffix('D')) {
            (Some(months), _) => number(months).map(Self::Months),
            (_, Some(days)) => number(days).map(Self::Days),
            _ => Err(unreadable()),
        }
    }

    /// The last day on which the figures of a period are in time.
    ///
    /// ```
    /// use dsm_core::{catalogue::Timeliness, time::Period};
    /// let due = Timeliness::parse("P3M")?;
    /// assert_eq!(due.due(&Period::parse("2025")?)?.to_string(), "2026-03-31");
    /// assert!(Timeliness::parse("three months").is_err());
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// `TIM-002` where that day is outside the years that DSM knows.
    pub fn due(self, period: &Period) -> Result<Day> {
        let last = period.last();
        let months = match self {
            Self::Days(days) => return last.plus(i32::from(days)),
            Self::Months(months) => i32::from(months),
        };
        // From the first day after the period, so that the ends of months stay ends of months.
        let next = last.plus(1)?;
        let count = i32::from(next.year()) * 12 + i32::from(next.month()) - 1 + months;
        let year = i16::try_from(count.div_euclid(12)).unwrap_or(i16::MAX);
        let month = u8::try_from(count.rem_euclid(12) + 1).unwrap_or(1);
        let at = |day: u8| Day::new(year, month, day);
        match at(next.day()) {
            Ok(day) => day.plus(-1),
            // The month has no such day: its last one.
            Err(error) => (28..next.day()).rev().find_map(|day| at(day).ok()).ok_or(error),
        }
    }
}

impl fmt::Display for Timeliness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(days) => write!(f, "P{days}D"),
            Self::Months(months) => write!(f, "P{months}M"),
        }
    }
}
