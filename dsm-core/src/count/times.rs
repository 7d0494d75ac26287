use super::{Count, plan::Job, wanted::What};
use crate::{
    error::{Error, Result, Safe, codes::cnt},
    time::{Day, Frequency, Moment, Period, Time},
};
use std::sync::Arc;

/// At most so many periods or moments stand in a table.
const MOST: usize = 1 << 16;
/// No period.
pub(super) const NONE: u32 = u32::MAX;

/// The periods or moments of a table, in their order, and which of them a day is in.
#[derive(Clone, Debug)]
pub(super) struct Times {
    pub(super) labels: Vec<Arc<str>>,
    /// The first and the last day of each; of a moment the day that begins at it, twice.
    pub(super) spans: Vec<(i32, i32)>,
    /// Whether the records cover only a part of it.
    pub(super) partial: Vec<bool>,
    /// The place of the whole window.
    pub(super) total: Option<u32>,
    /// The period of each day of the window.
    by_day: Vec<u32>,
    from: i32,
}

impl Times {
    /// The times of a job of a count.
    pub(super) fn of(count: &Count, job: &Job, whole: bool, (from, until): (i32, i32)) -> Result<Self> {
        let moments = matches!(job, Job::Crossings { .. } | Job::Intervals { .. });
        let mut times: Vec<(Time, bool)> = Vec::new();
        if moments && !count.moments.is_empty() {
            for day in &count.moments {
                if day.number() < from || day.number() > until + 1 {
                    let error = Error::new(cnt::SPECIFICATION_CONTRADICTS).with("what", Safe::term(&count.id));
                    return Err(error.with("why", Safe::word("moment-outside")));
                }
                times.push((Time::Moment(Moment::start_of(*day)), false));
            }
        } else {
            let every = count.every.unwrap_or(Frequency::Annual);
            let mut period = period_of(Day::from_number(from)?, every)?;
            let balance = matches!(count.what, What::Balance);
            while period.first().number() <= until {
                let (first, last) = (period.first().number(), period.last().number());
                if moments && (first >= from || balance) {
                    times.push((Time::Moment(Moment::start_of(Day::from_number(first.max(from))?)), false));
                } else if !moments {
                    times.push((Time::Period(period), first < from || last > until));
                }
                if times.len() > MOST {
                    let error = Error::new(cnt::TOO_MANY).with("what", Safe::word("periods"));
                    return Err(error.with("limit", MOST));
                }
                period = period_of(period.last().plus(1)?, every)?;
            }
            if moments && (balance || period.first().number() == until + 1) {
                times.push((Time::Moment(Moment::start_of(Day::from_number(until)?.plus(1)?)), false));
            }
        }
        let over_time = !moments && whole;
        let whole = Time::Period(Period::new(Day::from_number(from)?, Day::from_number(until)?)?);
        if over_time {
            times.push((whole, false));
        }
        times.sort_by_key(|(time, _)| *time);
        times.dedup_by_key(|(time, _)| *time);
        let total =
            times.iter().position(|(time, _)| over_time && *time == whole).and_then(|at| u32::try_from(at).ok());
        let span = |time: &Time| match time {
            Time::Period(period) => (period.first().number(), period.last().number()),
            Time::Moment(moment) => (moment.day().number(), moment.day().number()),
        };
        let spans: Vec<(i32, i32)> = times.iter().map(|(time, _)| span(time)).collect();
        if times.is_empty() {
            let error = Error::new(cnt::SPECIFICATION_CONTRADICTS).with("what", Safe::term(&count.id));
            return Err(error.with("why", Safe::word("no-moment")));
        }
        let mut by_day = vec![NONE; usize::try_from(until - from + 1).unwrap_or(0)];
        if !moments {
            for (at, (first, last)) in spans.iter().enumerate() {
                let at = u32::try_from(at).unwrap_or(NONE);
                if Some(at) == total {
                    continue;
                }
                let day = |day: i32| usize::try_from(day - from).unwrap_or(0);
                let days = by_day.get_mut(day((*first).max(from))..=day((*last).min(until)));
                days.into_iter().flatten().for_each(|slot| *slot = at);
            }
        }
        Ok(Self {
            labels: times.iter().map(|(time, _)| Arc::from(time.to_string())).collect(),
            spans,
            partial: times.iter().map(|(_, partial)| *partial).collect(),
            total,
            by_day,
            from,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.labels.len()
    }

    /// The period that a day is in; [`NONE`] outside of the window.
    pub(super) fn of_day(&self, day: i32) -> u32 {
        let at = usize::try_from(day.wrapping_sub(self.from)).ok();
        at.and_then(|at| self.by_day.get(at)).copied().unwrap_or(NONE)
    }

    /// The first and the last day of a period that the records cover.
    pub(super) fn covered(&self, time: u32) -> (i32, i32) {
        let (first, last) = self.spans.get(time as usize).copied().unwrap_or_default();
        let days = i32::try_from(self.by_day.len()).unwrap_or(i32::MAX);
        (first.max(self.from), last.min(self.from.saturating_add(days - 1)))
    }

    /// The places of the moments m with `after < m ≤ last`, both days.
    pub(super) fn moments(&self, after: i32, last: i32) -> std::ops::Range<u32> {
        let place = |day: i32| u32::try_from(self.spans.partition_point(|(at, _)| *at <= day)).unwrap_or(0);
        place(after)..place(last).max(place(after))
    }

    /// The places of the periods that have a day of a stretch, the whole window apart.
    pub(super) fn periods(&self, first: i32, last: i32) -> impl Iterator<Item = u32> + '_ {
        let last_of_window = self.from + i32::try_from(self.by_day.len()).unwrap_or(i32::MAX) - 1;
        let (low, high) = (self.of_day(first.max(self.from)), self.of_day(last.min(last_of_window)));
        let none = low == NONE || high == NONE || first > last;
        let range = if none { 0..0 } else { low..high.saturating_add(1) };
        range.filter(move |at| Some(*at) != self.total)
    }
}

/// The period of a frequency that a day is in.
fn period_of(day: Day, every: Frequency) -> Result<Period> {
    let (year, month) = (day.year(), day.month());
    match every {
        Frequency::Annual => Period::year(year),
        Frequency::HalfYear => Period::half_year(year, 1 + (month - 1) / 6),
        Frequency::Quarter => Period::quarter(year, 1 + (month - 1) / 3),
        Frequency::Month => Period::month(year, month),
        Frequency::Week => {
            let (year, week) = day.iso_week();
            Period::week(year, week)
        }
        Frequency::Day => Ok(Period::day(day)),
        _ => Err(Error::new(cnt::SPECIFICATION_INCOMPLETE).with("what", Safe::word("every"))),
    }
}
