use super::{
    cell::cell,
    faults::Faults,
    plan::{Given, Plan},
    specification::{REPORTER, Specification, TIME},
};
use crate::{
    catalogue::{Catalogue, Dimension, Indicator},
    code::CodeId,
    error::{Collected, Error, Place, Result, Safe, codes::trl},
    measure::Measure,
    source::{Delimited, Grid, Input, Row, Rows},
    table::{Absent, Axis, Cell, Figure, Status, Table},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What a file became.
#[derive(Debug)]
pub struct Translation {
    /// The tables, by indicator and unit.
    pub tables: Vec<Translated>,
    /// What was noticed and stands in nobody's way.
    pub findings: Collected,
    /// How many rows were read.
    pub rows: u64,
}

/// The figures of one indicator in one unit.
#[derive(Clone, Debug)]
pub struct Translated {
    /// The id of the indicator.
    pub indicator: Arc<str>,
    /// The figures.
    pub table: Table,
}

/// Rows that become one table, with the lines that they stand in.
struct Group<'a> {
    indicator: &'a Indicator,
    measure: Measure,
    rows: Vec<(Vec<Arc<str>>, Cell, Status)>,
    lines: Vec<Place>,
}

/// Reads a delimited file as tables of the indicators of a catalogue. `name` is the name that places are given with.
///
/// Figures that the indicator declares as inexact by making become the intervals that they stand for.
///
/// # Errors
/// A code of room `source` where the bytes cannot be read; `TRL-006` where nothing states the indicator, the reporting country
/// or the time; `TRL-001` with a finding for every value that cannot be what its column says.
pub fn read(
    input: impl Input,
    name: &str,
    specification: &Specification,
    catalogue: &Catalogue,
) -> Result<Translation> {
    let mut rows = Delimited::open(input, name, &specification.layout)?;
    let known: BTreeSet<Arc<str>> =
        catalogue.iter().flat_map(Indicator::dimensions).map(|dimension| Arc::from(dimension.id())).collect();
    let known: Vec<Arc<str>> = known.into_iter().collect();
    let plan = Plan::new(specification, rows.header(), &known)?;
    let mut faults = Faults::default();
    for column in &plan.unused {
        let place = Place::line(name, 1, u32::try_from(column + 1).unwrap_or(u32::MAX));
        let called = rows.header().names().nth(*column).unwrap_or_default();
        faults.add(crate::error::Finding::new(trl::COLUMN_UNUSED).at(place).evidence_of(called));
    }

    let mut groups: BTreeMap<(&str, String), Group<'_>> = BTreeMap::new();
    let (mut batch, mut count) = (Grid::new(), 0_u64);
    while rows.next(&mut batch)? {
        for row in batch.rows() {
            count = count.saturating_add(1);
            if let Err(error) = row.complete(rows.header()) {
                faults.error(&error, row.place(0), "");
                continue;
            }
            add(&row, &plan, catalogue, &mut groups, &mut faults);
        }
    }
    let mut tables = Vec::new();
    for ((indicator, _), group) in groups {
        match group.table(specification.absent) {
            Ok(table) => tables.push(Translated { indicator: Arc::from(indicator), table }),
            Err(error) => {
                if let Some(error) = faults.built(error, &group.lines) {
                    return Err(error);
                }
            }
        }
    }
    Ok(Translation { tables, findings: faults.settle()?, rows: count })
}

/// Adds a row to the table that it belongs to, or reports everything that keeps it from that.
fn add<'a>(
    row: &Row<'_>,
    plan: &Plan,
    catalogue: &'a Catalogue,
    groups: &mut BTreeMap<(&'a str, String), Group<'a>>,
    faults: &mut Faults,
) {
    let text = plan.indicator.text(row);
    let indicator = match catalogue.find(text) {
        Ok(indicator) => indicator,
        Err(error) => return faults.error(&error, plan.indicator.place(row), text),
    };
    let before = faults.count();
    let mut take = |given: &Given, error: Error| faults.error(&error, given.place(row), given.text(row));
    let unit = plan.unit.as_ref().map_or("", |unit| unit.text(row));
    let measure = if unit.is_empty() { Ok(indicator.measure().clone()) } else { indicator.measure_in(unit) };
    let measure = measure.map_err(|error| take(plan.unit.as_ref().unwrap_or(&plan.indicator), error)).ok();
    let reporter = plan.reporter(plan.reporter.text(row)).map_err(|error| take(&plan.reporter, error)).ok();
    let time = indicator.time(plan.time.text(row)).map_err(|error| take(&plan.time, error)).ok();
    let own = codes(row, plan, indicator, &mut take);
    let (value, status) = (row.text(plan.value), plan.status.as_ref().map_or("", |status| row.text(*status)));
    let cell = cell(value, status).and_then(|(cell, status)| Ok((made(cell, indicator, &own)?, status)));
    let cell = cell.map_err(|error| {
        let of_status = error.code() == trl::STATUS_UNREADABLE;
        let column = plan.status.as_ref().filter(|_| of_status).unwrap_or(&plan.value);
        take(&Given::Column(*column), error);
    });
    let (Some(measure), Some(reporter), Some(time), Ok((cell, status))) = (measure, reporter, time, cell) else {
        return;
    };
    if faults.count() > before {
        return;
    }
    let kind = (indicator.id(), measure.unit().to_string());
    let new = || Group { indicator, measure, rows: Vec::new(), lines: Vec::new() };
    let group = groups.entry(kind).or_insert_with(new);
    let key = std::iter::once(reporter).chain(own).chain([Arc::from(time.to_string())]).collect();
    group.rows.push((key, cell, status));
    group.lines.push(row.place(plan.value));
}

