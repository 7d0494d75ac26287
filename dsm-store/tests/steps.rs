//! Drafts, questions, control totals, configurations and years, as they are kept and shown.

use crate::region::{INDICATOR, Region, code, decisions, submit};
use dsm_core::{
    access::Configuration,
    error::{
        Kind,
        codes::{acc, chk, wfl},
    },
    measure::{Concept, Measure},
    protect::{Protection, Rule},
    table::{Axis, Status, Table},
    workflow::{
        AddUser, Answer, Ask, CloseYear, Configure, Discard, HandIn, KeepDraft, Release, ReopenYear, Return, SignOff,
        State, Submit, Verify, Withdraw,
    },
};
use dsm_store::Query;

const GRAVE: &[(&str, &str, &str)] = &[("AFG", "2024", "3")];

/// Totals by year, made independently.
fn totals(rows: &[(&str, &str)]) -> Table {
    let builder = Table::builder(Measure::parse("cases:decision:many", "flow").unwrap(), Concept::new("DECISION"))
        .axis(Axis::time("TIME_PERIOD"));
    rows.iter().fold(builder, |builder, (year, figure)| builder.row(&[*year], figure)).build().unwrap()
}

fn configure(region: &Region, change: impl FnOnce(&mut Configuration)) {
    let mut configuration = Configuration::default();
    change(&mut configuration);
    region.take("administrator@md", Configure::new("MD", configuration)).unwrap();
}

#[test]
fn a_draft_is_kept_with_its_file_and_handed_in_later() {
    let region = Region::of(&["KZ", "MD"]);
    let finding = dsm_core::error::Finding::new(dsm_core::error::codes::sem::UNIT_UNSTATED);
    let kept = submit(GRAVE).findings(vec![finding.clone()]).file("md.csv", b"AFG;3\n");
    let id = region.take("submitter@md", KeepDraft::of(kept)).unwrap();
    let dossier = region.session("submitter@md").submission(&id).unwrap();
    assert_eq!((dossier.state, &dossier.findings), (State::Draft, &vec![finding.clone()]));
    assert_eq!(dossier.received().map(|file| &*file.bytes), Some(&b"AFG;3\n"[..]));
    assert_eq!(region.view("verifier@md", &Query::submission(&id)).unwrap().len(), 1);
    // Who may not inspect does not know of it, and whoever is of another State is answered as if it were not there.
    for who in ["analyst@md", "administrator@md"] {
        assert!(region.session(who).submissions().unwrap().is_empty(), "{who}");
        let history = region.session(who).history().unwrap();
        assert!(history.iter().all(|entry| *entry.what != *"drafted"), "{who}");
    }
    let nobody = dsm_core::workflow::SubmissionId::parse("MD-2026-0099").unwrap();
    for who in ["analyst@md", "verifier@kz", "administrator@dsm", "administrator@md"] {
        let refused = |id| region.session(who).submission(id).unwrap_err();
        let said = |id| format!("{} {:?}", refused(id), refused(id));
        assert_eq!(said(&id), said(&nobody), "{who}");
        assert_eq!(refused(&id).kind(), Kind::Denied);
    }
    region.verifies();
    region.take("submitter@md", HandIn::new(&id)).unwrap();
    region.take("verifier@md", Verify::new(&id)).unwrap();
    region.take("releaser@md", Release::new(&id)).unwrap();
    let dossier = region.session("verifier@md").submission(&id).unwrap();
    let steps: Vec<String> =
        dossier.steps.iter().map(|step| format!("{} {} {}", step.number, step.what, step.who)).collect();
    let expected =
        ["1 drafted submitter@md", "2 submitted submitter@md", "3 verified verifier@md", "4 released releaser@md"];
    assert_eq!(steps, expected);
    assert_eq!(dossier.submission.verified_by.as_deref(), Some("verifier@md"));
    let other = region.take("submitter@md", KeepDraft::of(submit(GRAVE))).unwrap();
    region.take("submitter@md", Discard::new(&other)).unwrap();
    assert_eq!(code(region.take("submitter@md", HandIn::new(&other))), wfl::STATE_WRONG);
    region.verifies();
}

#[test]
fn questions_are_asked_answered_and_kept() {
    let region = Region::of(&["MD"]);
    let id = region.take("submitter@md", submit(GRAVE)).unwrap();
    assert_eq!(region.take("verifier@md", Ask::new(&id, "Which border point?")).unwrap(), 1);
    assert_eq!(region.take("verifier@md", Ask::new(&id, "All months?")).unwrap(), 2);
    assert_eq!(code(region.take("submitter@md", Ask::new(&id, "?"))), acc::ROLE_MISSING);
    assert_eq!(code(region.take("verifier@md", Verify::new(&id))), wfl::QUESTIONS_OPEN);
    region.take("submitter@md", Answer::new(&id, 1, "Palanca")).unwrap();
    assert_eq!(code(region.take("submitter@md", Answer::new(&id, 1, "Leușeni"))), wfl::QUESTION_UNKNOWN);
    region.verifies();
    let questions = region.session("submitter@md").submission(&id).unwrap().questions;
    let texts: Vec<_> =
        questions.iter().map(|q| (&*q.said.text, q.answer.as_ref().map(|a| (&*a.text, &*a.by)))).collect();
    assert_eq!(texts, [("Which border point?", Some(("Palanca", "submitter@md"))), ("All months?", None)]);
    assert!(region.session("administrator@md").history().unwrap().iter().all(|entry| *entry.what != *"asked"));
    region.take("submitter@md", Answer::new(&id, 2, "All")).unwrap();
    region.take("verifier@md", Verify::new(&id)).unwrap();
    region.verifies();
}

