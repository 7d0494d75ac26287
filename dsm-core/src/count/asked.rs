//! What the counts of a specification ask for: programs and tables.

use super::{
    Count, Unit,
    dimension::Of,
    plan::{Job, Key, MOST_DIMENSIONS, Output, Plan, Program, TIME, code_of, contradicts_of, differs, incomplete},
    specification::Role,
    times::Times,
    wanted::{Side, Totals, What},
};
use crate::{
    catalogue::{Catalogue, Indicator},
    error::{Error, Result, Safe, codes::cnt},
    measure::{Membership, Temporality},
};
use std::{collections::BTreeSet, sync::Arc};

impl Plan {
    /// Adds the programs and tables of a count.
    pub(super) fn add(&mut self, at: usize, count: &Count, flag: Option<usize>, catalogue: &Catalogue) -> Result<()> {
        let indicator = count.indicator.as_ref().or(self.specification.indicator.as_ref());
        let indicator = indicator.map(|id| catalogue.find(id).cloned()).transpose()?;
        let by = self.dimensions_of(count, indicator.as_ref())?;
        self.check_count(count, &by)?;
        self.check_direction(count, indicator.as_ref())?;
        for (suffix, job) in self.jobs(count) {
            // The whole window is there only where it is counted.
            let time = 1_u32 << by.len();
            let whole = sets(count, by.len())?.iter().any(|set| set & time == 0);
            let times = Times::of(count, &job, whole, (self.from, self.until))?;
            let name = if suffix.is_empty() { count.id.to_string() } else { format!("{}.{suffix}", count.id) };
            // The cases behind a median are not what its indicator counts.
            let beside = matches!((count.what, job), (What::Processing, Job::Flow { .. }));
            let indicator = indicator.as_ref().filter(|_| !beside);
            self.add_job(at, count, (name, job, times), by.clone(), flag, indicator)?;
            if let ([.., median, cases], true) = (self.tables.as_mut_slice(), beside) {
                median.behind = cases.behind;
            }
        }
        Ok(())
    }

    pub(super) fn add_job(
        &mut self,
        at: usize,
        count: &Count,
        (name, job, times): (String, Job, Times),
        by: Vec<usize>,
        flag: Option<usize>,
        indicator: Option<&Indicator>,
    ) -> Result<()> {
        let sets = sets(count, by.len())?;
        let default: BTreeSet<Unit> = match job {
            Job::Crossings { .. } => BTreeSet::from([Unit::Persons]),
            Job::Processing { .. } => BTreeSet::from([Unit::Cases]),
            _ if matches!(count.what, What::Balance | What::Processing) => BTreeSet::from([Unit::Cases]),
            Job::During { crossings: true } if count.units.is_empty() => BTreeSet::from([Unit::Persons]),
            _ if count.units.is_empty() => BTreeSet::from([Unit::Cases]),
            _ => count.units.clone(),
        };
        let units = default;
        let (has_person, has_case) = (self.roles.contains_key(&Role::Person), self.roles.contains_key(&Role::Case));
        let many = self.specification.many && !has_case;
        for unit in &units {
            let impossible = match unit {
                Unit::Cases => matches!(job, Job::Crossings { .. } | Job::During { crossings: true }),
                Unit::PersonEvents => many || !matches!(job, Job::Flow { .. } | Job::Cohort { .. }),
                Unit::Persons => many || !has_person || matches!(job, Job::Processing { .. }),
            };
            if impossible {
                let error = Error::new(cnt::UNIT_NOT_COUNTABLE).with("unit", Safe::word(unit.word()));
                return Err(error.with("count", Safe::term(&count.id)));
            }
            check_indicator(count, &job, *unit, indicator)?;
        }
        let pinned = by.iter().any(|at| self.dimensions.get(*at).is_some_and(|axis| axis.of.pin.is_some()));
        let mut program = |key: Key, of_persons: bool| {
            let (name, sets, by) = (name.clone(), sets.clone(), by.clone());
            self.programs.push(Program { name, count: at, key, job, by, sets, times: times.clone(), flag, of_persons });
            self.programs.len() - 1
        };
        // The cases of residence are migrations: of a person, by whatever number a crossing was filed.
        let of_a_person = matches!(job, Job::Processing { .. } | Job::Residence { .. });
        let distinct_cases = has_case && units.contains(&Unit::Cases) && !of_a_person;
        let of_cases = distinct_cases.then(|| program(Key::Case, false));
        let needed = units.len() > usize::from(distinct_cases) || (has_person && !many);
        // Where an event says the code of a person, the persons behind events are others than the persons of the table.
        let with_persons = units.contains(&Unit::Persons);
        let alone = !pinned || (with_persons && units.len() == 1);
        let of_persons = with_persons.then(|| program(Key::Person, true));
        let of_events = match (needed && (!with_persons || !alone), of_persons) {
            (true, _) => Some(program(Key::Person, false)),
            (false, of_persons) => of_persons,
        };
        for unit in units {
            let (own, of_unit) = match unit {
                Unit::Cases => (of_cases.or(of_events), of_events),
                Unit::PersonEvents => (of_events, of_events),
                Unit::Persons => (of_persons, of_persons),
            };
            let Some(program) = own else { continue };
            let behind = of_unit.filter(|_| has_person && !many && !matches!(job, Job::Processing { .. }));
            let word = if matches!(job, Job::Processing { .. }) { "median" } else { unit.word() };
            self.tables.push(Output {
                name: format!("{name}.{word}"),
                unit,
                program,
                behind,
                indicator: indicator.cloned(),
            });
        }
        Ok(())
    }

