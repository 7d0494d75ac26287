//! Programs that are stopped in the middle of their work. The test runs itself again as another program, which stops before the
//! n-th statement, or is killed by the one that started it.

use super::{Folder, table_of};
use crate::{
    history::Receipt,
    identity::AssertedByHost,
    mechanism::Mechanism,
    query::Query,
    session::{Listed, Session},
};
use dsm_core::{
    access::{Audience, Opening},
    error::Result,
    protect::{Protection, Rule},
    workflow::{AddUser, OpenTo, Release, State, Step, SubmissionId, Submit, Verify, Withdraw},
};
use rusqlite::{
    Connection,
    trace::{TraceEvent, TraceEventCodes},
};
use std::{
    cell::Cell,
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

thread_local! {
    /// How many statements this thread has begun, and before which it stops; never, where it is zero.
    static BEGUN: Cell<u64> = const { Cell::new(0) };
    static STOP: Cell<u64> = const { Cell::new(0) };
    /// Whether a transaction that writes is open.
    static WRITES: Cell<bool> = const { Cell::new(false) };
}
/// Whether the program tells of its transactions.
static TELLS: AtomicBool = AtomicBool::new(false);
/// What the other program is to do: `stop n path` or `write round path`.
const TASK: &str = "DSM_TEST_TASK";
const OTHER: &str = "sqlite::tests::crashes::the_other_program_does_its_work";

/// A connection of which every statement is looked at.
pub(in crate::sqlite) fn watched(mut connection: Connection) -> Connection {
    let looked = |event: TraceEvent<'_>| match event {
        TraceEvent::Stmt(..) => {
            BEGUN.set(BEGUN.get() + 1);
            if BEGUN.get() == STOP.get() {
                std::process::abort();
            }
        }
        TraceEvent::Profile(statement, _) => match &*statement.sql() {
            "BEGIN IMMEDIATE" => {
                WRITES.set(true);
                tell("<");
            }
            "COMMIT" | "ROLLBACK" if WRITES.replace(false) => tell(">"),
            _ => {}
        },
        _ => {}
    };
    let events = TraceEventCodes::SQLITE_TRACE_STMT | TraceEventCodes::SQLITE_TRACE_PROFILE;
    connection.trace_v2(events, Some(looked)).unwrap();
    connection
}

/// Tells what was done; `<` when a transaction that writes is open, `>` when it is closed again.
fn tell(mark: &str) {
    if TELLS.load(Ordering::Relaxed) {
        // One write, so that the lines of several threads do not mix.
        std::io::stderr().write_all(format!("{mark}\n").as_bytes()).unwrap();
    }
}

fn take<S: Step>(mechanism: &Mechanism, who: &str, step: S) -> Result<S::Done> {
    mechanism.session(&AssertedByHost::new(who))?.perform(step)
}

/// Nine steps of every kind; after each it says so.
fn work(mechanism: &Mechanism, mut done: impl FnMut()) -> Result<()> {
    let mut step = |result: Result<()>| result.map(|()| done());
    let rows = [("AFG", "2024", "3"), ("SYR", "2024", "40"), ("UKR", "2024", "50")];
    let first = SubmissionId::new("MD", year(), 1);
    let second = SubmissionId::new("MD", year(), 2);
    step(
        take(mechanism, "submitter@md", Submit::new("ENTRIES", table_of(&rows)).file("md.csv", &[7; 9000])).map(drop),
    )?;
    step(take(mechanism, "verifier@md", Verify::new(&first)))?;
    step(take(mechanism, "releaser@md", Release::new(&first).protected(Protection::by(Rule::default()))))?;
    let better = Submit::new("ENTRIES", table_of(&[("AFG", "2024", "30"), ("SYR", "2024", "40")]));
    step(take(mechanism, "submitter@md", better.revising(&first, "A digit was lost")).map(drop))?;
    step(take(mechanism, "verifier@md", Verify::new(&second)))?;
    step(take(mechanism, "releaser@md", Release::new(&second)))?;
    step(take(mechanism, "administrator@md", AddUser::new("deputy@md", &["user"])))?;
    step(take(mechanism, "administrator@md", OpenTo::new(Opening::new("MD", "ENTRIES", Audience::Public))))?;
    step(take(mechanism, "releaser@md", Withdraw::as_wrong(&second, "Wrong year")))
}

fn year() -> i16 {
    crate::clock::Clock::now(&crate::clock::SystemClock).unwrap().day().year()
}

