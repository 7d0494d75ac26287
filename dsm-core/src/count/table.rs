//! Cells become tables that say what they count.

use super::{
    Rule, Unit,
    counted::Finished,
    dimension::Of,
    frame::Frame,
    plan::{Job, Key, Output, Plan, Program, TIME, code_of},
    repinned::Repinned,
    shape::TOTAL,
    specification::Role,
};
use crate::{
    error::{Finding, Result, Safe, codes::cnt},
    measure::{Basis, Concept, Duration, DurationKind, Measure, Membership, RatioForm, Temporality, Unit as Counts},
    table::{Absent, Axis, Cell, Figure, KeyColumn, Status, Table, TableBuilder},
};
use rust_decimal::Decimal;
use std::{collections::BTreeSet, sync::Arc};

/// The id of the axis of the reporting country.
const REPORTER: &str = "REF_AREA";

/// The table of a unit.
pub(super) fn table(plan: &Plan, output: &Output, program: &Program, finished: &Finished, unit: Unit) -> Result<Table> {
    let distinct = unit == Unit::Persons || program.key == Key::Case;
    let mut cells: Vec<u64> = Vec::with_capacity(finished.cells.len());
    // From where to where it may be, and whether that is decided of those who are known.
    let mut figures: Vec<(u32, u32, bool)> = Vec::with_capacity(finished.cells.len());
    let pins = Repinned::new(plan, program, finished, unit);
    for (cell, counts) in finished.bounded().iter() {
        let (low, high) = match (distinct, finished.undecided || counts.loose > 0) {
            (true, true) => (counts.persons[0], counts.persons[1]),
            (true, false) => (counts.persons[0], counts.persons[0]),
            (false, true) => (counts.events[0], counts.events[1]),
            (false, false) => (counts.events[0], counts.events[0]),
        };
        let strange = finished.strange(program, finished.frame.digit(*cell, finished.frame.axes() - 1), distinct);
        if high > 0 {
            cells.push(*cell);
            // Who is of a record without a number, in the cell or moved into it, is one person.
            let moved = pins.of(finished, *cell);
            let more = strange.saturating_add(moved.saturating_sub(counts.loose));
            figures.push((low.saturating_sub(strange.saturating_add(moved)), high.saturating_add(more), low == high));
        }
    }
    let zeros = zeros(program, &finished.frame, &cells);
    if !zeros.is_empty() {
        let mut all: Vec<(u64, (u32, u32, bool))> = cells.into_iter().zip(figures).collect();
        let most =
            |cell: u64| finished.strange(program, finished.frame.digit(cell, finished.frame.axes() - 1), distinct);
        all.extend(zeros.into_iter().map(|cell| (cell, (0, most(cell), true))));
        all.sort_unstable();
        (cells, figures) = all.into_iter().unzip();
    }
    let exact = figures.iter().all(|(low, high, _)| low == high) && !program.times.partial.contains(&true);
    let keys = keys(plan, program, &finished.frame, &cells);
    let builder = builder(plan, output, program, finished, (unit, pins.is_any()));
    if exact {
        return builder.build_whole(keys, figures.into_iter().map(|(low, ..)| i64::from(low)).collect());
    }
    let partial = |cell: &u64| {
        let time = finished.frame.digit(*cell, finished.frame.axes() - 1) as usize;
        program.times.partial.get(time) == Some(&true)
    };
    let provisional = matches!(program.job, Job::Cohort { .. } | Job::Residence { .. });
    let status = |(cell, (.., decided)): (&u64, &(u32, u32, bool))| {
        let partial = if partial(cell) { Status::PARTIAL } else { Status::NORMAL };
        if provisional && !decided { partial.and(Status::PROVISIONAL) } else { partial }
    };
    let statuses = cells.iter().zip(&figures).map(status).collect();
    let figure = |(low, high, _): &(u32, u32, bool)| {
        Cell::Figure(Figure::interval(Decimal::from(*low), Some(Decimal::from(*high))))
    };
    builder.build_columns(keys, figures.iter().map(figure).collect(), Some(statuses))
}

