use super::{fault::fault, world};
use dsm_core::{access::World, error::Result};
use rusqlite::{Connection, OptionalExtension};
use std::sync::{Arc, Mutex, PoisonError};

/// The rights as they were last read, with the end of the history that they were read at. Sessions of one mechanism share it.
///
/// The last link of the chain stands for everything before it: where it is the same, the rights are.
#[derive(Debug, Default)]
pub(crate) struct Known(Mutex<Option<Read>>);

#[derive(Clone, Debug)]
struct Read {
    entries: i64,
    head: Vec<u8>,
    world: Arc<World>,
}

/// What is done to figures and leaves rights as they are.
const OF_FIGURES: &str = "'{\"drafted\":', '{\"submitted\":', '{\"asked\":', '{\"answered\":', '{\"moved\":', '{\"protected\":', '{\"documented\":'";

impl Known {
    /// The rights of the moment that is read at.
    pub(super) fn world(&self, connection: &Connection) -> Result<Arc<World>> {
        let mut statement =
            connection.prepare_cached("SELECT entries, head FROM anchor WHERE one = 1").map_err(fault)?;
        let anchor = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?));
        let (entries, head) = statement.query_row([], anchor).map_err(fault)?;
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let world = match known {
            Some(known) if known.entries == entries && known.head == head => return Ok(known.world),
            Some(known) if still_holds(connection, &known)? => known.world,
            _ => Arc::new(world::read(connection)?),
        };
        let read = Read { entries, head, world: world.clone() };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(read);
        Ok(world)
    }
}

/// Whether this history has grown out of the known one by nothing but what is done to figures.
fn still_holds(connection: &Connection, known: &Read) -> Result<bool> {
    let link = "SELECT hash FROM history WHERE entry = ?1";
    let mut statement = connection.prepare_cached(link).map_err(fault)?;
    let link = statement.query_row([known.entries], |row| row.get::<_, Vec<u8>>(0)).optional().map_err(fault)?;
    if link.as_ref() != Some(&known.head) {
        return Ok(false);
    }
    let others = format!(
        "SELECT NOT EXISTS (SELECT 1 FROM history WHERE entry > ?1 AND substr(body, 1, instr(body, ':')) NOT IN ({OF_FIGURES}))"
    );
    let mut statement = connection.prepare_cached(&others).map_err(fault)?;
    statement.query_row([known.entries], |row| row.get(0)).map_err(fault)
}
