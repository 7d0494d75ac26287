use super::{Day, Frequency, Period};
use crate::error::{Error, Result, codes};
use std::fmt;

/// Reads a number of exactly so many ASCII digits.
pub(super) fn digits(text: &str, width: usize) -> Option<u16> {
    let plain = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn unreadable() -> Error {
    Error::new(codes::tim::PERIOD_UNREADABLE)
}

impl Period {
    /// Reads the spellings of SDMX, and the first and last day with a slash between.
    ///
    /// | text | period |
    /// |---|---|
    /// | `2024`, `2024-A1` | calendar year |
    /// | `2024-S1`, `2024-Q1` | half-year, quarter |
    /// | `2024-01`, `2024-M01` | month |
    /// | `2024-W01` | ISO week |
    /// | `2024-01-31`, `2024-D031` | day |
    /// | `2024-T1` | four months: a span of days |
    /// | `2023-10-01/P1Y` | a year (`P6M` half-year, `P3M` quarter, `P1M` month, `P7D` or `P1W` week, `P1D` day) from that day |
    /// | `2024-01-01/P9M`, `2024-01-01/2024-09-30` | a span of days |
    ///
    /// A duration declares a frequency; a first and last day declare none.
    ///
    /// # Errors
    /// `TIM-001` where it is none of these; `TIM-008`, `TIM-004`, `TIM-002` where there is no such part of the year, week or
    /// day; `TIM-003` where the last day is before the first; `TIM-005` where a year is not in 1–9999.
    pub fn parse(text: &str) -> Result<Self> {
        if let Some((first, rest)) = text.split_once('/') {
            let first = day(first)?;
            return match rest.strip_prefix('P') {
                Some(duration) => lasting(first, duration),
                None => Self::new(first, day(rest)?),
            };
        }
        let (year, rest) = text.split_once('-').map_or((text, None), |(year, rest)| (year, Some(rest)));
        let year = digits(year, 4).and_then(|year| i16::try_from(year).ok()).ok_or_else(unreadable)?;
        rest.map_or_else(|| Self::year(year), |rest| part(text, year, rest))
    }

    /// The spelling that SDMX accepts for every period: as `Display`, but a span of days is a start and a duration.
    ///
    /// # Sources
    /// SDMX 3.0 section 6: a time range is a start and a duration, never two days.
    #[must_use]
    pub fn to_sdmx(&self) -> String {
        match self.frequency() {
            Frequency::Other => format!("{}/P{}D", self.first(), self.days()),
            _ => self.to_string(),
        }
    }
}

/// A part of a year, by what follows the first hyphen.
fn part(text: &str, year: i16, rest: &str) -> Result<Period> {
    let mut chars = rest.chars();
    let letter = chars.next();
    let number = |width| {
        let number = digits(chars.as_str(), width).ok_or_else(unreadable)?;
        // Every part but the day has at most two digits, which fit.
        Ok::<_, Error>((number, u8::try_from(number).unwrap_or(u8::MAX)))
    };
    match letter {
        Some('A') if chars.as_str() == "1" => Period::year(year),
        Some('S') => Period::half_year(year, number(1)?.1),
        Some('T') => third(year, number(1)?.1),
        Some('Q') => Period::quarter(year, number(1)?.1),
        Some('M') => Period::month(year, number(2)?.1),
        Some('W') => Period::week(year, number(2)?.1),
        Some('D') => day_of_year(year, number(3)?.0),
        _ => match digits(rest, 2).and_then(|month| u8::try_from(month).ok()) {
            Some(month) => Period::month(year, month),
            None => day(text).map(Period::day),
        },
    }
}

/// A day; what is not written like one is not a period either.
fn day(text: &str) -> Result<Day> {
    Day::parse(text).map_err(|error| if error.code() == codes::tim::DAY_UNREADABLE { unreadable() } else { error })
}

/// Four months of a calendar year, the reporting trimester of SDMX: no frequency of ours.
fn third(year: i16, number: u8) -> Result<Period> {
    let month = if (1..=3).contains(&number) { number * 4 - 3 } else { 0 };
    let first = Period::month_first(year, month)?;
    Period::new(first, first.last_after_months(4)?)
}

/// The so-manieth day of a year.
fn day_of_year(year: i16, number: u16) -> Result<Period> {
    let new_year = Period::year(year)?;
    if number == 0 || u32::from(number) > new_year.days() {
        return Err(Error::new(codes::tim::DAY_DOES_NOT_EXIST));
    }
    Ok(Period::day(new_year.first().plus(i32::from(number) - 1)?))
}

/// A period from its first day and an ISO 8601 duration (after its `P`) of years and months, or of weeks, or of days.
fn lasting(first: Day, duration: &str) -> Result<Period> {
    let (mut months, mut days) = (0, 0);
    let mut rest = duration;
    for (unit, in_months, in_days) in [('Y', 12, 0), ('M', 1, 0), ('W', 0, 7), ('D', 0, 1)] {
        if let Some((number, after)) = rest.split_once(unit) {
            let number = (1..=5).find_map(|width| digits(number, width)).map(i32::from).ok_or_else(unreadable)?;
            (months, days, rest) = (months + number * in_months, days + number * in_days, after);
        }
    }
    let declared = match (months, days) {
        _ if !rest.is_empty() => return Err(unreadable()),
        (12, 0) => Frequency::Annual,
        (6, 0) => Frequency::HalfYear,
        (3, 0) => Frequency::Quarter,
        (1, 0) => Frequency::Month,
        (0, 7) => Frequency::Week,
        (0, 1) => Frequency::Day,
        (0, 1..) => return Period::new(first, first.plus(days - 1)?),
        (1.., 0) => return Period::new(first, first.last_after_months(months)?),
        _ => return Err(unreadable()),
    };
    Period::starting(first, declared)
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, year, month) = (self.first(), self.first().year(), self.first().month());
        match (self.frequency(), self.is_calendar()) {
            (Frequency::Annual, true) => write!(f, "{year:04}"),
            (Frequency::HalfYear, true) => write!(f, "{year:04}-S{}", month / 6 + 1),
            (Frequency::Quarter, true) => write!(f, "{year:04}-Q{}", month / 3 + 1),
            (Frequency::Month, true) => write!(f, "{year:04}-{month:02}"),
            (Frequency::Week, true) => {
                let (year, week) = first.iso_week();
                write!(f, "{year:04}-W{week:02}")
            }
            (Frequency::Annual, false) => write!(f, "{first}/P1Y"),
            (Frequency::HalfYear, false) => write!(f, "{first}/P6M"),
            (Frequency::Quarter, false) => write!(f, "{first}/P3M"),
            (Frequency::Month, false) => write!(f, "{first}/P1M"),
            (Frequency::Week, false) => write!(f, "{first}/P7D"),
            (Frequency::Day, _) => write!(f, "{first}"),
            (Frequency::Other, _) => write!(f, "{first}/{}", self.last()),
        }
    }
}
