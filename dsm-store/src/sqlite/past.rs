//! What was in force when: kept beside each submission, as the history says it.

use super::{append::exactly_one, cells, fault::fault, figures, protection, submissions};
use crate::{body::Body, declaration::damaged};
use dsm_core::{
    error::{Finding, Result, Safe, codes::wfl},
    time::Moment,
    workflow::{Submission, SubmissionId},
};
use rusqlite::{Connection, OptionalExtension};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// In force at `?2`, and of a line of which nothing was withdrawn for confidentiality.
const THEN: &str = "released_at <= ?2 AND (ended_at IS NULL OR ended_at > ?2)
                    AND NOT EXISTS (SELECT 1 FROM submission AS other
                                    WHERE other.lineage = submission.lineage AND other.confidential = 1)";

/// From when to when a submission was in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Force {
    /// The first of the line of revisions that it belongs to.
    pub(super) line: String,
    released_at: Option<i64>,
    /// When it was superseded or withdrawn, whichever came first.
    ended_at: Option<i64>,
    /// Why it was withdrawn as wrong.
    withdrawn: Option<String>,
}

impl Force {
    /// Of a submission that was handed in: a revision is of the line of what it revises.
    pub(super) fn begun(id: &str, revised: Option<&Self>) -> Self {
        Self { line: revised.map_or_else(|| id.to_owned(), |revised| revised.line.clone()), ..Self::default() }
    }

    /// After a step.
    pub(super) fn moved(&mut self, to: &str, reason: Option<&str>, confidential: bool, at: i64) {
        match to {
            "released" => self.released_at = Some(at),
            "superseded" => self.ended_at = Some(at),
            "withdrawn" => {
                self.ended_at = self.ended_at.or(Some(at));
                if !confidential {
                    self.withdrawn = reason.map(str::to_owned);
                }
            }
            _ => {}
        }
    }
}

/// Carries out what an entry of the history says of a submission.
pub(super) fn take(connection: &Connection, body: &Body, at: i64) -> Result<()> {
    let (id, force) = match body {
        Body::Drafted(new) | Body::Submitted(new) => {
            let revised = new.revises.as_ref().map(|(earlier, _)| kept(connection, earlier)).transpose()?;
            (&new.id, Force::begun(&new.id, revised.as_ref()))
        }
        Body::Moved { id, to, reason, confidential } => {
            let mut force = kept(connection, id)?;
            force.moved(to, reason.as_deref(), *confidential, at);
            (id, force)
        }
        _ => return Ok(()),
    };
    let statement =
        "UPDATE submission SET lineage = ?2, released_at = ?3, ended_at = ?4, withdrawn_reason = ?5 WHERE id = ?1";
    exactly_one(connection, statement, (id, force.line, force.released_at, force.ended_at, force.withdrawn))
}

/// Fills it in for a file that was written before it was kept.
pub(super) fn fill(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare("SELECT body, at FROM history ORDER BY entry").map_err(fault)?;
    let mut rows = statement.query([]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        let body: String = row.get(0).map_err(fault)?;
        take(connection, &Body::parse(&body)?, row.get(1).map_err(fault)?)?;
    }
    Ok(())
}

/// What is kept of a submission.
pub(super) fn kept(connection: &Connection, id: &str) -> Result<Force> {
    let statement = "SELECT lineage, released_at, ended_at, withdrawn_reason FROM submission WHERE id = ?1";
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Force { line: row.get(0)?, released_at: row.get(1)?, ended_at: row.get(2)?, withdrawn: row.get(3)? })
    };
    let mut statement = connection.prepare_cached(statement).map_err(fault)?;
    statement.query_row([id], read).optional().map_err(fault)?.ok_or_else(damaged)
}

/// When a release ended, where it has.
pub(super) fn ended(connection: &Connection, id: &SubmissionId) -> Result<Option<Moment>> {
    let ended = kept(connection, &id.to_string())?.ended_at;
    ended.map(|at| Moment::from_seconds(at).map_err(|_| damaged())).transpose()
}

