//! Days and instants out of a column.

use super::plan::Resolution;
use crate::{source::Column, time::Day};

/// There is no day.
pub(super) const MISSING: i64 = i64::MIN;
/// What is there is no day of the calendar.
pub(super) const IMPOSSIBLE: i64 = i64::MIN + 1;

/// Whether a value is a day or an instant.
pub(super) fn is_known(value: i64) -> bool {
    value > IMPOSSIBLE
}

/// The values of a column since 1970: days, or seconds.
pub(super) fn of_column(column: &Column, resolution: Resolution, into: &mut Vec<i64>) {
    into.clear();
    let seconds = resolution == Resolution::Seconds;
    let whole = |day: i64| if seconds { day.saturating_mul(86_400) } else { day };
    match column {
        Column::Texts(texts) => into.extend((0..texts.len()).map(|row| text(texts.get(row), seconds))),
        Column::Coded { keys, values } => {
            let read: Vec<i64> = values.iter().map(|value| text(value.trim(), seconds)).collect();
            into.extend(keys.iter().map(|key| read.get(*key as usize).copied().unwrap_or(MISSING)));
        }
        Column::Integers { values, .. } => into.extend(values.iter().map(|_| IMPOSSIBLE)),
        Column::Days { values, missing } => {
            into.extend(values.iter().map(|day| whole(i64::from(*day))));
            forget(into, missing.as_deref());
        }
        Column::Instants { values, missing } => {
            into.extend(values.iter().map(|instant| if seconds { *instant } else { instant.div_euclid(86_400) }));
            forget(into, missing.as_deref());
        }
    }
}

fn forget(values: &mut [i64], missing: Option<&[bool]>) {
    for (value, missing) in values.iter_mut().zip(missing.unwrap_or_default()) {
        if *missing {
            *value = MISSING;
        }
    }
}

/// Reads `2024-01-31`, with a time behind it or not: `2024-01-31 07:23:41.5`, `2024-01-31T07:23`.
fn text(text: &str, seconds: bool) -> i64 {
    if text.is_empty() {
        return MISSING;
    }
    let (day, time) = match text.split_once([' ', 'T']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let Ok(day) = Day::parse(day) else { return IMPOSSIBLE };
    let Some(second) = time.map_or(Some(0), second) else { return IMPOSSIBLE };
    let day = i64::from(day.number());
    if seconds { day * 86_400 + second } else { day }
}

/// The second of the day of `07:23`, `07:23:41` or `07:23:41.5`.
fn second(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let two = |text: &str, most: i64| {
        let digits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<i64>().ok().filter(|number| digits && *number <= most)
    };
    let parts: Vec<&str> = whole.split(':').collect();
    let (hour, minute, second) = match *parts.as_slice() {
        [hour, minute] => (two(hour, 23)?, two(minute, 59)?, 0),
        [hour, minute, second] => (two(hour, 23)?, two(minute, 59)?, two(second, 59)?),
        _ => return None,
    };
    fraction.bytes().all(|b| b.is_ascii_digit()).then_some(hour * 3600 + minute * 60 + second)
}

/// The years, months and days of a stretch of days, as numbers that can be subtracted: 20240229.
#[derive(Debug)]
pub(super) struct Calendar {
    first: i32,
    dates: Vec<u32>,
}

impl Calendar {
    pub(super) fn new(first: i32, last: i32) -> Self {
        let date = |day: i32| {
            let Ok(day) = Day::from_number(day) else { return 0 };
            u32::from(day.year().unsigned_abs()) * 10_000 + u32::from(day.month()) * 100 + u32::from(day.day())
        };
        Self { first, dates: (first..=last).map(date).collect() }
    }

    #[inline]
    fn date(&self, day: i32) -> Option<u32> {
        self.dates.get(usize::try_from(day.wrapping_sub(self.first)).ok()?).copied()
    }

    /// The age on a day of one born so many days after the first.
    pub(super) fn age(&self, birth: i32, day: i32) -> Option<u32> {
        self.years(self.first + birth, day)
    }

    /// Completed years from a day to another one that is not before it; of one born on 29 February on 1 March of common years.
    #[inline]
    pub(super) fn years(&self, birth: i32, day: i32) -> Option<u32> {
        let (birth, day) = (self.date(birth)?, self.date(day)?);
        day.checked_sub(birth).map(|difference| difference / 10_000)
    }
}

/// The same day so many months later, or the last one of a shorter month.
pub(super) fn months_later(day: i32, months: u16) -> i32 {
    let Ok(day) = Day::from_number(day) else { return i32::MAX };
    let month = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + i32::from(months);
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    let (Ok(year), Ok(month)) = (i16::try_from(year), u8::try_from(month)) else { return i32::MAX };
    let last = (28..=day.day()).rev().find_map(|last| Day::new(year, month, last).ok());
    Day::new(year, month, day.day()).ok().or(last).map_or(i32::MAX, Day::number)
}

/// The same day so many years before, or the last of a shorter month.
pub(super) fn years_before(day: Day, years: i16) -> i32 {
    let year = day.year() - years;
    let same = Day::new(year, day.month(), day.day()).or_else(|_| Day::new(year, day.month(), 28));
    same.unwrap_or(Day::FIRST).number()
}
