use crate::region::{Folder, INDICATOR, Region, code, submit};
use dsm_core::{error::codes::sto, workflow::AddCountry};
use dsm_store::{AssertedByHost, Mechanism, Query, Receipt};
use std::{collections::BTreeSet, fs, path::Path, time::Duration};

/// A mechanism with a release, and how many figures it shows.
fn region() -> Region {
    let region = Region::of(&["MD"]);
    region.release("md", submit(&[("AFG", "2024", "3"), ("SYR", "2024", "4")]));
    region
}

fn shown(path: &Path) -> usize {
    let mechanism = Mechanism::open(path).unwrap();
    mechanism.session(&AssertedByHost::new("analyst@md")).unwrap().view(&Query::new(INDICATOR)).unwrap().len()
}

fn names(folder: &Folder) -> BTreeSet<String> {
    let names = fs::read_dir(folder.path("")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm")).collect()
}

#[test]
fn a_backup_is_the_mechanism_of_one_moment_and_is_restored() {
    let region = region();
    let (backup, again) = (region.folder.path("backup.dsm"), region.folder.path("again.dsm"));
    // Somebody writes meanwhile, and somebody has it open.
    let writer = rusqlite::Connection::open(region.mechanism.path()).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE; INSERT INTO country (code) VALUES ('XX')").unwrap();
    let reader = region.session("analyst@md");
    let receipt = region.mechanism.backup(&backup).unwrap();
    writer.execute_batch("ROLLBACK").unwrap();
    assert_eq!(receipt, region.mechanism.verify_history(None).unwrap());
    assert_eq!(reader.view(&Query::new(INDICATOR)).unwrap().len(), 2);
    assert_eq!(names(&region.folder), ["backup.dsm", "region.dsm"].map(String::from).into());
    let before = fs::read(&backup).unwrap();
    region.release("md", submit(&[("AFG", "2025", "3")]));
    assert_eq!(Mechanism::restore(&backup, &again).unwrap(), receipt);
    assert_eq!(fs::read(&backup).unwrap(), before, "the backup stays as it is");
    assert_eq!((shown(&again), shown(region.mechanism.path())), (2, 3));
    let restored = Mechanism::open(&again).unwrap();
    assert_eq!(restored.verify_history(Some(&receipt)).unwrap(), receipt);
    restored.session(&AssertedByHost::new("administrator@dsm")).unwrap().perform(AddCountry::new("KZ")).unwrap();
    restored.verify_history(Some(&receipt)).unwrap();
}

#[test]
fn nothing_is_overwritten_by_a_copy_and_nothing_is_left_of_one_that_failed() {
    let region = region();
    let (path, at) = (region.mechanism.path().to_owned(), |name: &str| region.folder.path(name));
    fs::write(at("taken.dsm"), "mine").unwrap();
    for target in [at("taken.dsm"), path.clone()] {
        assert_eq!(code(region.mechanism.backup(&target)), sto::FILE_EXISTS);
        assert_eq!(code(Mechanism::restore(&path, &target)), sto::FILE_EXISTS);
    }
    assert_eq!(fs::read(at("taken.dsm")).unwrap(), b"mine");
    assert_eq!(code(region.mechanism.backup(at(""))), sto::IS_A_FOLDER);
    assert_eq!(code(region.mechanism.backup(at("no/such/folder.dsm"))), sto::NOT_WRITABLE);
    assert_eq!(code(Mechanism::restore(at("nowhere.dsm"), at("new.dsm"))), sto::FILE_MISSING);
    assert_eq!(code(Mechanism::restore(at("taken.dsm"), at("new.dsm"))), sto::NOT_A_MECHANISM);
    // A backup that was tampered with, or is cut off, is not restored.
    for (tampered, found) in [
        ("UPDATE user SET roles = 'data-verifier' WHERE id = 'submitter@md'", sto::CONTENT_DIFFERS),
        ("UPDATE anchor SET entries = entries - 1", sto::HISTORY_BROKEN),
        ("PRAGMA user_version = 99", sto::VERSION_NEWER),
        ("PRAGMA application_id = 1", sto::NOT_A_MECHANISM),
    ] {
        let backup = at("backup.dsm");
        region.mechanism.backup(&backup).unwrap();
        rusqlite::Connection::open(&backup).unwrap().execute_batch(tampered).unwrap();
        assert_eq!(code(Mechanism::restore(&backup, at("new.dsm"))), found, "{tampered}");
        fs::remove_file(backup).unwrap();
    }
    region.mechanism.backup(at("backup.dsm")).unwrap();
    let whole = fs::read(at("backup.dsm")).unwrap();
    for part in [0, 100, 4096, whole.len() / 2, whole.len() - 4096] {
        fs::write(at("backup.dsm"), &whole[..part]).unwrap();
        let restored = Mechanism::restore(at("backup.dsm"), at("new.dsm"));
        let found = restored.err().unwrap_or_else(|| panic!("{part} of {} bytes were restored", whole.len())).code();
        assert!([sto::DAMAGED, sto::NOT_A_MECHANISM, sto::DISK_FAILED].contains(&found), "{part}: {found}");
    }
    // A mechanism that does not verify is not copied as if it did.
    rusqlite::Connection::open(&path).unwrap().execute_batch("UPDATE anchor SET entries = entries - 1").unwrap();
    assert_eq!(code(region.mechanism.backup(at("new.dsm"))), sto::HISTORY_BROKEN);
    assert_eq!(names(&region.folder), ["backup.dsm", "region.dsm", "taken.dsm"].map(String::from).into());
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_a_mechanism_and_its_copies() {
    use std::os::unix::fs::PermissionsExt;
    let region = region();
    let (backup, again) = (region.folder.path("backup.dsm"), region.folder.path("again.dsm"));
    region.mechanism.backup(&backup).unwrap();
    Mechanism::restore(&backup, &again).unwrap();
    let _open = region.session("analyst@md").view(&Query::new(INDICATOR)).unwrap();
    for entry in fs::read_dir(region.folder.path("")).unwrap().map(Result::unwrap) {
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{:?}", entry.file_name());
    }
}

#[test]
fn a_receipt_tells_a_cut_a_replaced_and_an_older_history() {
    let region = region();
    let path = region.mechanism.path().to_owned();
    let older = region.folder.path("older.dsm");
    let early = region.mechanism.backup(&older).unwrap();
    region.release("md", submit(&[("AFG", "2025", "3")]));
    let receipt = region.mechanism.verify_history(Some(&early)).unwrap();
    assert_eq!(region.mechanism.verify_history(Some(&receipt)).unwrap(), receipt);
    let refused = |mechanism: &Mechanism, receipt: &Receipt| {
        let error = mechanism.verify_history(Some(receipt)).unwrap_err();
        (error.code(), error.args().named("entry").unwrap().as_count().unwrap())
    };
    let differs = (sto::RECEIPT_DIFFERS, receipt.entries);
    // An older copy, which verifies by itself.
    let copy = Mechanism::open(&older).unwrap();
    copy.verify_history(Some(&early)).unwrap();
    assert_eq!(refused(&copy, &receipt), differs);
    // Another mechanism, longer than this one.
    let other = Region::of(&["KZ", "MD", "TJ"]);
    assert!(other.mechanism.verify_history(None).unwrap().entries > receipt.entries);
    assert_eq!(refused(&other.mechanism, &receipt), differs);
    // The same number of entries, the last of which is another.
    let forged = Receipt { head: early.head, ..receipt };
    assert_eq!(refused(&region.mechanism, &forged), differs);
    assert_eq!(refused(&region.mechanism, &Receipt { entries: u64::MAX, ..receipt }).0, sto::RECEIPT_DIFFERS);
    // The file is put back to the older copy under an open mechanism.
    fs::copy(&older, &path).unwrap();
    let _ = (fs::remove_file(path.with_extension("dsm-wal")), fs::remove_file(path.with_extension("dsm-shm")));
    assert_eq!(refused(&Mechanism::open(&path).unwrap().waiting(Duration::ZERO), &receipt), differs);
}

#[test]
fn a_receipt_is_read_as_it_was_written_and_nothing_else_is() {
    let receipt = region().mechanism.verify_history(None).unwrap();
    let text = receipt.text();
    assert!(text.starts_with("format = \"dsm-receipt/1\"\nentries = "), "{text}");
    assert_eq!(Receipt::parse(&text).unwrap(), receipt);
    assert_eq!(Receipt::parse(&text.replace('\n', "\r\n")).unwrap(), receipt);
    let head = receipt.head_text();
    for wrong in [
        String::new(),
        text.replace("receipt/1", "receipt/2"),
        text.replace("entries = ", "entries = -"),
        text.replace(&head, head.split_at(1).1),
        text.replace(&head, &format!("+{}", head.split_at(1).1)),
        text.replace(&head, &"ё".repeat(32)),
        text.replace("head", "tail"),
        format!("{text}more = 1\n"),
        text.replace(" = ", " "),
    ] {
        assert_eq!(code(Receipt::parse(&wrong)), sto::RECEIPT_UNREADABLE, "{wrong}");
    }
}