/// A cell of zero for each time that has none, so that the time is there.
fn zeros(program: &Program, frame: &Frame, cells: &[u64]) -> Vec<u64> {
    let time = frame.axes() - 1;
    let seen: BTreeSet<u32> = cells.iter().map(|cell| frame.digit(*cell, time)).collect();
    let grand = program.sets.contains(&program.time_bit()) || program.sets.contains(&0);
    let digit = |codes: &Vec<Arc<str>>| {
        let total = codes.iter().position(|code| **code == *TOTAL).unwrap_or(0);
        u32::try_from(total).unwrap_or(0)
    };
    // Without a grand total there is no cell that everybody would be in: what is not there is zero.
    if !grand && time > 0 {
        return Vec::new();
    }
    let digits: Vec<u32> = frame.codes.iter().take(time).map(digit).collect();
    let times = (0..program.times.len()).filter_map(|time| u32::try_from(time).ok());
    times
        .filter(|time| !seen.contains(time))
        .map(|time| frame.cell(digits.iter().copied().chain(std::iter::once(time))))
        .collect()
}

/// The columns of the keys: the reporting country where it is said, the dimensions, the time.
pub(super) fn keys(plan: &Plan, program: &Program, frame: &Frame, cells: &[u64]) -> Vec<KeyColumn> {
    let mut keys = Vec::new();
    if let Some(reporter) = &plan.specification.reporter {
        keys.push(KeyColumn { dictionary: vec![reporter.clone()], keys: vec![0; cells.len()] });
    }
    for (axis, codes) in frame.codes.iter().enumerate() {
        let column = cells.iter().map(|cell| frame.digit(*cell, axis)).collect();
        keys.push(KeyColumn { dictionary: codes.clone(), keys: column });
    }
    debug_assert_eq!(frame.axes(), program.by.len() + 1, "the time is the last axis");
    keys
}

/// A builder that says what the figures count; whether pins may move persons is known to who made the cells.
pub(super) fn builder(
    plan: &Plan,
    output: &Output,
    program: &Program,
    finished: &Finished,
    (unit, moved): (Unit, bool),
) -> TableBuilder {
    // What stands nowhere may be of those whom nobody knows.
    let strange =
        (0..program.times.len()).any(|time| finished.strangers(program, u32::try_from(time).unwrap_or(0)) > 0);
    let mut builder = Table::builder(measure(plan, output, program, unit), concept(plan, output, program))
        .absent(if strange || moved || later(plan, program) { Absent::Missing } else { Absent::Zero })
        .notes(notes(plan, program, finished, (unit, moved)));
    if plan.specification.reporter.is_some() {
        builder = builder.axis(Axis::reporter(REPORTER));
    }
    for (at, place) in program.by.iter().enumerate() {
        let Some(axis) = plan.dimensions.get(*place) else { continue };
        let two_codes = finished.two_codes.get(at).copied().unwrap_or(0) > 0;
        let declared = axis.of.membership;
        let membership = match (unit, program.key, declared) {
            (Unit::Persons, _, Membership::Fixed) if two_codes && axis.of.pin.is_none() => Membership::Overlapping,
            (Unit::Persons, _, Membership::AtEvent) if two_codes => Membership::Overlapping,
            (_, Key::Case, _) => Membership::Overlapping,
            (Unit::Cases | Unit::PersonEvents, _, Membership::Overlapping | Membership::Pinned) => Membership::AtEvent,
            (_, _, declared) => declared,
        };
        let direction = matches!((&axis.of.of, plan.specification.column_of(Role::Direction)),
            (Of::Column(column), Some(direction)) if column == direction);
        let category = Axis::category(axis.of.id()).membership(membership).exhaustive(true).direction(direction);
        let unknown = axis.of.missing.code().or(axis.of.unknown.code());
        builder = builder.axis(unknown.map_or(category.clone(), |code| category.unknown(code)));
    }
    builder.axis(Axis::time(TIME))
}

/// Whether cases that are pending may yet have codes that nobody has had.
fn later(plan: &Plan, program: &Program) -> bool {
    let at_end = |place: &usize| plan.dimensions.get(*place).is_some_and(|axis| axis.of.at_end);
    matches!(program.job, Job::Cohort { .. }) && program.by.iter().any(at_end)
}

