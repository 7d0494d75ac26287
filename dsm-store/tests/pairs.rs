//! Noninterference, `ACC-0`: two worlds that differ in nothing that a reader may see answer every call of the reader with the same
//! bytes.
//!
//! A script of a world and a twin of it are played at the same moments. In the twin other States have other figures, drafts, questions,
//! users and rules, as far as the reader may not see them; what is hidden is said by the script itself, which opens or does not
//! open it, and not by the library. Then the reader makes the same calls in both.
//!
//! As many pairs as the environment variable `DSM_PAIRS` says, else 500; the same in every run.

mod choices;
mod complete;
mod live;
mod memory;
mod plan;
mod rules;
mod script;
mod steps;
mod told;
mod transcript;

use choices::Choices;
use live::{Event, Live};
use memory::Memory;
use script::{Pair, Reader};
use std::collections::{BTreeMap, BTreeSet};
use transcript::Transcript;

const GATE: u64 = 500;
const WORKERS: usize = 2;
/// So many of the pairs are compared with a world in which something else can be seen.
const CHECKED: u64 = 10;

/// What came of pairs.
#[derive(Default)]
struct Count {
    pairs: usize,
    answers: usize,
    allowed: usize,
    with_figures: usize,
    hidden: usize,
    told_apart: usize,
    checked: usize,
    faults: Vec<String>,
    calls: BTreeSet<&'static str>,
    steps: BTreeSet<String>,
    codes: BTreeMap<&'static str, usize>,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.answers += other.answers;
        self.allowed += other.allowed;
        self.with_figures += other.with_figures;
        self.hidden += other.hidden;
        self.told_apart += other.told_apart;
        self.checked += other.checked;
        self.faults.extend(other.faults);
        self.calls.extend(other.calls);
        self.steps.extend(other.steps);
        for (code, times) in other.codes {
            *self.codes.entry(code).or_default() += times;
        }
    }
}

/// A world in which a script was played: what the reader was answered, the whole history, and which open steps were taken.
fn told(memory: &Memory, pair: &Pair, script: &[Event], seed: u64) -> (Transcript, Vec<String>, Vec<String>) {
    memory.clear("world");
    let template = memory.path(&format!("{}", pair.states));
    let mut live = Live::copied(&template, &memory.path("world"));
    live.session(&pair.reader.who).unwrap();
    let mut open = Vec::new();
    for event in script {
        let done = live.take(event).map_err(|error| error.code().id());
        if !event.hidden {
            open.push(format!("{} {:?} {done:?}", event.who, kind(event)));
        }
    }
    let everything = live.everything();
    let said = transcript::played(&mut live, &pair.reader, pair.states, &mut Choices::of_seed(seed ^ 0xABCD));
    (said, everything, open)
}

/// What a step of a script is, without its figures.
fn kind(event: &Event) -> String {
    match &event.what {
        live::What::Said(said) => format!("{said:?}"),
        live::What::About { name, word, .. } => format!("{word} {name}"),
        live::What::Filed { name, .. } => format!("file {name}"),
        live::What::Documented { country, indicator, .. } => format!("document {country} {indicator}"),
    }
}

/// Where two transcripts differ.
fn difference(one: &Transcript, other: &Transcript) -> Option<String> {
    let apart = one.lines.iter().zip(&other.lines).find(|(this, that)| this != that);
    match apart {
        Some((this, that)) => Some(format!("{}\n  {}\n  {}", this.0, this.1, that.1)),
        None if one.lines.len() == other.lines.len() => None,
        None => Some("other calls".to_owned()),
    }
}

