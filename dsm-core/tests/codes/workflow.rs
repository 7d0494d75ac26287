use crate::provoked::{Example, Provoked, error, finding};
use dsm_core::access::{Act, Audience, ClosedYear, Configuration, Contribution, Opening, Subject, Totals, User, World};
use dsm_core::error::{Finding, codes, codes::acc, codes::wfl};
use dsm_core::measure::{Assume, Concept, Measure};
use dsm_core::protect::{Pattern, Protection, Rule};
use dsm_core::table::{Axis, Table, TableBuilder};
use dsm_core::time::{Day, Moment, Period, Time};
use dsm_core::workflow::{
    AddCountry, AddUser, Answer, Change, CloseYear, DeclareTotals, Delegate, Draft, Figures, Instruction, OpenTo,
    Question, Record, Release, Said, SignOff, Situation, State, Step, Submission, SubmissionId, Submit, Verify,
    Withdraw,
};
use std::sync::Arc;

fn builder(unit: &str) -> TableBuilder {
    Table::builder(Measure::parse(unit, "flow").unwrap(), Concept::new("CROSSING")).axis(Axis::time("TIME_PERIOD"))
}

fn table() -> Table {
    builder("cases:crossing:one").row(&["2024"], "3").build().unwrap()
}

fn id() -> SubmissionId {
    SubmissionId::new("MD", 2026, 1)
}

/// Every submission has the same figures.
#[derive(Debug)]
struct OneTable;

impl Figures for OneTable {
    fn table(&self, _: &SubmissionId) -> dsm_core::error::Result<Table> {
        Ok(table())
    }

    fn draft(&self, _: &SubmissionId) -> dsm_core::error::Result<Draft> {
        Ok(Draft::new(table(), Vec::new()))
    }

    fn questions(&self, _: &SubmissionId) -> dsm_core::error::Result<Vec<Question>> {
        let text =
            Said { text: "Which border point?".into(), by: "verifier@md".into(), on_behalf: None, at: Moment::LAST };
        Ok(vec![Question::new(1, text)])
    }

    fn protection(&self, _: &SubmissionId) -> dsm_core::error::Result<Option<(Rule, Pattern)>> {
        Ok(None)
    }

    fn handed_in(&self) -> dsm_core::error::Result<Vec<(Submission, State)>> {
        let covers = Contribution {
            times: vec![Time::Period(Period::parse("2024")?)],
            dimensions: Default::default(),
            cells: 1,
            figures: 1,
            provisional: 0,
            ended: None,
        };
        let kind = "cases:crossing:one flow; CROSSING; version=1.0";
        let id = SubmissionId::new("MD", 2025, 7);
        Ok(vec![(Submission::new(id, "ENTRIES", "submitter@md", Moment::LAST, kind, covers), State::Verified)])
    }

    fn holds(&self, _: &SubmissionId, table: &Table) -> dsm_core::error::Result<bool> {
        Ok(dsm_core::workflow::same_figures(&self::table(), table))
    }

    fn elsewhere(&self) -> dsm_core::error::Result<Vec<Submission>> {
        Ok(Vec::new())
    }

    fn identities(&self) -> dsm_core::error::Result<Vec<dsm_core::catalogue::Identity>> {
        Ok(Vec::new())
    }
}

/// What a step of a user of MD comes to, with the releases that are in force.
fn taken<S: Step>(step: S, record: Option<Record>, in_force: &[Submission]) -> dsm_core::error::Result<Vec<Change>> {
    taken_in(&world(), step, record, in_force)
}

fn world() -> World {
    let mut world = World::preset("dsm").unwrap();
    world.countries.insert("MD".into());
    world
}

/// The same where the State has configured something.
fn configured(configure: impl FnOnce(&mut Configuration)) -> World {
    let (mut world, mut configuration) = (world(), Configuration::default());
    configure(&mut configuration);
    world.configurations.insert("MD".into(), configuration);
    world
}

/// The same where the year of the figures was closed.
fn closed() -> World {
    let mut world = world();
    world.years.insert(("MD".into(), "ENTRIES".into(), 2024), ClosedYear::new("submitter@md", None));
    world
}

fn taken_in<S: Step>(
    world: &World,
    step: S,
    record: Option<Record>,
    in_force: &[Submission],
) -> dsm_core::error::Result<Vec<Change>> {
    let who = Subject::new("submitter@md", Some("MD"), &[]);
    let at = Moment::parse("2026-11-22").unwrap();
    let situation =
        Situation { world, who: &who, on_behalf: None, at, next_number: 1, in_force, past: &[], figures: &OneTable };
    step.apply(&situation, record).map(|outcome| outcome.changes)
}

