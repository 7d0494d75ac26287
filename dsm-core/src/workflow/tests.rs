mod steps;

use super::*;
use crate::{
    access::{Audience, ClosedYear, Opening, Subject, User, World},
    catalogue::Identity,
    error::{Error, Finding, Result, codes, codes::wfl},
    measure::{Concept, Measure},
    protect::{Pattern, Rule},
    table::{Axis, Status, Table},
    time::Moment,
};
use std::{collections::BTreeMap, sync::Arc};

const INDICATOR: &str = "ENTRIES";

fn world() -> World {
    let mut world = World::preset("dsm").unwrap();
    world.countries.insert(Arc::from("MD"));
    for id in ["submitter@md", "verifier@md", "releaser@md"] {
        let user = User::new(Some("MD"), &["user"]);
        world.users.insert(Arc::from(id), user);
    }
    world
}

fn table(rows: &[(&str, &str)]) -> Table {
    let mut builder = Table::builder(Measure::parse("cases:crossing:one", "flow").unwrap(), Concept::new("CROSSING"))
        .axis(Axis::category("SEX"))
        .axis(Axis::time("TIME_PERIOD"));
    for (time, figure) in rows {
        builder = builder.row(&["F", time], figure);
    }
    builder.build().unwrap()
}

/// One State's submissions, as a store would keep them.
struct Desk {
    world: World,
    records: Vec<Record>,
    said: Vec<Change>,
    kept: Kept,
}

/// Their figures and masks.
#[derive(Debug, Default)]
struct Kept {
    tables: BTreeMap<SubmissionId, Table>,
    drafts: BTreeMap<SubmissionId, Draft>,
    questions: BTreeMap<SubmissionId, Vec<Question>>,
    protections: BTreeMap<SubmissionId, (Rule, Pattern)>,
    handed_in: Vec<(Submission, State)>,
}

impl Figures for Kept {
    fn table(&self, id: &SubmissionId) -> Result<Table> {
        Ok(self.tables[id].clone())
    }

    fn draft(&self, id: &SubmissionId) -> Result<Draft> {
        Ok(self.drafts[id].clone())
    }

    fn questions(&self, id: &SubmissionId) -> Result<Vec<Question>> {
        Ok(self.questions.get(id).cloned().unwrap_or_default())
    }

    fn protection(&self, id: &SubmissionId) -> Result<Option<(Rule, Pattern)>> {
        Ok(self.protections.get(id).cloned())
    }

    fn handed_in(&self) -> Result<Vec<(Submission, State)>> {
        Ok(self.handed_in.clone())
    }

    fn holds(&self, id: &SubmissionId, table: &Table) -> Result<bool> {
        Ok(same_figures(&self.table(id)?, table))
    }

    fn elsewhere(&self) -> Result<Vec<Submission>> {
        Ok(Vec::new())
    }

    fn identities(&self) -> Result<Vec<Identity>> {
        Ok(Vec::new())
    }
}

impl Desk {
    fn new() -> Self {
        Self { world: world(), records: Vec::new(), said: Vec::new(), kept: Kept::default() }
    }

    fn take<S: Step>(&mut self, who: &str, step: S) -> Result<S::Done> {
        self.take_for(who, None, step)
    }

    fn take_for<S: Step>(&mut self, who: &str, on_behalf: Option<&str>, step: S) -> Result<S::Done> {
        let who = Subject::new(who, Some("MD"), &[]);
        let handed = |r: &&Record| matches!(r.state(), State::Submitted | State::Verified | State::Released);
        self.kept.handed_in = self.records.iter().filter(handed).map(|r| (r.submission().clone(), r.state())).collect();
        let record = step.submission().and_then(|id| self.records.iter().find(|r| r.submission().id == *id)).cloned();
        let released = self.records.iter().filter(|r| r.state() == State::Released);
        let in_force: Vec<Submission> = released.map(|r| r.submission().clone()).collect();
        let ended = self.records.iter().filter(|r| matches!(r.state(), State::Superseded | State::Withdrawn));
        let past: Vec<Submission> = ended.map(|r| r.submission().clone()).collect();
        let at = Moment::parse("2026-11-22T10:00").unwrap();
        let next_number = u32::try_from(self.records.len()).unwrap() + 1;
        let situation = Situation {
            world: &self.world,
            who: &who,
            on_behalf,
            at,
            next_number,
            in_force: &in_force,
            past: &past,
            figures: &self.kept,
        };
        let outcome = step.apply(&situation, record)?;
        let by = Said { text: "".into(), by: who.id().into(), on_behalf: on_behalf.map(Arc::from), at };
        for change in &outcome.changes {
            self.keep(change, &by);
        }
        self.said.extend(outcome.changes);
        Ok(outcome.done)
    }

