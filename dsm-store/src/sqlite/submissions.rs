use super::{fault::fault, past};
use crate::{body::parse, declaration::damaged, filed::KeptCovers};
use dsm_core::{
    error::Result,
    time::Moment,
    workflow::{State, Submission, SubmissionId},
};
use rusqlite::{Connection, Row, ToSql};
use std::sync::Arc;

/// The submissions of a condition, without their figures.
pub(super) fn read(
    connection: &Connection,
    condition: &str,
    values: &[&dyn ToSql],
) -> Result<Vec<(Submission, State)>> {
    let columns = "id, indicator, submitted_by, submitted_at, kind, covers, version, state, revises, revision_reason,
                   submitted_behalf, verified_by, verified_behalf, corrects, attempt, confidential";
    let statement = format!("SELECT {columns} FROM submission WHERE {condition}");
    let mut statement = connection.prepare_cached(&statement).map_err(fault)?;
    let mut rows = statement.query(values).map_err(fault)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(fault)? {
        found.push(one(row)?);
    }
    Ok(found)
}

/// What was withdrawn because it was wrong, with the moment.
pub(super) fn withdrawn(connection: &Connection, indicator: &str) -> Result<Vec<Submission>> {
    let condition = "indicator = ?1 AND state = 'withdrawn' AND confidential = 0 ORDER BY place";
    let mut found = Vec::new();
    for (mut submission, _) in read(connection, condition, &[&indicator])? {
        submission.covers.ended = past::ended(connection, &submission.id)?;
        found.push(submission);
    }
    Ok(found)
}

fn one(row: &Row<'_>) -> Result<(Submission, State)> {
    let text = |column: usize| row.get::<_, String>(column).map_err(fault);
    let id = |text: &str| SubmissionId::parse(text).map_err(|_| damaged());
    let at = Moment::from_seconds(row.get(3).map_err(fault)?).map_err(|_| damaged())?;
    let covers = parse::<KeptCovers>(&text(5)?)?.restored()?;
    let version = u64::try_from(row.get::<_, i64>(6).map_err(fault)?).map_err(|_| damaged())?;
    let state = State::parse(&text(7)?).map_err(|_| damaged())?;
    let mut submission =
        Submission::new(id(&text(0)?)?, &text(1)?, &text(2)?, at, &text(4)?, covers).at_version(version);
    if let Some(earlier) = row.get::<_, Option<String>>(8).map_err(fault)? {
        submission = submission.revising(id(&earlier)?, &row.get::<_, String>(9).map_err(fault)?);
    }
    let optional = |column: usize| row.get::<_, Option<String>>(column).map_err(fault);
    submission.submitted_on_behalf = optional(10)?.map(Arc::from);
    submission.verified_by = optional(11)?.map(Arc::from);
    submission.verified_on_behalf = optional(12)?.map(Arc::from);
    submission.corrects = optional(13)?.map(|returned| id(&returned)).transpose()?;
    submission.attempt = row.get(14).map_err(fault)?;
    submission.confidential = row.get(15).map_err(fault)?;
    Ok((submission, state))
}
