//! What is counted, once the specification has been checked: columns, dimensions, programs and the tables that they give.

use super::{
    Specification, Unit, days::years_before, dimension::Of, lines::of_dimension, specification::Role, times::Times,
};
use crate::{
    catalogue::{Catalogue, Indicator},
    code::{CodeId, CodeList},
    error::{
        Error, Result, Safe,
        codes::{cat, cnt},
    },
    measure::Membership,
    source::{ColumnType, Wanted},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// At most so many dimensions stand in a count.
pub(super) const MOST_DIMENSIONS: usize = 12;
/// The columns of individuals: by them nothing is counted and nothing chosen.
pub(super) const PRIVATE: [Role; 3] = [Role::Person, Role::Case, Role::Birth];
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
    /// Nobody who lives was born before this day.
    pub(super) eldest: i32,
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

impl Job {
    /// Whether records are crossings of which each instant counts by what was before it.
    pub(super) fn of_crossings(&self) -> bool {
        matches!(self, Self::Crossings { .. } | Self::During { crossings: true } | Self::Residence { .. })
    }
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
            names.iter().map(|name| Wanted { name: name.clone(), kind: specification.carried_as(name) }).collect();
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
            eldest: years_before(until, 150),
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
        plan.check_records().map_err(|error| specification.about(error, &[("records", "")]))?;
        plan.check_choices()?;
        for dimension in &specification.dimensions {
            let part = of_dimension(dimension.id());
            plan.check_dimension(dimension).map_err(|error| specification.about(error, &[(&part, "")]))?;
            let column = dimension.column_name().and_then(|name| names.iter().position(|other| **other == *name));
            let list = dimension.list.as_deref().map(CodeList::built_in).transpose();
            let list = list.map_err(|error| specification.about(error, &[(&part, "list")]))?;
            plan.dimensions.push(Axis { of: dimension.clone(), column, list });
        }
        for at in 0..specification.counts.len() {
            let Some(count) = specification.counts.get(at) else { continue };
            let flag = (!count.only.is_empty()).then(|| {
                plan.flags.push(choices(&count.only));
                plan.flags.len() - 1
            });
            let part = format!("count.{}", count.id);
            let about = |error: Error| {
                let unknown = if error.code() == cat::INDICATOR_UNKNOWN { "indicator" } else { "" };
                specification.about(error, &[(&part, unknown), ("", unknown)])
            };
            plan.add(at, count, flag, catalogue).map_err(about)?;
        }
        if plan.programs.is_empty() {
            return Err(incomplete("count"));
        }
        plan.check_codes()?;
        if plan.flags.len() > 32 {
            return Err(Error::new(cnt::TOO_MANY).with("what", Safe::word("filtered-counts")).with("limit", 32_u64));
        }
        Ok(plan)
    }

    /// What holds for the records, whatever is counted.
    fn check_records(&self) -> Result<()> {
        let has = |role| self.roles.contains_key(&role);
        let specification = &self.specification;
        match &specification.kind {
            None => return Err(incomplete("kind")),
            Some(kind) if CodeId::parse(kind).is_err() => return Err(contradicts("records", "kind-not-a-word")),
            Some(_) => {}
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
        Ok(())
    }

    /// What holds for a dimension, whatever is counted.
    fn check_dimension(&self, dimension: &super::Dimension) -> Result<()> {
        let (specification, has) = (&self.specification, |role| self.roles.contains_key(&role));
        let days = [Role::Date, Role::Start, Role::End];
        let id = dimension.id();
        let column = dimension.column_name();
        let of_person = |role| specification.column_of(role).is_some_and(|name| column == Some(&**name));
        if PRIVATE.into_iter().any(of_person) {
            return Err(contradicts_of(id, "individual"));
        }
        if days.into_iter().any(of_person) {
            return Err(contradicts_of(id, "days-as-dimension"));
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
        Ok(())
    }
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

/// The code of a unit in the column UNIT.
pub(super) fn code_of(unit: Unit) -> &'static str {
    match unit {
        Unit::Cases => "CASES",
        Unit::PersonEvents => "PERSON_EVENTS",
        Unit::Persons => "PERSONS",
    }
}

pub(super) fn incomplete(what: &'static str) -> Error {
    Error::new(cnt::SPECIFICATION_INCOMPLETE).with("what", Safe::word(what))
}

pub(super) fn contradicts(what: &'static str, why: &'static str) -> Error {
    Error::new(cnt::SPECIFICATION_CONTRADICTS).with("what", Safe::word(what)).with("why", Safe::word(why))
}

pub(super) fn contradicts_of(what: &str, why: &'static str) -> Error {
    Error::new(cnt::SPECIFICATION_CONTRADICTS).with("what", Safe::term(what)).with("why", Safe::word(why))
}

/// A count is not what its indicator counts.
pub(super) fn differs(count: &super::Count, indicator: &Indicator, why: &'static str) -> Result<()> {
    let error = Error::new(cnt::INDICATOR_DIFFERS).with("count", Safe::term(&count.id));
    Err(error.with("indicator", Safe::term(indicator.id())).with("why", Safe::word(why)))
}