fn compared(memory: &Memory, seed: u64) -> Count {
    let pair = Pair::of(seed);
    let (one, history, open) = told(memory, &pair, &pair.script, seed);
    let (other, its, its_open) = told(memory, &pair, &pair.twin, seed);
    let mut count = Count { pairs: 1, answers: one.lines.len(), ..Count::default() };
    (count.allowed, count.with_figures) = (one.allowed, one.with_figures);
    count.hidden = usize::from(history != its);
    let Reader { who, .. } = &pair.reader;
    if open != its_open {
        let apart = open.iter().zip(&its_open).find(|(this, that)| this != that);
        count.faults.push(format!("pair {seed}, {who}: the script itself: {apart:?}"));
    } else if let Some(apart) = difference(&one, &other) {
        count.faults.push(format!("pair {seed}, {who}: {apart}"));
    }
    if seed.is_multiple_of(CHECKED) {
        let (third, ..) = told(memory, &pair, &pair.visibly_other(), seed);
        (count.checked, count.told_apart) = (1, usize::from(difference(&one, &third).is_some()));
    }
    (count.calls, count.steps, count.codes) = (one.calls, one.steps, one.codes);
    count
}

fn all(pairs: u64) -> Count {
    let part = |worker: usize| {
        let memory = Memory::new();
        (3..=5).for_each(|states| drop(Live::begun(&memory.path(&states.to_string()), states)));
        let mut count = Count::default();
        for seed in (worker as u64..pairs).step_by(WORKERS) {
            count.add(compared(&memory, seed));
        }
        count
    };
    let mut count = Count::default();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS).map(|worker| scope.spawn(move || part(worker))).collect();
        workers.into_iter().for_each(|worker| count.add(worker.join().unwrap()));
    });
    count
}

#[test]
fn what_a_reader_may_not_see_changes_no_byte_of_any_answer() {
    let pairs = std::env::var("DSM_PAIRS").map_or(GATE, |count| count.parse().expect("DSM_PAIRS is a count"));
    let count = all(pairs);
    println!("{} pairs of worlds, {} answers the same", count.pairs, count.answers);
    println!(
        "worlds: {} pairs differ in what is hidden; {} answers allowed, {} with figures; {} of {} worlds with something \
         visible told apart; denials {:?}",
        count.hidden, count.allowed, count.with_figures, count.told_apart, count.checked, count.codes
    );
    let faults: Vec<&str> = count.faults.iter().take(12).map(String::as_str).collect();
    assert!(faults.is_empty(), "{} pairs are told apart:\n{}", count.faults.len(), faults.join("\n"));
    assert_eq!(count.hidden, count.pairs, "every pair differs in what is hidden");
    assert_eq!(count.told_apart, count.checked, "what is visible is told");
    assert!(count.with_figures >= count.pairs * 10 && count.allowed >= count.pairs * 50);
    assert!(count.codes.len() >= 10, "{:?}", count.codes);
}

#[test]
fn every_public_call_and_every_step_is_among_them() {
    let count = all(12);
    let called = |calls: &BTreeSet<&str>| calls.iter().map(|call| (*call).to_owned()).collect::<BTreeSet<String>>();
    let mut sessions = complete::methods("Session");
    sessions.insert("session".to_owned());
    assert!(sessions.len() > 10);
    assert_eq!(called(&count.calls), sessions, "a call of a session is not compared");
    // Whoever holds the file holds everything that is in it: these are the host's, not a reader's.
    let host = ["backup", "create", "create_with_clock", "open", "open_with_clock", "path", "preset", "restore"];
    let host: BTreeSet<String> = host.into_iter().chain(["verify_history", "waiting"]).map(str::to_owned).collect();
    let readers: BTreeSet<String> = ["public", "session"].map(str::to_owned).into();
    assert_eq!(complete::methods("Mechanism"), host.union(&readers).cloned().collect());
    let parts = ["codes", "country", "dimensions", "new", "submission", "time", "totals", "unit", "as_of"];
    assert_eq!(complete::methods("Query"), parts.map(str::to_owned).into(), "a part of a question is not asked");
    let (steps, said) = complete::steps();
    assert!(steps.len() > 30);
    let tried = |step: &&String| !said.contains(*step) && !count.steps.contains(*step);
    assert_eq!(steps.iter().filter(tried).collect::<Vec<_>>(), Vec::<&String>::new(), "a step is not tried");
    let words = dsm_core::workflow::Word::all().iter().filter(|word| !count.steps.contains(word.word));
    assert_eq!(words.count(), 0, "a word is not tried");
}
