use super::{Draft, Situation, State, Submission, SubmissionId};
use crate::{
    error::{Error, Result, Safe, codes::wfl},
    table::{Cell, Status, Table},
};
use std::{collections::BTreeMap, sync::Arc};

/// Refuses figures that are handed in already. What a submission revises is in its place, and may be the same.
pub(super) fn refused(situation: &Situation<'_>, submission: &Submission, draft: &Draft) -> Result<()> {
    let Some((earlier, state)) = find(situation, submission, draft)? else { return Ok(()) };
    let error = Error::new(wfl::HANDED_IN_ALREADY).with("earlier", earlier.safe());
    Err(error.with("state", Safe::word(state.word())))
}

/// The submission of the State that holds the same figures and is on its way or in force.
fn find(situation: &Situation<'_>, submission: &Submission, draft: &Draft) -> Result<Option<(SubmissionId, State)>> {
    // What control totals send back at once is in nobody's way.
    if draft.returned(submission).is_some() {
        return Ok(None);
    }
    let (table, revised) = (draft.table(), submission.revises.as_ref().map(|(id, _)| id));
    for (other, state) in situation.figures.handed_in()? {
        let (one, two) = (&submission.covers, &other.covers);
        let alike = one.times == two.times && one.dimensions == two.dimensions && one.cells == two.cells;
        if other.id == submission.id || Some(&other.id) == revised || other.kind != submission.kind || !alike {
            continue;
        }
        if situation.figures.holds(&other.id, table)? {
            return Ok(Some((other.id, state)));
        }
    }
    Ok(None)
}

/// Whether two tables say the same: equal keys, cells and statuses, in whichever order.
#[must_use]
pub fn same_figures(one: &Table, other: &Table) -> bool {
    one.len() == other.len() && rows(one) == rows(other)
}

type Rows = BTreeMap<Vec<Arc<str>>, (Cell, Status)>;

/// The cells of a table, in whichever order they were handed in.
fn rows(table: &Table) -> Rows {
    table.rows().map(|row| (row.key.to_vec(), (row.cell, row.status))).collect()
}
