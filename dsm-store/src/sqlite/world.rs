use super::{fault::fault, rights, years};
use crate::{body::parse, declaration::damaged, rule::KeptTerms};
use dsm_core::{
    access::{Role, User, World},
    error::Result,
};
use rusqlite::Connection;
use std::{collections::BTreeMap, sync::Arc};

/// Users, roles, countries, indicators and openings as they are kept.
pub(super) fn read(connection: &Connection) -> Result<World> {
    let mut world = World::default();
    each(connection, "SELECT id, acts, 0, NULL FROM role", |id, acts, _, _| {
        let role = Role::parse(&id, &acts.unwrap_or_default()).map_err(|_| damaged())?;
        world.roles.insert(Arc::from(id), role);
        Ok(())
    })?;
    each(connection, "SELECT code, NULL, 0, NULL FROM country", |code, _, _, _| {
        world.countries.insert(Arc::from(code));
        Ok(())
    })?;
    // Roles are ids without spaces, and so is an agency: it stands before the roles, after a stroke where there is none.
    let users = "SELECT id, country, active, coalesce(agency, '-') || ' ' || roles FROM user";
    each(connection, users, |id, country, active, words| {
        let words = words.unwrap_or_default();
        let (agency, roles) = words.split_once(' ').ok_or_else(damaged)?;
        let roles: Vec<&str> = roles.split_ascii_whitespace().collect();
        let mut user = User::new(country.as_deref(), &roles);
        user.active = active != 0;
        let user = if agency == "-" { user } else { user.of_agency(agency) };
        world.users.insert(Arc::from(id), user);
        Ok(())
    })?;
    each(connection, "SELECT id, key, 0, NULL FROM user WHERE key IS NOT NULL", |id, key, _, _| {
        world.keys.insert(Arc::from(id), Arc::from(key.unwrap_or_default()));
        Ok(())
    })?;
    each(connection, "SELECT id, terms, 0, NULL FROM indicator", |id, terms, _, _| {
        let terms = terms.map(|terms| parse::<KeptTerms>(&terms)?.restored()).transpose()?;
        world.indicators.insert(Arc::from(id), terms);
        Ok(())
    })?;
    rights::read(connection, &mut world)?;
    years::read(connection, &mut world)?;
    Ok(world)
}

/// What indicators are that no preset has, as it is kept.
pub(super) fn definitions(connection: &Connection) -> Result<BTreeMap<String, String>> {
    let mut all = BTreeMap::new();
    each(
        connection,
        "SELECT id, definition, 0, NULL FROM indicator WHERE definition IS NOT NULL",
        |id, kept, _, _| {
            all.insert(id, kept.unwrap_or_default());
            Ok(())
        },
    )?;
    Ok(all)
}

/// Rows of a text, a text that may be missing, a number, and another such text.
fn each(
    connection: &Connection,
    statement: &str,
    mut take: impl FnMut(String, Option<String>, i64, Option<String>) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(statement).map_err(fault)?;
    let mut rows = statement.query([]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        take(
            row.get(0).map_err(fault)?,
            row.get(1).map_err(fault)?,
            row.get(2).map_err(fault)?,
            row.get(3).map_err(fault)?,
        )?;
    }
    Ok(())
}
