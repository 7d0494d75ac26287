//! Messages become tables: what the message says that its figures count, or what the caller states, or an unstated measure.

mod cell;
mod columns;
mod declared;
mod figures;
mod gather;
mod key;
mod renewed;
mod said;
mod taken;
#[cfg(test)]
mod tests;
mod whole;

use super::{
    Action, Structure,
    data::{Batch, DataSet, Layout, Observations},
    structures::Structures,
};
use crate::{
    error::{At, Error, Finding, FindingSink, Place, Result, codes},
    exchange::Stated,
    measure::Temporality,
    table::Table,
};
use columns::Columns;
use declared::Declared;
use figures::Lines;
use gather::Gathered;
pub(super) use said::ANNOTATION;
use std::sync::Arc;

/// A table that came out of a message.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Arrived {
    /// The table.
    pub table: Table,
    /// The flow or structure that its data set names.
    pub structure: Option<Structure>,
    /// The line of the message that its first observation comes from.
    pub line: u64,
}

/// Reads every data set of a message into a table: data sets of one structure into one.
///
/// What the figures count is what the structure says in its annotation `DSM_TABLE`, or the attributes `STAT_UNIT`, `TEMPORALITY` and
/// their like, or the annotation `MEASURE` of the flow, or what is stated; a message that says nothing gives a table of an unstated measure (`EXC-226`), and every
/// operation that needs it is refused.
///
/// Stocks are of moments. A day is its start; the label of a longer period is the moment that is stated, or that the attribute `MOMENT` or the
/// annotation `MOMENT` of the flow says (`start`, `end`, `middle`, `07-01`), and without either it is refused (`CAT-003`).
///
/// A suppressed observation (`OBS_STATUS` `Q`) becomes a masked cell; a figure that is marked confidential becomes a masked cell
/// with a concealed figure; combined flags of Eurostat are split, and a letter that is no status of DSM is `EXC-231`.
///
/// Actions are done in the order in which they stand: a deletion, of a key, a part of one or everything, takes out what came before in
/// the message, and a row that replaces takes the place of one of another action or of an earlier data set. What a deletion takes out of an
/// earlier delivery a table cannot know: `EXC-350`. Of a deletion of attributes alone (`EXC-351`) the cell stays as it was.
///
/// # Errors
/// What the source reports; `CAT-003`, `TIM-011` where the label of a period is no moment; `EXC-108` where what is stated contradicts the message; `TAB-001` where there is no time dimension,
/// `TAB-010` where a cell is broken: each is a finding with its line.
pub fn read_tables(
    source: &mut dyn Observations,
    file: &str,
    structures: &Structures,
    stated: &Stated,
    findings: &mut dyn FindingSink,
) -> Result<Vec<Arrived>> {
    let mut batch = Batch::new();
    let mut all: Vec<(Arc<Layout>, Option<Structure>, Columns, Gathered)> = Vec::new();
    while let Some(set) = source.next(&mut batch, findings)? {
        let DataSet { layout, structure, action, number, .. } = set.clone();
        let at = match all.iter().position(|(own, named, ..)| Arc::ptr_eq(own, &layout) && *named == structure) {
            Some(at) => at,
            None if action == Action::Delete => {
                taken::nothing_before(&batch, &layout, file, findings);
                continue;
            }
            None => {
                let columns = Columns::of(&layout);
                let gathered = Gathered::new(&layout, &columns, stated);
                all.push((layout, structure, columns, gathered));
                all.len() - 1
            }
        };
        let Some((layout, _, columns, gathered)) = all.get_mut(at) else { continue };
        match action {
            Action::Delete => gathered.delete(&batch, layout, columns, file, findings)?,
            _ => gathered.add(&batch, (layout, action, number), columns, file, findings)?,
        }
    }
    let mut arrived = Vec::with_capacity(all.len());
    for (layout, structure, columns, mut gathered) in all {
        gathered.take_out(&columns, file, findings);
        let line = gathered.line();
        let declared = Declared::of(structure.as_ref(), structures);
        let at = Place::line(file, line, 0);
        let description = said::description(&layout, &columns, &gathered, declared, stated, at, findings);
        let description = description.map_err(|error| match error.code() == codes::exc::MULTIPLE_NOT_HELD {
            true => error.at(Place::line(file, line, 0)),
            false => error,
        })?;
        if description.measure.temporality() == Temporality::Stock {
            let convention = said::convention(&layout, &columns, &gathered, declared, stated)?;
            gathered.moments(&layout, &columns, convention, file)?;
        }
        let table = gathered.table(description, &layout, file, findings)?;
        arrived.push(Arrived { table, structure, line });
    }
    Ok(arrived)
}

/// The place of a row of a table as a line of the message.
fn in_message(finding: Finding, file: &str, lines: &Lines) -> Finding {
    let line = match finding.place().map(Place::position) {
        Some(At::Row { row, .. }) => lines.of(*row),
        _ => None,
    };
    match line {
        Some(line) => finding.at(Place::line(file, line, 0)),
        None => finding,
    }
}

/// The error for cells that are broken, of which the findings are handed on.
fn broken(count: u64) -> Error {
    Error::new(codes::tab::TABLE_INVALID).with("count", count)
}