    /// The jobs of a count, each with what its name adds.
    pub(super) fn jobs(&self, count: &Count) -> Vec<(String, Job)> {
        let crossings = self.roles.contains_key(&Role::Direction);
        let one = |job| vec![(String::new(), job)];
        match count.what {
            What::Flow => one(Job::Flow { end: count.side == Side::End }),
            What::Stock if crossings => one(Job::Crossings { counted_back: count.counted_back, long: count.long }),
            What::Stock => one(Job::Intervals { files: false }),
            What::During => one(Job::During { crossings }),
            What::Residence => {
                let rule = |rule: &super::Rule| {
                    let days = super::Rule::days(rule.threshold);
                    let back = super::Rule::days(rule.window) - days;
                    let job = Job::Residence { days, back, exits: count.exits, unknown: count.initial_unknown };
                    (rule.to_string(), job)
                };
                count.rules.iter().map(rule).collect()
            }
            What::Cohort => one(Job::Cohort { months: count.after.unwrap_or(12) }),
            What::Processing => vec![
                (String::new(), Job::Processing { with_pending: count.with_pending }),
                (String::new(), Job::Flow { end: !count.with_pending }),
            ],
            What::Balance => vec![
                ("pending".to_owned(), Job::Intervals { files: true }),
                ("opened".to_owned(), Job::Flow { end: false }),
                ("closed".to_owned(), Job::Flow { end: true }),
            ],
        }
    }

    /// The dimensions of a count, added to the plan where they are new.
    pub(super) fn dimensions_of(&mut self, count: &Count, indicator: Option<&Indicator>) -> Result<Vec<usize>> {
        let mut by = Vec::new();
        for id in count.by.iter().filter(|id| &***id != TIME) {
            let Some(at) = self.dimensions.iter().position(|axis| axis.of.id == *id) else {
                let error = Error::new(cnt::DIMENSION_NOT_DECLARED).with("count", Safe::term(&count.id));
                return Err(error.with("axis", Safe::term(id)));
            };
            let of_indicator = indicator.map(|of| of.dimension(id).map_err(|_| not_of(count, of, id))).transpose()?;
            if let (Some(axis), Some(of_indicator)) = (self.dimensions.get_mut(at), of_indicator) {
                axis.list.get_or_insert_with(|| of_indicator.list().clone());
            }
            if by.contains(&at) {
                return Err(contradicts_of(id, "twice"));
            }
            by.push(at);
        }
        if by.len() > MOST_DIMENSIONS {
            let error = Error::new(cnt::TOO_MANY).with("what", Safe::word("dimensions"));
            return Err(error.with("limit", MOST_DIMENSIONS));
        }
        Ok(by)
    }

