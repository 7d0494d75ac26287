//! What is counted, once the specification has been checked: columns, dimensions, programs and the tables that they give.

use super::{
    Count, Specification, Unit,
    dimension::Of,
    specification::Role,
    times::Times,
    wanted::{Side, Totals, What},
};
use crate::{
    catalogue::{Catalogue, Indicator},
    code::{CodeId, CodeList},
    error::{Error, Result, Safe, codes::cnt},
    measure::{Membership, Temporality},
    source::{ColumnType, Wanted},
    time::Day,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// At most so many dimensions stand in a count.
pub(super) const MOST_DIMENSIONS: usize = 12;
/// The id of the time axis.
pub(super) const TIME: &str = "TIME_PERIOD";

/// The finest time that records have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Resolution {
    Days,
    Minutes,
    Seconds,
}

impl Resolution {
    /// How many of them a day has.
    pub(super) fn a_day(self) -> u32 {
        match self {
            Self::Days => 1,
            Self::Minutes => 1440,
            Self::Seconds => 86_400,
        }
    }
}

/// A column with the values of it that are wanted.
pub(super) type Choice = (usize, BTreeSet<Arc<str>>);

/// A specification that has been checked.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) specification: Specification,
    /// The first and the last day that the records cover, and the day at which packed time begins.
    pub(super) from: i32,
    pub(super) until: i32,
    pub(super) origin: i32,
    pub(super) resolution: Resolution,
    pub(super) wanted: Vec<Wanted>,
    pub(super) roles: BTreeMap<Role, usize>,
    pub(super) filters: Vec<Choice>,
    /// What stands under `only` of the counts that have it: a record has a flag for each.
    pub(super) flags: Vec<Vec<Choice>>,
    pub(super) dimensions: Vec<Axis>,
    pub(super) programs: Vec<Program>,
    pub(super) tables: Vec<Output>,
}

/// A dimension with its column and its list.
#[derive(Debug)]
pub(super) struct Axis {
    pub(super) of: super::Dimension,
    pub(super) column: Option<usize>,
    pub(super) list: Option<CodeList>,
}

/// By what records are held together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Person,
    Case,
}

/// What is done with the records of a person (or a case).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Job {
    /// Events in periods; of intervals by their start or end.
    Flow { end: bool },
    /// Intervals by their start, ended within so many months.
    Cohort { months: u16 },
    /// Persons after their last crossing.
    Crossings { counted_back: bool, long: u16 },
    /// Intervals at moments; of files the day they are closed on does not count.
    Intervals { files: bool },
    /// In the state on any day, by crossings or by intervals.
    During { crossings: bool },
    /// Migrations.
    Residence { days: u32, back: u32, exits: bool, unknown: bool },
    /// Days from start to end.
    Processing { with_pending: bool },
}

/// One pass over the records of each person.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) name: String,
    pub(super) count: usize,
    pub(super) key: Key,
    pub(super) job: Job,
    /// The dimensions, by their places in the plan.
    pub(super) by: Vec<usize>,
    /// The sets of dimensions that are counted: a bit each, the time after the last.
    pub(super) sets: Vec<u32>,
    pub(super) times: Times,
    pub(super) flag: Option<usize>,
    /// Whether distinct persons are counted: what is declared of dimensions is then verified.
    pub(super) of_persons: bool,
}

impl Program {
    /// The bit of the time in a set.
    pub(super) fn time_bit(&self) -> u32 {
        1 << self.by.len()
    }

    /// The set of all dimensions.
    pub(super) fn full(&self) -> u32 {
        (self.time_bit() << 1) - 1
    }
}

/// A table that comes out.
#[derive(Debug)]
pub(super) struct Output {
    pub(super) name: String,
    pub(super) unit: Unit,
    pub(super) program: usize,
    /// The program that knows the persons behind its cells.
    pub(super) behind: Option<usize>,
    pub(super) indicator: Option<Indicator>,
}

