use super::{Day, Frequency, day::check_year};
use crate::error::{Error, Result, Safe, codes};
use std::fmt;

/// A first and a last day, both included, with a frequency.
///
/// Two periods are equal when their days and their frequency are; [`Period::same_days`] asks for the days alone. They are
/// ordered by first day, last day and frequency.
///
/// # Sources
/// SDMX 3.0 section 6, time formats; ISO 8601 weeks.
///
/// # Example
/// ```
/// use dsm_core::time::Period;
/// let (year, week) = (Period::year(2025)?, Period::week(2025, 1)?);
/// assert_eq!((week.first().to_string(), week.days()), ("2024-12-30".to_owned(), 7));
/// // The label says 2025; the days do not: the week is not a part of the year.
/// assert!(year.overlaps(&week) && !year.contains(&week));
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: Day,
    last: Day,
    frequency: Frequency,
}

impl Period {
    /// The period from a first to a last day. Its frequency is [`Frequency::Other`], whatever the days are: nothing was declared.
    ///
    /// # Errors
    /// `TIM-003` where the last day is before the first.
    pub fn new(first: Day, last: Day) -> Result<Self> {
        if last < first {
            return Err(Error::new(codes::tim::LAST_BEFORE_FIRST));
        }
        Ok(Self { first, last, frequency: Frequency::Other })
    }

    /// The calendar period that has exactly these days — year, half-year, quarter, month, ISO week, day — or else the span of
    /// days as [`Period::new`] makes it.
    ///
    /// # Errors
    /// `TIM-003` where the last day is before the first.
    pub fn of_days(first: Day, last: Day) -> Result<Self> {
        let plain = Self::new(first, last)?;
        let declared = Frequency::ALL.into_iter().filter_map(|frequency| Self::starting(first, frequency).ok());
        Ok(declared.into_iter().find(|period| period.last == last && period.is_calendar()).unwrap_or(plain))
    }

    /// The calendar year.
    ///
    /// # Errors
    /// `TIM-005` where the year is not in 1–9999.
    pub fn year(year: i16) -> Result<Self> {
        Self::starting(Day::new(year, 1, 1)?, Frequency::Annual)
    }

    /// The twelve months that begin with the given month of the given year, such as a fiscal year.
    ///
    /// The year is the one in which it begins: the fiscal year 2024 of the United States is `fiscal_year(2023, 10)`.
    ///
    /// # Errors
    /// `TIM-005` where a year is not in 1–9999; `TIM-008` where there is no such month.
    pub fn fiscal_year(year: i16, first_month: u8) -> Result<Self> {
        Self::starting(Self::month_first(year, first_month)?, Frequency::Annual)
    }

    /// The half of a calendar year, 1 or 2.
    ///
    /// # Errors
    /// `TIM-005` where the year is not in 1–9999; `TIM-008` where there is no such half-year.
    pub fn half_year(year: i16, half: u8) -> Result<Self> {
        Self::part(year, half, 6, Frequency::HalfYear)
    }

    /// The quarter of a calendar year, 1 to 4.
    ///
    /// # Errors
    /// `TIM-005` where the year is not in 1–9999; `TIM-008` where there is no such quarter.
    pub fn quarter(year: i16, quarter: u8) -> Result<Self> {
        Self::part(year, quarter, 3, Frequency::Quarter)
    }

    /// The month of a calendar year, 1 to 12.
    ///
    /// # Errors
    /// `TIM-005` where the year is not in 1–9999; `TIM-008` where there is no such month.
    pub fn month(year: i16, month: u8) -> Result<Self> {
        Self::part(year, month, 1, Frequency::Month)
    }

    /// The ISO week, Monday to Sunday, by the year of its Thursday. Weeks do not nest in months or years.
    ///
    /// # Errors
    /// `TIM-004` where that year has no such week; `TIM-005` where a day is outside of the years 1–9999.
    pub fn week(iso_year: i16, week: u8) -> Result<Self> {
        let missing =
            || Error::new(codes::tim::WEEK_DOES_NOT_EXIST).with("year", Safe::term(&format!("{iso_year:04}")));
        let fourth = Day::new(iso_year, 1, 4)?;
        let monday = fourth.plus(1 - i32::from(fourth.weekday()) + 7 * (i32::from(week) - 1))?;
        if monday.iso_week() != (iso_year, week) {
            return Err(missing());
        }
        Self::starting(monday, Frequency::Week)
    }

    /// One day.
    #[must_use]
    pub fn day(day: Day) -> Self {
        Self { first: day, last: day, frequency: Frequency::Day }
    }

    /// The period of a frequency that starts on a day, which need not be the start of a calendar period.
    pub(super) fn starting(first: Day, frequency: Frequency) -> Result<Self> {
        let last = match frequency {
            Frequency::Annual => first.last_after_months(12)?,
            Frequency::HalfYear => first.last_after_months(6)?,
            Frequency::Quarter => first.last_after_months(3)?,
            Frequency::Month => first.last_after_months(1)?,
            Frequency::Week => first.plus(6)?,
            Frequency::Day | Frequency::Other => first,
        };
        Ok(Self { first, last, frequency })
    }

    /// The first day of a month of a calendar year.
    pub(super) fn month_first(year: i16, month: u8) -> Result<Day> {
        check_year(i32::from(year))?;
        Day::new(year, month, 1).map_err(|_| Error::new(codes::tim::PART_DOES_NOT_EXIST))
    }

    /// The so-manieth part of a calendar year.
    fn part(year: i16, number: u8, months: u8, frequency: Frequency) -> Result<Self> {
        let month = number.checked_sub(1).and_then(|before| before.checked_mul(months)).and_then(|m| m.checked_add(1));
        Self::starting(Self::month_first(year, month.unwrap_or(0))?, frequency)
    }

    /// The first day.
    #[must_use]
    pub fn first(&self) -> Day {
        self.first
    }

    /// The last day.
    #[must_use]
    pub fn last(&self) -> Day {
        self.last
    }

    /// The frequency that was declared for it.
    #[must_use]
    pub fn frequency(&self) -> Frequency {
        self.frequency
    }

    /// How many days it has, at least one.
    #[must_use]
    pub fn days(&self) -> u32 {
        self.first.until(self.last).unsigned_abs() + 1
    }

    /// How many whole months it covers, where it starts with the first day of a month and ends with the last day of one.
    #[must_use]
    pub fn months(&self) -> Option<u32> {
        let whole = self.first.day() == 1 && self.last.ends_month();
        let count = |day: Day| i32::from(day.year()) * 12 + i32::from(day.month());
        whole.then(|| (count(self.last) - count(self.first)).unsigned_abs() + 1)
    }

    /// The calendar year in which it ends, which is the year that must be closed before its figures are final.
    #[must_use]
    pub fn calendar_year(&self) -> i16 {
        self.last.year()
    }

    /// Whether it is the calendar's own period of its frequency: it starts where such periods start.
    pub(super) fn is_calendar(&self) -> bool {
        let month = self.first.month() - 1;
        match self.frequency {
            Frequency::Annual => self.first.day() == 1 && month == 0,
            Frequency::HalfYear => self.first.day() == 1 && month.is_multiple_of(6),
            Frequency::Quarter => self.first.day() == 1 && month.is_multiple_of(3),
            Frequency::Month => self.first.day() == 1,
            Frequency::Week => self.first.weekday() == 1,
            Frequency::Day => true,
            Frequency::Other => false,
        }
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Period({self})")
    }
}
