use super::{Sqlite, fault::fault, open, verify};
use crate::history::Receipt;
use dsm_core::error::{Error, Result, codes::sto};
use rusqlite::{Connection, OpenFlags};
use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    time::Duration,
};

impl Sqlite {
    /// Copies what is kept at one moment into a file that is not there yet, while others read and write.
    pub(crate) fn backup(&self, to: &Path) -> Result<Receipt> {
        copied(&self.connection, to)
    }

    /// Puts a copy in the place of a mechanism that is not there.
    pub(crate) fn restore(from: &Path, to: &Path) -> Result<Receipt> {
        open::inspected(from)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(from, flags).map_err(fault)?;
        // What was cut off may be an index alone, which a copy would make anew: it is cut off all the same.
        whole(&connection)?;
        let page: u32 = connection.query_row("PRAGMA page_size", [], |row| row.get(0)).map_err(fault)?;
        // A part of a page that is not there reads as zeros, and may have been zeros.
        let length = fs::metadata(from).map_err(unwritten)?.len();
        if length.checked_rem(u64::from(page)) != Some(0) {
            return Err(Error::new(sto::DAMAGED));
        }
        copied(&connection, to)
    }
}

/// A copy under another name beside the target, verified before it has the name of the target.
fn copied(connection: &Connection, to: &Path) -> Result<Receipt> {
    if to.is_dir() {
        return Err(Error::new(sto::IS_A_FOLDER));
    }
    // A log that another file left behind would be taken for the log of the copy.
    if ["", "-wal", "-journal"].iter().any(|end| fs::symlink_metadata(with_end(to, end)).is_ok()) {
        return Err(Error::new(sto::FILE_EXISTS));
    }
    let part = begun(to)?;
    let receipt = written(connection, &part).and_then(|receipt| named(&part, to).map(|()| receipt));
    // What is beside the finished copy, or would be beside one that failed, goes.
    for end in ["", "-journal", "-wal", "-shm"] {
        let _ = fs::remove_file(with_end(&part, end));
    }
    receipt
}

/// An empty file beside the target that nobody else writes into.
fn begun(to: &Path) -> Result<PathBuf> {
    let mut last = None;
    for number in 0..100_u8 {
        let part = with_end(to, &format!(".part-{}-{number}", std::process::id()));
        match open::made(&part) {
            Ok(()) => return Ok(part),
            Err(error) if error.code() == sto::FILE_EXISTS => last = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(last.unwrap_or_else(|| Error::new(sto::NOT_WRITABLE)))
}

fn written(connection: &Connection, part: &Path) -> Result<Receipt> {
    let name = part.to_str().ok_or_else(|| Error::new(sto::NOT_WRITABLE))?;
    connection.execute("VACUUM INTO ?1", [name]).map_err(fault)?;
    let copy = Sqlite::open_as(part, Duration::from_secs(5), false)?;
    whole(&copy.connection)?;
    let receipt = verify::history(&copy.connection, None)?;
    copy.connection.close().map_err(|(_, error)| fault(error))?;
    File::open(part).and_then(|file| file.sync_all()).map_err(unwritten)?;
    Ok(receipt)
}

/// Refuses a file of which SQLite says that it is not whole.
fn whole(connection: &Connection) -> Result<()> {
    let whole: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(fault)?;
    if whole == "ok" { Ok(()) } else { Err(Error::new(sto::DAMAGED)) }
}

/// Gives the copy its name, and never the name of something that is there.
fn named(part: &Path, to: &Path) -> Result<()> {
    match fs::hard_link(part, to) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(Error::new(sto::FILE_EXISTS).caused_by(error));
        }
        // Some file systems have no second names.
        Err(_) if fs::symlink_metadata(to).is_err() => fs::rename(part, to).map_err(unwritten)?,
        Err(error) => return Err(unwritten(error)),
    }
    // The name itself is on the disk where the folder is.
    if let Some(folder) = to.parent().filter(|folder| cfg!(unix) && !folder.as_os_str().is_empty()) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    Ok(())
}

fn unwritten(error: io::Error) -> Error {
    Error::new(sto::DISK_FAILED).caused_by(error)
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    PathBuf::from(name)
}