impl Plan {
    /// Checks a specification.
    pub(super) fn new(specification: &Specification, catalogue: &Catalogue) -> Result<Self> {
        let (from, until) = specification.window()?;
        let names: Vec<Arc<str>> = specification.columns().into_iter().map(Arc::from).collect();
        let wanted: Vec<Wanted> =
            names.iter().map(|name| Wanted { name: name.clone(), kind: specification.type_of(name) }).collect();
        let place = |column: &Arc<str>| names.binary_search(column).unwrap_or_default();
        let roles: BTreeMap<Role, usize> =
            specification.roles.iter().map(|(role, column)| (*role, place(column))).collect();
        let choices = |choices: &BTreeMap<Arc<str>, BTreeSet<Arc<str>>>| -> Vec<Choice> {
            choices.iter().map(|(column, values)| (place(column), values.clone())).collect()
        };
        let mut plan = Self {
            from: from.number(),
            until: until.number(),
            origin: years_before(until, 130),
            resolution: resolution(specification),
            filters: choices(&specification.filter),
            specification: specification.clone(),
            wanted,
            roles,
            flags: Vec::new(),
            dimensions: Vec::new(),
            programs: Vec::new(),
            tables: Vec::new(),
        };
        plan.check_records()?;
        for dimension in &specification.dimensions {
            let column = dimension.column_name().and_then(|name| names.iter().position(|other| **other == *name));
            let list = dimension.list.as_deref().map(CodeList::built_in).transpose()?;
            plan.dimensions.push(Axis { of: dimension.clone(), column, list });
        }
        for at in 0..specification.counts.len() {
            let Some(count) = specification.counts.get(at) else { continue };
            let flag = (!count.only.is_empty()).then(|| {
                plan.flags.push(choices(&count.only));
                plan.flags.len() - 1
            });
            plan.add(at, count, flag, catalogue)?;
        }
        if plan.programs.is_empty() {
            return Err(incomplete("count"));
        }
        if plan.flags.len() > 32 {
            return Err(Error::new(cnt::TOO_MANY).with("what", Safe::word("filtered-counts")).with("limit", 32_u64));
        }
        Ok(plan)
    }

    /// What holds for the records, whatever is counted.
    fn check_records(&self) -> Result<()> {
        let has = |role| self.roles.contains_key(&role);
        let specification = &self.specification;
        if specification.kind.is_none() {
            return Err(incomplete("kind"));
        }
        match (has(Role::Date), has(Role::Start), has(Role::End)) {
            (true, false, false) | (false, true, true) => {}
            (false, false, false) => return Err(incomplete("date")),
            _ => return Err(contradicts("records", "date-and-interval")),
        }
        let directed = !specification.entry.is_empty() && !specification.exit.is_empty();
        if has(Role::Direction) && (!directed || specification.entry.intersection(&specification.exit).next().is_some())
        {
            return Err(incomplete("direction"));
        }
        let private = [Role::Person, Role::Case, Role::Birth];
        for dimension in &specification.dimensions {
            let id = dimension.id();
            let column = dimension.column_name();
            let of_person = |role| specification.column_of(role).is_some_and(|name| column == Some(&**name));
            if private.into_iter().any(of_person) {
                return Err(contradicts_of(id, "individual"));
            }
            if matches!(dimension.of, Of::Nothing) {
                return Err(incomplete("column"));
            }
            let needs_groups = !matches!(dimension.of, Of::Column(_));
            if dimension.groups.is_broken() || (needs_groups && dimension.groups.is_empty()) {
                return Err(contradicts_of(id, "groups"));
            }
            if dimension.membership == Membership::Pinned && dimension.pin.is_none() {
                return Err(contradicts_of(id, "pin"));
            }
            if dimension.is_age() && !has(Role::Birth) {
                return Err(incomplete("birth"));
            }
            if matches!(dimension.of, Of::Days) && !has(Role::End) {
                return Err(incomplete("end"));
            }
            if matches!(id, TIME | "REF_AREA" | "OBS_VALUE" | "OBS_STATUS" | "CONF_STATUS") {
                return Err(contradicts_of(id, "reserved"));
            }
            let total = |code: &&Arc<str>| &***code == "_T" || CodeId::parse(code).is_err();
            let absences = [dimension.missing.code(), dimension.unknown.code()];
            if dimension.codes.values().chain(absences.into_iter().flatten()).any(|code| total(&code)) {
                return Err(contradicts_of(id, "total-as-code"));
            }
        }
        Ok(())
    }

    /// Adds the programs and tables of a count.
    fn add(&mut self, at: usize, count: &Count, flag: Option<usize>, catalogue: &Catalogue) -> Result<()> {
        let indicator = count.indicator.as_ref().or(self.specification.indicator.as_ref());
        let indicator = indicator.map(|id| catalogue.find(id).cloned()).transpose()?;
        let by = self.dimensions_of(count, indicator.as_ref())?;
        self.check_count(count, &by)?;
        for (suffix, job) in self.jobs(count) {
            // The whole window is there only where it is counted.
            let time = 1_u32 << by.len();
            let whole = sets(count, by.len())?.iter().any(|set| set & time == 0);
            let times = Times::of(count, &job, whole, (self.from, self.until))?;
            let name = if suffix.is_empty() { count.id.to_string() } else { format!("{}.{suffix}", count.id) };
            self.add_job(at, count, (name, job, times), by.clone(), flag, indicator.as_ref())?;
        }
        Ok(())
    }

