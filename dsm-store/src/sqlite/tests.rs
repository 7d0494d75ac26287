//! What cannot be provoked from outside: a full disk, a write on what has changed, an answer that nobody expects.

mod crashes;

pub(super) use crashes::watched;

use super::{Sqlite, append, fault::fault};
use crate::{
    identity::{AssertedByHost, Proof},
    mechanism::Mechanism,
    session::Session,
    store::Store,
};
use dsm_core::{
    error::codes::sto,
    measure::{Concept, Measure},
    table::{Axis, Table},
    time::Moment,
    workflow::{AddCountry, Change, State, SubmissionId, Submit},
};
use std::{path::PathBuf, sync::Arc, time::Duration};

struct Folder(PathBuf);

impl Folder {
    fn with_mechanism(name: &str) -> (Self, Mechanism) {
        let folder = std::env::temp_dir().join(format!("dsm-sqlite-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mechanism = Mechanism::create(folder.join("region.dsm"), "dsm").unwrap();
        let mut administrator = mechanism.session(&AssertedByHost::new("administrator@dsm")).unwrap();
        administrator.perform(AddCountry::new("MD").with_staff()).unwrap();
        (Self(folder), mechanism)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn table_of(rows: &[(&str, &str, &str)]) -> Table {
    let mut builder = Table::builder(Measure::parse("cases:crossing:one", "flow").unwrap(), Concept::new("CROSSING"))
        .axis(Axis::category("CITIZENSHIP"))
        .axis(Axis::time("TIME_PERIOD"));
    for (citizenship, period, figure) in rows {
        builder = builder.row(&[citizenship, period], figure);
    }
    builder.build().unwrap()
}

fn table(cells: usize) -> Table {
    let mut builder = Table::builder(Measure::parse("cases:crossing:one", "flow").unwrap(), Concept::new("CROSSING"))
        .axis(Axis::category("CITIZENSHIP"))
        .axis(Axis::time("TIME_PERIOD"));
    for number in 0..cells {
        builder = builder.row(&[format!("C{number}").as_str(), "2024"], "3");
    }
    builder.build().unwrap()
}

#[test]
fn on_a_full_disk_nothing_is_written() {
    let (_folder, mechanism) = Folder::with_mechanism("full");
    let before = mechanism.verify_history(None).unwrap();
    let sqlite = Sqlite::open(mechanism.path(), Duration::from_secs(1), Arc::default()).unwrap();
    let pages: i64 = sqlite.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    // SQLite answers as on a full disk when the file may not grow further.
    sqlite.connection.pragma_update(None, "max_page_count", pages + 4).unwrap();
    let claim = AssertedByHost::new("submitter@md");
    let mut session = Session::begin(Box::new(sqlite), Arc::new(crate::clock::SystemClock), &claim).unwrap();
    let refused = session.perform(Submit::new("ENTRIES", table(5_000))).unwrap_err();
    assert_eq!(refused.code(), sto::DISK_FAILED);
    assert_eq!(mechanism.verify_history(None).unwrap(), before);
    // The same session goes on with what fits.
    session.perform(Submit::new("ENTRIES", table(1))).unwrap();
    mechanism.verify_history(None).unwrap();
}

#[test]
fn what_has_changed_since_it_was_read_is_not_written_over() {
    let (_folder, mechanism) = Folder::with_mechanism("changed");
    let mut session = mechanism.session(&AssertedByHost::new("submitter@md")).unwrap();
    let id = session.perform(Submit::new("ENTRIES", table(1))).unwrap();
    let sqlite = Sqlite::open(mechanism.path(), Duration::from_secs(1), Arc::default()).unwrap();
    let before = mechanism.verify_history(None).unwrap();
    let by = append::By { who: "verifier@md", behalf: None, proof: &Proof::AssertedByHost, at: Moment::LAST };
    let moved = |id: &SubmissionId, from_version: u64| Change::Moved {
        id: id.clone(),
        from_version,
        to: State::Verified,
        reason: None,
        confidential: false,
    };
    let nobody = SubmissionId::new("MD", 2026, 77);
    for change in [moved(&id, 2), moved(&nobody, 1), Change::CountryAdded { code: Arc::from("MD") }] {
        let refused = sqlite.in_writing(|| append::change(&sqlite.connection, &by, "MD", &change)).unwrap_err();
        assert_eq!(refused.code(), sto::CHANGED_UNDER_STEP);
        assert_eq!(mechanism.verify_history(None).unwrap(), before);
    }
}

#[test]
fn a_permit_opens_nothing_else() {
    use dsm_core::access::{Act, Request, Slice, Subject, decide};
    let (_folder, mechanism) = Folder::with_mechanism("permit");
    let mut session = mechanism.session(&AssertedByHost::new("submitter@md")).unwrap();
    let id = session.perform(Submit::new("ENTRIES", table(3))).unwrap();
    let sqlite = Sqlite::open(mechanism.path(), Duration::from_secs(1), Arc::default()).unwrap();
    let (world, slice) = (sqlite.world().unwrap(), Slice::everything().codes("CITIZENSHIP", &["C1"]));
    let who = Subject::new("submitter@md", Some("MD"), &[]);
    let permit = |act, indicator: &str| {
        let at = Moment::parse("2026-11-22").unwrap();
        let request = Request { who: &who, act, country: "MD", indicator, slice: &slice, at };
        decide(&world, &sqlite.released(indicator).unwrap(), &request).permit().unwrap()
    };
    assert_eq!(sqlite.figures(&permit(Act::Inspect, "ENTRIES"), &id).unwrap().len(), 1, "as far as it goes");
    // Not released yet; of another indicator; for something else than looking.
    for permit in [permit(Act::Read, "ENTRIES"), permit(Act::Inspect, "EXITS"), permit(Act::Submit, "ENTRIES")] {
        let refused = sqlite.figures(&permit, &id).unwrap_err();
        assert_eq!(refused.code(), dsm_core::error::codes::acc::NOT_AVAILABLE);
    }
    // Of another State nothing is written.
    let change = Change::UserDeactivated { id: Arc::from("administrator@dsm") };
    let refused = sqlite.append(&permit(Act::Submit, "ENTRIES"), &Proof::AssertedByHost, &[change]).unwrap_err();
    assert_eq!(refused.code(), dsm_core::error::codes::acc::NOT_AVAILABLE);
}

#[test]
fn errors_of_sqlite_are_said_in_codes() {
    let failed = |code: i32| fault(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None)).code();
    let expected = [
        (5, sto::BUSY),
        (6, sto::BUSY),
        (8, sto::NOT_WRITABLE),
        (10, sto::DISK_FAILED),
        (11, sto::DAMAGED),
        (13, sto::DISK_FAILED),
        (14, sto::NOT_WRITABLE),
        (19, sto::CHANGED_UNDER_STEP),
        (21, sto::FILE_FAILED),
        (26, sto::NOT_A_MECHANISM),
    ];
    for (number, code) in expected {
        assert_eq!(failed(number), code, "SQLite's {number}");
    }
}

#[test]
fn a_file_without_write_access_is_read_and_not_written() {
    let (_folder, mechanism) = Folder::with_mechanism("read-only");
    let sqlite = Sqlite::open(mechanism.path(), Duration::from_secs(1), Arc::default()).unwrap();
    sqlite.connection.pragma_update(None, "query_only", true).unwrap();
    let claim = AssertedByHost::new("submitter@md");
    let mut session = Session::begin(Box::new(sqlite), Arc::new(crate::clock::SystemClock), &claim).unwrap();
    assert!(session.submissions().unwrap().is_empty());
    let refused = session.perform(Submit::new("ENTRIES", table(1))).unwrap_err();
    assert_eq!(refused.code(), sto::NOT_WRITABLE);
}