    fn keep(&mut self, change: &Change, by: &Said) {
        let step = |records: &mut Vec<Record>, id: &SubmissionId, from: u64, to: Option<State>| {
            let record = records.iter_mut().find(|r| r.submission().id == *id).unwrap();
            let mut submission = record.submission().clone();
            assert_eq!(submission.version, from);
            if to == Some(State::Submitted) {
                (submission.submitted_by, submission.submitted_on_behalf) = (by.by.clone(), by.on_behalf.clone());
            } else if to == Some(State::Verified) {
                (submission.verified_by, submission.verified_on_behalf) = (Some(by.by.clone()), by.on_behalf.clone());
            }
            *record = Record::restore(submission.at_version(from + 1), to.unwrap_or(record.state()));
        };
        match change {
            Change::Drafted { submission, draft } => {
                self.kept.tables.insert(submission.id.clone(), draft.table().clone());
                self.kept.drafts.insert(submission.id.clone(), draft.clone());
                self.records.push(Record::restore(submission.clone(), State::Draft));
            }
            Change::Asked { id, from_version, number, text } => {
                let question = Question::new(*number, Said { text: text.clone(), ..by.clone() });
                self.kept.questions.entry(id.clone()).or_default().push(question);
                step(&mut self.records, id, *from_version, None);
            }
            Change::Answered { id, from_version, number, text } => {
                let questions = self.kept.questions.get_mut(id).unwrap();
                let question = questions.iter_mut().find(|question| question.number == *number).unwrap();
                question.answer = Some(Said { text: text.clone(), ..by.clone() });
                step(&mut self.records, id, *from_version, None);
            }
            Change::Configured { country, configuration } => {
                self.world.configurations.insert(country.clone(), configuration.clone());
            }
            Change::Year { country, indicator, year, to, .. } => {
                let key = (country.clone(), indicator.clone(), *year);
                match to {
                    YearState::Closed => {
                        self.world.years.insert(key, ClosedYear::new(&by.by, by.on_behalf.as_deref()));
                    }
                    YearState::SignedOff => self.world.years.get_mut(&key).unwrap().signed_by = Some(by.by.clone()),
                    YearState::Reopened => {
                        self.world.years.remove(&key).unwrap();
                    }
                }
            }
            Change::Protected { id, rule, pattern, .. } => {
                self.kept.protections.insert(id.clone(), (*rule, pattern.clone()));
            }
            Change::Submitted { submission, draft } => {
                self.kept.tables.insert(submission.id.clone(), draft.table().clone());
                self.records.push(Record::restore(submission.clone(), State::Submitted));
            }
            Change::Moved { id, from_version, to, .. } => step(&mut self.records, id, *from_version, Some(*to)),
            _ => {}
        }
    }

    fn submit(&mut self, rows: &[(&str, &str)]) -> SubmissionId {
        self.take("submitter@md", Submit::new(INDICATOR, table(rows))).unwrap()
    }

    fn released(&mut self, rows: &[(&str, &str)]) -> SubmissionId {
        let id = self.submit(rows);
        self.take("verifier@md", Verify::new(&id)).unwrap();
        self.take("releaser@md", Release::new(&id)).unwrap();
        id
    }

    fn state(&self, id: &SubmissionId) -> State {
        self.records.iter().find(|r| r.submission().id == *id).unwrap().state()
    }
}

fn code<T>(refused: Result<T>) -> crate::error::Code {
    refused.err().map(|error| error.code()).expect("it was not refused")
}

