use super::{append::exactly_one, fault::fault};
use crate::{body::masked, declaration::damaged};
use dsm_core::{
    error::{Error, Result, codes::sto},
    protect::{Pattern, Rule},
    workflow::{Submission, SubmissionId},
};
use rusqlite::{Connection, OptionalExtension};
use std::{collections::BTreeSet, sync::Arc};

/// Keeps the masks of a release.
pub(super) fn write(
    connection: &Connection,
    id: &SubmissionId,
    rule: &Rule,
    pattern: &Pattern,
    provisional: i64,
) -> Result<()> {
    let cells = i64::try_from(pattern.len()).map_err(|_| Error::new(sto::FILE_FAILED))?;
    let statement = "INSERT INTO protection (submission, rule, masked, cells, provisional)
                     SELECT place, ?2, ?3, ?4, ?5 FROM submission WHERE id = ?1";
    exactly_one(connection, statement, (id.to_string(), rule.to_string(), masked(pattern), cells, provisional))
}

/// The rule and the masked cells of a release as they are kept.
pub(super) fn texts(connection: &Connection, id: &str) -> Result<Option<(String, String)>> {
    let kept = "SELECT rule, masked FROM protection JOIN submission ON place = submission WHERE id = ?1";
    connection.query_row(kept, [id], |row| Ok((row.get(0)?, row.get(1)?))).optional().map_err(fault)
}

/// The rule and the masks of a release, where it was made with any.
pub(super) fn read(connection: &Connection, id: &SubmissionId) -> Result<Option<(Rule, Pattern)>> {
    let Some((rule, cells)) = texts(connection, &id.to_string())? else { return Ok(None) };
    let key = |line: &str| line.split(' ').map(Arc::from).collect();
    let pattern = Pattern::new(cells.lines().map(key));
    Ok(Some((Rule::parse(&rule).map_err(|_| damaged())?, pattern)))
}

/// What a release covers to who has to give as much: a masked figure is not given.
pub(super) fn lessened(connection: &Connection, mut submission: Submission) -> Result<Submission> {
    let kept = "SELECT cells, provisional FROM protection JOIN submission ON place = submission WHERE id = ?1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?));
    let masked = connection.query_row(kept, [submission.id.to_string()], read).optional().map_err(fault)?;
    if let Some((cells, provisional)) = masked {
        let count = |n: i64| u64::try_from(n).unwrap_or(0);
        submission.covers.figures = submission.covers.figures.saturating_sub(count(cells));
        submission.covers.provisional = submission.covers.provisional.saturating_sub(count(provisional));
    }
    Ok(submission)
}

/// Whether the numbers beside the masks are those of the masks.
pub(super) fn counted(connection: &Connection, id: &str) -> Result<bool> {
    let kept = "SELECT masked, cells, provisional FROM protection JOIN submission ON place = submission WHERE id = ?1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?));
    let Some((masked, cells, provisional)) = connection.query_row(kept, [id], read).optional().map_err(fault)? else {
        return Ok(true);
    };
    let masked: BTreeSet<&str> = masked.lines().collect();
    let keys = "SELECT key FROM cell JOIN submission ON place = submission WHERE id = ?1 AND instr(status, 'P') > 0";
    let mut statement = connection.prepare_cached(keys).map_err(fault)?;
    let keys = statement.query_map([id], |row| row.get::<_, String>(0)).map_err(fault)?;
    let keys: Vec<String> = keys.collect::<rusqlite::Result<_>>().map_err(fault)?;
    let of_masked = keys.iter().filter(|key| masked.contains(key.as_str())).count();
    Ok(usize::try_from(cells) == Ok(masked.len()) && usize::try_from(provisional) == Ok(of_masked))
}
