use super::{Day, Moment, Period, spelling::digits};
use crate::error::{Error, Result, codes};
use std::fmt;

/// How the label of a period is read as the moment of a stock: each indicator of a stock declares one.
///
/// "2023" means 1 January 2023 for Europe's population figures and 31 December 2023 for its permits: a year apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Convention {
    /// The start of the first day. `start`.
    Start,
    /// The end of the last day. `end`.
    End,
    /// Half-way between start and end: 2 July, 12:00, of a year of 365 days. `middle`.
    Middle,
    /// The start of the first such day in the period. `07-01`.
    DayMonth {
        /// The month, from 1.
        month: u8,
        /// The day of the month, from 1.
        day: u8,
    },
}

impl Convention {
    /// Reads `start`, `end`, `middle`, or a month and day such as `07-01`.
    ///
    /// # Errors
    /// `TIM-010` for any other text; `TIM-002` where no year has that day.
    pub fn parse(text: &str) -> Result<Self> {
        let unreadable = || Error::new(codes::tim::CONVENTION_UNREADABLE);
        let number = |text| digits(text, 2).and_then(|number| u8::try_from(number).ok()).ok_or_else(unreadable);
        match text {
            "start" => Ok(Self::Start),
            "end" => Ok(Self::End),
            "middle" => Ok(Self::Middle),
            _ => {
                let (month, day) = text.split_once('-').ok_or_else(unreadable)?;
                let (month, day) = (number(month)?, number(day)?);
                // A leap year has every day that any year has.
                Day::new(2000, month, day).map(|_| Self::DayMonth { month, day })
            }
        }
    }
}

impl Moment {
    /// The moment that the label of a period stands for.
    ///
    /// # Errors
    /// `TIM-011` where the convention names a day that the period does not have.
    pub fn of(period: &Period, convention: Convention) -> Result<Self> {
        let (start, end) = (Self::start_of(period.first()), Self::end_of(period.last()));
        match convention {
            Convention::Start => Ok(start),
            Convention::End => Ok(end),
            Convention::Middle => Self::from_seconds(start.seconds().midpoint(end.seconds())),
            Convention::DayMonth { month, day } => (period.first().year()..=period.last().year())
                .filter_map(|year| Day::new(year, month, day).ok())
                .find(|day| period.contains_day(*day))
                .map(Self::start_of)
                .ok_or_else(|| Error::new(codes::tim::CONVENTION_DAY_NOT_IN_PERIOD)),
        }
    }
}

impl fmt::Display for Convention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => f.write_str("start"),
            Self::End => f.write_str("end"),
            Self::Middle => f.write_str("middle"),
            Self::DayMonth { month, day } => write!(f, "{month:02}-{day:02}"),
        }
    }
}
