//! Files of earlier formats are carried over: `data/format_2.sql` was written by the DSM of that format, with at least one of
//! everything that it could do.

use crate::region::{Folder, Hand, INDICATOR, code, submit};
use dsm_core::{
    error::codes::{acc, sto},
    workflow::{Release, State, Verify},
};
use dsm_store::{AssertedByHost, Mechanism, Query, Session};
use std::{path::PathBuf, sync::Arc};

const FORMAT_2: &str = include_str!("data/format_2.sql");
/// What the DSM of format 2 said that the history comes to.
const HEAD: (u64, &str) = (55, "c59dc403676aff2ba362b1163fa2745312c5965ae46db0de087b7f50d3b693bd");

fn file(folder: &Folder, statements: &str) -> PathBuf {
    let path = folder.path("earlier.dsm");
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch(FORMAT_2).unwrap();
    raw.execute_batch(statements).unwrap();
    path
}

fn version(path: &PathBuf) -> i64 {
    let raw = rusqlite::Connection::open(path).unwrap();
    raw.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
}

fn shown(session: &Session) -> Vec<String> {
    let view = session.view(&Query::new(INDICATOR)).unwrap();
    view.rows().map(|row| format!("{} {} {}", row.key.join(" "), row.cell, row.status).trim_end().to_owned()).collect()
}

#[test]
fn a_file_of_format_two_is_carried_over_whole() {
    let folder = Folder::new();
    let path = file(&folder, "");
    assert_eq!(version(&path), 2);
    let mechanism = Mechanism::open_with_clock(&path, Arc::new(Hand::at("2026-11-23"))).unwrap();
    assert!(version(&path) > 2);
    let receipt = mechanism.verify_history(None).unwrap();
    assert_eq!((receipt.entries, receipt.head_text().as_str()), HEAD, "no entry is added or hashed anew");
    let session = |who: &str| mechanism.session(&AssertedByHost::new(who)).unwrap();
    // Masks and bounds, what is missing, statuses, and what only the own State may see.
    let of_all = [
        "KZ AFG 2022 5",
        "KZ SYR 2022 6",
        "MD AFG 2023 10..20",
        "MD AFG 2024 *",
        "MD IRN 2023 na",
        "MD IRN 2024 *",
        "MD SYR 2023 5..",
        "MD SYR 2024 9876543 P",
        "MD UKR 2023 *",
        "MD UKR 2024 0",
        "MD _T 2024 19053089",
    ];
    assert_eq!(shown(&session("analyst@kz")), of_all);
    assert_eq!(session("analyst@tj").view(&Query::new(INDICATOR).time("2024").unwrap()).unwrap().len(), 5, "opened");
    assert_eq!(code(mechanism.session(&AssertedByHost::new("deputy@md"))), acc::USER_UNKNOWN, "deactivated");
    let mut states: Vec<State> = session("verifier@kz").submissions().unwrap().iter().map(|l| l.state).collect();
    let before = [State::Submitted, State::Returned, State::Superseded, State::Released, State::Withdrawn];
    assert_eq!(states, before);
    let listed = session("verifier@md").submissions().unwrap();
    let kept = session("verifier@md").submission(&listed[0].submission.id).unwrap();
    let file = kept.received().unwrap();
    assert_eq!((&*file.name, &*file.bytes), ("md.csv", &b"AFG;3\r\n\xc0\0"[..]));
    assert_eq!(session("analyst@md").documentation("MD", INDICATOR).unwrap().len(), 1);
    assert!(session("analyst@md").catalogue().unwrap().find("RETURNS").is_ok());
    // It goes on from there: what was waiting is verified and released.
    let waiting = session("verifier@kz").submissions().unwrap()[0].submission.id.clone();
    session("verifier@kz").perform(Verify::new(&waiting)).unwrap();
    session("releaser@kz").perform(Release::new(&waiting)).unwrap();
    let id = session("submitter@kz").perform(submit(&[("AFG", "2020", "3")])).unwrap();
    states = session("verifier@kz").submissions().unwrap().iter().map(|l| l.state).collect();
    assert_eq!((id.to_string().as_str(), states[0], states[5]), ("KZ-2026-0006", State::Released, State::Submitted));
    mechanism.verify_history(Some(&receipt)).unwrap();
}

#[test]
fn an_earlier_file_that_was_tampered_with_is_carried_over_and_found() {
    let guards = "DROP TRIGGER cell_stays; DROP TRIGGER protection_is_kept; DROP TRIGGER history_stays;";
    for (statements, found) in [
        ("UPDATE cell SET low = '9' WHERE low = '8'", sto::CONTENT_DIFFERS),
        ("DELETE FROM protection", sto::CONTENT_DIFFERS),
        ("UPDATE opening SET opening = replace(opening, 'TJ', 'KZ')", sto::CONTENT_DIFFERS),
        ("UPDATE history SET at = at + 1 WHERE entry = 30", sto::HISTORY_BROKEN),
    ] {
        let folder = Folder::new();
        let path = file(&folder, &format!("{guards} {statements}"));
        assert_eq!(code(Mechanism::open(path).unwrap().verify_history(None)), found, "{statements}");
    }
}

/// What cannot be brought up is left as it was.
#[test]
fn a_file_that_cannot_be_carried_over_stays_at_its_format() {
    let folder = Folder::new();
    let path = file(&folder, "ALTER TABLE history ADD COLUMN behalf TEXT");
    assert_eq!(code(Mechanism::open(&path)), sto::DAMAGED);
    assert_eq!(version(&path), 2);
}
