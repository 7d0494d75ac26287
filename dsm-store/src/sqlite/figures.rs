use super::{
    cells::{Kept, each},
    chain::Parts,
    fault::fault,
    past, protection,
};
use crate::{
    body::{parse, text},
    declaration::{Declaration, damaged},
    note::Note,
    slice::time_text,
};
use dsm_core::{
    access::{Act, Permit, Slice},
    error::{Finding, Result},
    protect::Pattern,
    table::{Cell, Mask, Status, Table},
    time::Time,
    workflow::{Draft, Submission, SubmissionId},
};
use rusqlite::Connection;
use rust_decimal::Decimal;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The texts of a draft as they are kept, and their digest.
pub(super) struct Content {
    pub(super) declaration: String,
    pub(super) findings: String,
    pub(super) cells: Vec<Kept<'static>>,
    pub(super) digest: [u8; 32],
}

impl Content {
    pub(super) fn of(draft: &Draft) -> Result<Self> {
        let table = draft.table();
        let declaration = Declaration::of(table).text()?;
        let findings = text(&draft.findings().iter().map(Note::of).collect::<Vec<_>>())?;
        let cells: Vec<Kept<'static>> = table.rows().map(|row| Kept::of(table, &row)).collect();
        let mut digest = Parts::new();
        digest.add(declaration.as_bytes());
        digest.add(findings.as_bytes());
        cells.iter().for_each(|cell| cell.digest(&mut digest));
        Ok(Self { declaration, findings, cells, digest: digest.done() })
    }
}

fn texts(connection: &Connection, id: &str) -> Result<(String, String)> {
    let statement = "SELECT declaration, findings FROM submission WHERE id = ?1";
    connection.query_row(statement, [id], |row| Ok((row.get(0)?, row.get(1)?))).map_err(fault)
}

/// The findings of the checks of a submission.
pub(super) fn findings(connection: &Connection, id: &str) -> Result<Vec<Finding>> {
    parse::<Vec<Note>>(&texts(connection, id)?.1)?.iter().map(Note::restored).collect()
}

/// Every cell of a submission with its key and time, as it was handed in.
pub(super) fn each_row(
    connection: &Connection,
    submission: &Submission,
    mut take: impl FnMut(&[Arc<str>], &Time, Cell, Status),
) -> Result<()> {
    let id = submission.id.to_string();
    let declaration = Declaration::parse(&texts(connection, &id)?.0)?;
    let place = declaration.axes().position(|(_, is_time)| is_time).ok_or_else(damaged)?;
    let times: BTreeMap<String, Time> = submission.covers.times.iter().map(|time| (spelled(time), *time)).collect();
    each(connection, &id, |kept| {
        let key: Vec<Arc<str>> = kept.key.split(' ').map(Arc::from).collect();
        let time = key.get(place).and_then(|code| times.get(&**code)).ok_or_else(damaged)?;
        take(&key, time, kept.cell()?, Status::parse(&kept.status).ok_or_else(damaged)?);
        Ok(())
    })
}

/// The digest of what is kept of a submission.
pub(super) fn digest(connection: &Connection, id: &str) -> Result<[u8; 32]> {
    let (declaration, findings) = texts(connection, id)?;
    let mut digest = Parts::new();
    digest.add(declaration.as_bytes());
    digest.add(findings.as_bytes());
    each(connection, id, |cell| {
        cell.digest(&mut digest);
        Ok(())
    })?;
    Ok(digest.done())
}

/// The axes of a submission in their order.
pub(super) fn axes(connection: &Connection, id: &SubmissionId) -> Result<Vec<String>> {
    let declaration = Declaration::parse(&texts(connection, &id.to_string())?.0)?;
    Ok(declaration.axes().map(|(axis, _)| axis.to_owned()).collect())
}

/// A submission as it stands now, or as it stood once, with the note on what became of it.
pub(super) enum Stand {
    Now,
    Then(Option<Finding>),
}

