//! Files that were broken, exchanged or put together by hand, and machines that do not do what they should: a clear answer with its
//! code, nothing lost, never a panic.

use crate::region::{INDICATOR, Region, code, submit};
use dsm_core::{
    error::{
        Code,
        codes::{acc, sto, wfl},
    },
    workflow::{AddCountry, AddUser, Release, Verify},
};
use dsm_store::{AssertedByHost, Mechanism, Query};
use std::{fs, path::Path};

/// A mechanism with two releases, closed.
fn closed() -> Region {
    let region = Region::of(&["KZ", "MD"]);
    let rows: Vec<(String, String)> = (0..300).map(|n| (format!("C{n}"), format!("{n}"))).collect();
    let rows: Vec<(&str, &str, &str)> = rows.iter().map(|(c, f)| (c.as_str(), "2024", f.as_str())).collect();
    region.release("md", submit(&rows).file("md.csv", &[b'x'; 20_000]));
    region.release("kz", submit(&[("AFG", "2024", "1")]));
    region
}

/// What is said of a file that is read in every way; nothing where all of it is well.
fn read(path: &Path) -> Result<(), Code> {
    let all = || {
        let mechanism = Mechanism::open(path)?;
        mechanism.session(&AssertedByHost::new("analyst@md"))?.view(&Query::new(INDICATOR).country("MD"))?;
        let session = mechanism.session(&AssertedByHost::new("verifier@md"))?;
        session.history()?;
        for listed in session.submissions()? {
            session.submission(&listed.submission.id)?;
        }
        mechanism.verify_history(None)
    };
    all().map(drop).map_err(|error| error.code())
}

/// What may be said of bytes that are not what was written.
const OF_BYTES: &[Code] = &[
    sto::DAMAGED,
    sto::NOT_A_MECHANISM,
    sto::HISTORY_BROKEN,
    sto::CONTENT_DIFFERS,
    sto::DISK_FAILED,
    acc::NOT_AVAILABLE,
    acc::USER_UNKNOWN,
];

#[test]
fn cut_anywhere_a_file_is_never_taken_for_whole() {
    let region = closed();
    let path = region.folder.path("cut.dsm");
    region.mechanism.backup(&path).unwrap();
    let whole = fs::read(&path).unwrap();
    assert_eq!(read(&path), Ok(()));
    // Zeros at the end say nothing.
    let last = whole.iter().rposition(|byte| *byte != 0).unwrap();
    let lengths = (0..last).step_by(1999).chain([1, 15, 16, 17, 99, 100, 511, 512, 4095, 4096, last]);
    for length in lengths {
        fs::write(&path, &whole[..length]).unwrap();
        let found = read(&path).err().unwrap_or_else(|| panic!("{length} of {} bytes were taken for all", whole.len()));
        assert!(OF_BYTES.contains(&found), "{length}: {found}");
        assert_eq!(fs::read(&path).unwrap().len(), length, "what is broken is left as it is");
    }
}

#[test]
fn changed_in_any_page_a_file_is_said_to_be_so_or_reads_as_before() {
    let region = closed();
    let path = region.folder.path("changed.dsm");
    let receipt = region.mechanism.backup(&path).unwrap();
    let whole = fs::read(&path).unwrap();
    let mut found = 0;
    for page in 0..whole.len() / 4096 {
        for (offset, length) in [(0, 1), (0, 12), (5, 2), (100, 30), (2000, 64), (4000, 96)] {
            let mut bytes = whole.clone();
            let place = page * 4096 + offset;
            bytes[place..place + length].iter_mut().for_each(|byte| *byte ^= 0x5a);
            fs::write(&path, &bytes).unwrap();
            match read(&path) {
                Err(code) => {
                    found += 1;
                    let header = page == 0 && [sto::VERSION_NEWER, sto::FILE_FAILED, sto::NOT_WRITABLE].contains(&code);
                    assert!(header || OF_BYTES.contains(&code), "page {page} at {offset}: {code}");
                }
                Ok(()) => assert_eq!(Mechanism::open(&path).unwrap().verify_history(Some(&receipt)).unwrap(), receipt),
            }
            for end in ["cut.dsm-wal", "changed.dsm-wal", "changed.dsm-shm"] {
                let _ = fs::remove_file(region.folder.path(end));
            }
        }
    }
    assert!(found > whole.len() / 4096, "{found} changes found in {} pages", whole.len() / 4096);
}