#[test]
fn figures_go_from_hand_to_hand() {
    let mut desk = Desk::new();
    let id = desk.submit(&[("2024", "3"), ("2025", "4 [P]")]);
    assert_eq!(id.to_string(), "MD-2026-0001");
    let submission = desk.records[0].submission().clone();
    assert_eq!((submission.covers.cells, submission.covers.figures, submission.covers.provisional), (2, 2, 1));
    assert_eq!(submission.covers.times.len(), 2);
    assert_eq!(&*submission.kind, "cases:crossing:one flow; CROSSING; version=1.0");
    assert_eq!(code(desk.take("submitter@md", Verify::new(&id))), wfl::FOUR_EYES);
    assert_eq!(code(desk.take("releaser@md", Release::new(&id))), wfl::STATE_WRONG);
    desk.take("verifier@md", Verify::new(&id)).unwrap();
    assert_eq!(code(desk.take("verifier@md", Verify::new(&id))), wfl::STATE_WRONG);
    desk.take("releaser@md", Release::new(&id)).unwrap();
    assert_eq!(desk.state(&id), State::Released);
    assert_eq!(desk.said.len(), 3);
}

#[test]
fn every_state_has_its_steps_and_no_others() {
    let prepare = |state: State| {
        let mut desk = Desk::new();
        let id = desk.take("submitter@md", KeepDraft::of(Submit::new(INDICATOR, table(&[("2024", "3")])))).unwrap();
        let record = desk.records.pop().unwrap().submission().clone();
        desk.records.push(Record::restore(record, state));
        (desk, id)
    };
    for state in State::ALL {
        let possible = |step: &dyn Fn(&mut Desk, &SubmissionId) -> Result<()>| {
            let (mut desk, id) = prepare(*state);
            let before = desk.records.clone();
            match step(&mut desk, &id) {
                Ok(()) => true,
                Err(error) => {
                    assert_eq!(error.code(), wfl::STATE_WRONG);
                    assert_eq!(desk.records, before, "what is refused changes nothing");
                    false
                }
            }
        };
        let verify = possible(&|desk, id| desk.take("verifier@md", Verify::new(id)));
        let give_back = possible(&|desk, id| desk.take("verifier@md", Return::new(id, "Which border point?")));
        let release = possible(&|desk, id| desk.take("releaser@md", Release::new(id)));
        let withdraw = possible(&|desk, id| desk.take("releaser@md", Withdraw::as_wrong(id, "Counted twice")));
        let hide =
            possible(&|desk, id| desk.take("releaser@md", Withdraw::for_confidentiality(id, "A person can be told")));
        let ask = possible(&|desk, id| desk.take("verifier@md", Ask::new(id, "Which border point?")).map(|_| ()));
        let hand_in = possible(&|desk, id| desk.take("submitter@md", HandIn::new(id)));
        let discard = possible(&|desk, id| desk.take("submitter@md", Discard::new(id)));
        let is_draft = *state == State::Draft;
        assert_eq!((hand_in, discard), (is_draft, is_draft), "{state}");
        assert_eq!(ask, matches!(state, State::Submitted | State::Verified), "{state}");
        assert_eq!(hide, matches!(state, State::Released | State::Superseded | State::Withdrawn), "{state}");
        let expected = match state {
            State::Submitted => (true, true, false, false),
            State::Verified => (false, true, true, false),
            State::Released => (false, false, false, true),
            _ => (false, false, false, false),
        };
        assert_eq!((verify, give_back, release, withdraw), expected, "{state}");
    }
}

#[test]
fn a_revision_takes_the_place_of_a_release() {
    let mut desk = Desk::new();
    let first = desk.released(&[("2024", "3")]);
    // The same period again, without saying that it is a revision.
    let again = desk.submit(&[("2024", "5")]);
    desk.take("verifier@md", Verify::new(&again)).unwrap();
    assert_eq!(code(desk.take("releaser@md", Release::new(&again))), wfl::ALREADY_RELEASED);
    // Another period stands beside it.
    let other = desk.released(&[("2025", "9")]);
    let revised = Submit::new(INDICATOR, table(&[("2024", "5")])).revising(&first, "Late forms came in");
    let second = desk.take("submitter@md", revised).unwrap();
    desk.take("verifier@md", Verify::new(&second)).unwrap();
    desk.take("releaser@md", Release::new(&second)).unwrap();
    assert_eq!(desk.state(&first), State::Superseded);
    assert_eq!((desk.state(&second), desk.state(&other)), (State::Released, State::Released));
    let reasons = desk.said.iter().filter_map(|change| match change {
        Change::Moved { to: State::Superseded, reason, .. } => reason.clone(),
        _ => None,
    });
    assert_eq!(reasons.collect::<Vec<_>>(), [Arc::from("Late forms came in")]);
    // What is replaced already is not revised again.
    let late = Submit::new(INDICATOR, table(&[("2024", "6")])).revising(&first, "Even later");
    assert_eq!(code(desk.take("submitter@md", late)), wfl::SUBMISSION_UNKNOWN);
    let silent = Submit::new(INDICATOR, table(&[("2024", "6")])).revising(&second, " ");
    assert_eq!(code(desk.take("submitter@md", silent)), wfl::REASON_MISSING);
}