/// The releases of an indicator that were in force at a moment, as far as they may still be shown.
pub(super) fn in_force(connection: &Connection, indicator: &str, at: Moment) -> Result<Vec<Submission>> {
    let condition = format!("indicator = ?1 AND {THEN} ORDER BY place");
    let found = submissions::read(connection, &condition, &[&indicator, &at.seconds()])?;
    Ok(found.into_iter().map(|(submission, _)| submission).collect())
}

/// The releases of a State and indicator that ended.
pub(super) fn ended_of(connection: &Connection, country: &str, indicator: &str) -> Result<Vec<Submission>> {
    let condition =
        "country = ?1 AND indicator = ?2 AND released_at IS NOT NULL AND ended_at IS NOT NULL ORDER BY place";
    let found = submissions::read(connection, condition, &[&country, &indicator])?;
    Ok(found.into_iter().map(|(submission, _)| submission).collect())
}

/// One of them.
pub(super) fn one(connection: &Connection, id: &SubmissionId, at: Moment) -> Result<Option<Submission>> {
    let found = submissions::read(connection, &format!("id = ?1 AND {THEN}"), &[&id.to_string(), &at.seconds()])?;
    Ok(found.into_iter().next().map(|(submission, _)| submission))
}

/// The indicators of which anything came or went after a moment, up to another one.
pub(super) fn moved(connection: &Connection, from: Moment, to: Moment) -> Result<Vec<Arc<str>>> {
    let statement = "SELECT indicator FROM submission WHERE released_at > ?1 AND released_at <= ?2
                     UNION SELECT indicator FROM submission WHERE ended_at > ?1 AND ended_at <= ?2 ORDER BY indicator";
    let mut statement = connection.prepare_cached(statement).map_err(fault)?;
    let found = statement.query_map([from.seconds(), to.seconds()], |row| row.get::<_, String>(0)).map_err(fault)?;
    found.map(|indicator| indicator.map(Arc::from).map_err(fault)).collect()
}

/// The cells that later releases of the line mask, by the axes of an earlier one in their order.
///
/// A later release with other axes has other cells.
pub(super) fn masked_later(connection: &Connection, id: &SubmissionId, axes: &[&str]) -> Result<BTreeSet<String>> {
    let statement = "SELECT later.id FROM submission AS later JOIN submission AS this ON later.lineage = this.lineage
                     WHERE this.id = ?1 AND later.place > this.place AND later.released_at IS NOT NULL";
    let mut statement = connection.prepare_cached(statement).map_err(fault)?;
    let later = statement.query_map([id.to_string()], |row| row.get::<_, String>(0)).map_err(fault)?;
    let mut masked = BTreeSet::new();
    for later in later {
        let later = SubmissionId::parse(&later.map_err(fault)?).map_err(|_| damaged())?;
        let its = figures::axes(connection, &later)?;
        let places: BTreeMap<&str, usize> = its.iter().enumerate().map(|(place, axis)| (&**axis, place)).collect();
        let order: Option<Vec<usize>> = axes.iter().map(|axis| places.get(axis).copied()).collect();
        let Some(order) = order.filter(|order| order.len() == its.len()) else { continue };
        let placed = |key: Vec<&str>| -> String {
            let codes: Vec<&str> = order.iter().filter_map(|place| key.get(*place).copied()).collect();
            codes.join(" ")
        };
        if let Some((_, pattern)) = protection::read(connection, &later)? {
            masked.extend(pattern.cells().map(|key| placed(key.iter().map(|code| &**code).collect())));
        }
        masked.extend(cells::suppressed(connection, &later)?.iter().map(|key| placed(key.split(' ').collect())));
    }
    Ok(masked)
}

/// The note on figures that were withdrawn as wrong since, which quotes the reason.
pub(super) fn note(connection: &Connection, id: &SubmissionId) -> Result<Option<Finding>> {
    let force = kept(connection, &id.to_string())?;
    let (Some(reason), Some(ended)) = (force.withdrawn, force.ended_at) else { return Ok(None) };
    let day = Moment::from_seconds(ended).map_err(|_| damaged())?.day();
    let note = Finding::new(wfl::WITHDRAWN_SINCE)
        .with("country", Safe::term(id.country()))
        .with("day", Safe::term(&day.to_string()));
    Ok(Some(note.evidence_of(&reason)))
}
