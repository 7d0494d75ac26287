//! The figures of each State by itself: what is asked, added up where the figures support it.

use super::super::{Ask, Made};
use super::{Figures, Scope, Seen};
use crate::{
    error::{Error, Kind, Result, Safe, codes::rep},
    measure::{Assume, Assumption, RatioForm},
    table::{Axis, Table},
    time::Time,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The figures of a State, or why there are none.
pub(super) struct National {
    pub(super) country: Arc<str>,
    /// The unit that was counted; of a part of a whole that of both.
    pub(super) unit: Arc<str>,
    pub(super) answer: Result<Table>,
}

/// What answers queries: the mechanism as the reader sees it.
pub(super) struct Source<'a> {
    pub(super) from: &'a dyn Figures,
    pub(super) scope: &'a Scope,
    pub(super) queries: &'a BTreeMap<Arc<str>, Made>,
}

impl Source<'_> {
    /// The figures of a query, State by State, by one dimension more where it is asked so.
    pub(super) fn answered(&self, made: &Made, more: &[&str]) -> Result<Vec<National>> {
        match made {
            Made::Asked(ask) => self.asked(&with(ask, more)),
            Made::Share { of, over } => {
                let ask = with(&with(of, &[over]), more);
                let all = self.asked(&ask)?.into_iter();
                let share = |national: National| National {
                    answer: national.answer.and_then(|table| table.share(over, &self.assume(&ask))),
                    ..national
                };
                Ok(all.map(share).collect())
            }
            Made::Proportion { part, whole } => {
                let of = |name: &Arc<str>| match self.queries.get(name) {
                    Some(Made::Asked(ask)) => self.asked(&with(ask, more)),
                    _ => Err(Error::new(rep::QUERY_UNKNOWN)),
                };
                let asked = match self.queries.get(part) {
                    Some(Made::Asked(ask)) => self.assume(ask),
                    _ => Assume::nothing(),
                };
                Ok(proportions(of(part)?, &of(whole)?, &asked))
            }
        }
    }

    /// The tables of every State, of each unit apart, by the dimensions that are kept.
    fn asked(&self, ask: &Ask) -> Result<Vec<National>> {
        let named: BTreeSet<&Arc<str>> = ask.by.iter().chain(ask.codes.keys()).collect();
        let mut tables: BTreeMap<(Arc<str>, Arc<str>), Vec<Seen>> = BTreeMap::new();
        // States of which something is seen, and no table that has what is asked for.
        let mut lacking: BTreeMap<Arc<str>, (Arc<str>, Arc<str>)> = BTreeMap::new();
        for seen in self.from.seen(ask)? {
            let wanted = self.scope.countries.is_empty() || self.scope.countries.contains(&seen.country);
            if !wanted || !seen.times.iter().any(|time| self.scope.has(time)) {
                continue;
            }
            match named.iter().find(|axis| !seen.dimensions.contains(**axis)) {
                None => tables.entry((seen.country.clone(), seen.unit.clone())).or_default().push(seen),
                Some(axis) => drop(lacking.entry(seen.country).or_insert((seen.unit, (*axis).clone()))),
            }
        }
        let last = self.last(ask, tables.values().flatten());
        lacking.retain(|country, _| tables.keys().all(|(known, _)| known != country));
        let mut all = Vec::new();
        for ((country, unit), mut of) in tables {
            // The table with the fewest dimensions rests on the fewest sums; one that is seen in part is the last to be asked.
            of.sort_by_key(|seen| (!seen.codes.is_empty(), seen.dimensions.len()));
            let mut there: BTreeSet<Time> = BTreeSet::new();
            for seen in of {
                let wanted = |time: &&Time| {
                    !there.contains(time) && self.scope.has(time) && last.is_none_or(|last| **time >= last)
                };
                let times: BTreeSet<Time> = seen.times.iter().filter(wanted).copied().collect();
                if times.is_empty() {
                    continue;
                }
                there.extend(&times);
                // Each period is added up by itself: a figure does not depend on which others are seen with it.
                for answer in self.reduced(&seen, ask, &times) {
                    match answer {
                        // What may not be seen and what is not there are one answer.
                        Err(error) if error.kind() == Kind::Denied => {}
                        Err(error) if error.kind() != Kind::Semantics => return Err(error),
                        Ok(table) if table.is_empty() => {}
                        answer => all.push(National { country: country.clone(), unit: unit.clone(), answer }),
                    }
                }
            }
        }
        for (country, (unit, axis)) in lacking {
            let error = Error::new(rep::DIMENSION_NOT_THERE).with("dimension", Safe::term(&axis));
            all.push(National { country, unit, answer: Err(error) });
        }
        Ok(all)
    }

    /// The first of the last so many times of what is seen.
    fn last<'s>(&self, ask: &Ask, seen: impl Iterator<Item = &'s Seen>) -> Option<Time> {
        let times: BTreeSet<Time> =
            seen.flat_map(|seen| &seen.times).filter(|time| self.scope.has(time)).copied().collect();
        times.iter().rev().nth(ask.last?.checked_sub(1)?).copied()
    }

    /// Of a part of a whole: what was counted, the part and the whole, by ids and codes.
    pub(super) fn ratio(&self, made: &Made, unit: &Arc<str>) -> Option<[String; 3]> {
        let said = |ask: &Ask| {
            let codes = ask.codes.iter().map(|(axis, codes)| format!(" {axis}={}", codes.join("+")));
            format!("{}{}", ask.indicator, codes.collect::<String>())
        };
        let asked = |name: &Arc<str>| match self.queries.get(name) {
            Some(Made::Asked(ask)) => Some(said(ask)),
            _ => None,
        };
        match made {
            Made::Asked(_) => None,
            Made::Share { of, over } => {
                Some([unit.to_string(), format!("{} {over}", said(of)), format!("{} {over}=_T", said(of))])
            }
            Made::Proportion { part, whole } => Some([unit.to_string(), asked(part)?, asked(whole)?]),
        }
    }

    pub(super) fn assume(&self, ask: &Ask) -> Assume {
        ask.assume.iter().chain(&self.scope.assume).map(|name| Assumption::new(*name)).collect()
    }
}