    /// What a count needs of the records.
    pub(super) fn check_count(&self, count: &Count, by: &[usize]) -> Result<()> {
        let has = |role| self.roles.contains_key(&role);
        let over_time = count.by.iter().any(|id| &**id == TIME);
        let of_moments = matches!(count.what, What::Stock | What::Balance);
        if matches!(count.what, What::Balance) && has(Role::Case) {
            return Err(contradicts_of(&count.id, "cases-in-balance"));
        }
        if of_moments && over_time {
            return Err(contradicts_of(&count.id, "stock-over-time"));
        }
        let crossings = matches!(count.what, What::Residence) || (of_moments && has(Role::Direction));
        let missing = match count.what {
            What::Residence if !has(Role::Direction) => Some("direction"),
            What::Residence if count.rules.is_empty() => Some("rules"),
            What::Stock | What::During if !has(Role::Direction) && !has(Role::End) => Some("direction"),
            What::Cohort | What::Processing | What::Balance if !has(Role::End) => Some("end"),
            What::Flow if count.side != Side::Event && !has(Role::End) => Some("end"),
            _ if crossings && !has(Role::Person) => Some("person"),
            What::During if has(Role::Direction) && !has(Role::Person) => Some("person"),
            _ if count.every.is_none() && count.moments.is_empty() => Some("every"),
            _ if count.every.is_none() && !matches!(count.what, What::Stock) => Some("every"),
            _ => None,
        };
        if let Some(missing) = missing {
            return Err(incomplete(missing));
        }
        let of = |at: &usize| self.dimensions.get(*at).map(|axis| &axis.of);
        // A code that the first or last of several decides is not known while it is not decided which of them count.
        let cohort = matches!(count.what, What::Cohort);
        if (cohort || matches!(count.what, What::Residence)) && count.units.contains(&Unit::Persons) {
            let undecided = |dimension: &&super::Dimension| {
                dimension.membership == Membership::Pinned || (cohort && dimension.at_end && dimension.pin.is_some())
            };
            if let Some(dimension) = by.iter().filter_map(of).find(undecided) {
                return Err(contradicts_of(dimension.id(), "pinned-undecided"));
            }
        }
        let ages = by.iter().filter_map(of).filter(|dimension| dimension.of == Of::AgeAtMoment).count();
        if ages > 1 || (ages == 1 && !matches!(count.what, What::Stock)) {
            return Err(contradicts_of(&count.id, "age-at-moment"));
        }
        Ok(())
    }
}

/// The sets of dimensions that are counted, the full one among them.
fn sets(count: &Count, dimensions: usize) -> Result<Vec<u32>> {
    let named: Vec<&Arc<str>> = count.by.iter().filter(|id| &***id != TIME).collect();
    let over_time = count.by.iter().any(|id| &**id == TIME);
    let time = 1_u32 << dimensions;
    let full = (time << 1) - 1;
    let kept = if over_time { 0 } else { time };
    let mut sets = BTreeSet::from([full]);
    match &count.totals {
        Totals::None => {}
        Totals::All => sets.extend((0..=full).filter(|set| set & kept == kept)),
        Totals::These(lists) => {
            for list in lists {
                let mut set = kept;
                for id in list {
                    set |= match named.iter().position(|name| *name == id) {
                        Some(at) => 1 << at,
                        None if &**id == TIME => time,
                        None => {
                            let error = Error::new(cnt::DIMENSION_NOT_DECLARED).with("count", Safe::term(&count.id));
                            return Err(error.with("axis", Safe::term(id)));
                        }
                    };
                }
                sets.insert(set);
            }
        }
    }
    Ok(sets.into_iter().collect())
}

/// The indicator of a count has no dimension of that id.
fn not_of(count: &Count, indicator: &Indicator, id: &str) -> Error {
    let error = Error::new(cnt::DIMENSION_NOT_OF_INDICATOR).with("count", Safe::term(&count.id));
    error.with("indicator", Safe::term(indicator.id())).with("axis", Safe::term(id))
}

/// What the indicator counts is what the count counts.
fn check_indicator(count: &Count, job: &Job, unit: Unit, indicator: Option<&Indicator>) -> Result<()> {
    let Some(indicator) = indicator else { return Ok(()) };
    let temporality = match job {
        Job::Crossings { .. } | Job::Intervals { .. } => Temporality::Stock,
        Job::During { .. } => Temporality::During,
        _ => Temporality::Flow,
    };
    if matches!(job, Job::Processing { .. }) || matches!(count.what, What::Balance) {
        return Ok(());
    }
    if indicator.measure().temporality() != temporality {
        return differs(count, indicator, "temporality");
    }
    match indicator.measure_in(code_of(unit)) {
        Ok(_) => Ok(()),
        Err(_) => differs(count, indicator, "unit"),
    }
}
