use super::{Day, spelling::digits};
use crate::error::{Error, Result, codes};
use std::fmt;

const DAY: i64 = 86_400;

/// A moment of civil time, to the second, at the place that reports: what a stock is counted at.
///
/// The end of 31 December **is** the start of 1 January: two equal moments, not two days.
///
/// ```
/// use dsm_core::time::{Day, Moment};
/// let end = Moment::end_of(Day::parse("2023-12-31")?);
/// assert_eq!(end, Moment::start_of(Day::parse("2024-01-01")?));
/// assert_eq!(end.to_string(), "2024-01-01");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// The first moment that can be written: the start of 0001-01-01.
    pub const FIRST: Self = Self(-719_162 * DAY);
    /// The last moment that can be written: the end of 9999-12-31.
    pub const LAST: Self = Self((2_932_896 + 1) * DAY);

    /// The moment at which a day starts.
    #[must_use]
    pub fn start_of(day: Day) -> Self {
        Self(i64::from(day.number()) * DAY)
    }

    /// The moment at which a day ends, which is the start of the next.
    #[must_use]
    pub fn end_of(day: Day) -> Self {
        Self((i64::from(day.number()) + 1) * DAY)
    }

    /// The moment so many seconds after the start of 1970-01-01, civil time.
    ///
    /// # Errors
    /// `TIM-005` where that is outside of the years 1–9999.
    pub fn from_seconds(seconds: i64) -> Result<Self> {
        let moment = Self(seconds);
        if (Self::FIRST..=Self::LAST).contains(&moment) {
            Ok(moment)
        } else {
            Err(Error::new(codes::tim::YEAR_OUT_OF_RANGE))
        }
    }

    /// How many seconds after the start of 1970-01-01, civil time.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.0
    }

    /// The day that it starts or lies in; the end of 9999-12-31 lies in 9999-12-31, since no later day can be written.
    #[must_use]
    pub fn day(self) -> Day {
        let number = i32::try_from(self.0.div_euclid(DAY)).unwrap_or(i32::MAX);
        Day::from_number(number).unwrap_or(Day::LAST)
    }

    /// Whether it is the start of a day, and so the end of the day before.
    #[must_use]
    pub fn is_day_start(self) -> bool {
        self.0.rem_euclid(DAY) == 0
    }

    /// Reads a day (`2024-01-01`, its start) or a day and an hour (`2024-01-01T12:00`, `2024-01-01T12:00:00`).
    ///
    /// `T24:00` is the end of the day. A time zone is refused: the moment is civil, and the documentation states the zone.
    ///
    /// # Errors
    /// `TIM-006` where it is not written like that; `TIM-005` and `TIM-002` as [`Day::new`].
    pub fn parse(text: &str) -> Result<Self> {
        let unreadable = || Error::new(codes::tim::MOMENT_UNREADABLE);
        let day = |text| {
            let worded = |error: Error| if error.code() == codes::tim::DAY_UNREADABLE { unreadable() } else { error };
            Day::parse(text).map_err(worded)
        };
        let Some((date, clock)) = text.split_once('T') else {
            return Ok(Self::start_of(day(text)?));
        };
        let mut parts = clock.split(':').map(|part| digits(part, 2).map(i64::from));
        let (hour, minute, second) = (parts.next().flatten(), parts.next().flatten(), parts.next().unwrap_or(Some(0)));
        let seconds = match (hour, minute, second, parts.next()) {
            (Some(24), Some(0), Some(0), None) => DAY,
            (Some(hour @ 0..24), Some(minute @ 0..60), Some(second @ 0..60), None) => {
                hour * 3600 + minute * 60 + second
            }
            _ => return Err(unreadable()),
        };
        Ok(Self(Self::start_of(day(date)?).0 + seconds))
    }

    /// Reads up to when the past is asked for: a day means its last second, so that all that was done on it is in; a second
    /// is itself.
    ///
    /// ```
    /// use dsm_core::time::Moment;
    /// assert_eq!(Moment::as_of("2026-03-01")?.to_string(), "2026-03-01T23:59:59");
    /// assert_eq!(Moment::as_of("2026-03-01T12:00")?.to_string(), "2026-03-01T12:00:00");
    /// assert!(Moment::as_of("March").is_err());
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Moment::parse`].
    pub fn as_of(text: &str) -> Result<Self> {
        let moment = Self::parse(text)?;
        Ok(if text.contains('T') { moment } else { Self(moment.0 + DAY - 1) })
    }
}

impl fmt::Display for Moment {
    /// The day alone where it starts a day, else with hour, minute and second.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.day();
        match self.0 - Self::start_of(day).0 {
            0 => write!(f, "{day}"),
            rest => write!(f, "{day}T{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60),
        }
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Moment({self})")
    }
}