/// The codes of the indicator's dimensions, in their order; a column of a dimension that it does not have says nothing.
fn codes(row: &Row<'_>, plan: &Plan, indicator: &Indicator, take: &mut dyn FnMut(&Given, Error)) -> Vec<Arc<str>> {
    let mut own = Vec::new();
    for dimension in indicator.dimensions() {
        let nothing = || Error::new(trl::NOTHING_STATES).with("axis", Safe::term(dimension.id()));
        match plan.dimensions.get(dimension.id()) {
            None => take(&plan.indicator, nothing()),
            Some(given) => match plan.code(dimension.id(), given.text(row), dimension.list()) {
                Ok(code) => own.push(code),
                Err(error) => take(given, error),
            },
        }
    }
    for (id, given) in plan.dimensions.iter().filter(|(id, _)| indicator.dimension(id).is_err()) {
        let text = given.text(row);
        if !text.is_empty() && text != CodeId::NOT_APPLICABLE {
            let error = Error::new(trl::DIMENSION_NOT_DECLARED).with("axis", Safe::term(id));
            take(given, error.with("indicator", Safe::term(indicator.id())));
        }
    }
    own
}

/// The interval that a published figure stands for, where the indicator declares one.
fn made(cell: Cell, indicator: &Indicator, codes: &[Arc<str>]) -> Result<Cell> {
    let Some(published) = cell.figure().and_then(|figure| figure.exact()) else { return Ok(cell) };
    if codes.len() != indicator.dimensions().len() {
        return Ok(cell);
    }
    let interval = indicator.interval(codes, published)?;
    Ok(interval.map_or(cell, |(low, high)| Cell::Figure(Figure::interval(low, Some(high)))))
}

impl Group<'_> {
    fn table(&self, absent: Absent) -> Result<Table> {
        let builder = Table::builder(self.measure.clone(), self.indicator.concept().clone());
        let builder = builder.making(self.indicator.making().clone()).absent(absent).axis(Axis::reporter(REPORTER));
        let dimensions = self.indicator.dimensions().iter().zip(1..);
        let builder =
            dimensions.fold(builder, |builder, (dimension, at)| builder.axis(self.axis(dimension, at, absent)));
        let mut builder = builder.axis(Axis::time(TIME));
        for (key, cell, status) in &self.rows {
            builder.push(key, *cell, *status);
        }
        builder.build()
    }

    /// The axis of a dimension, with what its list declares.
    ///
    /// Where an exhaustive list has codes that no row has, and a row that is not there may stand for somebody, the codes that
    /// are there are not all there are: a sum of them says "at least".
    fn axis(&self, dimension: &Dimension, at: usize, absent: Absent) -> Axis {
        let list = dimension.list();
        let nobody = absent == Absent::Zero && self.indicator.making().absent().is_none();
        let seen: BTreeSet<&str> = self.rows.iter().filter_map(|(key, _, _)| key.get(at).map(|code| &**code)).collect();
        let plain = list.leaves().map(|entry| entry.id().as_str()).filter(|code| !code.starts_with('_'));
        let exhaustive = list.is_exhaustive() && (nobody || plain.into_iter().all(|code| seen.contains(code)));
        let axis = Axis::category(dimension.id()).membership(dimension.membership()).exhaustive(exhaustive);
        let parents = list.entries().iter().filter_map(|entry| Some((entry.id(), entry.parent()?)));
        parents
            .filter(|(_, parent)| !parent.is_total())
            .fold(axis, |axis, (code, parent)| axis.parent(code.as_str(), parent.as_str()))
    }
}
