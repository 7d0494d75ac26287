use super::{
    chain::Link,
    control::KeptControl,
    documentation,
    fault::fault,
    figures, past, questions,
    replay::{Expected, Replay, Taken},
    submissions, world,
};
use crate::{
    body::{Body, hex},
    filed::KeptCovers,
    history::Receipt,
    identity::{entry_message, is_signed},
};
use dsm_core::{
    error::{Error, Result, Safe, codes::sto},
    workflow::{State, Submission},
};
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

/// Follows the chain from its first entry, and compares what is kept with what the history says was done.
pub(super) fn history(connection: &Connection, earlier: Option<&Receipt>) -> Result<Receipt> {
    let (replay, receipt) = chain(connection)?;
    grown(connection, earlier)?;
    if world::read(connection)? != replay.world {
        return Err(differs("rights"));
    }
    if world::definitions(connection)? != replay.definitions {
        return Err(differs("indicators"));
    }
    if documentation::all(connection)? != replay.documentation {
        return Err(differs("documentation"));
    }
    loose(connection)?;
    let kept = submissions::read(connection, "TRUE ORDER BY place", &[])?;
    if kept.len() != replay.submissions.len() {
        return Err(differs("submissions"));
    }
    for (submission, state) in kept {
        let id = submission.id.to_string();
        let expected = replay.submissions.get(&id).ok_or_else(|| differs(&id))?;
        let whole = same(&submission, state, expected)
            && confidential(connection, &id)? == expected.confidential
            && past::kept(connection, &id)? == expected.force
            && hex(&figures::digest(connection, &id)?) == expected.kept.content
            && protection(connection, &id)? == expected.protection
            && questions::texts(connection, &id)? == expected.questions
            && KeptControl::read(connection, &id)?.as_ref().map(KeptControl::digest) == expected.kept.control
            && super::protection::counted(connection, &id)?
            && file(connection, &id)? == expected.kept.file
            && named(connection, &id, expected.kept.name.as_deref())?;
        if !whole {
            return Err(differs(&id));
        }
    }
    Ok(receipt)
}

/// Every link of the chain, and the anchor that holds its end.
fn chain(connection: &Connection) -> Result<(Replay, Receipt)> {
    let broken = |entry: i64| {
        Error::new(sto::HISTORY_BROKEN).with("entry", Safe::count(u64::try_from(entry).unwrap_or_default()))
    };
    let mut replay = Replay::default();
    let (mut head, mut expected, mut last) = ([0_u8; 32], 0_i64, i64::MIN);
    let entries = "SELECT entry, at, who, proof, country, body, hash, behalf, signature FROM history ORDER BY entry";
    let mut statement = connection.prepare(entries).map_err(fault)?;
    let mut rows = statement.query([]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        expected += 1;
        let text = |column: usize| row.get::<_, String>(column).map_err(fault);
        let (entry, at): (i64, i64) = (row.get(0).map_err(fault)?, row.get(1).map_err(fault)?);
        let (who, proof, country, body) = (text(2)?, text(3)?, text(4)?, text(5)?);
        let behalf: Option<String> = row.get(7).map_err(fault)?;
        let link =
            Link { entry, at, who: &who, proof: &proof, country: &country, body: &body, behalf: behalf.as_deref() };
        let hash = link.hash(&head);
        if entry != expected || at < last || row.get::<_, Vec<u8>>(6).map_err(fault)? != hash {
            return Err(broken(expected));
        }
        let signature: Option<Vec<u8>> = row.get(8).map_err(fault)?;
        signed(&replay, &who, &proof, &hash, signature.as_deref())?.then_some(()).ok_or_else(|| broken(entry))?;
        let body = Body::parse(&body).map_err(|error| broken(entry).caused_by(error))?;
        replay.take(entry, &Taken { who: &who, behalf: behalf.as_deref(), at }, &body)?;
        (head, last) = (hash, at);
    }
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?));
    let anchor = connection.query_row("SELECT entries, head FROM anchor WHERE one = 1", [], read).map_err(fault)?;
    if anchor.0 != expected || anchor.1 != head {
        return Err(broken(expected + 1));
    }
    Ok((replay, Receipt { entries: u64::try_from(expected).unwrap_or_default(), head }))
}

