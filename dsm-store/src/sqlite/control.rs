use super::{cells::Kept, chain::Parts, fault::fault};
use crate::{
    body::{hex, parse, text},
    declaration::Declaration,
};
use dsm_core::{
    error::Result,
    table::{Status, Table},
};
use rusqlite::{Connection, OptionalExtension};

/// Control totals as they are kept beside the figures.
pub(super) struct KeptControl {
    declaration: String,
    cells: String,
}

impl KeptControl {
    pub(super) fn of(table: &Table) -> Result<Self> {
        let cells: Vec<Kept> = table.rows().map(|row| Kept::of(table, &row)).collect();
        Ok(Self { declaration: Declaration::of(table).text()?, cells: text(&cells)? })
    }

    pub(super) fn digest(&self) -> String {
        let mut digest = Parts::new();
        digest.add(self.declaration.as_bytes());
        digest.add(self.cells.as_bytes());
        hex(&digest.done())
    }

    pub(super) fn write(&self, connection: &Connection, place: i64) -> Result<()> {
        let statement = "INSERT INTO control (submission, declaration, cells) VALUES (?1, ?2, ?3)";
        connection.execute(statement, (place, &self.declaration, &self.cells)).map_err(fault)?;
        Ok(())
    }

    /// Those of a submission, where there are any.
    pub(super) fn read(connection: &Connection, id: &str) -> Result<Option<Self>> {
        let statement =
            "SELECT control.declaration, cells FROM control JOIN submission ON place = submission WHERE id = ?1";
        let row = |row: &rusqlite::Row<'_>| Ok(Self { declaration: row.get(0)?, cells: row.get(1)? });
        connection.query_row(statement, [id], row).optional().map_err(fault)
    }

    /// As a table, without concealed figures.
    pub(super) fn table(&self) -> Result<Table> {
        let declaration = Declaration::parse(&self.declaration)?;
        let mut builder = declaration.builder(&[])?;
        for cell in parse::<Vec<Kept>>(&self.cells)? {
            let key: Vec<&str> = cell.key.split(' ').collect();
            let status = Status::parse(&cell.status).ok_or_else(crate::declaration::damaged)?;
            builder.push(&key, cell.cell()?, status);
        }
        declaration.finish(builder, None)
    }
}
