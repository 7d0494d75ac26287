//! Every code of the store can be provoked; those that need a failing disk or a defect are tested beside the code.

use crate::{
    provoked::{Example, error, faults, finding, lacking},
    region::{Folder, INDICATOR, Region, decisions, submit},
};
use dsm_core::{
    error::codes::{acc, sto, wfl},
    measure::{Concept, Measure},
    table::{Axis, Table},
    time::Moment,
    workflow::{Submit, Withdraw},
};
use dsm_store::{AssertedByHost, Mechanism, Query, Receipt, SigningKey};
use std::time::Duration;

/// A mechanism changed by another program.
fn changed(statements: &str) -> Region {
    let region = Region::of(&["MD"]);
    region.release("md", submit(&[("AFG", "2024", "3")]));
    let raw = rusqlite::Connection::open(region.mechanism.path()).unwrap();
    raw.execute_batch(statements).unwrap();
    region
}

const EXAMPLES: &[Example] = &[
    (sto::FILE_MISSING, || error(Mechanism::open(Folder::new().path("nowhere.dsm")))),
    (sto::FILE_EXISTS, || error(Mechanism::create(Region::of(&[]).mechanism.path(), "dsm"))),
    (sto::NOT_A_MECHANISM, || {
        let folder = Folder::new();
        std::fs::write(folder.path("figures.csv"), "AFG;3\n").unwrap();
        error(Mechanism::open(folder.path("figures.csv")))
    }),
    (sto::VERSION_NEWER, || error(Mechanism::open(changed("PRAGMA user_version = 99").mechanism.path()))),
    (sto::DAMAGED, || error(Mechanism::open(changed("DROP TABLE anchor").mechanism.path()))),
    (sto::IS_A_FOLDER, || error(Mechanism::open(Folder::new().path("")))),
    (sto::NOT_WRITABLE, || error(Mechanism::create(Folder::new().path("no/such/folder.dsm"), "dsm"))),
    (sto::BUSY, || {
        let region = Region::of(&["MD"]);
        let other = rusqlite::Connection::open(region.mechanism.path()).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        let impatient = region.mechanism.clone().waiting(Duration::from_millis(1));
        let mut session = impatient.session(&AssertedByHost::new("submitter@md")).unwrap();
        error(session.perform(submit(&[("AFG", "2024", "3")])))
    }),
    (sto::HISTORY_BROKEN, || error(changed("UPDATE anchor SET entries = entries + 1").mechanism.verify_history(None))),
    (sto::CONTENT_DIFFERS, || {
        error(changed("UPDATE user SET active = 0 WHERE id = 'verifier@md'").mechanism.verify_history(None))
    }),
    (sto::PRESET_UNKNOWN, || error(Mechanism::create(Folder::new().path("region.dsm"), "other"))),
    #[cfg(unix)]
    (sto::FILE_SHARED, || {
        use std::os::unix::fs::PermissionsExt as _;
        let region = Region::of(&["MD"]);
        let path = region.mechanism.path();
        assert!(AssertedByHost::of_own_file("submitter@md", path).is_ok(), "a new file is its owner's alone");
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644)).unwrap();
        error(AssertedByHost::of_own_file("submitter@md", path))
    }),
    (sto::KEY_UNREADABLE, || error(SigningKey::read("submitter@md", "guess"))),
    (sto::CLOCK_BEHIND, || {
        let region = Region::of(&["MD"]);
        region.clock.set("2020-01-01");
        error(region.take("submitter@md", submit(&[("AFG", "2024", "3")])))
    }),
    (sto::AXES_DIFFER, || {
        let region = Region::of(&["MD"]);
        region.release("md", Submit::new(INDICATOR, decisions(&[("AFG", "2024", "3")])));
        let measure = Measure::parse("cases:decision:many", "flow").unwrap();
        let whole = Table::builder(measure, Concept::new("DECISION")).axis(Axis::time("TIME_PERIOD"));
        region.release("md", Submit::new(INDICATOR, whole.row(&["2024"], "3").build().unwrap()));
        error(region.view("analyst@md", &Query::new(INDICATOR)))
    }),
    (sto::RECEIPT_DIFFERS, || {
        let later = Region::of(&["MD"]).mechanism.verify_history(None).unwrap();
        error(Region::of(&[]).mechanism.verify_history(Some(&later)))
    }),
    (sto::RECEIPT_UNREADABLE, || error(Receipt::parse("55 entries"))),
    (acc::PARTS_NOT_AVAILABLE, || {
        let region = Region::of(&["KZ", "MD"]);
        region.release("md", submit(&[("AFG", "2024", "3")]));
        let view = region.view("analyst@md", &Query::new(INDICATOR).country("MD").country("KZ")).unwrap();
        finding(view.notes(), acc::PARTS_NOT_AVAILABLE)
    }),
    (acc::MOMENT_TO_COME, || {
        let region = Region::of(&["MD"]);
        let query = Query::new(INDICATOR).as_of(Moment::as_of("2999-01-01").unwrap());
        error(region.view("analyst@md", &query))
    }),
    (wfl::WITHDRAWN_SINCE, || {
        let region = Region::of(&["MD"]);
        let id = region.release("md", submit(&[("AFG", "2024", "3")]));
        region.clock.set("2027-01-01");
        region.take("releaser@md", Withdraw::as_wrong(&id, "Of another year")).unwrap();
        let query = Query::new(INDICATOR).as_of(Moment::as_of("2026-12-01").unwrap());
        finding(region.view("analyst@md", &query).unwrap().notes(), wfl::WITHDRAWN_SINCE)
    }),
];

#[test]
fn every_example_provokes_its_code_with_all_arguments() {
    let faults = faults(EXAMPLES);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let beside = [
        "DSM-STO-009 changed-under-step",
        "DSM-STO-012 disk-failed",
        "DSM-STO-016 file-failed",
        "DSM-STO-018 log-on-share",
        // Of builds without the feature `sign`.
        "DSM-STO-030 signatures-unchecked",
    ];
    assert_eq!(lacking(sto::ALL, EXAMPLES), beside);
}
