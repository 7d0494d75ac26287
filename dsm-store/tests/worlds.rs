//! Random worlds with their histories, written by the oracle (`spec/oracle`): every step and every question of them is played on the
//! library and answered alike.
//!
//! `DSM_WORLDS` says how many (2000), `DSM_SEED` from which seed (1); with `DSM_KEEP=1` a world that differs is kept in
//! `spec/oracle/kept` and replayed first from then on.

mod answers;
mod player;
mod tables;

use player::{Difference, Played};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Command, Stdio},
    sync::{Mutex, mpsc},
};

const THREADS: usize = 2;
const SHOWN: usize = 10;

fn oracle() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/oracle"))
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().unwrap())
}

/// What was played, of all worlds.
#[derive(Default)]
struct Sum {
    worlds: u64,
    steps: u64,
    questions: u64,
    different: Vec<Difference>,
}

impl Sum {
    fn add(&mut self, line: &str, played: Played) {
        self.worlds += 1;
        self.steps += played.steps;
        self.questions += played.questions;
        let Some(difference) = played.difference else { return };
        if std::env::var("DSM_KEEP").is_ok_and(|keep| keep == "1") {
            let folder = oracle().join("kept");
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(format!("{}.json", difference.seed)), format!("{}\n", line.trim())).unwrap();
        }
        self.different.push(difference);
    }
}

/// The worlds that once told a difference, in the order of their names.
fn kept() -> Vec<String> {
    let Ok(folder) = std::fs::read_dir(oracle().join("kept")) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// Plays every line that comes on a thread of its own, next to others.
fn play_all(lines: &Mutex<mpsc::Receiver<String>>, sum: &Mutex<Sum>, place: usize) {
    loop {
        let Ok(line) = lines.lock().unwrap().recv() else { return };
        let world: Value = serde_json::from_str(&line).unwrap();
        let played = player::play(&world, place);
        sum.lock().unwrap().add(&line, played);
    }
}

#[test]
fn random_worlds_are_answered_as_the_oracle_answers() {
    let (worlds, seed) = (number("DSM_WORLDS", 2000), number("DSM_SEED", 1));
    let mut oracle = Command::new("python3")
        .arg(oracle())
        .args(["--worlds", &worlds.to_string(), "--seed", &seed.to_string()])
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 runs the oracle");
    let told = BufReader::new(oracle.stdout.take().unwrap());
    let (sum, (sender, receiver)) = (Mutex::new(Sum::default()), mpsc::sync_channel(16));
    let receiver = Mutex::new(receiver);
    let kept = kept();
    let all = worlds + kept.len() as u64;
    std::thread::scope(|scope| {
        for place in 0..THREADS {
            let (receiver, sum) = (&receiver, &sum);
            scope.spawn(move || play_all(receiver, sum, place));
        }
        for line in kept.into_iter().chain(told.lines().map(Result::unwrap)) {
            sender.send(line).unwrap();
        }
        drop(sender);
    });
    assert!(oracle.wait().unwrap().success(), "the oracle failed");
    let mut sum = sum.into_inner().unwrap();
    assert_eq!(sum.worlds, all, "the oracle told fewer worlds");
    let (steps, questions) = (sum.steps, sum.questions);
    let verdict = match sum.different.len() {
        0 => "all agree".to_owned(),
        different => format!("{different} differ"),
    };
    // Past the capture of the test harness, so that a log has it.
    use std::io::Write;
    writeln!(std::io::stderr(), "{all} worlds, {steps} steps, {questions} questions: {verdict}").unwrap();
    sum.different.sort_by_key(|difference| difference.seed);
    for difference in sum.different.iter().take(SHOWN) {
        writeln!(std::io::stderr(), "{difference}").unwrap();
    }
    assert!(sum.different.is_empty(), "{verdict}");
}