/// Whether an entry is proven as the record at that point asks for: with the key of who had one, and without where there was none.
fn signed(replay: &Replay, who: &str, proof: &str, hash: &[u8; 32], signature: Option<&[u8]>) -> Result<bool> {
    match (replay.world.keys.get(who), proof, signature) {
        (None, "asserted-by-host", None) => Ok(true),
        (Some(key), "signed-by-key", Some(signature)) => is_signed(key, &entry_message(hash), signature),
        _ => Ok(false),
    }
}

/// Whether the history has grown out of the one that a receipt was given for: it has that entry, with that link.
fn grown(connection: &Connection, earlier: Option<&Receipt>) -> Result<()> {
    let Some(earlier) = earlier else { return Ok(()) };
    let differs = || Error::new(sto::RECEIPT_DIFFERS).with("entry", Safe::count(earlier.entries));
    let entry = i64::try_from(earlier.entries).map_err(|_| differs())?;
    let link = "SELECT hash FROM history WHERE entry = ?1";
    let link = connection.query_row(link, [entry], |row| row.get::<_, Vec<u8>>(0)).optional().map_err(fault)?;
    if link.as_deref() == Some(&earlier.head[..]) { Ok(()) } else { Err(differs()) }
}

fn same(submission: &Submission, state: State, expected: &Expected) -> bool {
    let kept = &expected.kept;
    let revises = submission.revises.as_ref().map(|(id, reason)| (id.to_string(), reason.to_string()));
    state.word() == expected.state
        && i64::try_from(submission.version) == Ok(expected.version)
        && *submission.submitted_by == *expected.by
        && submission.submitted_on_behalf.as_deref() == expected.behalf.as_deref()
        && submission.verified_by.as_deref() == expected.verified.0.as_deref()
        && submission.verified_on_behalf.as_deref() == expected.verified.1.as_deref()
        && submission.submitted_at.seconds() == expected.at
        && *submission.indicator == *kept.indicator
        && *submission.kind == *kept.kind
        && KeptCovers::of(&submission.covers) == kept.covers
        && revises == kept.revises
        && submission.corrects.as_ref().map(|id| (id.to_string(), submission.attempt)) == kept.corrects
        && (submission.attempt == 1 || kept.corrects.is_some())
}

fn confidential(connection: &Connection, id: &str) -> Result<bool> {
    let statement = "SELECT confidential FROM submission WHERE id = ?1";
    connection.query_row(statement, [id], |row| row.get(0)).map_err(fault)
}

/// Nothing hangs on what is not there, and every submission has the number that its id says.
fn loose(connection: &Connection) -> Result<()> {
    let one = |statement: &str| connection.query_row(statement, [], |row| row.get::<_, String>(0)).optional();
    if let Some(table) = one("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1").map_err(fault)? {
        return Err(differs(&table));
    }
    let other =
        "SELECT id FROM submission WHERE id <> printf('%s-%d-%04d', country, year, number) ORDER BY place LIMIT 1";
    one(other).map_err(fault)?.map_or(Ok(()), |id| Err(differs(&id)))
}

/// The rule and the digest of the masks as they are kept.
fn protection(connection: &Connection, id: &str) -> Result<Option<(String, String)>> {
    let kept = super::protection::texts(connection, id)?;
    Ok(kept.map(|(rule, masked)| (rule, hex(&Sha256::digest(masked)))))
}

/// Whether the file has the name that the history says, where it says one.
fn named(connection: &Connection, id: &str, name: Option<&str>) -> Result<bool> {
    let Some(name) = name else { return Ok(true) };
    let statement = "SELECT name = ?2 FROM received JOIN submission ON place = submission WHERE id = ?1";
    connection
        .query_row(statement, [id, name], |row| row.get(0))
        .optional()
        .map_err(fault)
        .map(|same| same == Some(true))
}

/// The digest of the file as it is kept.
fn file(connection: &Connection, id: &str) -> Result<Option<String>> {
    let statement = "SELECT bytes FROM received JOIN submission ON place = submission WHERE id = ?1";
    let bytes = connection.query_row(statement, [id], |row| row.get::<_, Vec<u8>>(0)).optional().map_err(fault)?;
    Ok(bytes.map(|bytes| hex(&Sha256::digest(&bytes))))
}

fn differs(subject: &str) -> Error {
    Error::new(sto::CONTENT_DIFFERS).with("subject", Safe::term(subject))
}