#[test]
fn a_session_whose_file_was_exchanged_writes_nothing_into_the_other() {
    let (one, other) = (closed(), Region::of(&["MD", "TJ"]));
    let (path, receipt) = (one.mechanism.path().to_owned(), other.mechanism.verify_history(None).unwrap());
    let mut session = one.session("submitter@md");
    session.perform(submit(&[("AFG", "2020", "3")])).unwrap();
    let kept = one.folder.path("kept.dsm");
    fs::rename(&path, &kept).unwrap();
    // The log of the old file is still there, and would be taken for that of the new one.
    assert_eq!(code(other.mechanism.backup(&path)), sto::FILE_EXISTS);
    for end in ["-wal", "-shm"] {
        fs::rename(one.folder.path(&format!("region.dsm{end}")), one.folder.path(&format!("kept.dsm{end}"))).unwrap();
    }
    other.mechanism.backup(&path).unwrap();
    // The old session still has its own file, under whatever name; what is opened anew is the other.
    let old = session.perform(submit(&[("AFG", "2021", "3")]));
    let said = old.as_ref().err().map(dsm_core::error::Error::code);
    assert!(said.is_none_or(|code| [sto::DISK_FAILED, sto::NOT_WRITABLE, sto::DAMAGED].contains(&code)), "{old:?}");
    drop(session);
    assert_eq!(Mechanism::open(&path).unwrap().verify_history(Some(&receipt)).unwrap(), receipt);
    // The rights are those of the file that is there now, though the mechanism knows those of the old one.
    assert!(one.mechanism.session(&AssertedByHost::new("analyst@tj")).is_ok());
    assert_eq!(code(one.mechanism.session(&AssertedByHost::new("analyst@kz"))), acc::USER_UNKNOWN);
}

/// Written over in place, under an open session.
#[test]
fn a_session_whose_file_was_written_over_says_so_or_sees_the_other_whole() {
    let (one, other) = (closed(), Region::of(&["MD", "TJ"]));
    let (path, copy) = (one.mechanism.path().to_owned(), one.folder.path("copy.dsm"));
    let receipt = other.mechanism.backup(&copy).unwrap();
    let mut session = one.session("submitter@md");
    session.submissions().unwrap();
    fs::write(&path, fs::read(&copy).unwrap()).unwrap();
    let _ = (session.perform(submit(&[("AFG", "2020", "3")])), session.submissions(), session.history());
    drop(session);
    let _ = (fs::remove_file(one.folder.path("region.dsm-wal")), fs::remove_file(one.folder.path("region.dsm-shm")));
    match Mechanism::open(&path).and_then(|mechanism| mechanism.verify_history(Some(&receipt))) {
        Ok(found) => assert!(found.entries >= receipt.entries),
        Err(error) => assert!(OF_BYTES.contains(&error.code()) || error.code() == sto::RECEIPT_DIFFERS, "{error:?}"),
    }
}