/// Everything that can be seen of it.
fn seen(mechanism: &Mechanism) -> String {
    let receipt = mechanism.verify_history(None).unwrap();
    let session = |who: &str| mechanism.session(&AssertedByHost::new(who)).unwrap();
    let states: Vec<State> = session("verifier@md").submissions().unwrap().iter().map(|l| l.state).collect();
    let view =
        |session: Session| session.view(&Query::new("ENTRIES")).map(|v| format!("{:?}", v.rows().collect::<Vec<_>>()));
    let views = [view(session("analyst@md")), view(mechanism.public().unwrap())];
    let views = views.map(|view| view.unwrap_or_else(|error| error.code().to_string()));
    format!("{} {states:?} {views:?} {}", receipt.entries, mechanism.session(&AssertedByHost::new("deputy@md")).is_ok())
}

fn other(task: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", OTHER, "--nocapture", "--test-threads=1"]).env(TASK, task).env("RUST_BACKTRACE", "0");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// By itself it does all of its work, and every step of it is there; told by another test it does what that one says.
#[test]
fn the_other_program_does_its_work() {
    let Ok(task) = std::env::var(TASK) else {
        let (_folder, mechanism) = Folder::with_mechanism("work");
        let (before, mut steps) = (mechanism.verify_history(None).unwrap(), 0);
        work(&mechanism, || steps += 1).unwrap();
        assert_eq!(steps, 9);
        assert!(mechanism.verify_history(Some(&before)).unwrap().entries >= before.entries + 9);
        return;
    };
    let mut parts = task.splitn(3, ' ');
    let (what, number) = (parts.next().unwrap(), parts.next().unwrap().parse().unwrap());
    let path = parts.next().unwrap();
    TELLS.store(true, Ordering::Relaxed);
    match what {
        "stop" => {
            STOP.set(BEGUN.get() + number);
            work(&Mechanism::open(path).unwrap(), || tell("done")).unwrap();
        }
        _ => writers(path, number),
    }
}

/// Stopped before any statement, the file is at the end of a step: the last that was finished, or the one that was being
/// finished.
#[test]
fn stopped_between_any_two_statements_a_step_is_there_or_it_is_not() {
    let (folder, mechanism) = Folder::with_mechanism("points");
    let (base, path) = (mechanism.path().to_owned(), folder.0.join("stopped.dsm"));
    drop(mechanism);
    fs::copy(&base, &path).unwrap();
    let whole = Mechanism::open(&path).unwrap();
    let mut after = vec![seen(&whole)];
    work(&whole, || after.push(seen(&whole))).unwrap();
    // How many statements the work alone has: done once more, without looking.
    fs::copy(&base, &path).unwrap();
    let before = BEGUN.get();
    work(&Mechanism::open(&path).unwrap(), || ()).unwrap();
    let statements = BEGUN.get() - before;
    assert!(statements > 100, "{statements}");
    let mut inside = 0;
    for number in 1..=statements {
        fs::copy(&base, &path).unwrap();
        let said = other(&format!("stop {number} {}", path.display())).output().unwrap();
        assert!(!said.status.success(), "it was not stopped before statement {number} of {statements}");
        let said = String::from_utf8_lossy(&said.stderr).into_owned();
        let (done, open) = (said.lines().filter(|line| *line == "done").count(), in_transaction(&said));
        inside += usize::from(open);
        let found = seen(&Mechanism::open(&path).unwrap());
        let there = after.iter().position(|state| *state == found);
        assert!(there == Some(done) || there == Some(done + 1), "before statement {number}, {done} done: {found}");
        // Half of a transaction is none of it.
        assert!(!open || there == Some(done), "before statement {number} in an open transaction");
    }
    println!("{statements} statements, {inside} of them in an open transaction");
    assert!(inside * 4 >= usize::try_from(statements).unwrap(), "{inside} of {statements}");
}

fn in_transaction(said: &str) -> bool {
    said.lines().rfind(|line| matches!(*line, "<" | ">")) == Some("<")
}

/// Two States hand in, verify, release, revise and withdraw for as long as they are let.
fn writers(path: &str, round: u64) {
    let mechanism = Mechanism::open(path).unwrap().waiting(Duration::from_secs(60));
    std::thread::scope(|scope| {
        for state in ["kz", "md"] {
            let mechanism = &mechanism;
            scope.spawn(move || {
                let user =
                    |position: &str| mechanism.session(&AssertedByHost::new(&format!("{position}@{state}"))).unwrap();
                let (mut submits, mut verifies, mut releases) = (user("submitter"), user("verifier"), user("releaser"));
                let mut step = |submit: Submit| {
                    let id = submits.perform(submit).unwrap();
                    verifies.perform(Verify::new(&id)).unwrap();
                    releases.perform(Release::new(&id)).unwrap();
                    tell(&format!("released {id}"));
                    id
                };
                for month in 0..40 {
                    let period = format!("{}-{:02}", 1500 + round * 4 + month / 12, month % 12 + 1);
                    let first = step(Submit::new("ENTRIES", figures(&period, 1)));
                    let second = step(Submit::new("ENTRIES", figures(&period, 2)).revising(&first, "Recounted"));
                    if month % 3 == 0 {
                        user("releaser").perform(Withdraw::as_wrong(&second, "Wrong month")).unwrap();
                        tell(&format!("withdrawn {second}"));
                    }
                }
            });
        }
    });
}

const CELLS: usize = 120;

fn figures(period: &str, figure: u64) -> dsm_core::table::Table {
    let rows: Vec<(String, String)> = (0..CELLS).map(|n| (format!("C{n}"), figure.to_string())).collect();
    let rows: Vec<(&str, &str, &str)> =
        rows.iter().map(|(code, figure)| (code.as_str(), period, figure.as_str())).collect();
    table_of(&rows)
}

/// Numbers that follow from a seed.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// Killed at any moment under writers, the file opens, its history grows out of what it was, nothing that was released is lost, and
/// nothing is there by half. `DSM_KILLS` says how often; at least a quarter is killed in an open transaction.
#[test]
fn killed_at_any_moment_nothing_is_lost_and_nothing_is_there_by_half() {
    let kills: u64 = std::env::var("DSM_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(40);
    let (mut seeded, mut inside, mut released) = (Seeded(2026), 0, 0);
    let mut file: Option<(Folder, Mechanism, Receipt)> = None;
    for kill in 0..kills {
        // Twenty kills of one file, then another file.
        if kill % 20 == 0 {
            let (folder, mechanism) = Folder::with_mechanism(&format!("kills-{kill}"));
            take(&mechanism, "administrator@dsm", dsm_core::workflow::AddCountry::new("KZ").with_staff()).unwrap();
            let receipt = mechanism.verify_history(None).unwrap();
            file = Some((folder, mechanism, receipt));
        }
        let (_, mechanism, receipt) = file.as_mut().unwrap();
        let mut killed = other(&format!("write {} {}", kill % 20, mechanism.path().display())).spawn().unwrap();
        let mut said = BufReader::new(killed.stderr.take().unwrap());
        let (mut heard, mut begun, wanted) = (String::new(), 0, 1 + seeded.below(25));
        while begun < wanted && said.read_line(&mut heard).unwrap() > 0 {
            begun += u64::from(heard.ends_with("<\n"));
        }
        // Every other time at any moment after that.
        if kill % 2 == 1 {
            std::thread::sleep(Duration::from_micros(seeded.below(20_000)));
        }
        killed.kill().unwrap();
        assert!(!killed.wait().unwrap().success(), "it ended by itself: {heard}");
        said.read_to_string(&mut heard).unwrap();
        inside += u64::from(in_transaction(&heard));
        *receipt = mechanism.verify_history(Some(receipt)).unwrap();
        released += whole(mechanism, &heard);
    }
    println!("{kills} killed, {inside} of them in an open transaction; {released} releases were told before");
    assert!(inside * 4 >= kills, "{inside} of {kills} in an open transaction");
    assert!(released > kills, "{released} releases under {kills} kills");
}

/// What was told is there, and every release is there with all of its figures.
fn whole(mechanism: &Mechanism, heard: &str) -> u64 {
    let mut kept: BTreeMap<String, Listed> = BTreeMap::new();
    for state in ["kz", "md"] {
        let session = mechanism.session(&AssertedByHost::new(&format!("verifier@{state}"))).unwrap();
        kept.extend(session.submissions().unwrap().into_iter().map(|l| (l.submission.id.to_string(), l)));
        let analyst = mechanism.session(&AssertedByHost::new(&format!("analyst@{state}"))).unwrap();
        let Ok(view) = analyst.view(&Query::new("ENTRIES").country(&state.to_uppercase())) else { continue };
        let mut months: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in view.rows() {
            months.entry(row.key[1].to_string()).or_default().push(row.cell.to_string());
        }
        for (month, figures) in months {
            assert!(figures.len() == CELLS && figures.iter().all(|f| *f == figures[0]), "{state} {month}: {figures:?}");
        }
    }
    let mut told = 0;
    for line in heard.lines() {
        match line.split_once(' ') {
            Some(("released", id)) => {
                told += 1;
                let state = kept.get(id).unwrap_or_else(|| panic!("{id} is lost")).state;
                assert!(matches!(state, State::Released | State::Superseded | State::Withdrawn), "{id} is {state:?}");
            }
            Some(("withdrawn", id)) => assert_eq!(kept[id].state, State::Withdrawn, "{id}"),
            _ => assert!(matches!(line, "<" | ">"), "the other program said {line}"),
        }
    }
    told
}

/// A path is where the tests that are run again expect it.
#[test]
fn the_other_program_is_found_by_its_name() {
    let listed = Command::new(std::env::current_exe().unwrap()).args(["--exact", OTHER, "--list"]).output().unwrap();
    assert!(String::from_utf8(listed.stdout).unwrap().contains(OTHER));
    assert!(Path::new(&std::env::current_exe().unwrap()).is_absolute());
}
