//! Several programs at one mechanism: half of them write, half read. The test runs itself again as each of them. `DSM_PROCESSES`
//! says how many there are, `DSM_ROUNDS` how many months every writer hands in.

use crate::region::{INDICATOR, Region, decisions};
use dsm_core::{
    error::codes::wfl,
    workflow::{Release, State, SubmissionId, Submit, Verify, Withdraw},
};
use dsm_store::{AssertedByHost, Mechanism, Query, Session};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

/// What the other program is to do: `write number rounds path` or `read number rounds path`.
const TASK: &str = "DSM_TEST_PROGRAM";
const OTHER: &str = "processes::a_program_at_the_mechanism";
const CELLS: usize = 60;

fn setting(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// Every cell of a version of a month has its number.
fn month(round: usize, version: usize) -> Submit {
    let period = format!("{}-{:02}", 2000 + round / 12, round % 12 + 1);
    let codes: Vec<String> = (0..CELLS).map(|n| format!("C{n}")).collect();
    let figure = version.to_string();
    let rows: Vec<(&str, &str, &str)> =
        codes.iter().map(|code| (code.as_str(), period.as_str(), figure.as_str())).collect();
    Submit::new(INDICATOR, decisions(&rows))
}

/// A program by itself: the same work on a mechanism of its own, without others. Told by another test, it does its part.
#[test]
fn a_program_at_the_mechanism() {
    let Ok(task) = std::env::var(TASK) else {
        let region = Region::of(&["KZ", "MD"]);
        let mut told = Vec::new();
        write(&region.mechanism, 0, 4, &mut |line| told.push(line));
        // Alone it wins every release: two of every month.
        assert_eq!(told.iter().filter(|line| line.starts_with("released")).count(), 8, "{told:?}");
        assert_eq!(read(&region.mechanism, "analyst@md", 3), 3);
        region.verifies();
        return;
    };
    let parts: Vec<&str> = task.splitn(4, ' ').collect();
    let (number, rounds) = (parts[1].parse().unwrap(), parts[2].parse().unwrap());
    let mechanism = Mechanism::open(parts[3]).unwrap().waiting(Duration::from_secs(120));
    if parts[0] == "write" {
        write(&mechanism, number, rounds, &mut |line| eprintln!("{line}"));
    } else {
        let who = if number.is_multiple_of(2) { "analyst@md" } else { "verifier@kz" };
        eprintln!("views {}", read(&mechanism, who, rounds * 25));
    }
}

/// Hands in every month, tries to release it, and where it wins revises it, and withdraws every fifth.
fn write(mechanism: &Mechanism, number: usize, rounds: usize, tell: &mut dyn FnMut(String)) {
    let state = if number.is_multiple_of(2) { "md" } else { "kz" };
    let user = |position: &str| mechanism.session(&AssertedByHost::new(&format!("{position}@{state}"))).unwrap();
    let (mut submits, mut verifies, mut releases) = (user("submitter"), user("verifier"), user("releaser"));
    for round in 0..rounds {
        let mut released = |submit: Submit| {
            let id = submits.perform(submit).unwrap();
            verifies.perform(Verify::new(&id)).unwrap();
            let won = releases.perform(Release::new(&id));
            match &won {
                Ok(()) => tell(format!("released {round} {id}")),
                Err(error) => {
                    assert_eq!(error.code(), wfl::ALREADY_RELEASED);
                    tell(format!("refused {round} {id}"));
                }
            }
            won.is_ok().then_some(id)
        };
        let Some(first) = released(month(round, 1)) else { continue };
        let second = released(month(round, 2).revising(&first, "Recounted")).unwrap();
        if round % 5 == 4 {
            releases.perform(Withdraw::as_wrong(&second, "Wrong month")).unwrap();
            tell(format!("withdrawn {round} {second}"));
        }
    }
}

/// Looks so many times. A month is of one version in all of its cells, and never of an earlier one than before, and
/// neither submissions nor history have gaps.
fn read(mechanism: &Mechanism, who: &str, times: usize) -> usize {
    let session = mechanism.session(&AssertedByHost::new(who)).unwrap();
    let country = session.who().country().unwrap().to_owned();
    let mut before: BTreeMap<String, String> = BTreeMap::new();
    for _ in 0..times {
        for (period, version) in versions(&session, &country) {
            let seen = before.insert(period.clone(), version.clone());
            // After a month was withdrawn another writer may release it anew.
            assert!(withdrawn(&period) || seen.is_none_or(|seen| seen <= version), "{period} went back to {version}");
        }
        let listed = session.submissions().unwrap();
        let numbers: Vec<u32> = listed.iter().map(|l| l.submission.id.number()).collect();
        // Who may inspect sees every number; the others those of releases.
        let whole = who.starts_with("verifier");
        let next = |pair: &[u32]| pair[0] < pair[1] && (!whole || pair[0] + 1 == pair[1]);
        assert!(numbers.windows(2).all(next), "{numbers:?}");
        let history = session.history().unwrap();
        assert!(history.windows(2).all(|pair| pair[0].at <= pair[1].at && pair[0].number + 1 == pair[1].number));
    }
    times
}

/// Whether a month is one of those that are withdrawn.
fn withdrawn(period: &str) -> bool {
    let (year, month) = period.split_once('-').unwrap();
    ((year.parse::<usize>().unwrap() - 2000) * 12 + month.parse::<usize>().unwrap() - 1) % 5 == 4
}

/// The version of every month in a view.
fn versions(session: &Session, country: &str) -> BTreeMap<String, String> {
    let mut months: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let Ok(view) = session.view(&Query::new(INDICATOR).country(country)) else { return BTreeMap::new() };
    for row in view.rows() {
        months.entry(row.key[1].to_string()).or_default().push(row.cell.to_string());
    }
    let one = |(month, figures): (String, Vec<String>)| {
        assert!(figures.len() == CELLS && figures.iter().all(|f| *f == figures[0]), "{country} {month}: {figures:?}");
        (month, figures[0].clone())
    };
    months.into_iter().map(one).collect()
}

fn started(task: &str, log: &Path) -> std::process::Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", OTHER, "--nocapture", "--test-threads=1"]).env(TASK, task);
    // What is said goes into a file, so that nobody waits for who listens.
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(fs::File::create(log).unwrap());
    command.spawn().unwrap()
}

