use super::{
    faults::{Faults, Spot},
    figures,
    plan::Plan,
    rows::Rows,
    specification::Specification,
};
use crate::{
    catalogue::{Catalogue, Indicator},
    error::{At, Collected, Error, Finding, FindingSink, Place, Result, codes::trl},
    source::{self, Grid, Guard, Input, Rows as _},
    table::{Cell, Table},
};
use std::{collections::BTreeSet, sync::Arc};

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

/// Reads a file as tables of the indicators of a catalogue. `name` is the name that places are given with.
///
/// Figures that the indicator declares as inexact by making become the intervals that they stand for, unless the specification says
/// that every figure is what was counted ([`Specification::as_counted`]).
///
/// # Errors
/// A code of room `source` where the bytes cannot be read; `TRL-008` where the rows are of individuals: nothing of such a file is
/// kept, and no finding shows a value of it; `TRL-006` where nothing states the indicator, the reporting country or the time; `TRL-009` where the
/// specification names a column that is not there; `TRL-010` where there are no rows; `TRL-001`
/// with a finding for every value that cannot be what its column says.
///
/// # Disclosure
/// Findings show what was read only to whoever handed the bytes in.
pub fn read(
    input: impl Input,
    name: &str,
    specification: &Specification,
    catalogue: &Catalogue,
) -> Result<Translation> {
    let mut findings = Collected::new();
    match read_into(input, name, specification, catalogue, &mut findings) {
        Ok((tables, rows)) => Ok(Translation { tables, findings, rows }),
        Err(error) if error.code() == trl::FILE_REFUSED => Err(error.findings_of(findings.into_findings())),
        Err(error) => Err(error),
    }
}

/// As [`read`], with every finding handed to a sink as it is made: for files of millions of rows, of which any number may be
/// wrong. Gives the tables and how many rows were read.
///
/// # Errors
/// As [`read`]; the findings of `TRL-001` went to the sink.
pub fn read_into(
    input: impl Input,
    name: &str,
    specification: &Specification,
    catalogue: &Catalogue,
    sink: &mut dyn FindingSink,
) -> Result<(Vec<Translated>, u64)> {
    let mut rows = source::open_table(input, name, &specification.layout)?;
    let known: BTreeSet<Arc<str>> =
        catalogue.iter().flat_map(Indicator::dimensions).map(|dimension| Arc::from(dimension.id())).collect();
    let known: Vec<Arc<str>> = known.into_iter().collect();
    let mut guard = Guard::new(rows.header());
    let (plan, misfit) = match Plan::new(specification, rows.header(), &known) {
        Ok(plan) => (Some(plan), None),
        Err(misfit) => (None, Some(misfit)),
    };
    let mut faults = Faults::new(rows.header().whereabouts().clone(), sink);
    let mut read = plan.as_ref().map(|plan| Rows::new(plan, specification, catalogue));
    let (mut batch, mut count) = (Grid::new(), 0_u64);
    while rows.next(&mut batch)? {
        for row in batch.rows() {
            count = count.saturating_add(1);
            guard.row(&row);
            let Some(read) = &mut read else { continue };
            match row.complete(rows.header()) {
                Ok(()) => read.row(&row, &mut faults),
                Err(error) => faults.error(&error, Spot::new(row.line(), 0), ""),
            }
        }
    }
    // Rows of persons are refused whatever else is wrong with them, and before anything of them is said.
    let persons = guard.settle();
    if !persons.is_empty() {
        return Err(Error::new(trl::INDIVIDUAL_DATA).at(Place::new(name, At::Whole)).findings_of(persons));
    }
    if let Some(misfit) = misfit {
        return Err(misfit);
    }
    if count == 0 {
        return Err(Error::new(trl::NO_ROWS).at(Place::new(name, At::Whole)));
    }
    for column in plan.iter().flat_map(|plan| &plan.unused) {
        let called = rows.header().names().nth(*column).unwrap_or_default();
        faults.add(Finding::new(trl::COLUMN_UNUSED).at(rows.header().place(*column)).evidence_of(called));
    }
    rows.noticed().iter().for_each(|finding| faults.add(finding.clone()));
    let tables = read.map_or(Ok(Vec::new()), |read| tables(read, specification, &mut faults))?;
    faults.settle()?;
    Ok((tables, count))
}

/// The tables of everything that was read, once it is known how figures are written.
fn tables(read: Rows<'_>, specification: &Specification, faults: &mut Faults<'_>) -> Result<Vec<Translated>> {
    let (groups, waiting) = read.into_parts();
    let mut groups = groups.all;
    let (waited, how) = waiting.settle();
    how.into_iter().for_each(|finding| faults.add(finding));
    for (waiting, text, figure) in waited {
        figures::noticed(&text).into_iter().for_each(|finding| faults.add(finding.at(faults.place(waiting.spot))));
        match figure {
            Ok(figure) => {
                groups.get_mut(waiting.group).into_iter().for_each(|group| group.put(waiting.row, Cell::exact(figure)));
            }
            Err(error) => faults.error(&error, waiting.spot, &text),
        }
    }
    groups.sort_by(|a, b| a.kind().cmp(&b.kind()));
    let mut tables = Vec::new();
    for group in groups.into_iter().filter(|group| group.len() > 0) {
        let indicator = Arc::from(group.indicator.id());
        if let Some(table) = group.table(specification, faults)? {
            tables.push(Translated { indicator, table });
        }
    }
    Ok(tables)
}