#[test]
fn what_cannot_become_data_of_a_state_is_refused() {
    let mut desk = Desk::new();
    let mut refused = |step: Submit| desk.take("submitter@md", step).unwrap_err();
    let submit = |table: Table| Submit::new(INDICATOR, table);
    assert_eq!(refused(Submit::new("NO_SUCH", table(&[("2024", "3")]))).code(), wfl::INDICATOR_UNKNOWN);
    assert_eq!(refused(submit(table(&[]))).code(), wfl::TABLE_EMPTY);
    let unstated = Table::builder(Measure::parse("unstated", "flow").unwrap(), Concept::new("CROSSING"))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["2024"], "3");
    assert_eq!(refused(submit(unstated.build().unwrap())).code(), wfl::UNIT_UNSTATED);
    let reporters = |codes: [&str; 2]| {
        let builder = Table::builder(Measure::parse("cases:crossing:one", "flow").unwrap(), Concept::new("CROSSING"))
            .axis(Axis::reporter("REF_AREA"))
            .axis(Axis::time("TIME_PERIOD"));
        builder.row(&[codes[0], "2024"], "3").row(&[codes[1], "2025"], "4").build().unwrap()
    };
    assert_eq!(refused(submit(reporters(["MD", "KZ"]))).code(), wfl::REPORTER_DIFFERS);
    let grave = Finding::new(codes::tab::NEGATIVE_COUNT);
    let light = Finding::new(codes::sem::UNIT_UNSTATED);
    let error: Error = refused(submit(table(&[("2024", "3")])).findings(vec![light.clone(), grave]));
    assert_eq!((error.code(), error.findings().len()), (wfl::FINDINGS_BLOCK, 2));
    assert_eq!(error.args().named("count").unwrap().as_count(), Some(1));
    desk.take("submitter@md", submit(table(&[("2024", "3")])).findings(vec![light])).unwrap();
    desk.take("submitter@md", submit(reporters(["MD", "MD"]))).unwrap();
    assert_eq!(desk.records.len(), 2, "of what was refused nothing is kept");
}

#[test]
fn assumed_figures_are_not_data_of_a_state() {
    use crate::measure::Assume;
    let persons = Table::builder(Measure::parse("persons-distinct", "flow").unwrap(), Concept::new("PERSONS"))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["2024-01"], "3")
        .row(&["2024-02"], "4");
    let assume = Assume::named(&["once-per-period"]).unwrap();
    let summed = persons.build().unwrap().sum(&["TIME_PERIOD"], &assume).unwrap();
    let refused = Desk::new().take("submitter@md", Submit::new(INDICATOR, summed));
    assert_eq!(code(refused), wfl::FIGURES_ASSUMED);
}

#[test]
fn steps_are_taken_on_what_was_seen() {
    let mut desk = Desk::new();
    let id = desk.submit(&[("2024", "3")]);
    assert_eq!(code(desk.take("verifier@md", Verify::new(&id).seen(2))), wfl::CHANGED_MEANWHILE);
    desk.take("verifier@md", Verify::new(&id).seen(1)).unwrap();
    assert_eq!(code(desk.take("releaser@md", Release::new(&id).seen(1))), wfl::CHANGED_MEANWHILE);
    desk.take("releaser@md", Release::new(&id).seen(2)).unwrap();
    let unknown = SubmissionId::parse("MD-2026-0009").unwrap();
    assert_eq!(code(desk.take("verifier@md", Verify::new(&unknown))), wfl::SUBMISSION_UNKNOWN);
    assert_eq!(code(desk.take("releaser@md", Withdraw::as_wrong(&id, " "))), wfl::REASON_MISSING);
    assert_eq!(code(desk.take("releaser@md", Withdraw::for_confidentiality(&id, ""))), wfl::REASON_MISSING);
}

