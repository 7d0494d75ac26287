use super::{
    cells, chain::Link, control::KeptControl, documentation, fault::fault, figures::Content, past, protection,
    questions, rights, years,
};
use crate::{
    body::{Body, hex, text},
    filed::{Digests, KeptCovers},
    identity::{Proof, entry_message},
    rule::KeptTerms,
};
use dsm_core::{
    access::{Assignment, Delegation},
    error::{Error, Result, codes::sto},
    time::Moment,
    workflow::{Change, Draft, State, Submission},
};
use rusqlite::{Connection, Params};
use sha2::{Digest, Sha256};

/// Who writes, and when.
pub(super) struct By<'a> {
    pub(super) who: &'a str,
    pub(super) behalf: Option<&'a str>,
    pub(super) proof: &'a Proof,
    pub(super) at: Moment,
}

/// Appends an entry to the chain, and carries it out where it is about the mechanism itself.
pub(super) fn entry(connection: &Connection, by: &By<'_>, country: &str, body: &Body) -> Result<()> {
    let anchor = "SELECT entries, head FROM anchor WHERE one = 1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?));
    let (entries, head) = connection.query_row(anchor, [], read).map_err(fault)?;
    let entry = entries.checked_add(1).ok_or_else(|| Error::new(sto::FILE_FAILED))?;
    let (at, text) = (by.at.seconds(), body.text()?);
    let link = Link { entry, at, who: by.who, proof: by.proof.word(), country, body: &text, behalf: by.behalf };
    let hash = link.hash(&head);
    let statement = "INSERT INTO history (entry, at, who, proof, country, body, hash, behalf, signature)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let signature = match by.proof {
        Proof::AssertedByHost => None,
        Proof::SignedByKey { signer, .. } => Some(signer.sign(&entry_message(&hash))?.to_vec()),
    };
    let values = (entry, at, by.who, by.proof.word(), country, &text, &hash[..], by.behalf, signature);
    connection.execute(statement, values).map_err(fault)?;
    let statement = "UPDATE anchor SET entries = ?1, head = ?2 WHERE one = 1 AND entries = ?3";
    exactly_one(connection, statement, (entry, &hash[..], entries))?;
    if let Body::Created { roles, administrator, .. } = body {
        for role in roles {
            connection.execute("INSERT INTO role (id, acts) VALUES (?1, ?2)", (&role.0, &role.1)).map_err(fault)?;
        }
        let statement = "INSERT INTO user (id, country, roles, active) VALUES (?1, NULL, 'system-administrator', 1)";
        connection.execute(statement, [administrator]).map_err(fault)?;
    }
    Ok(())
}

/// Appends a change to the history and carries it out.
pub(super) fn change(connection: &Connection, by: &By<'_>, country: &str, change: &Change) -> Result<()> {
    match change {
        Change::Drafted { submission, draft } => filed(connection, by, (change, State::Draft), submission, draft),
        Change::Submitted { submission, draft } => filed(connection, by, (change, State::Submitted), submission, draft),
        _ => {
            let body = Body::of(change, Digests::default)?;
            entry(connection, by, country, &body)?;
            carried_out(connection, by, change)?;
            past::take(connection, &body, by.at.seconds())
        }
    }
}

/// The State whose history a change belongs to; none where it is of the mechanism as a whole.
pub(super) fn country(connection: &Connection, change: &Change) -> Result<String> {
    Ok(match change {
        Change::Drafted { submission, .. } | Change::Submitted { submission, .. } => submission.id.country().to_owned(),
        Change::Moved { id, .. }
        | Change::Protected { id, .. }
        | Change::Asked { id, .. }
        | Change::Answered { id, .. } => id.country().to_owned(),
        Change::UserAdded { user, .. } => user.country.as_ref().map(ToString::to_string).unwrap_or_default(),
        Change::UserDeactivated { id } | Change::KeySet { user: id, .. } => of_user(connection, id)?,
        Change::Opened(opening) | Change::Closed(opening) => opening.owner.to_string(),
        Change::Documented(documentation) => documentation.country().to_owned(),
        Change::AgencyAdded { country, .. }
        | Change::AgreementJoined { country, .. }
        | Change::AgreementLeft { country, .. } => country.to_string(),
        Change::Assigned(Assignment { user, .. })
        | Change::Unassigned(Assignment { user, .. })
        | Change::Delegated(Delegation { user, .. })
        | Change::Revoked(Delegation { user, .. }) => of_user(connection, user)?,
        Change::ProducerMade(producer) | Change::ProducerEnded(producer) => producer.country.to_string(),
        Change::Configured { country, .. } | Change::Year { country, .. } => country.to_string(),
        _ => String::new(),
    })
}

/// The State of a user; none where the user belongs to no State.
fn of_user(connection: &Connection, id: &str) -> Result<String> {
    let statement = "SELECT coalesce(country, '') FROM user WHERE id = ?1";
    connection.query_row(statement, [id], |row| row.get(0)).map_err(fault)
}