/// The figures of a submission that lie in the scope of a permit; the others are not in the table at all.
///
/// Concealed figures come along for who may inspect what is not released.
pub(super) fn read(connection: &Connection, submission: &Submission, permit: &Permit, stand: Stand) -> Result<Table> {
    let id = submission.id.to_string();
    let declaration = Declaration::parse(&texts(connection, &id)?.0)?;
    let axes: Vec<(&str, bool)> = declaration.axes().collect();
    // A step is allowed for a part; what it must not tell rests on all that the State has, and leaves no step.
    let everything = Slice::everything();
    let scope = if matches!(permit.act(), Act::Read | Act::Add | Act::Inspect) { permit.scope() } else { &everything };
    let within = |time: &Time| scope.has(time, []);
    let times: BTreeMap<String, bool> = submission.covers.times.iter().map(|t| (spelled(t), within(t))).collect();
    let named = scope.named_codes();
    let concealed = permit.act() == Act::Inspect;
    let mut narrowed = vec![false; axes.len()];
    let (mut keys, mut chosen) =
        (String::new(), Vec::with_capacity(usize::try_from(submission.covers.cells).unwrap_or(0)));
    each(connection, &id, |cell| {
        let mut key = cell.key.split(' ');
        let (mut in_time, mut in_codes) = (true, true);
        for (axis, is_time) in &axes {
            let code = key.next().ok_or_else(damaged)?;
            if *is_time {
                in_time &= *times.get(code).ok_or_else(damaged)?;
            } else {
                in_codes &= named.get(*axis).is_none_or(|codes| codes.contains(code));
            }
        }
        if key.next().is_some() {
            return Err(damaged());
        }
        if in_time && in_codes {
            let start = keys.len();
            keys.push_str(&cell.key);
            let status = Status::parse(&cell.status).ok_or_else(damaged)?;
            let figure = cell.concealed.as_deref().filter(|_| concealed);
            let figure = figure.map(|f| Decimal::from_str_exact(f).map_err(|_| damaged())).transpose()?;
            chosen.push((start..keys.len(), cell.cell()?, status, figure));
        } else if in_time {
            // Of times that are not in the table it says nothing.
            mark(&mut narrowed, &declaration, &cell.key, scope);
        }
        Ok(())
    })?;
    // Whoever reads a release, of the own State too, has its cells from its masks.
    let masks = match permit.act() {
        Act::Read | Act::Add => {
            protection::read(connection, &submission.id)?.map(|(_, pattern)| pattern).unwrap_or_default()
        }
        _ => Pattern::default(),
    };
    let mut masks: BTreeSet<String> = masks.cells().map(|key| key.join(" ")).collect();
    let (mut noted, mut unseen) = (None, BTreeSet::new());
    if let Stand::Then(note) = stand {
        let ids: Vec<&str> = axes.iter().map(|(axis, _)| *axis).collect();
        let later = past::masked_later(connection, &submission.id, &ids)?;
        // Where an absent key says zero, a cell that was masked later is there, and masked.
        if declaration.absent_is_zero() {
            let there = |key: &&String| {
                axes.iter().zip(key.split(' ')).all(|((axis, is_time), code)| match is_time {
                    true => times.get(code) == Some(&true),
                    false => named.get(*axis).is_none_or(|codes| codes.contains(code)),
                })
            };
            unseen.extend(later.iter().filter(there).cloned());
        }
        masks.extend(later);
        noted = note;
    }
    // What a note quotes may be the figure of a masked cell.
    let declaration = if masks.is_empty() { declaration } else { declaration.without_evidence() };
    let mut builder = declaration.builder(&narrowed)?;
    let mut key: Vec<&str> = Vec::with_capacity(narrowed.len());
    for (place, cell, status, figure) in chosen {
        let kept = keys.get(place).unwrap_or_default();
        unseen.remove(kept);
        key.clear();
        key.extend(kept.split(' '));
        match figure {
            _ if masks.contains(kept) => builder.push(&key, Cell::Masked(Mask::Suppressed), Status::NORMAL),
            Some(figure) => builder = builder.concealed(&key, figure, status),
            None => builder.push(&key, cell, status),
        }
    }
    for kept in &unseen {
        key.clear();
        key.extend(kept.split(' '));
        builder.push(&key, Cell::Masked(Mask::Suppressed), Status::NORMAL);
    }
    declaration.finish(builder, noted)
}

/// Marks the axes of which a code was left out; leaving a total out takes no part away.
fn mark(narrowed: &mut [bool], declaration: &Declaration, key: &str, scope: &Slice) {
    for (place, ((slot, (axis, _)), code)) in
        narrowed.iter_mut().zip(declaration.axes()).zip(key.split(' ')).enumerate()
    {
        let codes = scope.named_codes().get(axis);
        *slot |= codes.is_some_and(|codes| !codes.contains(code)) && !declaration.is_total(place, code);
    }
}

/// A period or moment as it stands on an axis.
fn spelled(time: &Time) -> String {
    let kept = time_text(time);
    kept.split_once(':').map_or_else(String::new, |(_, spelled)| spelled.to_owned())
}
