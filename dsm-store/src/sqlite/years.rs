use super::{
    append::{By, exactly_one},
    fault::fault,
    figures, protection,
};
use crate::{
    body::{parse, text},
    filed::KeptConfiguration,
};
use dsm_core::{
    access::{ClosedYear, Configuration, World},
    error::Result,
    table::Status,
    time::Time,
    workflow::{Submission, YearState},
};
use rusqlite::Connection;
use std::{collections::BTreeSet, sync::Arc};

/// Keeps what a State has configured in the place of what it had before.
pub(super) fn configured(connection: &Connection, country: &str, configuration: &Configuration) -> Result<()> {
    let statement = "INSERT INTO configuration (country, body) VALUES (?1, ?2)
                     ON CONFLICT (country) DO UPDATE SET body = excluded.body";
    exactly_one(connection, statement, (country, text(&KeptConfiguration::of(configuration))?))
}

/// Keeps what became of a year.
pub(super) fn became(
    connection: &Connection,
    by: &By<'_>,
    (country, indicator, year): (&str, &str, i16),
    to: YearState,
) -> Result<()> {
    let place = "country = ?1 AND indicator = ?2 AND year = ?3";
    match to {
        YearState::Closed => {
            let statement =
                "INSERT INTO year (country, indicator, year, closed_by, behalf) VALUES (?1, ?2, ?3, ?4, ?5)";
            exactly_one(connection, statement, (country, indicator, year, by.who, by.behalf))
        }
        YearState::SignedOff => {
            let statement = format!("UPDATE year SET signed_by = ?4 WHERE signed_by IS NULL AND {place}");
            exactly_one(connection, &statement, (country, indicator, year, by.who))
        }
        YearState::Reopened => {
            exactly_one(connection, &format!("DELETE FROM year WHERE {place}"), (country, indicator, year))
        }
    }
}

/// What the States have configured and which years are closed.
pub(super) fn read(connection: &Connection, world: &mut World) -> Result<()> {
    let mut statement = connection.prepare_cached("SELECT country, body FROM configuration").map_err(fault)?;
    let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
    for row in statement.query_map([], row).map_err(fault)? {
        let (country, body) = row.map_err(fault)?;
        world.configurations.insert(Arc::from(country), parse::<KeptConfiguration>(&body)?.restored());
    }
    let closed = "SELECT country, indicator, year, closed_by, behalf, signed_by FROM year";
    let mut statement = connection.prepare_cached(closed).map_err(fault)?;
    let mut rows = statement.query([]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        let text = |column: usize| row.get::<_, Option<String>>(column).map_err(fault);
        let key = |column: usize| Ok::<Arc<str>, dsm_core::error::Error>(Arc::from(text(column)?.unwrap_or_default()));
        let mut year = ClosedYear::new(&key(3)?, text(4)?.as_deref());
        year.signed_by = text(5)?.map(Arc::from);
        world.years.insert((key(0)?, key(1)?, row.get(2).map_err(fault)?), year);
    }
    Ok(())
}

/// What a release covers to who has to give as much: figures of years that are not signed off count as provisional, where
/// their State has it so.
pub(super) fn counted(connection: &Connection, world: &World, mut submission: Submission) -> Result<Submission> {
    let (country, indicator) = (submission.id.country(), &*submission.indicator);
    let times = &submission.covers.times;
    let open: BTreeSet<Time> =
        times.iter().filter(|time| world.is_provisional(country, indicator, time)).copied().collect();
    if open.is_empty() {
        return Ok(submission);
    }
    submission.covers.provisional = if open.len() == times.len() {
        submission.covers.figures
    } else {
        let masks = protection::read(connection, &submission.id)?.map(|(_, pattern)| pattern).unwrap_or_default();
        let mut count = 0;
        figures::each_row(connection, &submission, |key, time, cell, status| {
            let provisional = open.contains(time) || status.has(Status::PROVISIONAL);
            count += u64::from(provisional && cell.figure().is_some() && !masks.has(key));
        })?;
        count
    };
    Ok(submission)
}
