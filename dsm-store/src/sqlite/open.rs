use super::{
    Sqlite, append,
    fault::fault,
    schema::{APPLICATION, migrate},
};
use crate::{body::Body, identity::Proof};
use dsm_core::{
    access::World,
    error::{Code, Error, Result, codes::sto},
    time::Moment,
};
use rusqlite::{Connection, OpenFlags};
use std::{
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Read},
    path::Path,
    time::Duration,
};

/// The first bytes of every file of SQLite.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

impl Sqlite {
    /// Makes a new file; none is left where it fails.
    pub(crate) fn create(path: &Path, preset: &str, now: Moment) -> Result<()> {
        if preset != "dsm" {
            return Err(Error::new(sto::PRESET_UNKNOWN));
        }
        if path.is_dir() {
            return Err(Error::new(sto::IS_A_FOLDER));
        }
        OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => Error::new(sto::FILE_EXISTS).caused_by(error),
            _ => Error::new(sto::NOT_WRITABLE).caused_by(error),
        })?;
        begun(path, preset, now).inspect_err(|_| {
            let _ = fs::remove_file(path);
        })
    }

    /// Opens a file that is there, and refuses what is not a mechanism of a known format.
    pub(crate) fn open(path: &Path, patience: Duration) -> Result<Self> {
        inspected(path)?;
        let connection = connected(path, patience)?;
        let application: i32 = connection.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(fault)?;
        if application != APPLICATION {
            return Err(Error::new(sto::NOT_A_MECHANISM));
        }
        migrate(&connection)?;
        let entries = "SELECT entries FROM anchor WHERE one = 1";
        connection.query_row(entries, [], |row| row.get::<_, i64>(0)).map_err(fault)?;
        Ok(Self { connection })
    }
}

/// Looks at the first bytes, before SQLite gets to see the file.
fn inspected(path: &Path) -> Result<()> {
    let unopened = |error: std::io::Error| {
        let code: Code = match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => sto::FILE_MISSING,
            _ => sto::NOT_WRITABLE,
        };
        Error::new(code).caused_by(error)
    };
    let about = fs::metadata(path).map_err(unopened)?;
    if about.is_dir() {
        return Err(Error::new(sto::IS_A_FOLDER));
    }
    let mut head = [0_u8; 32];
    let foreign = |_| Error::new(sto::NOT_A_MECHANISM);
    if !about.is_file() {
        return Err(Error::new(sto::NOT_A_MECHANISM));
    }
    File::open(path).map_err(unopened)?.read_exact(&mut head).map_err(foreign)?;
    let [magic @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = head;
    let [.., size_high, size_low, _, _, _, _, _, _, _, _, _, _, a, b, c, d] = head;
    if magic != *MAGIC {
        return Err(Error::new(sto::NOT_A_MECHANISM));
    }
    // A page size of 1 stands for 65,536; the count of pages follows at byte 28.
    let page = match u16::from_be_bytes([size_high, size_low]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let stated = page.saturating_mul(u64::from(u32::from_be_bytes([a, b, c, d])));
    if about.len() < stated { Err(Error::new(sto::DAMAGED)) } else { Ok(()) }
}

fn connected(path: &Path, patience: Duration) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(fault)?;
    connection.busy_timeout(patience).map_err(fault)?;
    let settings = "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;";
    connection.execute_batch(settings).map_err(fault)?;
    Ok(connection)
}

fn begun(path: &Path, preset: &str, now: Moment) -> Result<()> {
    let connection = connected(path, Duration::from_secs(5))?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0)).map_err(fault)?;
    connection.execute_batch("PRAGMA synchronous = FULL").map_err(fault)?;
    migrate(&connection)?;
    let sqlite = Sqlite { connection };
    let world = World::preset();
    let created = Body::Created {
        format: "dsm-mechanism/1".to_owned(),
        preset: preset.to_owned(),
        roles: world.roles.values().map(|role| (role.id.to_string(), role.words())).collect(),
        administrator: "administrator@dsm".to_owned(),
    };
    let by = append::By { who: "", proof: Proof::AssertedByHost, at: now };
    sqlite.in_writing(|| {
        let statement = "INSERT INTO anchor (one, entries, head) VALUES (1, 0, zeroblob(32))";
        sqlite.connection.execute(statement, []).map_err(fault)?;
        append::entry(&sqlite.connection, &by, "", &created)?;
        for (id, terms) in &world.indicators {
            let change = dsm_core::workflow::Change::IndicatorDeclared { id: id.clone(), terms: terms.clone() };
            append::change(&sqlite.connection, &by, &change)?;
        }
        Ok(())
    })
}
