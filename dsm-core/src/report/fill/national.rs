//! The figures of each State by itself: what is asked, added up where the figures support it.

use super::super::{Ask, Made};
use super::{Figures, Scope, Seen};
use crate::{
    error::{Error, Kind, Result, codes::rep},
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
    pub(super) fn answered(&self, made: &Made, more: Option<&str>) -> Result<Vec<National>> {
        match made {
            Made::Asked(ask) => self.asked(&with(ask, more)),
            Made::Share { of, over } => {
                let ask = with(&with(of, Some(over)), more);
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
                Ok(proportions(of(part)?, &of(whole)?))
            }
        }
    }

    /// The tables of every State, of each unit apart, by the dimensions that are kept.
    fn asked(&self, ask: &Ask) -> Result<Vec<National>> {
        let named: BTreeSet<&Arc<str>> = ask.by.iter().chain(ask.codes.keys()).collect();
        let mut tables: BTreeMap<(Arc<str>, Arc<str>), Vec<Seen>> = BTreeMap::new();
        for seen in self.from.seen(ask)? {
            let wanted = self.scope.countries.is_empty() || self.scope.countries.contains(&seen.country);
            if wanted && named.iter().all(|axis| seen.dimensions.contains(*axis)) {
                tables.entry((seen.country.clone(), seen.unit.clone())).or_default().push(seen);
            }
        }
        let last = self.last(ask, tables.values().flatten());
        let mut all = Vec::new();
        for ((country, _), mut of) in tables {
            // The table with the fewest dimensions rests on the fewest sums.
            of.sort_by_key(|seen| seen.dimensions.len());
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
                        answer => all.push(National { country: country.clone(), answer }),
                    }
                }
            }
        }
        Ok(all)
    }

    /// The first of the last so many times of what is seen.
    fn last<'s>(&self, ask: &Ask, seen: impl Iterator<Item = &'s Seen>) -> Option<Time> {
        let times: BTreeSet<Time> =
            seen.flat_map(|seen| &seen.times).filter(|time| self.scope.has(time)).copied().collect();
        times.iter().rev().nth(ask.last?.checked_sub(1)?).copied()
    }

    pub(super) fn assume(&self, ask: &Ask) -> Assume {
        ask.assume.iter().chain(&self.scope.assume).map(|name| Assumption::new(*name)).collect()
    }
}

fn with(ask: &Ask, more: Option<&str>) -> Ask {
    let mut ask = ask.clone();
    if let Some(more) = more.filter(|more| ask.by.iter().all(|one| **one != **more)) {
        ask.by.push(Arc::from(more));
    }
    ask
}

/// The figures of one query over those of another, of the same State and unit.
fn proportions(parts: Vec<National>, wholes: &[National]) -> Vec<National> {
    let mut all = Vec::new();
    for National { country, answer } in parts {
        let part = match answer {
            Ok(part) => part,
            Err(error) => {
                all.push(National { country, answer: Err(error) });
                continue;
            }
        };
        let unit = part.measure().unit();
        let of_same = wholes.iter().filter(|whole| whole.country == country);
        let of_same = of_same.filter_map(|whole| whole.answer.as_ref().ok());
        for whole in of_same.filter(|whole| whole.measure().unit() == unit && share_times(&part, whole)) {
            let answer = part.ratio(whole, RatioForm::Proportion, &Assume::nothing());
            all.push(National { country: country.clone(), answer });
        }
    }
    all
}

fn share_times(a: &Table, b: &Table) -> bool {
    let times = |of: &Table| -> BTreeSet<Time> { of.axes().iter().flat_map(Axis::times).copied().collect() };
    !times(a).is_disjoint(&times(b))
}
