//! Plays a world on a file of its own, step by step, by the clock of the world.

use super::{answers, tables};
use dsm_core::{
    error::Result,
    time::Moment,
    workflow::{Instruction, KeepDraft},
};
use dsm_store::{AssertedByHost, Clock, Mechanism, Session};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

/// A clock that stands where the world says.
#[derive(Clone)]
struct Standing(Arc<AtomicI64>);

impl Clock for Standing {
    fn now(&self) -> Result<Moment> {
        Moment::from_seconds(self.0.load(Ordering::Relaxed))
    }
}

/// What one world came to.
#[derive(Default)]
pub(super) struct Played {
    pub(super) steps: u64,
    pub(super) questions: u64,
    pub(super) difference: Option<Difference>,
}

/// The first answer of a world that is not the expected one.
pub(super) struct Difference {
    pub(super) seed: u64,
    number: usize,
    step: String,
    expected: Value,
    found: Value,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seed, number, step, expected, found } = self;
        write!(f, "world {seed}, step {number}: {step}\n  oracle  {expected}\n  library {found}")
    }
}

pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

pub(super) fn texts(value: &Value) -> Vec<&str> {
    value.as_array().map_or_else(Vec::new, |list| list.iter().map(text).collect())
}

/// A file in memory where the machine has such a place; gone with what it was for.
struct File(PathBuf);

impl File {
    fn of(seed: u64, place: usize) -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let name = format!("dsm-world-{}-{place}-{seed}.dsm", std::process::id());
        let file = Self(folder.join(&name));
        file.remove();
        match std::fs::File::create(&file.0) {
            Ok(_) => file.remove(),
            Err(_) => return Self(std::env::temp_dir().join(name)),
        }
        file
    }

    fn remove(&self) {
        for end in ["", "-wal", "-shm", "-journal"] {
            let mut path = self.0.clone().into_os_string();
            path.push(end);
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Drop for File {
    fn drop(&mut self) {
        self.remove();
    }
}

struct Player {
    mechanism: Mechanism,
    sessions: BTreeMap<String, Session>,
    /// Every sixteenth world opens a session for every step.
    anew: bool,
}

pub(super) fn play(world: &Value, place: usize) -> Played {
    let (seed, steps) = (world["seed"].as_u64().unwrap(), world["steps"].as_array().unwrap());
    let file = File::of(seed, place);
    let clock = Standing(Arc::new(AtomicI64::new(answers::moment(text(&steps[0]["at"])).seconds())));
    let mechanism = Mechanism::create_with_clock(&file.0, "dsm", Arc::new(clock.clone())).unwrap();
    let mut player = Player { mechanism, sessions: BTreeMap::new(), anew: seed % 16 == 0 };
    let mut played = Played::default();
    for (number, step) in steps.iter().enumerate() {
        clock.0.store(answers::moment(text(&step["at"])).seconds(), Ordering::Relaxed);
        let count = if step["ask"].is_string() { &mut played.questions } else { &mut played.steps };
        *count += 1;
        let found = match player.play(step) {
            Ok(answer) => json!({"ok": answer}),
            Err(error) => json!({"error": error.code().id()}),
        };
        if found != step["expect"] {
            let mut said = step.clone();
            said.as_object_mut().unwrap().remove("expect");
            let (step, expected) = (said.to_string(), step["expect"].clone());
            played.difference = Some(Difference { seed, number, step, expected, found });
            return played;
        }
    }
    if seed % 16 == 1 {
        player.mechanism.verify_history(None).unwrap();
    }
    played
}

impl Player {
    fn play(&mut self, step: &Value) -> Result<Value> {
        let (by, say, anew) = (text(&step["by"]), &step["say"], self.anew);
        let session = self.session(by, anew)?;
        if let Some(ask) = step["ask"].as_str() {
            return answers::answer(session, ask, say);
        }
        let done = match text(&step["do"]) {
            "submit" => json!(session.perform(tables::submit(say))?.to_string()),
            "keep-draft" => json!(session.perform(KeepDraft::of(tables::submit(say)))?.to_string()),
            word => {
                let mut instruction = Instruction::new(word);
                for (name, values) in say.as_object().unwrap() {
                    instruction = texts(values).into_iter().fold(instruction, |said, value| said.say(name, value));
                }
                let taken = instruction.step(session.who())?;
                session.perform(taken)?;
                Value::Null
            }
        };
        if step["do"] == "deactivate-user" {
            self.sessions.remove(text(&say["user"][0]));
        }
        Ok(done)
    }

    fn session(&mut self, by: &str, anew: bool) -> Result<&mut Session> {
        if anew || !self.sessions.contains_key(by) {
            let session = match by {
                "" => self.mechanism.public()?,
                _ => self.mechanism.session(&AssertedByHost::new(by))?,
            };
            self.sessions.insert(by.to_owned(), session);
        }
        Ok(self.sessions.get_mut(by).unwrap())
    }
}