#[test]
fn an_id_has_one_spelling() {
    for text in ["MD-2026-0001", "KGZ-2003-12345", "X1-0999-0000"] {
        assert_eq!(SubmissionId::parse(text).unwrap().to_string(), text);
    }
    for text in
        ["", "MD-2026-1", "md-2026-0001", "MD-2026-00001", "MD-+026-0001", "MD-2026-0001-", "MD-2026-٠٠٠١", "1-2-3"]
    {
        assert_eq!(code(SubmissionId::parse(text)), wfl::SUBMISSION_UNKNOWN, "{text}");
    }
}

#[test]
fn names_are_positions_and_codes() {
    let mut desk = Desk::new();
    let roles = &["user"];
    for id in ["Ana Popescu@md", "аналитик@md", "analyst", "@md", "Analyst@md", "a@b@md", "analyst@md "] {
        assert_eq!(code(desk.take("x", AddUser::new(id, roles))), wfl::NAME_UNREADABLE, "{id}");
    }
    assert_eq!(code(desk.take("x", AddUser::new("analyst@xx", roles))), wfl::NOBODY_THERE);
    assert_eq!(code(desk.take("x", AddUser::new("analyst@md", &["king"]))), wfl::NOBODY_THERE);
    assert_eq!(code(desk.take("x", AddUser::new::<&str>("analyst@md", &[]))), wfl::NOBODY_THERE);
    assert_eq!(code(desk.take("x", AddUser::new("verifier@md", roles))), wfl::NAME_TAKEN);
    desk.take("x", AddUser::new("analyst@md", roles)).unwrap();
    for code_of_state in ["m", "md", "MD MD", "МД", "1MD", "MOLDOVA-1"] {
        assert_eq!(code(desk.take("x", AddCountry::new(code_of_state))), wfl::NAME_UNREADABLE, "{code_of_state}");
    }
    assert_eq!(code(desk.take("x", AddCountry::new("MD"))), wfl::NAME_TAKEN);
    desk.take("x", AddCountry::new("KZ").with_staff()).unwrap();
    assert_eq!(code(desk.take("x", DeactivateUser::new("nobody@md"))), wfl::NOBODY_THERE);
    for id in ["", "entries", "ENTRIES TWO", "1", "ВЪЕЗДЫ"] {
        assert_eq!(code(desk.take("x", DeclareIndicator::new(id))), wfl::NAME_UNREADABLE, "{id}");
    }
}

#[test]
fn openings_name_somebody_and_something() {
    let mut desk = Desk::new();
    let opening = |indicator: &str, audience| Opening::new("MD", indicator, audience);
    let to = |codes: &[&str]| Audience::States(codes.iter().map(|c| Arc::from(*c)).collect());
    let nobody = desk.take("x", OpenTo::new(opening(INDICATOR, to(&[]))));
    assert_eq!(code(nobody), codes::acc::RULE_UNREADABLE);
    assert_eq!(code(desk.take("x", OpenTo::new(opening(INDICATOR, to(&["XX"]))))), wfl::NOBODY_THERE);
    assert_eq!(code(desk.take("x", OpenTo::new(opening("NONE", Audience::Public)))), wfl::INDICATOR_UNKNOWN);
    assert_eq!(code(desk.take("x", CloseTo::new(opening(INDICATOR, Audience::Public)))), wfl::NOBODY_THERE);
}

#[test]
fn cells_without_figures_are_counted_apart() {
    let builder = Table::builder(Measure::parse("cases:crossing:one", "flow").unwrap(), Concept::new("CROSSING"))
        .axis(Axis::category("SEX"))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["F", "2024"], "3")
        .row(&["M", "2024"], "not-collected")
        .concealed(&["F", "2025"], 2.into(), Status::NORMAL);
    let mut desk = Desk::new();
    desk.take("submitter@md", Submit::new(INDICATOR, builder.build().unwrap().slice("SEX", &["F"]).unwrap())).unwrap();
    let covers = &desk.records[0].submission().covers;
    assert_eq!((covers.cells, covers.figures, covers.times.len()), (2, 1, 2));
}
