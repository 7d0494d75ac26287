use super::{chain::Parts, fault::fault, past, protection};
use crate::{
    body::{parse, text},
    declaration::{Declaration, damaged},
    note::Note,
    slice::time_text,
};
use dsm_core::{
    access::{Act, Permit},
    error::{Custody, Finding, Result},
    protect::Pattern,
    table::{Absence, Cell, Figure, Mask, Row, Status, Table},
    time::Time,
    workflow::{Draft, Submission, SubmissionId},
};
use rusqlite::Connection;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A cell as it is kept.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept<'a> {
    pub(super) key: Cow<'a, str>,
    state: Cow<'a, str>,
    low: Option<Cow<'a, str>>,
    high: Option<Cow<'a, str>>,
    pub(super) status: Cow<'a, str>,
    concealed: Option<Cow<'a, str>>,
}

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

impl Kept<'static> {
    pub(super) fn of(table: &Table, row: &Row) -> Self {
        let (state, low, high) = match row.cell {
            Cell::Figure(Figure::Exact(value)) => ("exact", Some(value), None),
            Cell::Figure(Figure::Between { low, high }) => ("between", Some(low), Some(high)),
            Cell::Figure(Figure::AtLeast(low)) => ("at-least", Some(low), None),
            Cell::Figure(Figure::Estimate { value, standard_error }) => ("estimate", Some(value), Some(standard_error)),
            Cell::Missing(Absence::NotApplicable) => ("not-applicable", None, None),
            Cell::Missing(Absence::NotCollected) => ("not-collected", None, None),
            Cell::Missing(Absence::NotDelivered) => ("not-delivered", None, None),
            Cell::Masked(Mask::Suppressed) => ("suppressed", None, None),
            // A kind of figure that this format does not know is kept as what is true of it.
            Cell::Figure(other) => ("at-least", other.low(), None),
        };
        let custody = Custody::of_own_bytes();
        let concealed = if table.holds_concealed() { table.concealed(&row.key, &custody) } else { None };
        let concealed = concealed.and_then(|c| c.reveal(&custody).exact());
        Self {
            key: row.key.join(" ").into(),
            state: state.into(),
            low: low.map(|d| d.to_string().into()),
            high: high.map(|d| d.to_string().into()),
            status: row.status.to_string().into(),
            concealed: concealed.map(|d| d.to_string().into()),
        }
    }
}

impl<'a> Kept<'a> {
    /// The row that stands in the file.
    fn of_row(row: &'a rusqlite::Row<'_>) -> Result<Self> {
        let text = |column: usize| -> Result<Option<Cow<'a, str>>> {
            let kept = row.get_ref(column).map_err(fault)?.as_str_or_null();
            Ok(kept.map_err(|error| damaged().caused_by(error))?.map(Cow::Borrowed))
        };
        let stated = |column: usize| text(column)?.ok_or_else(damaged);
        Ok(Self {
            key: stated(0)?,
            state: stated(1)?,
            low: text(2)?,
            high: text(3)?,
            status: stated(4)?,
            concealed: text(5)?,
        })
    }

    pub(super) fn cell(&self) -> Result<Cell> {
        let decimal = |text: &Option<Cow<'_, str>>| {
            text.as_deref().and_then(|t| Decimal::from_str_exact(t).ok()).ok_or_else(damaged)
        };
        Ok(match &*self.state {
            "exact" => Cell::Figure(Figure::Exact(decimal(&self.low)?)),
            "between" => Cell::Figure(Figure::Between { low: decimal(&self.low)?, high: decimal(&self.high)? }),
            "at-least" => Cell::Figure(Figure::AtLeast(decimal(&self.low)?)),
            "estimate" => {
                Cell::Figure(Figure::Estimate { value: decimal(&self.low)?, standard_error: decimal(&self.high)? })
            }
            "not-applicable" => Cell::Missing(Absence::NotApplicable),
            "not-collected" => Cell::Missing(Absence::NotCollected),
            "not-delivered" => Cell::Missing(Absence::NotDelivered),
            "suppressed" => Cell::Masked(Mask::Suppressed),
            _ => return Err(damaged()),
        })
    }

    fn digest(&self, digest: &mut Parts) {
        digest.add(self.key.as_bytes());
        digest.add(self.state.as_bytes());
        digest.add_optional(self.low.as_deref());
        digest.add_optional(self.high.as_deref());
        digest.add(self.status.as_bytes());
        digest.add_optional(self.concealed.as_deref());
    }
}

/// Keeps cells, in the order of their keys.
pub(super) fn write(connection: &Connection, place: i64, cells: &[Kept<'_>]) -> Result<()> {
    let statement = "INSERT INTO cell (submission, line, key, state, low, high, status, concealed)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let mut statement = connection.prepare_cached(statement).map_err(fault)?;
    for (line, cell) in (1_i64..).zip(cells) {
        let values = (place, line, &cell.key, &cell.state, &cell.low, &cell.high, &cell.status, &cell.concealed);
        statement.execute(values).map_err(fault)?;
    }
    Ok(())
}

/// Every kept cell of a submission, in order.
fn each(connection: &Connection, id: &str, mut take: impl FnMut(&Kept<'_>) -> Result<()>) -> Result<()> {
    let statement = "SELECT key, cell.state, low, high, status, concealed FROM cell
                     JOIN submission ON place = submission WHERE id = ?1 ORDER BY line";
    let mut statement = connection.prepare_cached(statement).map_err(fault)?;
    let mut rows = statement.query([id]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        take(&Kept::of_row(row)?)?;
    }
    Ok(())
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

/// The keys of the cells of a submission that came without their figures.
pub(super) fn suppressed(connection: &Connection, id: &SubmissionId) -> Result<Vec<String>> {
    let statement = "SELECT key FROM cell WHERE state = 'suppressed'
                     AND submission = (SELECT place FROM submission WHERE id = ?1)";
    let mut statement = connection.prepare_cached(statement).map_err(fault)?;
    let keys = statement.query_map([id.to_string()], |row| row.get::<_, String>(0)).map_err(fault)?;
    keys.map(|key| key.map_err(fault)).collect()
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
    let within = |time: &Time| permit.scope().has(time, []);
    let times: BTreeMap<String, bool> = submission.covers.times.iter().map(|t| (spelled(t), within(t))).collect();
    let named = permit.scope().named_codes();
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
            mark(&mut narrowed, &declaration, &cell.key, permit);
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
fn mark(narrowed: &mut [bool], declaration: &Declaration, key: &str, permit: &Permit) {
    for (place, ((slot, (axis, _)), code)) in
        narrowed.iter_mut().zip(declaration.axes()).zip(key.split(' ')).enumerate()
    {
        let codes = permit.scope().named_codes().get(axis);
        *slot |= codes.is_some_and(|codes| !codes.contains(code)) && !declaration.is_total(place, code);
    }
}

/// A period or moment as it stands on an axis.
fn spelled(time: &Time) -> String {
    let kept = time_text(time);
    kept.split_once(':').map_or_else(String::new, |(_, spelled)| spelled.to_owned())
}
