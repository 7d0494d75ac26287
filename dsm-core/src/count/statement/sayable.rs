//! What one statement cannot say.

use super::{
    super::{
        dimension::Of,
        plan::{Key, Plan, Program},
        specification::{Role, Specification},
        wanted::{Count, What},
    },
    Dialect,
};
use crate::{
    error::{Error, Result, Safe, codes::cnt},
    measure::Membership,
    source::ColumnType,
};

/// Refuses with what it was.
pub(super) fn refused(count: &str, why: Safe) -> Error {
    Error::new(cnt::NOT_A_STATEMENT).with("count", Safe::term(count)).with("why", why)
}

/// Refuses what a count asks for and no statement says, before it is planned.
pub(super) fn count(specification: &Specification, count: &Count) -> Result<()> {
    let why = match count.what {
        _ if specification.links.is_some() => Safe::word("link-table"),
        _ if specification.drop_duplicates => Safe::word("dropped-duplicates"),
        _ if specification.places => Safe::word("rows-of-findings"),
        _ if !specification.fatal.is_empty() => Safe::word("fatal-findings"),
        What::During => Safe::word("presence-during-periods"),
        What::Residence => Safe::word("rules-of-residence"),
        What::Processing => Safe::word("processing-times"),
        What::Balance => Safe::word("balance-of-files"),
        What::Flow | What::Stock | What::Cohort => return Ok(()),
    };
    Err(refused(&count.id, why))
}

/// Refuses what a program needs and the dialect does not say.
pub(super) fn program(plan: &Plan, program: &Program, count: &str, dialect: Dialect) -> Result<()> {
    let specification = &plan.specification;
    let type_of = |name: &str| specification.type_of(name);
    let of_days = |kind| matches!(kind, ColumnType::Date | ColumnType::DateTime);
    if plan.programs.iter().any(|program| program.key == Key::Case) {
        return Err(refused(count, Safe::word("case-numbers")));
    }
    let mut days = [Role::Date, Role::Start, Role::End, Role::Birth].into_iter();
    if days.any(|role| specification.column_of(role).is_some_and(|name| !dialect.has_days_in(type_of(name)))) {
        return Err(refused(count, Safe::word("days-in-text")));
    }
    let chosen =
        specification.filter.keys().chain(plan.specification.counts.iter().flat_map(|count| count.only.keys()));
    let coded = plan.dimensions.iter().filter_map(|axis| axis.of.column_name());
    let direction = specification.column_of(Role::Direction).map(|name| &**name);
    if chosen.map(|name| &**name).chain(coded).chain(direction).any(|name| of_days(type_of(name))) {
        return Err(refused(count, Safe::word("days-as-codes")));
    }
    let of_persons = plan.programs.iter().any(|program| program.of_persons);
    let whole = program.sets.iter().any(|set| set & program.time_bit() == 0);
    for axis in program.by.iter().filter_map(|place| plan.dimensions.get(*place)) {
        let pinned = of_persons && axis.of.pin.is_some();
        let over_all = axis.of.membership == Membership::Fixed || whole;
        if pinned
            && axis.of.membership != Membership::Overlapping
            && axis.of.membership != Membership::AtEvent
            && over_all
        {
            return Err(refused(count, Safe::word("pinned-over-all-records")));
        }
        if axis.of.of == Of::Nothing {
            return Err(Error::defect("count"));
        }
    }
    if program.sets.len() > dialect.most_sets() {
        return Err(refused(count, Safe::word("so-many-totals")));
    }
    Ok(())
}