#[test]
fn two_mechanisms_put_together_by_hand_are_found() {
    let other = closed();
    let from = other.folder.path("other.dsm");
    other.mechanism.backup(&from).unwrap();
    for (statements, found) in [
        // Entries of the other behind the own ones, with the anchor brought into line.
        (
            "INSERT INTO history SELECT (SELECT max(entry) FROM main.history) + entry, at, who, proof, country, body, hash, behalf,
             signature FROM other.history;
             UPDATE anchor SET entries = (SELECT max(entry) FROM history), head = (SELECT hash FROM history ORDER BY entry DESC LIMIT 1)",
            sto::HISTORY_BROKEN,
        ),
        // Users of the other.
        ("INSERT OR IGNORE INTO country SELECT code FROM other.country; INSERT OR IGNORE INTO user SELECT * FROM other.user", sto::CONTENT_DIFFERS),
        // Its submissions and their figures.
        (
            "INSERT OR IGNORE INTO country SELECT code FROM other.country; INSERT INTO submission SELECT * FROM other.submission;
             INSERT INTO cell SELECT * FROM other.cell",
            sto::CONTENT_DIFFERS,
        ),
        // Its end of the history on the own one.
        ("DELETE FROM anchor; INSERT INTO anchor SELECT * FROM other.anchor", sto::HISTORY_BROKEN),
    ] {
        let region = Region::of(&["MD"]);
        let raw = rusqlite::Connection::open(region.mechanism.path()).unwrap();
        let attached = format!("PRAGMA foreign_keys = OFF; ATTACH '{}' AS other; {statements}", from.display());
        raw.execute_batch(&attached).unwrap();
        drop(raw);
        assert_eq!(code(region.mechanism.verify_history(None)), found, "{statements}");
    }
}

/// The administrator of the machine may write everything; then there is nothing to be seen here.
#[cfg(unix)]
#[test]
fn in_a_file_or_folder_that_cannot_be_written_a_step_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let region = closed();
    let folder = region.folder.path("kept");
    let path = folder.join("region.dsm");
    fs::create_dir(&folder).unwrap();
    region.mechanism.backup(&path).unwrap();
    // Once as the file that it is, so that it has the journal of the place.
    drop(Mechanism::open(&path).unwrap());
    let rights = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let before = fs::read(&path).unwrap();
    rights(&path, 0o400);
    rights(&folder, 0o500);
    let everything = fs::File::create(folder.join("anything")).is_ok();
    let refused = Mechanism::open(&path).and_then(|mechanism| {
        mechanism.session(&AssertedByHost::new("submitter@md"))?.perform(submit(&[("AFG", "2020", "3")]))
    });
    rights(&folder, 0o700);
    if everything {
        println!("skipped: this account may write what nobody may write");
        assert!(refused.is_ok() || fs::read(&path).unwrap() == before);
    } else {
        assert_eq!(code(refused), sto::NOT_WRITABLE);
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}

#[test]
fn users_are_never_two_that_look_alike() {
    let region = Region::of(&["MD"]);
    let add = |id: &str| code(region.take("administrator@md", AddUser::new(id, &["user"])));
    // é as one sign and as two, a Cyrillic а, a full-width a, capitals, a blank and a sign without width.
    for id in [
        "ren\u{e9}@md",
        "rene\u{301}@md",
        "\u{430}nalyst@md",
        "\u{ff41}nalyst@md",
        "Analyst@md",
        "analyst @md",
        "analyst\u{200b}@md",
    ] {
        assert!([wfl::NAME_UNREADABLE, acc::OTHER_STATE].contains(&add(id)), "{id}");
        assert_eq!(code(region.mechanism.session(&AssertedByHost::new(id))), acc::USER_UNKNOWN, "{id}");
    }
    region.verifies();
}

#[test]
fn a_thousand_states_are_taken() {
    let region = Region::of(&["MD"]);
    let mut administrator = region.session("administrator@dsm");
    for number in 0..1000 {
        administrator.perform(AddCountry::new(&format!("S{number}"))).unwrap();
    }
    administrator.perform(AddUser::new("submitter@s999", &["data-submitter"])).unwrap();
    administrator.perform(AddUser::new("verifier@s999", &["data-verifier"])).unwrap();
    let id = region.take("submitter@s999", submit(&[("AFG", "2024", "3")])).unwrap();
    assert_eq!(id.to_string(), "S999-2026-0001");
    region.take("verifier@s999", Verify::new(&id)).unwrap();
    assert_eq!(code(region.take("verifier@s999", Release::new(&id))), acc::ROLE_MISSING);
    assert!(region.mechanism.verify_history(None).unwrap().entries > 1000);
}
