use dsm_core::{
    access::Subject,
    documentation::Documentation,
    error::{Finding, Place, Result, Safe, codes},
    measure::{Concept, Measure},
    table::{Axis, Membership, Table},
    time::Moment,
    workflow::{AddCountry, AddUser, Document, Instruction, KeepDraft, SubmissionId, Submit},
};
use dsm_store::{AssertedByHost, Clock, Mechanism, Session};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

/// The States, of which a world has the first three, four or five.
pub(super) const STATES: [&str; 5] = ["KZ", "MD", "TJ", "UA", "UZ"];

const HOUR: i64 = 3_600;

/// The moment of an hour of a day, counted from the beginning of the worlds.
pub(super) fn moment(day: i64, minute: i64) -> i64 {
    Moment::parse("2026-01-05").unwrap().seconds() + day * 24 * HOUR + minute * 60
}

/// A clock that stands until it is set.
#[derive(Clone)]
pub(super) struct Still(Arc<AtomicI64>);

impl Still {
    pub(super) fn set(&self, seconds: i64) {
        self.0.store(seconds, Ordering::Relaxed);
    }
}

impl Clock for Still {
    fn now(&self) -> Result<Moment> {
        Moment::from_seconds(self.0.load(Ordering::Relaxed))
    }
}

/// A key without its citizenship's sex: citizenship, year, figure.
pub(super) type Figure = (&'static str, i16, String);

/// A small table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) indicator: String,
    pub(super) persons: bool,
    pub(super) by_sex: bool,
    pub(super) rows: Vec<Figure>,
}

impl Figures {
    pub(super) fn table(&self) -> Table {
        let unit = if self.persons { "persons-distinct" } else { "cases:decision:many" };
        let citizenship = Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(true);
        let mut builder =
            Table::builder(Measure::parse(unit, "flow").unwrap(), Concept::new("DECISION")).axis(citizenship);
        if self.by_sex {
            builder = builder.axis(Axis::category("SEX"));
        }
        builder = builder.axis(Axis::time("TIME_PERIOD"));
        for (citizenship, year, figure) in &self.rows {
            let year = year.to_string();
            let key: &[&str] =
                if self.by_sex { &[citizenship, "F", year.as_str()] } else { &[citizenship, year.as_str()] };
            builder = builder.row(key, figure);
        }
        if self.rows.len().is_multiple_of(2) {
            builder = builder.notes(vec![self.note()]);
        }
        builder.build().unwrap()
    }

    /// A note that quotes every figure.
    fn note(&self) -> Finding {
        let (codes, figures): (Vec<&str>, Vec<&str>) = self.rows.iter().map(|row| (row.0, row.2.as_str())).unzip();
        Finding::new(codes::sem::CODES_OVERLAP)
            .with("axis", Safe::term("CITIZENSHIP"))
            .with("codes", Safe::terms(codes))
            .at(Place::line("form.csv", self.rows.len() as u64, 2))
            .evidence_of(&figures.join(" "))
    }
}

/// What somebody does in a world. A submission has the name that the script gives it: its number is the mechanism's.
#[derive(Clone, Debug)]
pub(super) enum What {
    Said(Instruction),
    Filed { name: u32, figures: Figures, revises: Option<u32>, corrects: Option<u32>, draft: bool },
    About { name: u32, word: &'static str, values: Vec<(&'static str, &'static str)> },
    Documented { country: String, indicator: String, text: String },
}

/// Who does what, when; and whether the reader could know.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) at: i64,
    pub(super) who: String,
    pub(super) what: What,
    pub(super) hidden: bool,
}

/// A mechanism in which a script is played.
pub(super) struct Live {
    pub(super) mechanism: Mechanism,
    pub(super) clock: Still,
    pub(super) path: PathBuf,
    sessions: BTreeMap<String, Session>,
    names: BTreeMap<u32, SubmissionId>,
}

