use crate::session::Session;
use dsm_core::{
    access::{Agreement, World},
    catalogue::Indicator,
    error::Result,
    measure::Temporality,
    time::{Day, Frequency, Moment, Period, Time},
};
use std::{fmt, sync::Arc};

/// The last period of an indicator that has ended, and what became of its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Due {
    /// Whose figures.
    pub country: Arc<str>,
    /// Of which indicator.
    pub indicator: Arc<str>,
    /// Of which period.
    pub period: Period,
    /// The last day on which they are in time.
    pub deadline: Day,
    /// How far they are.
    pub stage: Stage,
}

/// How far figures are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Releases in force cover the period.
    Delivered,
    /// They do not, and there is time.
    Due,
    /// They do not, and the deadline is over.
    Overdue,
}

impl Stage {
    /// The word in files and the other languages.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Due => "due",
            Self::Overdue => "overdue",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Session {
    /// What is due: of every indicator of the catalogue that states its timeliness, the last period that has ended, by when its
    /// figures are to be there, and whether they are. By State, then in the order of the catalogue.
    ///
    /// Of the own State; of another one only where an agreement of both opens the calendar of deliveries, else it is not in the
    /// list at all. Who belongs to no State has an empty list.
    ///
    /// # Errors
    /// `TIM-…` where a deadline is outside of the years that can be written.
    pub fn due(&self) -> Result<Vec<Due>> {
        self.at_one_moment(|world| {
            let reader = world.user(self.who.id()).and_then(|user| user.country.clone());
            let Some(reader) = reader else { return Ok(Vec::new()) };
            let (now, catalogue) = (self.clock.now()?, self.known(world)?);
            let mut all = Vec::new();
            for country in &world.countries {
                for indicator in catalogue.iter() {
                    let Some((period, deadline)) = last_due(indicator, now.day())? else { continue };
                    if calendar_open(world, &reader, country, indicator.id(), &period, now) {
                        let stage = self.stage(country, indicator, &period, now.day() <= deadline)?;
                        let (country, indicator) = (country.clone(), Arc::from(indicator.id()));
                        all.push(Due { country, indicator, period, deadline, stage });
                    }
                }
            }
            Ok(all)
        })
    }

    fn stage(&self, country: &str, indicator: &Indicator, period: &Period, in_time: bool) -> Result<Stage> {
        let released = self.store.released(indicator.id())?;
        let times: Vec<Time> = released.of(country).flat_map(|one| one.covers.times.iter().copied()).collect();
        Ok(match (covered(indicator, period, &times), in_time) {
            (true, _) => Stage::Delivered,
            (false, true) => Stage::Due,
            (false, false) => Stage::Overdue,
        })
    }
}

/// Whether a State may know what another one has delivered of a period of an indicator, and what not yet: its own always, another
/// one's under an agreement in force of both that opens the calendar and is about the period.
fn calendar_open(world: &World, reader: &str, owner: &str, indicator: &str, period: &Period, at: Moment) -> bool {
    let opens = |agreement: &Agreement| {
        let limits = &agreement.limits;
        agreement.calendar
            && agreement.binds(reader, owner)
            && limits.in_force(at)
            && limits.slice.has(&Time::Period(*period), [])
    };
    reader == owner || world.agreements.of(indicator, reader).any(opens)
}

/// The last period of an indicator that has ended, and the last day on which its figures are in time, where that is declared.
fn last_due(indicator: &Indicator, today: Day) -> Result<Option<(Period, Day)>> {
    let (Some(timeliness), Some(period)) = (indicator.timeliness(), last_ended(indicator, today)) else {
        return Ok(None);
    };
    Ok(Some((period, timeliness.due(&period)?)))
}

/// The last period of an indicator that has ended before a day; none before its first one, and where it has no frequency.
fn last_ended(indicator: &Indicator, today: Day) -> Option<Period> {
    let first = indicator.first_period();
    let period = match indicator.periodicity() {
        Frequency::Day => Period::day(today.plus(-1).ok()?),
        Frequency::Week => {
            let (year, week) = today.plus(-7).ok()?.iso_week();
            Period::week(year, week).ok()?
        }
        Frequency::Other => return None,
        by_months => {
            // The months are counted from the year 0; a year need not begin in January.
            let months = i32::try_from(by_months.months()?).ok()?;
            let number = |day: Day| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
            let phase = first.filter(|first| first.frequency() == by_months).map_or(0, |first| number(first.first()));
            let current = number(today) - (number(today) - phase).rem_euclid(months);
            let begins = |month: i32| {
                let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
                Day::new(i16::try_from(year).ok()?, u8::try_from(month).ok()?, 1).ok()
            };
            let first = begins(current - months)?;
            match by_months {
                Frequency::Annual => Period::fiscal_year(first.year(), first.month()).ok()?,
                _ => Period::of_days(first, begins(current)?.plus(-1).ok()?).ok()?,
            }
        }
    };
    Some(period).filter(|period| first.is_none_or(|first| first.first() <= period.first()))
}

/// Whether releases cover a period: a flow day by day, a stock at the moment that the indicator declares, or at any in the period.
fn covered(indicator: &Indicator, period: &Period, times: &[Time]) -> bool {
    if indicator.measure().temporality() == Temporality::Stock {
        let declared = indicator.convention().and_then(|convention| Moment::of(period, convention).ok());
        let (begin, end) = (Moment::start_of(period.first()), Moment::end_of(period.last()));
        let there = |moment: Moment| declared.map_or(begin <= moment && moment <= end, |declared| declared == moment);
        return times.iter().filter_map(Time::moment).any(there);
    }
    let mut spans: Vec<(Day, Day)> =
        times.iter().filter_map(Time::period).map(|period| (period.first(), period.last())).collect();
    spans.sort_unstable();
    let mut next = period.first();
    for (first, last) in spans {
        if first <= next && next <= last {
            match last.plus(1) {
                Ok(day) if last < period.last() => next = day,
                _ => return true,
            }
        }
    }
    false
}