fn filed(
    connection: &Connection,
    by: &By<'_>,
    (change, state): (&Change, State),
    submission: &Submission,
    draft: &Draft,
) -> Result<()> {
    let content = Content::of(draft)?;
    let control = draft.control().map(KeptControl::of).transpose()?;
    let digests = Digests {
        content: hex(&content.digest),
        file: draft.received().map(|file| hex(&Sha256::digest(&file.bytes))),
        name: draft.received().map(|file| file.name.to_string()),
        control: control.as_ref().map(KeptControl::digest),
    };
    let body = Body::of(change, || digests)?;
    entry(connection, by, submission.id.country(), &body)?;
    let statement = "INSERT INTO submission (id, country, year, number, indicator, state, version, submitted_by,
                     submitted_at, kind, covers, revises, revision_reason, declaration, findings, submitted_behalf,
                     corrects, attempt)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?15, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?16, ?17, ?18)";
    let revises = submission.revises.as_ref();
    let values = rusqlite::params![
        submission.id.to_string(),
        submission.id.country(),
        submission.id.year(),
        submission.id.number(),
        &*submission.indicator,
        kept(submission.version)?,
        &*submission.submitted_by,
        submission.submitted_at.seconds(),
        &*submission.kind,
        text(&KeptCovers::of(&submission.covers))?,
        revises.map(|(earlier, _)| earlier.to_string()),
        revises.map(|(_, reason)| reason.to_string()),
        content.declaration,
        content.findings,
        state.word(),
        submission.submitted_on_behalf.as_deref(),
        submission.corrects.as_ref().map(ToString::to_string),
        submission.attempt,
    ];
    connection.execute(statement, values).map_err(fault)?;
    let place = connection.last_insert_rowid();
    cells::write(connection, place, &content.cells)?;
    if let Some(control) = control {
        control.write(connection, place)?;
    }
    if let Some(file) = draft.received() {
        let statement = "INSERT INTO received (submission, name, bytes) VALUES (?1, ?2, ?3)";
        connection.execute(statement, (place, &*file.name, &*file.bytes)).map_err(fault)?;
    }
    past::take(connection, &body, by.at.seconds())
}

fn carried_out(connection: &Connection, by: &By<'_>, change: &Change) -> Result<()> {
    match change {
        Change::Moved { id, from_version, to, confidential, .. } => {
            let statement = "UPDATE submission SET state = ?1, version = version + 1, confidential = ?2
                             WHERE id = ?3 AND version = ?4";
            exactly_one(connection, statement, (to.word(), confidential, id.to_string(), kept(*from_version)?))?;
            acted(connection, by, &id.to_string(), *to)
        }
        Change::Asked { id, from_version, number, text } => {
            questions::asked(connection, by, &id.to_string(), kept(*from_version)?, (*number, text))
        }
        Change::Answered { id, from_version, number, text } => {
            questions::answered(connection, by, &id.to_string(), kept(*from_version)?, (*number, text))
        }
        Change::Configured { country, configuration } => years::configured(connection, country, configuration),
        Change::Year { country, indicator, year, to, .. } => {
            years::became(connection, by, (country, indicator, *year), *to)
        }
        Change::Protected { id, rule, pattern, provisional, .. } => {
            protection::write(connection, id, rule, pattern, kept(*provisional)?)
        }
        Change::CountryAdded { code } => exactly_one(connection, "INSERT INTO country (code) VALUES (?1)", [&**code]),
        Change::UserAdded { id, user } => {
            let roles = user.roles.iter().map(|r| &**r).collect::<Vec<_>>().join(" ");
            let statement = "INSERT INTO user (id, country, roles, active, agency) VALUES (?1, ?2, ?3, ?4, ?5)";
            let (country, agency) = (user.country.as_deref(), user.agency.as_deref());
            exactly_one(connection, statement, (&**id, country, roles, user.active, agency))
        }
        Change::UserDeactivated { id } => {
            exactly_one(connection, "UPDATE user SET active = 0 WHERE id = ?1 AND active = 1", [&**id])
        }
        Change::KeySet { user, key } => {
            exactly_one(connection, "UPDATE user SET key = ?2 WHERE id = ?1 AND active = 1", (&**user, key.as_deref()))
        }
        Change::IndicatorDeclared { id, terms, definition } => {
            let terms = terms.as_ref().map(|terms| text(&KeptTerms::of(terms))).transpose()?;
            let definition: Vec<(&str, &str)> = definition.iter().map(|(path, text)| (&**path, &**text)).collect();
            let definition = if definition.is_empty() { None } else { Some(text(&definition)?) };
            let statement = "INSERT INTO indicator (id, terms, definition) VALUES (?1, ?2, ?3)
                             ON CONFLICT (id) DO UPDATE SET terms = excluded.terms,
                             definition = coalesce(excluded.definition, definition)";
            exactly_one(connection, statement, (&**id, terms, definition))
        }
        Change::Documented(documentation) => documentation::write(connection, documentation),
        _ => rights::carried_out(connection, change),
    }
}

/// Who handed a draft in, or verified a submission, stands on it.
fn acted(connection: &Connection, by: &By<'_>, id: &str, to: State) -> Result<()> {
    match to {
        State::Submitted => {
            let statement =
                "UPDATE submission SET submitted_by = ?1, submitted_behalf = ?2, submitted_at = ?3 WHERE id = ?4";
            exactly_one(connection, statement, (by.who, by.behalf, by.at.seconds(), id))
        }
        State::Verified => {
            let statement = "UPDATE submission SET verified_by = ?1, verified_behalf = ?2 WHERE id = ?3";
            exactly_one(connection, statement, (by.who, by.behalf, id))
        }
        _ => Ok(()),
    }
}

/// Compare and set: a statement that does not find what it rests on changes nothing and says so.
pub(super) fn exactly_one(connection: &Connection, statement: &str, values: impl Params) -> Result<()> {
    match connection.execute(statement, values).map_err(fault)? {
        1 => Ok(()),
        _ => Err(Error::new(sto::CHANGED_UNDER_STEP)),
    }
}

fn kept(version: u64) -> Result<i64> {
    i64::try_from(version).map_err(|_| Error::new(sto::FILE_FAILED))
}
