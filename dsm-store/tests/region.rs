//! A mechanism of two States in a folder of its own, for the other tests.

use dsm_core::{
    error::{Code, Result},
    measure::{Concept, Measure},
    table::{Axis, Membership, Table, View},
    time::Moment,
    workflow::{AddCountry, Release, Step, SubmissionId, Submit, Verify},
};
use dsm_store::{AssertedByHost, Clock, Mechanism, Query, Session};
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU32, Ordering},
    },
};

pub(crate) const INDICATOR: &str = "ASYLUM_DECISIONS";

static FOLDERS: AtomicU32 = AtomicU32::new(0);

/// A folder that goes away with the test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("dsm-store-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A clock that a test sets: each look at it is a second later.
#[derive(Clone)]
pub(crate) struct Hand(Arc<AtomicI64>);

impl Hand {
    pub(crate) fn at(moment: &str) -> Self {
        Self(Arc::new(AtomicI64::new(Moment::parse(moment).unwrap().seconds())))
    }

    pub(crate) fn set(&self, moment: &str) {
        self.0.store(Moment::parse(moment).unwrap().seconds(), Ordering::Relaxed);
    }
}

impl Clock for Hand {
    fn now(&self) -> Result<Moment> {
        Moment::from_seconds(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

/// A mechanism in `region.dsm`.
pub(crate) struct Region {
    pub(crate) folder: Folder,
    pub(crate) mechanism: Mechanism,
    pub(crate) clock: Hand,
}

impl Region {
    /// With the usual positions of these States.
    pub(crate) fn of(states: &[&str]) -> Self {
        let (folder, clock) = (Folder::new(), Hand::at("2026-11-22T08:00"));
        let path = folder.path("region.dsm");
        let mechanism = Mechanism::create_with_clock(path, "dsm", Arc::new(clock.clone())).unwrap();
        let region = Self { folder, mechanism, clock };
        for state in states {
            region.take("administrator@dsm", AddCountry::new(state).with_staff()).unwrap();
        }
        region
    }

    pub(crate) fn session(&self, who: &str) -> Session {
        self.mechanism.session(&AssertedByHost::new(who)).unwrap()
    }

    pub(crate) fn take<S: Step>(&self, who: &str, step: S) -> Result<S::Done> {
        self.session(who).perform(step)
    }

    pub(crate) fn view(&self, who: &str, query: &Query) -> Result<View> {
        if who.is_empty() { self.mechanism.public()?.view(query) } else { self.session(who).view(query) }
    }

    /// Submitted, verified and released by the usual positions.
    pub(crate) fn release(&self, state: &str, submit: Submit) -> SubmissionId {
        let user = |position: &str| format!("{position}@{state}");
        let id = self.take(&user("submitter"), submit).unwrap();
        self.take(&user("verifier"), Verify::new(&id)).unwrap();
        self.take(&user("releaser"), Release::new(&id)).unwrap();
        id
    }

    pub(crate) fn verifies(&self) {
        self.mechanism.verify_history(None).unwrap();
    }
}

/// First-instance decisions by citizenship and year.
pub(crate) fn decisions(rows: &[(&str, &str, &str)]) -> Table {
    let mut builder = Table::builder(Measure::parse("cases:decision:many", "flow").unwrap(), Concept::new("DECISION"))
        .axis(Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(true))
        .axis(Axis::time("TIME_PERIOD"));
    for (citizenship, year, figure) in rows {
        builder = builder.row(&[citizenship, year], figure);
    }
    builder.build().unwrap()
}

pub(crate) fn submit(rows: &[(&str, &str, &str)]) -> Submit {
    Submit::new(INDICATOR, decisions(rows))
}

pub(crate) fn code<T>(refused: Result<T>) -> Code {
    refused.err().map(|error| error.code()).expect("it was not refused")
}
