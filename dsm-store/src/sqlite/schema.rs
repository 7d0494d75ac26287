use super::{fault::fault, past};
use dsm_core::error::{Error, Result, codes::sto};
use rusqlite::Connection;

/// Written into the file: `DSM1`.
pub(super) const APPLICATION: i32 = 0x4453_4d31;

/// What makes a file of a format out of the one before: statements, and what has to be worked out from what is kept.
struct Migration {
    statements: &'static str,
    fill: &'static [fn(&Connection) -> Result<()>],
}

/// One for each format. Only ever added to at the end.
const MIGRATIONS: &[Migration] = &[
    Migration { statements: FIRST, fill: &[] },
    Migration { statements: SECOND, fill: &[] },
    Migration { statements: THIRD, fill: &[past::fill] },
];

const FIRST: &str = "
    CREATE TABLE history (
        entry INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        who TEXT NOT NULL,
        proof TEXT NOT NULL,
        country TEXT NOT NULL,
        body TEXT NOT NULL,
        hash BLOB NOT NULL
    ) STRICT;
    CREATE INDEX history_of_country ON history (country);
    CREATE TABLE anchor (one INTEGER PRIMARY KEY CHECK (one = 1), entries INTEGER NOT NULL, head BLOB NOT NULL) STRICT;
    CREATE TABLE role (id TEXT PRIMARY KEY, acts TEXT NOT NULL) STRICT;
    CREATE TABLE country (code TEXT PRIMARY KEY) STRICT;
    CREATE TABLE user (
        id TEXT PRIMARY KEY,
        country TEXT REFERENCES country (code),
        roles TEXT NOT NULL,
        active INTEGER NOT NULL CHECK (active IN (0, 1))
    ) STRICT;
    CREATE TABLE indicator (id TEXT PRIMARY KEY, terms TEXT) STRICT;
    CREATE TABLE opening (place INTEGER PRIMARY KEY, opening TEXT NOT NULL) STRICT;
    CREATE TABLE submission (
        place INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        country TEXT NOT NULL REFERENCES country (code),
        year INTEGER NOT NULL,
        number INTEGER NOT NULL,
        indicator TEXT NOT NULL REFERENCES indicator (id),
        state TEXT NOT NULL,
        version INTEGER NOT NULL,
        submitted_by TEXT NOT NULL REFERENCES user (id),
        submitted_at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        covers TEXT NOT NULL,
        revises TEXT,
        revision_reason TEXT,
        confidential INTEGER NOT NULL DEFAULT 0 CHECK (confidential IN (0, 1)),
        declaration TEXT NOT NULL,
        findings TEXT NOT NULL,
        UNIQUE (country, year, number)
    ) STRICT;
    CREATE INDEX submission_in_force ON submission (indicator, state);
    CREATE TABLE cell (
        submission INTEGER NOT NULL REFERENCES submission (place),
        line INTEGER NOT NULL,
        key TEXT NOT NULL,
        state TEXT NOT NULL,
        low TEXT,
        high TEXT,
        status TEXT NOT NULL,
        concealed TEXT,
        PRIMARY KEY (submission, line)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE received (
        submission INTEGER PRIMARY KEY REFERENCES submission (place),
        name TEXT NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE TRIGGER history_stays BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
    CREATE TRIGGER history_is_kept BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
    CREATE TRIGGER cell_stays BEFORE UPDATE ON cell BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
    CREATE TRIGGER cell_is_kept BEFORE DELETE ON cell BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
    CREATE TRIGGER received_stays BEFORE UPDATE ON received BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
    CREATE TRIGGER received_is_kept BEFORE DELETE ON received BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
    ";

const SECOND: &str = "
    ALTER TABLE indicator ADD COLUMN definition TEXT;
    CREATE TABLE documentation (
        country TEXT NOT NULL REFERENCES country (code),
        indicator TEXT NOT NULL REFERENCES indicator (id),
        valid_from TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (country, indicator, valid_from)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE protection (
        submission INTEGER PRIMARY KEY REFERENCES submission (place),
        rule TEXT NOT NULL,
        masked TEXT NOT NULL,
        cells INTEGER NOT NULL,
        provisional INTEGER NOT NULL
    ) STRICT;
    CREATE TRIGGER protection_stays BEFORE UPDATE ON protection BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
    CREATE TRIGGER protection_is_kept BEFORE DELETE ON protection BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
    ";

const THIRD: &str = concat!(
    include_str!("schema/identity.sql"),
    include_str!("schema/rights.sql"),
    include_str!("schema/workflow.sql"),
    include_str!("schema/past.sql")
);

/// The format that this DSM writes.
fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Brings a file up to the known format, in one transaction; a newer one is refused untouched.
pub(super) fn migrate(connection: &Connection) -> Result<()> {
    let version = |c: &Connection| c.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0)).map_err(fault);
    let found = version(connection)?;
    if found > known() {
        let count = |n: i64| u64::try_from(n).unwrap_or_default();
        return Err(Error::new(sto::VERSION_NEWER).with("found", count(found)).with("known", count(known())));
    }
    if found == known() {
        return Ok(());
    }
    connection.execute_batch("BEGIN IMMEDIATE").map_err(fault)?;
    let steps = || {
        // Another program may have brought it up while this one waited.
        let done = usize::try_from(version(connection)?).map_err(|_| Error::new(sto::DAMAGED))?;
        for migration in MIGRATIONS.iter().skip(done) {
            connection.execute_batch(migration.statements).map_err(fault)?;
            migration.fill.iter().try_for_each(|fill| fill(connection))?;
        }
        connection.pragma_update(None, "user_version", known()).map_err(fault)?;
        connection.pragma_update(None, "application_id", APPLICATION).map_err(fault)?;
        connection.execute_batch("COMMIT").map_err(fault)
    };
    steps().inspect_err(|_| {
        let _ = connection.execute_batch("ROLLBACK");
    })
}
