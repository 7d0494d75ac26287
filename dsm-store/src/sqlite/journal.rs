use super::fault::fault;
use dsm_core::error::{Error, Result, codes::sto};
use rusqlite::Connection;
use std::{fs, path::Path};

/// File systems that lie on another machine. The shared memory of a write-ahead log does not reach across machines.
const SHARES: &[&str] = &[
    "9p",
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "davfs",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.rclone",
    "fuse.sshfs",
    "gfs2",
    "glusterfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "ocfs2",
    "smb2",
    "smb3",
    "smbfs",
    "virtiofs",
];

/// How a file keeps what is written until it is whole: a log beside it, or on a share a rollback journal.
///
/// # Errors
/// `STO-018` where a file with a log lies on a share and others have it open, so that it cannot be switched.
pub(super) fn suit(connection: &Connection, path: &Path) -> Result<()> {
    suited(connection, on_share(path))
}

fn suited(connection: &Connection, shared: bool) -> Result<()> {
    let mode = |statement: &str| connection.query_row(statement, [], |row| row.get::<_, String>(0));
    let (found, wanted) = (mode("PRAGMA journal_mode").map_err(fault)?, if shared { "delete" } else { "wal" });
    if found == wanted {
        return Ok(());
    }
    match mode(if shared { "PRAGMA journal_mode = DELETE" } else { "PRAGMA journal_mode = WAL" }) {
        // A rollback journal is sound everywhere; a log is not.
        Err(error) if shared => Err(Error::new(sto::LOG_ON_SHARE).caused_by(error)),
        Ok(now) if shared && now != wanted => Err(Error::new(sto::LOG_ON_SHARE)),
        _ => Ok(()),
    }
}

fn on_share(path: &Path) -> bool {
    if cfg!(windows) {
        return path.to_string_lossy().starts_with(r"\\");
    }
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let whole = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    is_share(&mounts, &whole)
}

/// Whether a path lies on a share: by the longest mount point that it lies under; of two of one length the later covers.
fn is_share(mounts: &str, path: &Path) -> bool {
    let kind = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ');
        let point = spelled(fields.nth(1)?);
        path.starts_with(&point).then_some((Path::new(&point).components().count(), fields.next()?))
    });
    kind.max_by_key(|(length, _)| *length).is_some_and(|(_, kind)| SHARES.contains(&kind))
}

/// A mount point without its escapes: `\040` is a space.
fn spelled(escaped: &str) -> String {
    let mut parts = escaped.split('\\');
    let mut out = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        match part.get(..3).and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            Some(byte) => {
                out.push(byte);
                out.extend_from_slice(part.get(3..).unwrap_or_default().as_bytes());
            }
            None => {
                out.push(b'\\');
                out.extend_from_slice(part.as_bytes());
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{is_share, suited};
    use dsm_core::error::codes::sto;
    use std::path::Path;

    const MOUNTS: &str = "/dev/sda1 / ext4 rw 0 0\nserver:/data /srv/data nfs4 rw 0 0\n\
        //office/figures /mnt/our\\040figures cifs rw 0 0\ntmpfs /srv/data/fast tmpfs rw 0 0\n\
        me@host: /home/me/far fuse.sshfs rw 0 0\n/dev/sdb1 /home/me/far ext4 rw 0 0\nhost /a\\134b 9p rw 0 0\n";

    #[test]
    fn the_longest_mount_point_says_where_a_file_lies() {
        let share = |path: &str| is_share(MOUNTS, Path::new(path));
        assert!(share("/srv/data/region.dsm") && share("/mnt/our figures/region.dsm") && share("/a\\b/region.dsm"));
        // Another folder with a like name, a disk mounted inside of a share, and one mounted over it.
        assert!(!share("/srv/database/region.dsm") && !share("/srv/data/fast/region.dsm"));
        assert!(!share("/home/me/far/region.dsm") && !share("/region.dsm") && !share("/mnt/our/region.dsm"));
        assert!(!is_share("", Path::new("/region.dsm")) && !is_share("no mounts at all", Path::new("/region.dsm")));
    }

    #[test]
    fn a_log_on_a_share_is_switched_or_refused() {
        let folder = std::env::temp_dir().join(format!("dsm-journal-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("region.dsm");
        let open = || rusqlite::Connection::open(&path).unwrap();
        let mode = |connection: &rusqlite::Connection| {
            connection.query_row("PRAGMA journal_mode", [], |row| row.get::<_, String>(0)).unwrap()
        };
        let one = open();
        suited(&one, false).unwrap();
        one.execute_batch("CREATE TABLE t (a)").unwrap();
        assert_eq!(mode(&one), "wal");
        let other = open();
        other.execute_batch("SELECT * FROM t").unwrap();
        // Somebody else has it open.
        assert_eq!(suited(&one, true).unwrap_err().code(), sto::LOG_ON_SHARE);
        assert_eq!(mode(&one), "wal");
        drop(other);
        suited(&one, true).unwrap();
        assert_eq!(mode(&one), "delete");
        // Where it cannot be switched to a log, the rollback journal stays: it is sound everywhere.
        let other = open();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        suited(&one, false).unwrap();
        assert_eq!(mode(&one), "delete");
        drop((one, other));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
