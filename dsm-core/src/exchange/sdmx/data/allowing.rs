use crate::{
    exchange::sdmx::structures::Member,
    time::{Day, Period},
};
use std::{collections::HashSet, sync::Arc};

/// What values of a component a constraint names.
#[derive(Debug)]
pub(super) enum Named {
    /// Values one by one.
    Values(HashSet<Arc<str>>),
    /// Values one by one, of the time dimension: a period may be written in several ways.
    Periods(HashSet<Arc<str>>, HashSet<Period>),
    /// Periods that lie in it wholly; a bound that is none is open.
    Range { from: Option<Day>, to: Option<Day> },
}

impl Named {
    /// What a member names; nothing where it names nothing.
    pub(super) fn of(member: &Member, values: HashSet<Arc<str>>, time: bool) -> Option<Self> {
        let [from, to] = &member.times;
        let [after, before] = member.exclusive;
        if from.is_some() || to.is_some() {
            let from = from.as_deref().and_then(span);
            let to = to.as_deref().and_then(span);
            // A bound that is itself left out: what begins after its last day, what ends before its first.
            let from = from.and_then(|(first, last)| if after { last.plus(1).ok() } else { Some(first) });
            let to = to.and_then(|(first, last)| if before { first.plus(-1).ok() } else { Some(last) });
            return (from.is_some() || to.is_some()).then_some(Self::Range { from, to });
        }
        if values.is_empty() {
            return None;
        }
        if time {
            let periods = values.iter().filter_map(|value| Period::parse(value).ok()).collect();
            return Some(Self::Periods(values, periods));
        }
        Some(Self::Values(values))
    }

    /// Whether a value is among them. What is no period is not judged here.
    pub(super) fn has(&self, text: &str) -> bool {
        match self {
            Self::Values(values) => values.contains(text),
            Self::Periods(values, periods) => {
                values.contains(text) || Period::parse(text).is_ok_and(|period| periods.contains(&period))
            }
            Self::Range { from, to } => span(text)
                .is_none_or(|(first, last)| from.is_none_or(|from| first >= from) && to.is_none_or(|to| last <= to)),
        }
    }
}

/// The first and the last day of a period, or the day of a moment.
pub(super) fn span(text: &str) -> Option<(Day, Day)> {
    let text = text.strip_suffix('Z').unwrap_or(text);
    if let Ok(period) = Period::parse(text) {
        return Some((period.first(), period.last()));
    }
    let day = Day::parse(text.get(..10)?).ok()?;
    Some((day, day))
}
