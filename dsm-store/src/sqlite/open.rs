use super::{
    Known, Sqlite, append,
    fault::fault,
    journal,
    schema::{APPLICATION, migrate},
};
use crate::{body::Body, identity::Proof};
use dsm_core::{
    access::World,
    catalogue::Catalogue,
    error::{Error, Result, codes::sto},
    time::Moment,
};
use rusqlite::{Connection, OpenFlags};
use std::{
    fs::{self, OpenOptions},
    io::ErrorKind,
    path::Path,
    sync::Arc,
    time::Duration,
};

impl Sqlite {
    /// Makes a new file; none is left where it fails.
    pub(crate) fn create(path: &Path, preset: &str, now: Moment) -> Result<()> {
        if !Catalogue::PRESETS.contains(&preset) {
            return Err(Error::new(sto::PRESET_UNKNOWN));
        }
        if path.is_dir() {
            return Err(Error::new(sto::IS_A_FOLDER));
        }
        made(path)?;
        begun(path, preset, now).inspect_err(|_| {
            let _ = fs::remove_file(path);
        })
    }

    /// Opens a file that is there, and refuses what is not a mechanism of a known format.
    pub(crate) fn open(path: &Path, patience: Duration, known: Arc<Known>) -> Result<Self> {
        Ok(Self { known, ..Self::open_as(path, patience, true)? })
    }

    /// Opens it with the journal that suits the place where it lies, or as it is.
    pub(super) fn open_as(path: &Path, patience: Duration, suited: bool) -> Result<Self> {
        inspected(path)?;
        let connection = connected(path, patience)?;
        let application: i32 = connection.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(fault)?;
        if application != APPLICATION {
            return Err(Error::new(sto::NOT_A_MECHANISM));
        }
        if suited {
            journal::suit(&connection, path)?;
        }
        migrate(&connection)?;
        let entries = "SELECT entries FROM anchor WHERE one = 1";
        connection.query_row(entries, [], |row| row.get::<_, i64>(0)).map_err(fault)?;
        Ok(Self { connection, known: Arc::default() })
    }
}

/// Makes an empty file that is not there yet, for its owner alone: the wall around a mechanism is the file's own rights.
pub(super) fn made(path: &Path) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(|_| ()).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Error::new(sto::FILE_EXISTS).caused_by(error),
        _ => Error::new(sto::NOT_WRITABLE).caused_by(error),
    })
}

/// Looks at what stands at the path without opening it: to close a file that SQLite has open would drop its locks.
pub(super) fn inspected(path: &Path) -> Result<()> {
    let about = fs::metadata(path).map_err(|error| {
        let code = match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => sto::FILE_MISSING,
            _ => sto::NOT_WRITABLE,
        };
        Error::new(code).caused_by(error)
    })?;
    match (about.is_dir(), about.is_file()) {
        (true, _) => Err(Error::new(sto::IS_A_FOLDER)),
        (_, true) => Ok(()),
        _ => Err(Error::new(sto::NOT_A_MECHANISM)),
    }
}

fn connected(path: &Path, patience: Duration) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(fault)?;
    #[cfg(test)]
    let connection = super::tests::watched(connection);
    connection.busy_timeout(patience).map_err(fault)?;
    // A session has more statements than are kept by default: each would be parsed anew every time.
    connection.set_prepared_statement_cache_capacity(64);
    let settings = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;";
    connection.execute_batch(settings).map_err(fault)?;
    Ok(connection)
}

fn begun(path: &Path, preset: &str, now: Moment) -> Result<()> {
    let connection = connected(path, Duration::from_secs(5))?;
    journal::suit(&connection, path)?;
    migrate(&connection)?;
    let sqlite = Sqlite { connection, known: Arc::default() };
    let world = World::preset(preset)?;
    let created = Body::Created {
        format: "dsm-mechanism/1".to_owned(),
        preset: preset.to_owned(),
        roles: world.roles.values().map(|role| (role.id.to_string(), role.words())).collect(),
        administrator: "administrator@dsm".to_owned(),
    };
    let by = append::By { who: "", behalf: None, proof: &Proof::AssertedByHost, at: now };
    sqlite.in_writing(|| {
        let statement = "INSERT INTO anchor (one, entries, head) VALUES (1, 0, zeroblob(32))";
        sqlite.connection.execute(statement, []).map_err(fault)?;
        append::entry(&sqlite.connection, &by, "", &created)?;
        for (id, terms) in &world.indicators {
            let change = dsm_core::workflow::Change::IndicatorDeclared {
                id: id.clone(),
                terms: terms.clone(),
                definition: Vec::new(),
            };
            append::change(&sqlite.connection, &by, "", &change)?;
        }
        Ok(())
    })
}
