//! Periods and moments in words.

use super::{Day, Frequency, Moment, Period, Time};
use crate::text::{Label, Lang, Phrase, Value, label, phrase};

const MONTHS: [(Label, Label); 12] = [
    (Label::January, Label::OfJanuary),
    (Label::February, Label::OfFebruary),
    (Label::March, Label::OfMarch),
    (Label::April, Label::OfApril),
    (Label::May, Label::OfMay),
    (Label::June, Label::OfJune),
    (Label::July, Label::OfJuly),
    (Label::August, Label::OfAugust),
    (Label::September, Label::OfSeptember),
    (Label::October, Label::OfOctober),
    (Label::November, Label::OfNovember),
    (Label::December, Label::OfDecember),
];

/// A period or moment in words.
#[must_use]
pub fn time(time: &Time, lang: Lang) -> String {
    match time {
        Time::Period(one) => period(one, lang),
        Time::Moment(one) => moment(*one, lang),
    }
}

/// A period in words: `2023`, `January 2024`, `2018 to 2023`.
///
/// ```
/// use dsm_core::{text::Lang, time::{Period, words::period}};
/// assert_eq!(period(&Period::parse("2024-01")?, Lang::Ru), "январь 2024 г.");
/// assert_eq!(period(&Period::parse("2018-01-01/2023-12-31")?, Lang::En), "2018 to 2023");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[must_use]
pub fn period(period: &Period, lang: Lang) -> String {
    let (first, last) = (period.first(), period.last());
    let year = first.year().to_string();
    let numbered = |kind: Phrase, number: u8, year: &str| {
        phrase(kind, lang, &[("number", Value::Count(u64::from(number))), ("year", Value::Text(year))])
    };
    let calendar = first.day() == 1 && last.ends_month();
    match period.frequency() {
        Frequency::Annual if calendar && first.month() == 1 => year,
        Frequency::HalfYear if calendar && first.month() % 6 == 1 => {
            numbered(Phrase::HalfYearOf, first.month() / 6 + 1, &year)
        }
        Frequency::Quarter if calendar && first.month() % 3 == 1 => {
            numbered(Phrase::QuarterOf, first.month() / 3 + 1, &year)
        }
        Frequency::Month if calendar => {
            let month = month(first.month()).map_or("", |(name, _)| label(*name, lang));
            phrase(Phrase::MonthOf, lang, &[("month", Value::Text(month)), ("year", Value::Text(&year))])
        }
        Frequency::Week if first.weekday() == 1 => {
            let (year, week) = first.iso_week();
            numbered(Phrase::WeekOf, week, &year.to_string())
        }
        Frequency::Day => day(first, lang),
        _ if calendar && first.month() == 1 && last.month() == 12 => span(&year, &last.year().to_string(), lang),
        _ => span(&day(first, lang), &day(last, lang), lang),
    }
}

fn span(first: &str, last: &str, lang: Lang) -> String {
    phrase(Phrase::FromTo, lang, &[("first", Value::Text(first)), ("last", Value::Text(last))])
}

fn month(number: u8) -> Option<&'static (Label, Label)> {
    MONTHS.get(usize::from(number.checked_sub(1)?))
}

fn day(day: Day, lang: Lang) -> String {
    let month = month(day.month()).map_or("", |(_, of)| label(*of, lang));
    let (number, year) = (day.day().to_string(), day.year().to_string());
    let values = [("day", Value::Text(&number)), ("month", Value::Text(month)), ("year", Value::Text(&year))];
    phrase(Phrase::DayOf, lang, &values)
}

/// A moment in words. The start of 1 January is said as what readers know it by: the end of 31 December.
fn moment(moment: Moment, lang: Lang) -> String {
    let this = moment.day();
    if !moment.is_day_start() {
        return moment.to_string();
    }
    let (kind, of) = match this.plus(-1) {
        Ok(before) if this.day() == 1 && this.month() == 1 => (Phrase::EndOfDay, before),
        _ => (Phrase::StartOfDay, this),
    };
    phrase(kind, lang, &[("day", Value::Text(&day(of, lang)))])
}