fn with(ask: &Ask, more: &[&str]) -> Ask {
    let mut ask = ask.clone();
    for id in more {
        if ask.by.iter().all(|one| **one != **id) {
            ask.by.push(Arc::from(*id));
        }
    }
    ask
}

/// The figures of one query over those of another, of the same State and unit; where there is none of these, that it is so.
fn proportions(parts: Vec<National>, wholes: &[National], assume: &Assume) -> Vec<National> {
    let mut all = Vec::new();
    for National { country, unit, answer } in parts {
        let part = match answer {
            Ok(part) => part,
            Err(error) => {
                all.push(National { country, unit, answer: Err(error) });
                continue;
            }
        };
        let of_same: Vec<&National> =
            wholes.iter().filter(|whole| whole.country == country && whole.unit == unit).collect();
        let tables = of_same.iter().filter_map(|whole| whole.answer.as_ref().ok());
        let before = all.len();
        for whole in tables.filter(|whole| share_times(&part, whole)) {
            let answer = part.ratio(whole, RatioForm::Proportion, assume);
            all.push(National { country: country.clone(), unit: unit.clone(), answer });
        }
        // A whole that the figures do not support stands with its own reason.
        let reason = || of_same.iter().find_map(|whole| whole.answer.as_ref().err()).map(again);
        if all.len() == before {
            let error = reason().unwrap_or_else(|| Error::new(rep::WHOLE_NOT_THERE));
            all.push(National { country, unit, answer: Err(error) });
        }
    }
    all
}

/// The same reason for another figure.
fn again(error: &Error) -> Error {
    error.args().iter().fold(Error::new(error.code()), |again, (name, value)| again.with(name, value.clone()))
}

fn share_times(a: &Table, b: &Table) -> bool {
    let times = |of: &Table| -> BTreeSet<Time> { of.axes().iter().flat_map(Axis::times).copied().collect() };
    !times(a).is_disjoint(&times(b))
}
