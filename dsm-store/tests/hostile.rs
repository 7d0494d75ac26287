use crate::region::{Folder, INDICATOR, Region, code, submit};
use dsm_core::error::codes::sto;
use dsm_store::{AssertedByHost, Mechanism, Query};
use std::{fs, path::Path};

fn opened(path: &Path) -> dsm_core::error::Code {
    code(Mechanism::open(path))
}

/// A mechanism with some figures in it, closed.
fn closed() -> Region {
    let region = Region::of(&["MD"]);
    let rows: Vec<(String, String)> = (0..2000).map(|n| (format!("C{n}"), format!("{n}"))).collect();
    let rows: Vec<(&str, &str, &str)> =
        rows.iter().map(|(code, figure)| (code.as_str(), "2024", figure.as_str())).collect();
    region.release("md", submit(&rows));
    region
}

#[test]
fn what_is_not_a_mechanism_is_refused_by_name() {
    let folder = Folder::new();
    let at = |name: &str| folder.path(name);
    assert_eq!(opened(&at("nowhere.dsm")), sto::FILE_MISSING);
    assert_eq!(opened(&at("no/such/folder.dsm")), sto::FILE_MISSING);
    assert_eq!(opened(&at("")), sto::IS_A_FOLDER);
    for (name, bytes) in [
        ("empty.dsm", &b""[..]),
        ("short.dsm", b"CITIZENSHIP;2024\nAFG;3\n"),
        ("long.csv", &[b'x'; 70_000]),
        ("magic.dsm", b"SQLite format 3\0"),
        ("zeros.dsm", &[0; 4096]),
    ] {
        fs::write(at(name), bytes).unwrap();
        assert_eq!(opened(&at(name)), sto::NOT_A_MECHANISM, "{name}");
        assert_eq!(fs::read(at(name)).unwrap(), bytes, "{name} was not touched");
    }
    let other = rusqlite::Connection::open(at("other.db")).unwrap();
    other.execute_batch("CREATE TABLE anchor (entries INTEGER); INSERT INTO anchor VALUES (1)").unwrap();
    drop(other);
    assert_eq!(opened(&at("other.db")), sto::NOT_A_MECHANISM);
    let same_name = rusqlite::Connection::open(at("hollow.db")).unwrap();
    same_name.execute_batch("PRAGMA application_id = 1146309937; PRAGMA user_version = 1; CREATE TABLE t (a)").unwrap();
    drop(same_name);
    assert_eq!(opened(&at("hollow.db")), sto::DAMAGED);
}

#[test]
fn nothing_is_overwritten_and_nothing_is_left_behind() {
    let region = closed();
    let path = region.mechanism.path().to_owned();
    let before = fs::read(&path).unwrap();
    assert_eq!(code(Mechanism::create(&path, "dsm")), sto::FILE_EXISTS);
    assert_eq!(fs::read(&path).unwrap(), before);
    let other = region.folder.path("other.dsm");
    assert_eq!(code(Mechanism::create(&other, "none")), sto::PRESET_UNKNOWN);
    assert_eq!(code(Mechanism::create(region.folder.path(""), "dsm")), sto::IS_A_FOLDER);
    assert_eq!(code(Mechanism::create(region.folder.path("no/such/folder.dsm"), "dsm")), sto::NOT_WRITABLE);
    assert_eq!(code(Mechanism::create(path.join("inside.dsm"), "dsm")), sto::NOT_WRITABLE);
    let names: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["region.dsm"]);
}

/// A folder where nobody, the administrator of the machine included, can make a file.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_said_so() {
    assert_eq!(code(Mechanism::create("/proc/region.dsm", "dsm")), sto::NOT_WRITABLE);
}

#[test]
fn a_newer_file_is_refused_untouched() {
    let region = closed();
    let path = region.mechanism.path();
    let raw = rusqlite::Connection::open(path).unwrap();
    raw.pragma_update(None, "user_version", 7).unwrap();
    drop(raw);
    let before = fs::read(path).unwrap();
    let error = Mechanism::open(path).unwrap_err();
    assert_eq!(error.code(), sto::VERSION_NEWER);
    assert_eq!(error.args().named("found").unwrap().as_count(), Some(7));
    assert_eq!(fs::read(path).unwrap(), before);
}

#[test]
fn a_truncated_file_is_damaged() {
    let region = closed();
    let path = region.mechanism.path();
    let whole = fs::read(path).unwrap();
    for part in [whole.len() / 2, whole.len() - 4096, 4096, 100] {
        fs::write(path, &whole[..part]).unwrap();
        let found = opened(path);
        assert!(found == sto::DAMAGED || found == sto::NOT_A_MECHANISM, "{part}: {found}");
    }
}

/// Whatever is overwritten, the answer is an error or what stands in the rest of the file: never a panic, and figures that
/// were changed are found out.
#[test]
fn a_corrupted_file_is_an_error_and_never_a_panic() {
    let region = closed();
    let path = region.mechanism.path();
    let whole = fs::read(path).unwrap();
    let mut broken = 0;
    for page in 0..whole.len() / 4096 {
        let mut bytes = whole.clone();
        let place = page * 4096;
        bytes[place..place + 4096].iter_mut().zip((0..=250_u8).cycle()).for_each(|(byte, noise)| *byte = noise);
        fs::write(path, &bytes).unwrap();
        let read = || {
            let mechanism = Mechanism::open(path)?;
            mechanism.session(&AssertedByHost::new("analyst@md"))?.view(&Query::new(INDICATOR))?;
            mechanism.verify_history(None)
        };
        if let Err(error) = read() {
            broken += 1;
            let known = [sto::DAMAGED, sto::NOT_A_MECHANISM, sto::HISTORY_BROKEN, sto::CONTENT_DIFFERS];
            assert!(known.contains(&error.code()), "page {page}: {error:?}");
        }
    }
    // Pages that nothing stands on any more may be overwritten unnoticed; most are not of that kind.
    assert!(broken * 2 > whole.len() / 4096, "{broken} of {}", whole.len() / 4096);
}

#[test]
fn a_clock_that_went_back_is_said_so() {
    let region = closed();
    region.clock.set("2026-11-22T07:58");
    let id = region.take("submitter@md", submit(&[("AFG", "2025", "3")])).unwrap();
    let at = region.session("submitter@md").history().unwrap().last().unwrap().at;
    assert!(
        at >= dsm_core::time::Moment::parse("2026-11-22T08:00").unwrap(),
        "{id} at {at}: a little behind is the last moment"
    );
    region.clock.set("2026-11-21T08:00");
    assert_eq!(code(region.take("submitter@md", submit(&[("AFG", "2026", "3")]))), sto::CLOCK_BEHIND);
    region.verifies();
}