fn refused(step: impl Step, record: Option<Record>) -> Provoked {
    error(taken(step, record, &[]))
}

/// What is wrong with an instruction.
fn told(instruction: Instruction) -> dsm_core::error::Error {
    instruction.step(&Subject::new("administrator@md", Some("MD"), &[])).unwrap_err()
}

fn told_of(instruction: Instruction, rule: dsm_core::error::Code) -> Provoked {
    finding(told(instruction).findings(), rule)
}

/// A world of five States in which there are totals of four of them for 2024.
fn with_totals(states: &[&str], year: i16) -> Provoked {
    let mut world = World::preset("dsm").unwrap();
    world.countries.extend(["AM", "BY", "KG", "KZ", "MD"].map(Arc::from));
    let days = |year| (Day::new(year, 1, 1).unwrap(), Day::new(year, 12, 31).unwrap());
    world.totals.push(Totals::new("ENTRIES", &["AM", "BY", "KG", "KZ"], days(2024).0, days(2024).1));
    let step = DeclareTotals::new(Totals::new("ENTRIES", states, days(year).0, days(year).1));
    let who = Subject::new("administrator@dsm", None, &[]);
    let at = Moment::parse("2026-11-22").unwrap();
    let situation = Situation {
        world: &world,
        who: &who,
        on_behalf: None,
        at,
        next_number: 1,
        in_force: &[],
        past: &[],
        figures: &OneTable,
    };
    error(step.apply(&situation, None))
}

fn submission() -> Submission {
    let changes = taken(Submit::new("ENTRIES", table()), None, &[]).unwrap();
    match changes.into_iter().next() {
        Some(Change::Submitted { submission, .. }) => submission,
        other => panic!("{other:?}"),
    }
}

fn record(state: State) -> Option<Record> {
    Some(Record::restore(submission(), state))
}

