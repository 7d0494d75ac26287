use super::{append::exactly_one, fault::fault};
use crate::{
    body::{parse, text},
    rule::{KeptAgreement, KeptAssignment, KeptDelegation, KeptOpening, KeptProducer, KeptTotals},
};
use dsm_core::{
    access::World,
    error::{Error, Result, codes::sto},
    workflow::Change,
};
use rusqlite::Connection;
use std::sync::Arc;

const ASSIGNMENT: &str = "assignment";
const DELEGATION: &str = "delegation";
const PRODUCER: &str = "producer";
const TOTALS: &str = "totals";

/// Carries out what changes who may do and see what.
pub(super) fn carried_out(connection: &Connection, change: &Change) -> Result<()> {
    match change {
        Change::Opened(opening) => {
            let opening = text(&KeptOpening::of(opening))?;
            exactly_one(connection, "INSERT INTO opening (opening) VALUES (?1)", [opening])
        }
        Change::Closed(opening) => {
            let opening = text(&KeptOpening::of(opening))?;
            let statement = "DELETE FROM opening WHERE place = (SELECT min(place) FROM opening WHERE opening = ?1)";
            exactly_one(connection, statement, [opening])
        }
        Change::AgencyAdded { country, code } => {
            exactly_one(connection, "INSERT INTO agency (country, code) VALUES (?1, ?2)", (&**country, &**code))
        }
        Change::RoleDeclared(role) => {
            exactly_one(connection, "INSERT INTO role (id, acts) VALUES (?1, ?2)", (&*role.id, role.words()))
        }
        Change::Assigned(assignment) => add(connection, ASSIGNMENT, &text(&KeptAssignment::of(assignment))?),
        Change::Unassigned(assignment) => take_back(connection, ASSIGNMENT, &text(&KeptAssignment::of(assignment))?),
        Change::Delegated(delegation) => add(connection, DELEGATION, &text(&KeptDelegation::of(delegation))?),
        Change::Revoked(delegation) => take_back(connection, DELEGATION, &text(&KeptDelegation::of(delegation))?),
        Change::ProducerMade(producer) => add(connection, PRODUCER, &text(&KeptProducer::of(producer))?),
        Change::ProducerEnded(producer) => take_back(connection, PRODUCER, &text(&KeptProducer::of(producer))?),
        Change::TotalsDeclared(totals) => add(connection, TOTALS, &text(&KeptTotals::of(totals))?),
        Change::AgreementProposed(agreement) => {
            let kept = text(&KeptAgreement::of(agreement))?;
            exactly_one(connection, "INSERT INTO agreement (id, agreement) VALUES (?1, ?2)", (&*agreement.id, kept))
        }
        Change::AgreementEnded { id } => {
            connection.execute("DELETE FROM party WHERE agreement = ?1", [&**id]).map_err(fault)?;
            exactly_one(connection, "DELETE FROM agreement WHERE id = ?1", [&**id])
        }
        Change::AgreementJoined { id, country } => {
            let statement = "INSERT INTO party (agreement, country) VALUES (?1, ?2)";
            exactly_one(connection, statement, (&**id, &**country))
        }
        Change::AgreementLeft { id, country } => {
            exactly_one(connection, "DELETE FROM party WHERE agreement = ?1 AND country = ?2", (&**id, &**country))
        }
        _ => Err(Error::new(sto::FILE_FAILED)),
    }
}

fn add(connection: &Connection, kind: &str, rule: &str) -> Result<()> {
    exactly_one(connection, "INSERT INTO rule (kind, rule) VALUES (?1, ?2)", (kind, rule))
}

fn take_back(connection: &Connection, kind: &str, rule: &str) -> Result<()> {
    let earliest = "SELECT min(place) FROM rule WHERE kind = ?1 AND rule = ?2";
    exactly_one(connection, &format!("DELETE FROM rule WHERE place = ({earliest})"), (kind, rule))
}

/// Reads what is kept of it.
pub(super) fn read(connection: &Connection, world: &mut World) -> Result<()> {
    pairs(connection, "SELECT '', opening FROM opening ORDER BY place", |_, opening| {
        world.openings.push(parse::<KeptOpening>(opening)?.restored()?);
        Ok(())
    })?;
    pairs(connection, "SELECT country, code FROM agency", |country, code| {
        world.agencies.insert((Arc::from(country), Arc::from(code)));
        Ok(())
    })?;
    pairs(connection, "SELECT kind, rule FROM rule ORDER BY place", |kind, rule| {
        match kind {
            ASSIGNMENT => world.assignments.push(parse::<KeptAssignment>(rule)?.restored()?),
            DELEGATION => world.delegations.push(parse::<KeptDelegation>(rule)?.restored()?),
            PRODUCER => world.producers.push(parse::<KeptProducer>(rule)?.restored()?),
            TOTALS => world.totals.push(parse::<KeptTotals>(rule)?.restored()?),
            _ => return Err(Error::new(sto::DAMAGED)),
        }
        Ok(())
    })?;
    let mut agreements = std::collections::BTreeMap::new();
    pairs(connection, "SELECT id, agreement FROM agreement", |id, agreement| {
        agreements.insert(id.to_owned(), parse::<KeptAgreement>(agreement)?.restored()?);
        Ok(())
    })?;
    pairs(connection, "SELECT agreement, country FROM party", |id, country| {
        let agreement = agreements.get_mut(id).ok_or_else(|| Error::new(sto::DAMAGED))?;
        agreement.joined.insert(Arc::from(country));
        Ok(())
    })?;
    agreements.into_values().for_each(|agreement| world.agreements.insert(agreement));
    Ok(())
}

/// Rows of two texts.
fn pairs(connection: &Connection, statement: &str, mut take: impl FnMut(&str, &str) -> Result<()>) -> Result<()> {
    let mut statement = connection.prepare_cached(statement).map_err(fault)?;
    let mut rows = statement.query([]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        let (first, second): (String, String) = (row.get(0).map_err(fault)?, row.get(1).map_err(fault)?);
        take(&first, &second)?;
    }
    Ok(())
}
