use super::spelling::digits;
use crate::error::{Error, Result, codes};
use std::fmt;

/// A civil day of the proleptic Gregorian calendar, from 0001-01-01 to 9999-12-31.
///
/// It has no time zone: it is the day as it is written at the place of the event or of the count.
///
/// ```
/// use dsm_core::time::Day;
/// let day = Day::new(2024, 2, 29)?;
/// assert_eq!(day.plus(1)?.to_string(), "2024-03-01");
/// assert_eq!(Day::parse("2023-02-29").unwrap_err().code().id(), "TIM-002");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The first day that can be written: 0001-01-01.
    pub const FIRST: Self = Self(-719_162);
    /// The last day that can be written: 9999-12-31.
    pub const LAST: Self = Self(2_932_896);

    /// The day of a year, month (from 1) and day of the month (from 1).
    ///
    /// # Errors
    /// `TIM-005` where the year is not in 1–9999; `TIM-002` where that month has no such day.
    pub fn new(year: i16, month: u8, day: u8) -> Result<Self> {
        check_year(i32::from(year))?;
        if day == 0 || day > month_length(i32::from(year), i32::from(month)) {
            return Err(Error::new(codes::tim::DAY_DOES_NOT_EXIST));
        }
        Ok(Self(days_from_civil(i32::from(year), i32::from(month), i32::from(day))))
    }

    /// The day so many days after 1970-01-01 (before it, where negative).
    ///
    /// # Errors
    /// `TIM-005` where that is outside of the years 1–9999.
    pub fn from_number(days: i32) -> Result<Self> {
        let day = Self(days);
        if (Self::FIRST..=Self::LAST).contains(&day) { Ok(day) } else { Err(Error::new(codes::tim::YEAR_OUT_OF_RANGE)) }
    }

    /// Reads `2024-01-31`, and nothing else.
    ///
    /// # Errors
    /// `TIM-007` where it is not written like that; `TIM-005` and `TIM-002` as [`Day::new`].
    pub fn parse(text: &str) -> Result<Self> {
        let unreadable = || Error::new(codes::tim::DAY_UNREADABLE);
        let mut parts = text.split('-');
        let mut part = |width| parts.next().and_then(|part| digits(part, width)).ok_or_else(unreadable);
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        if parts.next().is_some() {
            return Err(unreadable());
        }
        let small = |number: u16| u8::try_from(number).map_err(|_| unreadable());
        Self::new(i16::try_from(year).map_err(|_| unreadable())?, small(month)?, small(day)?)
    }

    /// How many days after 1970-01-01.
    #[must_use]
    pub fn number(self) -> i32 {
        self.0
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        i16::try_from(civil(self.0).0).unwrap_or(i16::MAX)
    }

    /// The month, from 1.
    #[must_use]
    pub fn month(self) -> u8 {
        small(civil(self.0).1)
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        small(civil(self.0).2)
    }

    /// The day of the week: 1 is Monday, 7 is Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        small((self.0 + 3).rem_euclid(7) + 1)
    }

    /// The year and number of the ISO week that the day lies in. The year is that of the week's Thursday.
    #[must_use]
    pub fn iso_week(self) -> (i16, u8) {
        let thursday = Self(self.0 + 4 - i32::from(self.weekday()));
        let new_year = days_from_civil(civil(thursday.0).0, 1, 1);
        (thursday.year(), small((thursday.0 - new_year) / 7 + 1))
    }

    /// The day so many days later (earlier, where negative).
    ///
    /// # Errors
    /// `TIM-005` where that is outside of the years 1–9999.
    pub fn plus(self, days: i32) -> Result<Self> {
        self.0.checked_add(days).map_or_else(|| Err(Error::new(codes::tim::YEAR_OUT_OF_RANGE)), Self::from_number)
    }

    /// How many days later the other day is; negative where it is earlier.
    #[must_use]
    pub fn until(self, other: Self) -> i32 {
        other.0 - self.0
    }

    /// Whether it is the last day of its month.
    #[must_use]
    pub fn ends_month(self) -> bool {
        let (year, month, day) = civil(self.0);
        small(day) == month_length(year, month)
    }

    /// The last day of so many months that begin with this day.
    pub(super) fn last_after_months(self, months: i32) -> Result<Self> {
        let (year, month, day) = civil(self.0);
        let count = year * 12 + (month - 1) + months;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
        if small(day) > month_length(year, month) {
            return Err(Error::new(codes::tim::DAY_DOES_NOT_EXIST));
        }
        Self::from_number(days_from_civil(year, month, day) - 1)
    }
}

/// Refuses a year outside of 1–9999.
pub(super) fn check_year(year: i32) -> Result<()> {
    if (1..=9999).contains(&year) { Ok(()) } else { Err(Error::new(codes::tim::YEAR_OUT_OF_RANGE)) }
}

/// The parts of a civil date are below 256 for every day that can be held.
fn small(number: i32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

/// How many days a month has; none where there is no such month.
fn month_length(year: i32, month: i32) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Days since 1970-01-01. Years are counted from March, so that the leap day ends a year; 400 years have 146,097 days.
fn days_from_civil(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let of_cycle = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year.div_euclid(400) * 146_097 + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year - 719_468
}

/// The year, month and day so many days after 1970-01-01.
fn civil(days: i32) -> (i32, i32, i32) {
    let shifted = days + 719_468;
    let of_cycle = shifted.rem_euclid(146_097);
    let year = (of_cycle - of_cycle / 1_460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * year + year / 4 - year / 100);
    let march_month = (5 * of_year + 2) / 153;
    let month = (march_month + 2) % 12 + 1;
    let year = year + shifted.div_euclid(146_097) * 400 + i32::from(month <= 2);
    (year, month, of_year - (153 * march_month + 2) / 5 + 1)
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(self.0);
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Day({self})")
    }
}