impl Live {
    /// With the positions of the first States, and an officer of each who holds every role.
    pub(super) fn begun(path: &Path, states: usize) -> Self {
        let clock = Still(Arc::new(AtomicI64::new(moment(0, 0))));
        let mechanism = Mechanism::create_with_clock(path, "dsm", Arc::new(clock.clone())).unwrap();
        let mut live = Self::with(mechanism, clock, path);
        for state in &STATES[..states] {
            let officer = format!("officer@{}", state.to_lowercase());
            let roles = ["data-submitter", "data-verifier", "content-manager", "national-administrator"];
            let session = live.session("administrator@dsm").unwrap();
            session.perform(AddCountry::new(state).with_staff()).unwrap();
            session.perform(AddUser::new(&officer, &roles)).unwrap();
        }
        live
    }

    /// A copy of one that nobody has open.
    pub(super) fn copied(from: &Path, path: &Path) -> Self {
        std::fs::copy(from, path).unwrap();
        let clock = Still(Arc::new(AtomicI64::new(moment(0, 0))));
        let mechanism = Mechanism::open_with_clock(path, Arc::new(clock.clone())).unwrap();
        Self::with(mechanism, clock, path)
    }

    fn with(mechanism: Mechanism, clock: Still, path: &Path) -> Self {
        Self { mechanism, clock, path: path.to_owned(), sessions: BTreeMap::new(), names: BTreeMap::new() }
    }

    /// The session of a user, kept open; of nobody that of the public.
    pub(super) fn session(&mut self, who: &str) -> Result<&mut Session> {
        if !self.sessions.contains_key(who) {
            let session = if who.is_empty() {
                self.mechanism.public()
            } else {
                self.mechanism.session(&AssertedByHost::new(who))
            };
            self.sessions.insert(who.to_owned(), session?);
        }
        Ok(self.sessions.get_mut(who).unwrap())
    }

    /// The number that a submission has got.
    pub(super) fn id(&self, name: u32) -> SubmissionId {
        self.names.get(&name).cloned().unwrap_or_else(|| SubmissionId::parse("XX-2026-0001").unwrap())
    }

    /// Whether it could be done.
    pub(super) fn take(&mut self, event: &Event) -> Result<()> {
        self.clock.set(event.at);
        match &event.what {
            What::Said(instruction) => self.say(&event.who, instruction),
            What::About { name, word, values } => {
                let about = Instruction::new(word).say("submission", &self.id(*name).to_string());
                let about = values.iter().fold(about, |about, (name, value)| about.say(name, value));
                self.say(&event.who, &about)
            }
            What::Filed { name, figures, revises, corrects, draft } => {
                let mut submit = Submit::new(&figures.indicator, figures.table());
                if let Some(earlier) = revises {
                    submit = submit.revising(&self.id(*earlier), "Late forms");
                }
                if let Some(returned) = corrects {
                    submit = submit.correcting(&self.id(*returned));
                }
                let session = self.session(&event.who)?;
                let id = if *draft { session.perform(KeepDraft::of(submit)) } else { session.perform(submit) }?;
                self.names.insert(*name, id);
                Ok(())
            }
            What::Documented { country, indicator, text } => {
                let said = Documentation::new(country, indicator)?.write("NATIONAL_DEFINITION", "en", text)?;
                self.session(&event.who)?.perform(Document::new(said))
            }
        }
    }

    fn say(&mut self, who: &str, instruction: &Instruction) -> Result<()> {
        let session = self.session(who)?;
        let subject: Subject = session.who().clone();
        session.perform(instruction.step(&subject)?)
    }

    /// The whole history, as nobody but the holder of the file could see it.
    pub(super) fn everything(&self) -> Vec<String> {
        let connection = rusqlite::Connection::open(&self.path).unwrap();
        let mut statement = connection.prepare("SELECT at || ' ' || who || ' ' || body FROM history").unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        rows.map(std::result::Result::unwrap).collect()
    }
}