#[test]
fn control_totals_that_differ_come_back_with_the_submission() {
    let region = Region::of(&["KZ", "MD"]);
    configure(&region, |one| one.control_totals = [INDICATOR.into()].into());
    let figures = || submit(&[("AFG", "2024", "3"), ("SYR", "2024", "4"), ("AFG", "2023", "1")]);
    assert_eq!(code(region.take("submitter@md", figures())), wfl::CONTROL_TOTALS_MISSING);
    region.take("submitter@kz", figures()).unwrap();
    let control = totals(&[("2023", "1"), ("2024", "8")]);
    let first = region.take("submitter@md", figures().control(control.clone())).unwrap();
    let dossier = region.session("submitter@md").submission(&first).unwrap();
    assert_eq!((dossier.state, dossier.findings.len()), (State::Returned, 1));
    assert_eq!(dossier.findings[0].rule(), chk::CONTROL_TOTAL_DIFFERS);
    assert!(dossier.findings[0].place().unwrap().to_string().contains("2024"));
    assert_eq!(dossier.control.as_deref(), Some(&control));
    let reasons: Vec<_> = dossier.steps.iter().map(|step| (&*step.what, step.reason.is_some())).collect();
    assert_eq!(reasons, [("submitted", false), ("returned", true)]);
    let draft = KeepDraft::of(figures().control(totals(&[("2024", "7")])).correcting(&first));
    let second = region.take("submitter@md", draft).unwrap();
    region.take("submitter@md", HandIn::new(&second)).unwrap();
    let dossier = region.session("verifier@md").submission(&second).unwrap();
    assert_eq!((dossier.state, dossier.submission.attempt), (State::Submitted, 2));
    assert_eq!((dossier.submission.corrects.as_ref(), dossier.findings.len()), (Some(&first), 0));
    region.verifies();
}

#[test]
fn who_releases_by_which_rule_is_the_states_to_say() {
    let region = Region::of(&["MD"]);
    configure(&region, |one| {
        one.six_eyes = true;
        one.least_threshold = Some(5);
    });
    region.take("administrator@md", AddUser::new("approver@md", &["data-approver"])).unwrap();
    let id = region.take("submitter@md", submit(&[("AFG", "2024", "3"), ("SYR", "2024", "30")])).unwrap();
    region.take("approver@md", Verify::new(&id)).unwrap();
    assert_eq!(code(region.take("approver@md", Release::new(&id))), wfl::SIX_EYES);
    assert_eq!(code(region.take("releaser@md", Release::new(&id))), wfl::PROTECTION_WEAKER);
    let by_five = |id| Release::new(id).protected(Protection::by(Rule::below(5).unwrap()));
    region.take("releaser@md", by_five(&id)).unwrap();
    let dossier = region.session("verifier@md").submission(&id).unwrap();
    assert_eq!(dossier.rule, Some(Rule::below(5).unwrap()));
    // What is said later takes the place of what was said.
    configure(&region, |one| one.releasers = ["approver@md".into()].into());
    let next = region.take("submitter@md", submit(&[("AFG", "2023", "3")])).unwrap();
    region.take("approver@md", Verify::new(&next)).unwrap();
    assert_eq!(code(region.take("releaser@md", Release::new(&next))), wfl::NOT_A_RELEASER);
    region.take("approver@md", Release::new(&next)).unwrap();
    for who in ["releaser@md", "administrator@dsm"] {
        let configure = Configure::new("MD", Configuration::default());
        assert_eq!(region.take(who, configure).is_ok(), who == "administrator@dsm");
    }
    region.verifies();
}