pub(super) const EXAMPLES: &[Example] = &[
    (wfl::FOUR_EYES, || refused(Verify::new(&id()), record(State::Submitted))),
    (wfl::STATE_WRONG, || refused(Release::new(&id()), record(State::Submitted))),
    (wfl::FINDINGS_BLOCK, || {
        let finding = Finding::new(codes::tab::NEGATIVE_COUNT);
        refused(Submit::new("ENTRIES", table()).findings(vec![finding]), None)
    }),
    (wfl::SUBMISSION_UNKNOWN, || refused(Verify::new(&id()), None)),
    (wfl::INDICATOR_UNKNOWN, || refused(Submit::new("NO_SUCH", table()), None)),
    (wfl::TABLE_EMPTY, || refused(Submit::new("ENTRIES", builder("cases:crossing:one").build().unwrap()), None)),
    (wfl::FIGURES_ASSUMED, || {
        let months = builder("persons-distinct").row(&["2024-01"], "3").row(&["2024-02"], "4").build().unwrap();
        let once = Assume::named(&["once-per-period"]).unwrap();
        refused(Submit::new("ENTRIES", months.sum(&["TIME_PERIOD"], &once).unwrap()), None)
    }),
    (wfl::UNIT_UNSTATED, || {
        refused(Submit::new("ENTRIES", builder("unstated").row(&["2024"], "3").build().unwrap()), None)
    }),
    (wfl::ALREADY_RELEASED, || {
        let mut earlier = submission();
        earlier.id = SubmissionId::new("MD", 2025, 7);
        error(taken(Release::new(&id()), record(State::Verified), &[earlier]))
    }),
    (wfl::REASON_MISSING, || refused(Withdraw::as_wrong(&id(), ""), record(State::Released))),
    (wfl::CHANGED_MEANWHILE, || refused(Verify::new(&id()).seen(7), record(State::Submitted))),
    (wfl::NAME_TAKEN, || refused(AddCountry::new("MD"), None)),
    (wfl::NAME_UNREADABLE, || refused(AddUser::new("Ana Popescu", &["user"]), None)),
    (wfl::NOBODY_THERE, || refused(AddUser::new("submitter@xx", &["user"]), None)),
    (wfl::SERIES_MEET, || with_totals(&["AM", "BY", "KZ", "MD"], 2024)),
    (wfl::CONTRIBUTORS_FEW, || with_totals(&["AM", "BY", "KZ"], 2025)),
    (wfl::END_BEFORE_BEGINNING, || {
        let at = |day| Moment::parse(day).unwrap();
        let opening = Opening::new("MD", "ENTRIES", Audience::Public).from(at("2026-03-01")).until(at("2026-01-01"));
        refused(OpenTo::new(opening), None)
    }),
    (acc::DELEGATION_EXCEEDS, || {
        let mut world = World::preset("dsm").unwrap();
        for id in ["submitter@md", "verifier@md"] {
            world.users.insert(Arc::from(id), User::new(Some("MD"), &["data-submitter"]));
        }
        let who = Subject::new("submitter@md", Some("MD"), &[]);
        let at = Moment::parse("2026-11-22").unwrap();
        let situation = Situation {
            world: &world,
            who: &who,
            on_behalf: None,
            at,
            next_number: 1,
            in_force: &[],
            past: &[],
            figures: &OneTable,
        };
        error(Delegate::new("verifier@md", &[Act::Verify]).apply(&situation, None))
    }),
    (wfl::REPORTER_DIFFERS, || {
        let measure = Measure::parse("cases:crossing:one", "flow").unwrap();
        let two = Table::builder(measure, Concept::new("CROSSING")).axis(Axis::reporter("REF_AREA"));
        let two = two.axis(Axis::time("TIME_PERIOD")).row(&["KZ", "2024"], "3").row(&["MD", "2024"], "4");
        refused(Submit::new("ENTRIES", two.build().unwrap()), None)
    }),
    (wfl::INSTRUCTION_UNKNOWN, || error::<()>(Err(told(Instruction::new("guess"))))),
    (wfl::INSTRUCTION_WRONG, || error::<()>(Err(told(Instruction::new("open"))))),
    (wfl::VALUE_UNKNOWN, || told_of(Instruction::new("verify").say("id", "MD-2026-0001"), wfl::VALUE_UNKNOWN)),
    (wfl::VALUE_LACKING, || told_of(Instruction::new("verify"), wfl::VALUE_LACKING)),
    (wfl::VALUE_TWICE, || {
        let twice = Instruction::new("verify").say("submission", "MD-2026-0001").say("submission", "MD-2026-0002");
        told_of(twice, wfl::VALUE_TWICE)
    }),
    (wfl::VALUE_UNREADABLE, || {
        let perhaps = Instruction::new("add-country").say("country", "MD").say("staff", "perhaps");
        told_of(perhaps, wfl::VALUE_UNREADABLE)
    }),
    (wfl::CONTROL_TOTALS_DIFFER, || {
        let control = builder("cases:crossing:one").row(&["2024"], "4").build().unwrap();
        let changes = taken(Submit::new("ENTRIES", table()).control(control), None, &[]).unwrap();
        let said = changes.iter().find_map(|change| match change {
            Change::Moved { to: State::Returned, reason, .. } => reason.clone(),
            _ => None,
        });
        let one = Finding::new(wfl::CONTROL_TOTALS_DIFFER).with("count", 1_u64);
        let english = dsm_core::text::message(&one, dsm_core::text::Lang::En);
        assert!(said.is_some_and(|said| said.starts_with(&english)));
        finding(&[one], wfl::CONTROL_TOTALS_DIFFER)
    }),
    (wfl::QUESTION_UNKNOWN, || refused(Answer::new(&id(), 7, "It was closed"), record(State::Submitted))),
    (wfl::QUESTIONS_OPEN, || {
        let mut who = submission();
        who.submitted_by = "other@md".into();
        refused(Verify::new(&id()), Some(Record::restore(who, State::Submitted)))
    }),
    (wfl::SIX_EYES, || {
        let world = configured(|one| one.six_eyes = true);
        error(taken_in(&world, Release::new(&id()), record(State::Verified), &[]))
    }),
    (wfl::NOT_A_RELEASER, || {
        let world = configured(|one| one.releasers = ["releaser@md".into()].into());
        error(taken_in(&world, Release::new(&id()), record(State::Verified), &[]))
    }),
    (wfl::YEAR_CLOSED, || error(taken_in(&closed(), CloseYear::new("ENTRIES", 2024), None, &[]))),
    (wfl::PROTECTION_WEAKER, || {
        let world = configured(|one| one.least_threshold = Some(5));
        let weak = Release::new(&id()).protected(Protection::by(Rule::below(3).unwrap()));
        error(taken_in(&world, weak, record(State::Verified), &[]))
    }),
    (wfl::CONTROL_TOTALS_MISSING, || {
        let world = configured(|one| one.control_totals = ["ENTRIES".into()].into());
        error(taken_in(&world, Submit::new("ENTRIES", table()), None, &[]))
    }),
    (wfl::HANDED_IN_ALREADY, || refused(Submit::new("ENTRIES", table()).once(), None)),
    (wfl::YEAR_CLOSED_BY_SAME, || error(taken_in(&closed(), SignOff::new("ENTRIES", 2024), None, &[]))),
];