    fn add_job(
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
            _ if matches!(count.what, What::Balance) => BTreeSet::from([Unit::Cases]),
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
        let distinct_cases = has_case && units.contains(&Unit::Cases) && !matches!(job, Job::Processing { .. });
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
    fn jobs(&self, count: &Count) -> Vec<(String, Job)> {
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
            What::Processing => one(Job::Processing { with_pending: count.with_pending }),
            What::Balance => vec![
                ("pending".to_owned(), Job::Intervals { files: true }),
                ("opened".to_owned(), Job::Flow { end: false }),
                ("closed".to_owned(), Job::Flow { end: true }),
            ],
        }
    }

    /// The dimensions of a count, added to the plan where they are new.
    fn dimensions_of(&mut self, count: &Count, indicator: Option<&Indicator>) -> Result<Vec<usize>> {
        let mut by = Vec::new();
        for id in count.by.iter().filter(|id| &***id != TIME) {
            let Some(at) = self.dimensions.iter().position(|axis| axis.of.id == *id) else {
                let error = Error::new(cnt::DIMENSION_NOT_DECLARED).with("count", Safe::term(&count.id));
                return Err(error.with("axis", Safe::term(id)));
            };
            let of_indicator = indicator.map(|indicator| indicator.dimension(id)).transpose()?;
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
    fn check_count(&self, count: &Count, by: &[usize]) -> Result<()> {
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
        let ages = by.iter().filter_map(of).filter(|dimension| dimension.of == Of::AgeAtMoment).count();
        if ages > 1 || (ages == 1 && !matches!(count.what, What::Stock)) {
            return Err(contradicts_of(&count.id, "age-at-moment"));
        }
        Ok(())
    }
}

/// The same day so many years before, or the last of a shorter month.
fn years_before(day: Day, years: i16) -> i32 {
    let year = day.year() - years;
    let same = Day::new(year, day.month(), day.day()).or_else(|_| Day::new(year, day.month(), 28));
    same.unwrap_or(Day::FIRST).number()
}

/// The finest time that the records have.
fn resolution(specification: &Specification) -> Resolution {
    let date = specification.column_of(Role::Date).map(|column| specification.type_of(column));
    match date {
        Some(ColumnType::DateTime) => Resolution::Seconds,
        Some(_) if specification.column_of(Role::Minute).is_some() => Resolution::Minutes,
        _ => Resolution::Days,
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

/// What the indicator counts is what the count counts.
fn check_indicator(count: &Count, job: &Job, unit: Unit, indicator: Option<&Indicator>) -> Result<()> {
    let Some(indicator) = indicator else { return Ok(()) };
    let temporality = match job {
        Job::Crossings { .. } | Job::Intervals { .. } => Temporality::Stock,
        Job::During { .. } => Temporality::During,
        _ => Temporality::Flow,
    };
    let differs = |why| {
        let error = Error::new(cnt::INDICATOR_DIFFERS).with("count", Safe::term(&count.id));
        Err(error.with("indicator", Safe::term(indicator.id())).with("why", Safe::word(why)))
    };
    if matches!(job, Job::Processing { .. }) || matches!(count.what, What::Balance) {
        return Ok(());
    }
    if indicator.measure().temporality() != temporality {
        return differs("temporality");
    }
    match indicator.measure_in(code_of(unit)) {
        Ok(_) => Ok(()),
        Err(_) => differs("unit"),
    }
}

/// The code of a unit in the column UNIT.
pub(super) fn code_of(unit: Unit) -> &'static str {
    match unit {
        Unit::Cases => "CASES",
        Unit::PersonEvents => "PERSON_EVENTS",
        Unit::Persons => "PERSONS",
    }
}

fn incomplete(what: &'static str) -> Error {
    Error::new(cnt::SPECIFICATION_INCOMPLETE).with("what", Safe::word(what))
}

fn contradicts(what: &'static str, why: &'static str) -> Error {
    Error::new(cnt::SPECIFICATION_CONTRADICTS).with("what", Safe::word(what)).with("why", Safe::word(why))
}

fn contradicts_of(what: &str, why: &'static str) -> Error {
    Error::new(cnt::SPECIFICATION_CONTRADICTS).with("what", Safe::term(what)).with("why", Safe::word(why))
}