#[test]
fn figures_of_years_that_are_not_final_are_provisional_to_everybody() {
    let region = Region::of(&["KZ", "MD"]);
    region.release("kz", submit(&[("AFG", "2024", "9")]));
    let id = region
        .release("md", submit(&[("AFG", "2023", "3 [B]"), ("AFG", "2024", "4"), ("SYR", "2024", "not-collected")]));
    let statuses = |who: &str| {
        let view = region.view(who, &Query::new(INDICATOR).country("MD")).unwrap();
        view.rows().map(|row| row.status).collect::<Vec<_>>()
    };
    let (normal, broken, provisional) = (Status::NORMAL, Status::BREAK, Status::PROVISIONAL);
    assert_eq!(statuses("analyst@md"), [broken, normal, normal]);
    configure(&region, |one| one.provisional_until_closed = true);
    for who in ["analyst@md", "analyst@kz"] {
        assert_eq!(
            statuses(who),
            [broken.and(provisional), provisional, normal],
            "{who}: what is missing is not provisional"
        );
    }
    // What was handed in is looked at as it was.
    let inspected = region.view("verifier@md", &Query::submission(&id)).unwrap();
    assert!(inspected.rows().all(|row| !row.status.has(provisional)));
    region.take("releaser@md", CloseYear::new(INDICATOR, 2023)).unwrap();
    assert_eq!(statuses("analyst@kz"), [broken.and(provisional), provisional, normal], "nobody else has signed it off");
    assert_eq!(code(region.take("releaser@md", SignOff::new(INDICATOR, 2023))), wfl::YEAR_CLOSED_BY_SAME);
    region.take("verifier@md", SignOff::new(INDICATOR, 2023)).unwrap();
    assert_eq!(statuses("analyst@kz"), [broken, provisional, normal]);
    assert_eq!(code(region.take("releaser@md", Withdraw::as_wrong(&id, "Twice"))), wfl::YEAR_CLOSED);
    region.verifies();
    region.take("releaser@md", ReopenYear::new(INDICATOR, 2023, "Late forms")).unwrap();
    assert_eq!(statuses("analyst@kz"), [broken.and(provisional), provisional, normal]);
    let reason = region.session("verifier@md").history().unwrap().last().and_then(|entry| entry.reason.clone());
    assert_eq!(reason.as_deref(), Some("Late forms"));
    region.verifies();
}

#[test]
fn what_is_provisional_until_its_year_is_final_does_not_count_where_provisional_figures_do_not() {
    use dsm_core::access::{Mode, Reciprocity};
    let region = Region::of(&["KZ", "MD"]);
    let mut terms = Reciprocity::per(Mode::Indicator);
    (terms.provisional_counts, terms.least_figures) = (false, 50);
    region.take("administrator@dsm", dsm_core::workflow::DeclareIndicator::new(INDICATOR).under(terms)).unwrap();
    region.release("kz", submit(&[("AFG", "2024", "9")]));
    region.release("md", submit(&[("AFG", "2022", "1"), ("AFG", "2023", "3"), ("AFG", "2024", "4")]));
    let seen = || region.view("analyst@md", &Query::new(INDICATOR).country("KZ")).is_ok();
    assert!(seen());
    configure(&region, |one| one.provisional_until_closed = true);
    assert!(!seen(), "all three are provisional");
    let finish = |year| {
        region.take("releaser@md", CloseYear::new(INDICATOR, year)).unwrap();
        region.take("verifier@md", SignOff::new(INDICATOR, year)).unwrap();
    };
    finish(2022);
    assert!(!seen(), "one of three is not half");
    finish(2023);
    assert!(seen(), "two of three are");
    region.take("releaser@md", ReopenYear::new(INDICATOR, 2023, "Late forms")).unwrap();
    assert!(!seen());
}

#[test]
fn what_was_superseded_or_withdrawn_can_be_withdrawn_for_confidentiality() {
    let region = Region::of(&["MD"]);
    let first = region.release("md", submit(GRAVE));
    let second = region.release("md", submit(&[("AFG", "2024", "5")]).revising(&first, "Late forms"));
    let because = "A person can be told";
    region.take("releaser@md", Withdraw::for_confidentiality(&first, because)).unwrap();
    assert_eq!(region.view("analyst@md", &Query::new(INDICATOR).country("MD")).unwrap().len(), 1, "the revision stays");
    region.take("releaser@md", Withdraw::as_wrong(&second, "Twice")).unwrap();
    assert_eq!(code(region.take("releaser@md", Withdraw::as_wrong(&second, "Twice"))), wfl::STATE_WRONG);
    region.take("releaser@md", Withdraw::for_confidentiality(&second, because)).unwrap();
    let listed = region.session("verifier@md").submissions().unwrap();
    assert!(listed.iter().all(|one| one.submission.confidential && one.state == State::Withdrawn));
    assert!(listed[1].submission.revises.as_ref().is_some_and(|(id, _)| *id == first));
    region.verifies();
}

#[test]
fn corrections_are_counted_from_the_history() {
    let region = Region::of(&["MD"]);
    let first = region.take("submitter@md", submit(GRAVE)).unwrap();
    region.take("verifier@md", Return::new(&first, "Thirty?")).unwrap();
    let second = region.take("submitter@md", submit(GRAVE).correcting(&first)).unwrap();
    assert_eq!(region.session("verifier@md").submission(&second).unwrap().submission.attempt, 2);
    let again = Submit::new(INDICATOR, decisions(GRAVE)).correcting(&second);
    assert_eq!(code(region.take("submitter@md", again)), wfl::STATE_WRONG);
    region.verifies();
}
