use super::{
    append::{By, exactly_one},
    fault::fault,
};
use crate::{
    body::{parse, text},
    declaration::damaged,
};
use dsm_core::{
    error::Result,
    time::Moment,
    workflow::{Question, Said},
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A question or an answer as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeptSaid {
    pub(super) text: String,
    pub(super) by: String,
    pub(super) behalf: Option<String>,
    pub(super) at: i64,
}

impl KeptSaid {
    fn of(by: &By<'_>, text: &str) -> Self {
        let behalf = by.behalf.map(ToOwned::to_owned);
        Self { text: text.to_owned(), by: by.who.to_owned(), behalf, at: by.at.seconds() }
    }

    fn restored(self) -> Result<Said> {
        let at = Moment::from_seconds(self.at).map_err(|_| damaged())?;
        Ok(Said { text: Arc::from(self.text), by: Arc::from(self.by), on_behalf: self.behalf.map(Arc::from), at })
    }
}

/// The submission is at another version now.
const NEXT_VERSION: &str = "UPDATE submission SET version = version + 1 WHERE id = ?1 AND version = ?2";

pub(super) fn asked(
    connection: &Connection,
    by: &By<'_>,
    id: &str,
    version: i64,
    (number, said): (u32, &str),
) -> Result<()> {
    exactly_one(connection, NEXT_VERSION, (id, version))?;
    let statement =
        "INSERT INTO question (submission, number, asked) SELECT place, ?2, ?3 FROM submission WHERE id = ?1";
    exactly_one(connection, statement, (id, number, text(&KeptSaid::of(by, said))?))
}

pub(super) fn answered(
    connection: &Connection,
    by: &By<'_>,
    id: &str,
    version: i64,
    (number, said): (u32, &str),
) -> Result<()> {
    exactly_one(connection, NEXT_VERSION, (id, version))?;
    let statement = "UPDATE question SET answered = ?3 WHERE number = ?2 AND answered IS NULL
                     AND submission = (SELECT place FROM submission WHERE id = ?1)";
    exactly_one(connection, statement, (id, number, text(&KeptSaid::of(by, said))?))
}

/// The questions on a submission as they are kept: number, question, answer.
pub(super) fn texts(connection: &Connection, id: &str) -> Result<Vec<(u32, String, Option<String>)>> {
    let statement = "SELECT question.number, asked, answered FROM question JOIN submission ON place = submission
                     WHERE id = ?1 ORDER BY question.number";
    let mut statement = connection.prepare_cached(statement).map_err(fault)?;
    let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).map_err(fault)?;
    rows.map(|row| row.map_err(fault)).collect()
}

/// The questions on a submission, by their numbers.
pub(super) fn read(connection: &Connection, id: &str) -> Result<Vec<Question>> {
    let said = |kept: &str| parse::<KeptSaid>(kept)?.restored();
    let restored = |(number, asked, answered): (u32, String, Option<String>)| {
        let question = Question::new(number, said(&asked)?);
        Ok(match answered {
            Some(answer) => question.answered(said(&answer)?),
            None => question,
        })
    };
    texts(connection, id)?.into_iter().map(restored).collect()
}
