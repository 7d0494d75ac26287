use super::{append::exactly_one, fault::fault};
use crate::{
    body::{parse, text},
    declaration::damaged,
    documented::KeptDocumentation,
};
use dsm_core::{
    catalogue::{Indicator, Statement},
    documentation::Documentation,
    error::{At, Place, Result},
};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Keeps a documentation in the place of the one that is valid from the same day.
pub(super) fn write(connection: &Connection, documentation: &Documentation) -> Result<()> {
    let kept = KeptDocumentation::of(documentation);
    let (country, indicator, from) = kept.key();
    let statement = "INSERT INTO documentation (country, indicator, valid_from, body) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (country, indicator, valid_from) DO UPDATE SET body = excluded.body";
    exactly_one(connection, statement, (country, indicator, from, text(&kept)?))
}

/// Those of a State and an indicator, in the order of validity.
pub(super) fn of(connection: &Connection, country: &str, indicator: &str) -> Result<Vec<Documentation>> {
    let statement = "SELECT body FROM documentation WHERE country = ?1 AND indicator = ?2 ORDER BY valid_from";
    let mut statement = connection.prepare_cached(statement).map_err(fault)?;
    let bodies = statement.query_map([country, indicator], |row| row.get::<_, String>(0)).map_err(fault)?;
    bodies.map(|body| parse::<KeptDocumentation>(&body.map_err(fault)?)?.restored()).collect()
}

/// All of them as they are kept, by State, indicator and first day.
pub(super) fn all(connection: &Connection) -> Result<BTreeMap<(String, String, String), String>> {
    let mut statement =
        connection.prepare("SELECT country, indicator, valid_from, body FROM documentation").map_err(fault)?;
    let row = |row: &rusqlite::Row<'_>| Ok(((row.get(0)?, row.get(1)?, row.get(2)?), row.get(3)?));
    let rows = statement.query_map([], row).map_err(fault)?;
    rows.map(|row| row.map_err(fault)).collect()
}

/// An indicator as it was defined.
pub(super) fn indicator(definition: &str) -> Result<Indicator> {
    let place = || Place::new("", At::Whole);
    let statements: Vec<Statement> = parse::<Vec<(String, String)>>(definition)?
        .iter()
        .map(|(path, text)| Statement::new(path, text, place()))
        .collect();
    Indicator::read(&statements).map_err(|_| damaged())
}
