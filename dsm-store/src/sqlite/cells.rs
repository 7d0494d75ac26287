//! Cells as they are kept.

use super::{chain::Parts, fault::fault};
use crate::declaration::damaged;
use dsm_core::{
    error::{Custody, Result},
    table::{Absence, Cell, Figure, Mask, Row, Table},
    workflow::SubmissionId,
};
use rusqlite::Connection;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A cell as it is kept.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept<'a> {
    pub(super) key: Cow<'a, str>,
    state: Cow<'a, str>,
    low: Option<Cow<'a, str>>,
    high: Option<Cow<'a, str>>,
    pub(super) status: Cow<'a, str>,
    pub(super) concealed: Option<Cow<'a, str>>,
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

    pub(super) fn digest(&self, digest: &mut Parts) {
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
pub(super) fn each(connection: &Connection, id: &str, mut take: impl FnMut(&Kept<'_>) -> Result<()>) -> Result<()> {
    let statement = "SELECT key, cell.state, low, high, status, concealed FROM cell
                     JOIN submission ON place = submission WHERE id = ?1 ORDER BY line";
    let mut statement = connection.prepare_cached(statement).map_err(fault)?;
    let mut rows = statement.query([id]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        take(&Kept::of_row(row)?)?;
    }
    Ok(())
}

/// The keys of the cells of a submission that came without their figures.
pub(super) fn suppressed(connection: &Connection, id: &SubmissionId) -> Result<Vec<String>> {
    let statement = "SELECT key FROM cell WHERE state = 'suppressed'
                     AND submission = (SELECT place FROM submission WHERE id = ?1)";
    let mut statement = connection.prepare_cached(statement).map_err(fault)?;
    let keys = statement.query_map([id.to_string()], |row| row.get::<_, String>(0)).map_err(fault)?;
    keys.map(|key| key.map_err(fault)).collect()
}
