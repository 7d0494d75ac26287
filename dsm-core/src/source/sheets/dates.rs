//! Dates, which a workbook keeps as numbers of days with a number format that says so.

use super::number::plain;
use crate::time::Day;
use rust_decimal::{Decimal, prelude::ToPrimitive as _};
use std::fmt;

/// How much of a date a number format shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Nothing: it is a number.
    Number,
    Year,
    Month,
    Day,
    /// A day with a time of day.
    Moment,
    /// A time of day alone.
    Time,
}

/// A date or time of a cell. Its text has what the format of the cell shows: `2020-01-31`, `2020-01`, `2020`, `2020-01-31T12:30:00`,
/// `12:30:00`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SheetDate {
    day: Option<Day>,
    second: u32,
    shown: Shown,
}

/// The seconds of a day.
const DAY: i64 = 86_400;

impl SheetDate {
    /// The date that a number stands for; none where it is a number after all, or no day of the calendar: Excel counts a 29 February
    /// 1900 that never was.
    pub(super) fn of(number: &str, shown: Shown, from_1904: bool) -> Option<Self> {
        if shown == Shown::Number {
            return None;
        }
        let value = Decimal::from_str_exact(&cut(&plain(number)?)).ok()?;
        if value.is_sign_negative() {
            return None;
        }
        let whole = value.trunc();
        let seconds = value.checked_sub(whole)?.checked_mul(Decimal::from(DAY))?.round().to_i64()?;
        let (days, second) = (whole.to_i64()?.checked_add(seconds / DAY)?, seconds % DAY);
        let second = u32::try_from(second).ok()?;
        if shown == Shown::Time {
            return (days == 0).then_some(Self { day: None, second, shown });
        }
        let since_1970 = match (from_1904, days) {
            (true, _) => days - 24_107,
            (false, 1..=59) => days - 25_568,
            (false, 0 | 60) => return None,
            (false, _) => days - 25_569,
        };
        let day = Day::from_number(i32::try_from(since_1970).ok()?).ok()?;
        Some(Self { day: Some(day), second, shown })
    }

    /// The date that an OpenDocument spreadsheet states: `2020-01-31`, `2020-01-31T12:30:00`, a time of day as `PT12H30M00S`.
    pub(super) fn stated(text: &str, shown: Shown) -> Option<Self> {
        let number = |part: &str| part.split('.').next().and_then(|whole| whole.parse::<u32>().ok());
        if let Some(time) = text.strip_prefix("PT") {
            let (hours, rest) = time.split_once('H')?;
            let (minutes, rest) = rest.split_once('M')?;
            let [hours, minutes, seconds] = [hours, minutes, rest.strip_suffix('S')?].map(number);
            let second = second_of(hours?, minutes?, seconds?)?;
            return Some(Self { day: None, second, shown: Shown::Time });
        }
        let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
        let mut second = 0;
        if let Some(time) = time {
            let mut parts = time.split(':').map(number);
            second = second_of(parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?)?;
        }
        let shown = if matches!(shown, Shown::Number | Shown::Time) { Shown::Moment } else { shown };
        Some(Self { day: Some(Day::parse(day).ok()?), second, shown })
    }

    /// The day, where there is one.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        self.day
    }

    /// The second of the day.
    #[must_use]
    pub fn second(&self) -> u32 {
        self.second
    }
}

/// The second of a day.
fn second_of(hours: u32, minutes: u32, seconds: u32) -> Option<u32> {
    (hours < 24 && minutes < 60 && seconds < 60).then_some(hours * 3600 + minutes * 60 + seconds)
}

/// A number of which no more digits are kept than a day and its seconds need.
fn cut(text: &str) -> String {
    text.chars().take(24).collect()
}

impl fmt::Display for SheetDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.day.map(|day| day.to_string()).unwrap_or_default();
        let (hour, minute, second) = (self.second / 3600, self.second / 60 % 60, self.second % 60);
        match self.shown {
            Shown::Year => f.write_str(day.get(..4).unwrap_or_default()),
            Shown::Month => f.write_str(day.get(..7).unwrap_or_default()),
            Shown::Time => write!(f, "{hour:02}:{minute:02}:{second:02}"),
            Shown::Moment if self.second > 0 => write!(f, "{day}T{hour:02}:{minute:02}:{second:02}"),
            Shown::Moment | Shown::Day | Shown::Number => f.write_str(&day),
        }
    }
}

impl fmt::Debug for SheetDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SheetDate")
    }
}

/// What a built-in number format shows.
pub(super) fn built_in(format: u32) -> Shown {
    match format {
        14..=16 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Day,
        17 => Shown::Month,
        18..=21 | 32..=35 | 45..=47 | 55 | 56 => Shown::Time,
        22 => Shown::Moment,
        _ => Shown::Number,
    }
}

/// What a number format shows by its code, such as `dd\-mmm\-yyyy`: of the part for positive numbers, without what stands in
/// quotes, behind a backslash or in brackets. A count of hours beyond a day, `[h]`, is a number.
pub(super) fn custom(code: &str) -> Shown {
    let (mut letters, mut signs) = (String::new(), code.chars());
    while let Some(sign) = signs.next() {
        match sign {
            '"' => signs.by_ref().find(|end| *end == '"').map_or((), |_| ()),
            '\\' | '_' | '*' => signs.next().map_or((), |_| ()),
            '[' => {
                let inner: String = signs.by_ref().take_while(|end| *end != ']').collect();
                let elapsed = !inner.is_empty() && inner.chars().all(|sign| "hHmMsS".contains(sign));
                if elapsed {
                    return Shown::Number;
                }
            }
            ';' => break,
            other => letters.push(other.to_ascii_lowercase()),
        }
    }
    let letters = letters.replace("general", "").replace("am/pm", "h").replace("a/p", "h");
    let has = |sign: char| letters.contains(sign);
    if letters.contains(['0', '#', '?', '@']) && !has('y') && !has('d') && !has('h') {
        return Shown::Number;
    }
    match (has('y') || has('e'), has('d'), has('h') || has('s'), has('m')) {
        (_, true, true, _) => Shown::Moment,
        (true, false, true, _) => Shown::Moment,
        (_, true, false, _) => Shown::Day,
        (true, false, false, true) => Shown::Month,
        (true, false, false, false) if has('y') => Shown::Year,
        (false, false, true, _) => Shown::Time,
        // A month alone, without its year, still is a day below.
        (false, false, false, true) => Shown::Day,
        _ => Shown::Number,
    }
}
