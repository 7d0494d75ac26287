use super::{chain::Parts, fault::fault, protection};
use crate::{
    body::text,
    declaration::{Declaration, damaged},
    note::Note,
    slice::time_text,
};
use dsm_core::{
    access::{Act, Permit},
    error::{Custody, Result},
    protect::Pattern,
    table::{Absence, Cell, Figure, Mask, Row, Status, Table},
    time::Time,
    workflow::{Draft, Submission},
};
use rusqlite::Connection;
use rust_decimal::Decimal;
use std::{collections::BTreeMap, sync::Arc};

/// A cell as it is kept.
pub(super) struct Kept {
    key: String,
    state: String,
    low: Option<String>,
    high: Option<String>,
    status: String,
    concealed: Option<String>,
}

/// The texts of a draft as they are kept, and their digest.
pub(super) struct Content {
    pub(super) declaration: String,
    pub(super) findings: String,
    pub(super) cells: Vec<Kept>,
    pub(super) digest: [u8; 32],
}

impl Content {
    pub(super) fn of(draft: &Draft) -> Result<Self> {
        let table = draft.table();
        let declaration = Declaration::of(table).text()?;
        let findings = text(&draft.findings().iter().map(Note::of).collect::<Vec<_>>())?;
        let cells: Vec<Kept> = table.rows().map(|row| Kept::of(table, &row)).collect();
        let mut digest = Parts::new();
        digest.add(declaration.as_bytes());
        digest.add(findings.as_bytes());
        cells.iter().for_each(|cell| cell.digest(&mut digest));
        Ok(Self { declaration, findings, cells, digest: digest.done() })
    }
}

impl Kept {
    fn of(table: &Table, row: &Row) -> Self {
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
            key: row.key.join(" "),
            state: state.to_owned(),
            low: low.map(|d| d.to_string()),
            high: high.map(|d| d.to_string()),
            status: row.status.to_string(),
            concealed: concealed.map(|d| d.to_string()),
        }
    }

    fn cell(&self) -> Result<Cell> {
        let decimal =
            |text: &Option<String>| text.as_deref().and_then(|t| Decimal::from_str_exact(t).ok()).ok_or_else(damaged);
        Ok(match self.state.as_str() {
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
pub(super) fn write(connection: &Connection, place: i64, cells: &[Kept]) -> Result<()> {
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
fn each(connection: &Connection, id: &str, mut take: impl FnMut(Kept) -> Result<()>) -> Result<()> {
    let statement = "SELECT key, cell.state, low, high, status, concealed FROM cell
                     JOIN submission ON place = submission WHERE id = ?1 ORDER BY line";
    let mut statement = connection.prepare_cached(statement).map_err(fault)?;
    let mut rows = statement.query([id]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        take(Kept {
            key: row.get(0).map_err(fault)?,
            state: row.get(1).map_err(fault)?,
            low: row.get(2).map_err(fault)?,
            high: row.get(3).map_err(fault)?,
            status: row.get(4).map_err(fault)?,
            concealed: row.get(5).map_err(fault)?,
        })?;
    }
    Ok(())
}

fn texts(connection: &Connection, id: &str) -> Result<(String, String)> {
    let statement = "SELECT declaration, findings FROM submission WHERE id = ?1";
    connection.query_row(statement, [id], |row| Ok((row.get(0)?, row.get(1)?))).map_err(fault)
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

/// The figures of a submission that lie in the scope of a permit; the others are not in the table at all.
///
/// Concealed figures come along for who may inspect what is not released.
pub(super) fn read(connection: &Connection, submission: &Submission, permit: &Permit) -> Result<Table> {
    let id = submission.id.to_string();
    let declaration = Declaration::parse(&texts(connection, &id)?.0)?;
    let axes: Vec<(&str, bool)> = declaration.axes().collect();
    let within = |time: &Time| permit.scope().has(time, []);
    let times: BTreeMap<String, bool> = submission.covers.times.iter().map(|t| (spelled(t), within(t))).collect();
    let named = permit.scope().named_codes();
    let mut narrowed = vec![false; axes.len()];
    let mut chosen = Vec::new();
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
            chosen.push(cell);
        } else {
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
    // What a note quotes may be the figure of a masked cell.
    let declaration = if masks.is_empty() { declaration } else { declaration.without_evidence() };
    let mut builder = declaration.builder(&narrowed)?;
    for cell in chosen {
        let status = Status::parse(&cell.status).ok_or_else(damaged)?;
        let whole: Vec<Arc<str>> = cell.key.split(' ').map(Arc::from).collect();
        if masks.has(&whole) {
            builder.push(&whole, Cell::Masked(Mask::Suppressed), Status::NORMAL);
            continue;
        }
        let key: Vec<&str> = cell.key.split(' ').collect();
        match &cell.concealed {
            Some(figure) if permit.act() == Act::Inspect => {
                let figure = Decimal::from_str_exact(figure).map_err(|_| damaged())?;
                builder = builder.concealed(&key, figure, status);
            }
            _ => builder.push(&key, cell.cell()?, status),
        }
    }
    declaration.finish(builder)
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