#[test]
fn many_programs_write_and_read_and_nothing_is_lost_or_seen_by_halves() {
    let (programs, rounds) = (setting("DSM_PROCESSES", 8), setting("DSM_ROUNDS", 48));
    let region = Region::of(&["KZ", "MD"]);
    let before = region.mechanism.verify_history(None).unwrap();
    let path = region.mechanism.path().display().to_string();
    let log = |number: usize| region.folder.path(&format!("said-{number}"));
    let mut running: Vec<_> = (0..programs)
        .map(|number| {
            let what = if number < programs / 2 { "write" } else { "read" };
            started(&format!("{what} {number} {rounds} {path}"), &log(number))
        })
        .collect();
    let ended: Vec<bool> = running.iter_mut().map(|program| program.wait().unwrap().success()).collect();
    let said: Vec<String> = (0..programs).map(|number| fs::read_to_string(log(number)).unwrap()).collect();
    for (number, well) in ended.iter().enumerate() {
        assert!(well, "program {number}: {}", said[number]);
    }
    // Every step that was told is there, and every one that is there was told.
    let mut kept: BTreeMap<SubmissionId, State> = BTreeMap::new();
    for who in ["verifier@kz", "verifier@md"] {
        let listed = region.session(who).submissions().unwrap();
        kept.extend(listed.into_iter().map(|l| (l.submission.id.clone(), l.state)));
    }
    let mut wins: BTreeMap<(String, String), usize> = BTreeMap::new();
    let (mut told, mut views) = (BTreeSet::new(), 0);
    for line in said.iter().flat_map(|said| said.lines()) {
        let words: Vec<&str> = line.split(' ').collect();
        let [what, round, id] = words[..] else {
            views += line.strip_prefix("views ").and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
            continue;
        };
        let id = SubmissionId::parse(id).unwrap();
        let state = *kept.get(&id).unwrap_or_else(|| panic!("{id} is lost"));
        let as_told = match what {
            "released" => matches!(state, State::Released | State::Superseded | State::Withdrawn),
            "withdrawn" => state == State::Withdrawn,
            _ => state == State::Verified,
        };
        assert!(as_told, "{line}, and it is {state:?}");
        if what == "released" {
            *wins.entry((id.country().to_owned(), round.to_owned())).or_default() += 1;
        }
        told.insert(id);
    }
    assert_eq!(told.len(), kept.len());
    // One writer has won a month, with its first figures and their revision. A month that was withdrawn may be won again.
    for ((country, round), count) in &wins {
        let again = round.parse::<usize>().unwrap() % 5 == 4;
        assert!(*count == 2 || again && count % 2 == 0, "{country}, round {round}: {count} releases");
    }
    assert_eq!(wins.len(), 2 * rounds);
    let after = region.mechanism.verify_history(Some(&before)).unwrap();
    println!(
        "{programs} programs: {} entries, {} submissions, {views} views; {} rounds",
        after.entries - before.entries,
        kept.len(),
        rounds
    );
    assert!(views >= programs / 2 * rounds * 25);
}
