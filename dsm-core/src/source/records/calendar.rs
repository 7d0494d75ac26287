//! Days and instants of typed carriers, as the type that is wanted.

use super::{ColumnType, column::Value};
use crate::time::Day;

/// The seconds of a day.
pub(super) const DAY: i64 = 86_400;

/// When something was, as a carrier has it.
#[derive(Clone, Copy)]
pub(super) enum When {
    /// A day since 1970-01-01.
    Day(i64),
    /// Seconds since 1970-01-01T00:00:00.
    Instant(i64),
}

impl When {
    fn day(self) -> Option<i32> {
        let day = match self {
            Self::Day(day) => day,
            Self::Instant(seconds) => seconds.div_euclid(DAY),
        };
        i32::try_from(day).ok()
    }

    /// The value as it is wanted, a text in room that the caller lends; none where it is beyond the calendar.
    pub(super) fn as_wanted(self, kind: ColumnType, text: &mut String) -> Option<Value<'_>> {
        match kind {
            ColumnType::Date => self.day().map(Value::Day),
            ColumnType::DateTime => match self {
                Self::Instant(seconds) => Some(Value::Instant(seconds)),
                Self::Day(day) => day.checked_mul(DAY).map(Value::Instant),
            },
            ColumnType::Text | ColumnType::Integer | ColumnType::Identifier => {
                *text = Day::from_number(self.day()?).ok()?.to_string();
                if let Self::Instant(seconds) = self {
                    let second = seconds.rem_euclid(DAY);
                    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
                    text.push_str(&format!("T{hour:02}:{minute:02}:{second:02}"));
                }
                Some(Value::Text(text))
            }
        }
    }
}