/// What the figures count.
fn measure(plan: &Plan, output: &Output, program: &Program, unit: Unit) -> Measure {
    let kind = plan.specification.kind.as_deref().unwrap_or("record");
    let migrations = matches!(program.job, Job::Residence { .. });
    let kind = if migrations { "migration" } else { kind };
    let filed = plan.specification.many || plan.roles.contains_key(&Role::Case);
    let one = migrations || !filed;
    let counts = match unit {
        Unit::Cases if one => Counts::single_cases(kind),
        Unit::Cases => Counts::family_cases(kind),
        Unit::PersonEvents => Counts::person_events(kind),
        Unit::Persons => Counts::Persons(crate::measure::Counted::Distinct),
    };
    let temporality = match program.job {
        Job::Crossings { .. } | Job::Intervals { .. } => Temporality::Stock,
        Job::During { .. } => Temporality::During,
        _ => Temporality::Flow,
    };
    if matches!(program.job, Job::Processing { .. }) {
        return Measure::new(Counts::Ratio(RatioForm::Median), Temporality::Flow);
    }
    let own = Measure::new(counts.clone(), temporality);
    let measure = match &output.indicator {
        Some(indicator) => match indicator.measure_in(code_of(unit)) {
            Ok(measure) => measure.as_temporality(temporality),
            Err(_) => indicator.measure().in_unit(counts).as_temporality(temporality),
        },
        None => own,
    };
    match program.job {
        Job::Cohort { months } => measure.basis(Basis::CohortAfter(months)),
        _ => measure,
    }
}

/// Which population they are of.
fn concept(plan: &Plan, output: &Output, program: &Program) -> Concept {
    let own = || {
        let word = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
        let count = plan.specification.counts.get(program.count).map_or("", |count| count.id());
        let suffix = matches!(program.job, Job::Flow { .. } | Job::Intervals { files: true }).then(|| &program.name);
        // Not the name of a concept of the catalogue.
        let own: String = suffix.map_or(count, |name| name).chars().map(word).collect();
        Concept::new(&format!("OWN_{own}"))
    };
    let mut concept = output.indicator.as_ref().map_or_else(own, |indicator| indicator.concept().clone());
    if let Job::Residence { .. } = program.job {
        let rule = rule_of(plan, program);
        concept.duration = rule.map(|rule| Duration { months: rule.threshold, kind: DurationKind::Actual });
        if let Some(rule) = rule.filter(|rule| rule.window != rule.threshold) {
            concept.residence = Arc::from(format!("{}-of-{}-months", rule.threshold, rule.window));
        }
    }
    concept
}

/// The rule of a program of residence.
fn rule_of<'p>(plan: &'p Plan, program: &Program) -> Option<&'p Rule> {
    let count = plan.specification.counts.get(program.count)?;
    count.rules.iter().find(|rule| program.name.ends_with(&format!(".{rule}")))
}

/// The footnotes that stay on the figures.
pub(super) fn notes(plan: &Plan, program: &Program, finished: &Finished, (unit, moved): (Unit, bool)) -> Vec<Finding> {
    let mut notes = Vec::new();
    match program.job {
        Job::Crossings { .. } => notes.push(Finding::new(cnt::STOCK_OF_CROSSINGS)),
        Job::Residence { days, back, unknown, .. } => {
            if finished.bounded().iter().any(|(_, figures)| figures.events[0] != figures.events[1]) {
                let months = (u64::from(days + back) * 12).div_ceil(365);
                let (threshold, window) = rule_of(plan, program).map_or((0, 0), |rule| (rule.threshold, rule.window));
                let finding = Finding::new(cnt::RESIDENCE_NOT_DECIDED).with("months", months);
                notes.push(finding.with("threshold", u64::from(threshold)).with("window", u64::from(window)));
            }
            if !unknown {
                notes.push(Finding::new(cnt::INITIAL_STATUS_ASSUMED));
            }
        }
        _ => {}
    }
    if program.job.of_crossings() && finished.nobody.iter().any(|count| *count > 0) {
        notes.push(Finding::new(cnt::PERSON_NOT_KNOWN));
    }
    if program.times.partial.contains(&true) {
        notes.push(Finding::new(cnt::PERIOD_PARTLY_COVERED));
    }
    if unit == Unit::Persons {
        for (persons, place) in finished.two_codes.iter().zip(&program.by) {
            let Some(axis) = plan.dimensions.get(*place).filter(|_| *persons > 0) else { continue };
            let pinned = axis.of.pin.is_some() && axis.of.membership == Membership::Fixed;
            let finding = Finding::new(if pinned { cnt::PINNED_PERSONS } else { cnt::DECLARATION_REFUSED });
            let finding = finding.with("axis", Safe::term(axis.of.id())).with("persons", *persons);
            notes.push(finding.with("count", Safe::term(&program.name)));
        }
        if (moved && !program.job.of_crossings()) || finished.cells.iter().any(|(_, figures)| figures.loose > 0) {
            notes.push(Finding::new(cnt::PERSON_NOT_KNOWN));
        }
    }
    notes
}
