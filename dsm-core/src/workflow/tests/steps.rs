//! Drafts, questions, control totals, configurations and years.

use super::*;
use crate::{access::Configuration, error::codes::chk, protect::Protection};

fn draft(rows: &[(&str, &str)]) -> KeepDraft {
    KeepDraft::of(Submit::new(INDICATOR, table(rows)))
}

/// Totals by year, made independently.
fn totals(rows: &[(&str, &str)]) -> Table {
    let builder = Table::builder(Measure::parse("cases:crossing:one", "flow").unwrap(), Concept::new("CONTROL"))
        .axis(Axis::time("TIME_PERIOD"));
    rows.iter().fold(builder, |builder, (time, figure)| builder.row(&[*time], figure)).build().unwrap()
}

fn configure(desk: &mut Desk, change: impl FnOnce(&mut Configuration)) {
    let mut configuration = Configuration::default();
    change(&mut configuration);
    desk.take("administrator@md", Configure::new("MD", configuration)).unwrap();
}

fn submission(desk: &Desk, id: &SubmissionId) -> Submission {
    desk.records.iter().find(|r| r.submission().id == *id).unwrap().submission().clone()
}

#[test]
fn a_draft_is_kept_handed_in_by_somebody_or_discarded() {
    let mut desk = Desk::new();
    let grave = Finding::new(codes::tab::NEGATIVE_COUNT);
    let with_findings = Submit::new(INDICATOR, table(&[("2024", "3")])).findings(vec![grave]);
    let faulty = desk.take("submitter@md", KeepDraft::of(with_findings)).unwrap();
    assert_eq!(desk.state(&faulty), State::Draft);
    assert_eq!(code(desk.take("submitter@md", HandIn::new(&faulty))), wfl::FINDINGS_BLOCK);
    desk.take("submitter@md", Discard::new(&faulty)).unwrap();
    assert_eq!(desk.state(&faulty), State::Discarded);
    let empty = desk.take("submitter@md", draft(&[])).unwrap();
    assert_eq!(code(desk.take("submitter@md", HandIn::new(&empty))), wfl::TABLE_EMPTY);
    // Who hands it in is who submitted it.
    let kept = desk.take("submitter@md", draft(&[("2024", "3")])).unwrap();
    assert_eq!(code(desk.take("verifier@md", Verify::new(&kept))), wfl::STATE_WRONG);
    assert_eq!(code(desk.take("verifier@md", HandIn::new(&kept).seen(4))), wfl::CHANGED_MEANWHILE);
    desk.take("verifier@md", HandIn::new(&kept)).unwrap();
    assert_eq!(code(desk.take("verifier@md", Verify::new(&kept))), wfl::FOUR_EYES);
    desk.take("submitter@md", Verify::new(&kept)).unwrap();
}

#[test]
fn what_rests_on_assumptions_is_not_even_a_draft() {
    use crate::measure::Assume;
    let persons = Table::builder(Measure::parse("persons-distinct", "flow").unwrap(), Concept::new("PERSONS"))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["2024-01"], "3")
        .row(&["2024-02"], "4");
    let assume = Assume::named(&["once-per-period"]).unwrap();
    let summed = persons.build().unwrap().sum(&["TIME_PERIOD"], &assume).unwrap();
    let refused = Desk::new().take("submitter@md", KeepDraft::of(Submit::new(INDICATOR, summed)));
    assert_eq!(code(refused), wfl::FIGURES_ASSUMED);
}

#[test]
fn a_draft_of_a_revision_needs_the_right_to_revise_when_it_is_handed_in() {
    let mut desk = Desk::new();
    let first = desk.released(&[("2024", "3")]);
    let revision = Submit::new(INDICATOR, table(&[("2024", "5")])).revising(&first, "Late forms");
    let who = Subject::new("submitter@md", Some("MD"), &[]);
    let at = Moment::parse("2026-11-22").unwrap();
    let of_nothing = SubmissionId::parse("MD-2026-0077").unwrap();
    let of_nothing = Submit::new(INDICATOR, table(&[("2024", "5")])).revising(&of_nothing, "Late forms");
    assert_eq!(code(desk.take("submitter@md", KeepDraft::of(of_nothing))), wfl::SUBMISSION_UNKNOWN);
    let step = KeepDraft::of(revision);
    assert_eq!(step.request(&who, None, at).act, crate::access::Act::Submit);
    let kept = desk.take("submitter@md", step).unwrap();
    let record = desk.records.last().cloned();
    let hand_in = HandIn::new(&kept);
    assert_eq!(hand_in.request(&who, record.as_ref(), at).act, crate::access::Act::Revise);
    desk.take("releaser@md", Withdraw::as_wrong(&first, "Counted twice")).unwrap();
    assert_eq!(code(desk.take("submitter@md", hand_in)), wfl::SUBMISSION_UNKNOWN, "what it revises is not in force");
}

#[test]
fn corrections_name_what_was_returned_and_count_the_attempts() {
    let mut desk = Desk::new();
    let first = desk.submit(&[("2024", "3")]);
    let again = |id: &SubmissionId| Submit::new(INDICATOR, table(&[("2024", "4")])).correcting(id);
    assert_eq!(code(desk.take("submitter@md", again(&first))), wfl::STATE_WRONG);
    desk.take("verifier@md", Return::new(&first, "Which border point?")).unwrap();
    let second = desk.take("submitter@md", again(&first)).unwrap();
    desk.take("verifier@md", Return::new(&second, "Still?")).unwrap();
    let third = desk.take("submitter@md", KeepDraft::of(again(&second))).unwrap();
    let attempts = [&first, &second, &third].map(|id| (submission(&desk, id).attempt, submission(&desk, id).corrects));
    assert_eq!(attempts, [(1, None), (2, Some(first.clone())), (3, Some(second))]);
    // Of another indicator, of another State, or not there: one answer.
    let other = Submit::new("EXITS", table(&[("2024", "4")])).correcting(&first);
    assert_eq!(code(desk.take("submitter@md", other)), wfl::SUBMISSION_UNKNOWN);
    let elsewhere = SubmissionId::parse("KZ-2026-0001").unwrap();
    assert_eq!(code(desk.take("submitter@md", again(&elsewhere))), wfl::SUBMISSION_UNKNOWN);
}

#[test]
fn open_questions_hold_verifying_up() {
    let mut desk = Desk::new();
    let id = desk.submit(&[("2024", "3")]);
    assert_eq!(code(desk.take("verifier@md", Ask::new(&id, "  "))), wfl::REASON_MISSING);
    assert_eq!(desk.take("verifier@md", Ask::new(&id, "Which border point?")).unwrap(), 1);
    assert_eq!(desk.take("verifier@md", Ask::new(&id, "All months?")).unwrap(), 2);
    let refused = desk.take("verifier@md", Verify::new(&id)).unwrap_err();
    assert_eq!((refused.code(), refused.args().named("count").unwrap().as_count()), (wfl::QUESTIONS_OPEN, Some(2)));
    assert!(!format!("{refused} {refused:?}").contains("border"), "what was asked is in no error");
    assert_eq!(code(desk.take("submitter@md", Answer::new(&id, 3, "All"))), wfl::QUESTION_UNKNOWN);
    assert_eq!(code(desk.take("submitter@md", Answer::new(&id, 2, ""))), wfl::REASON_MISSING);
    desk.take("submitter@md", Answer::new(&id, 2, "All")).unwrap();
    assert_eq!(code(desk.take("submitter@md", Answer::new(&id, 2, "Some"))), wfl::QUESTION_UNKNOWN);
    assert_eq!(code(desk.take("verifier@md", Verify::new(&id))), wfl::QUESTIONS_OPEN);
    desk.take("submitter@md", Answer::new(&id, 1, "Palanca")).unwrap();
    // Who looked before something was asked has not seen it.
    assert_eq!(code(desk.take("verifier@md", Verify::new(&id).seen(1))), wfl::CHANGED_MEANWHILE);
    desk.take("verifier@md", Verify::new(&id).seen(5)).unwrap();
    assert_eq!(desk.take("releaser@md", Ask::new(&id, "Sure?")).unwrap(), 3);
}

#[test]
fn control_totals_that_differ_return_the_submission_in_one_step() {
    let mut desk = Desk::new();
    let figures = || table(&[("2023", "3"), ("2024", "4")]);
    let agreeing = Submit::new(INDICATOR, figures()).control(totals(&[("2023", "3"), ("2024", "4")]));
    let id = desk.take("submitter@md", agreeing).unwrap();
    assert_eq!(desk.state(&id), State::Submitted);
    let differing = || Submit::new(INDICATOR, figures()).control(totals(&[("2023", "3"), ("2024", "5")]));
    let id = desk.take("submitter@md", differing()).unwrap();
    assert_eq!((desk.state(&id), submission(&desk, &id).version), (State::Returned, 2));
    let findings = desk.said.iter().find_map(|change| match change {
        Change::Submitted { submission, draft } if submission.id == id => Some(draft.findings().to_vec()),
        _ => None,
    });
    let findings = findings.unwrap();
    assert_eq!(findings.iter().map(Finding::rule).collect::<Vec<_>>(), [chk::CONTROL_TOTAL_DIFFERS]);
    assert!(findings[0].place().unwrap().to_string().contains("2024"));
    let Some(Change::Moved { reason: Some(reason), .. }) = desk.said.last() else { panic!() };
    assert_eq!(
        &**reason,
        "Returned: 1 control total differs from the figures. / Возвращено: с показателями расходится 1 контрольный итог."
    );
    // A draft says so while it is one, and is returned when it is handed in.
    let kept = desk.take("submitter@md", KeepDraft::of(differing())).unwrap();
    assert_eq!(desk.kept.drafts[&kept].findings().len(), 1);
    desk.take("submitter@md", HandIn::new(&kept)).unwrap();
    assert_eq!((desk.state(&kept), submission(&desk, &kept).version), (State::Returned, 3));
    // What is not known is handed in with a finding.
    let unknown = Submit::new(INDICATOR, figures()).control(totals(&[("2024", "*")]));
    let id = desk.take("submitter@md", unknown).unwrap();
    assert_eq!(desk.state(&id), State::Submitted);
    let Some(Change::Submitted { draft, .. }) = desk.said.last() else { panic!() };
    assert_eq!(draft.findings()[0].rule(), chk::CONTROL_TOTAL_NOT_KNOWN);
    // Other findings of severity error still block.
    let grave = differing().findings(vec![Finding::new(codes::tab::NEGATIVE_COUNT)]);
    assert_eq!(code(desk.take("submitter@md", grave)), wfl::FINDINGS_BLOCK);
}

#[test]
fn a_state_may_want_control_totals() {
    let mut desk = Desk::new();
    configure(&mut desk, |one| one.control_totals = [Arc::from(INDICATOR)].into());
    let figures = || Submit::new(INDICATOR, table(&[("2024", "4")]));
    assert_eq!(code(desk.take("submitter@md", figures())), wfl::CONTROL_TOTALS_MISSING);
    assert_eq!(code(desk.take("submitter@md", figures().control(totals(&[])))), wfl::CONTROL_TOTALS_MISSING);
    let kept = desk.take("submitter@md", KeepDraft::of(figures())).unwrap();
    assert_eq!(code(desk.take("submitter@md", HandIn::new(&kept))), wfl::CONTROL_TOTALS_MISSING);
    desk.take("submitter@md", figures().control(totals(&[("2024", "4")]))).unwrap();
}

#[test]
fn a_state_says_who_releases_and_by_what_threshold() {
    let mut desk = Desk::new();
    configure(&mut desk, |one| one.six_eyes = true);
    let id = desk.submit(&[("2024", "3"), ("2023", "12")]);
    desk.take("verifier@md", Verify::new(&id)).unwrap();
    for who in ["submitter@md", "verifier@md"] {
        assert_eq!(code(desk.take(who, Release::new(&id))), wfl::SIX_EYES);
    }
    // Who acts for one of them acts as one of them.
    assert_eq!(code(desk.take_for("releaser@md", Some("verifier@md"), Release::new(&id))), wfl::SIX_EYES);
    configure(&mut desk, |one| one.releasers = [Arc::from("verifier@md")].into());
    assert_eq!(code(desk.take("releaser@md", Release::new(&id))), wfl::NOT_A_RELEASER);
    configure(&mut desk, |one| one.least_threshold = Some(5));
    let by = |threshold| Protection::by(Rule::below(threshold).unwrap());
    assert_eq!(code(desk.take("releaser@md", Release::new(&id).protected(by(4)))), wfl::PROTECTION_WEAKER);
    let named = Protection::default().also(&["F", "2024"]);
    assert_eq!(code(desk.take("releaser@md", Release::new(&id).protected(named))), wfl::PROTECTION_WEAKER);
    assert_eq!(code(desk.take("releaser@md", Release::new(&id))), wfl::PROTECTION_WEAKER, "without protection");
    desk.take("releaser@md", Release::new(&id).protected(by(5))).unwrap();
    let (rule, pattern) = desk.kept.protections[&id].clone();
    assert_eq!((rule, pattern.len()), (Rule::below(5).unwrap(), 1));
    // A revision keeps the rule of what it revises, where that is as strong.
    configure(&mut desk, |one| one.least_threshold = Some(10));
    let revision = Submit::new(INDICATOR, table(&[("2024", "4"), ("2023", "13")])).revising(&id, "Late forms");
    let second = desk.take("submitter@md", revision).unwrap();
    desk.take("verifier@md", Verify::new(&second)).unwrap();
    assert_eq!(code(desk.take("releaser@md", Release::new(&second))), wfl::PROTECTION_WEAKER);
    desk.take("releaser@md", Release::new(&second).protected(by(10))).unwrap();
    assert_eq!(desk.kept.protections[&second].0, Rule::below(10).unwrap());
    configure(&mut desk, |one| one.least_threshold = Some(5));
    let revision = Submit::new(INDICATOR, table(&[("2024", "4"), ("2023", "14")])).revising(&second, "Later forms");
    let third = desk.take("submitter@md", revision).unwrap();
    desk.take("verifier@md", Verify::new(&third)).unwrap();
    desk.take("releaser@md", Release::new(&third)).unwrap();
    assert_eq!(desk.kept.protections[&third].0, Rule::below(10).unwrap());
}

#[test]
fn a_configuration_names_what_there_is() {
    let mut desk = Desk::new();
    let mut said = |country: &str, change: &dyn Fn(&mut Configuration)| {
        let mut configuration = Configuration::default();
        change(&mut configuration);
        code(desk.take("administrator@md", Configure::new(country, configuration)))
    };
    assert_eq!(said("KZ", &|_| {}), wfl::NOBODY_THERE);
    assert_eq!(said("MD", &|one| one.releasers = [Arc::from("ghost@md")].into()), wfl::NOBODY_THERE);
    assert_eq!(said("MD", &|one| one.control_totals = [Arc::from("NONE")].into()), wfl::INDICATOR_UNKNOWN);
    assert_eq!(said("MD", &|one| one.least_threshold = Some(1)), codes::sdc::RULE_UNREADABLE);
}

#[test]
fn nobody_verifies_for_who_submitted() {
    let mut desk = Desk::new();
    let submit = || Submit::new(INDICATOR, table(&[("2024", "3")]));
    let for_other = desk.take_for("submitter@md", Some("releaser@md"), submit()).unwrap();
    assert_eq!(submission(&desk, &for_other).submitted_on_behalf.as_deref(), Some("releaser@md"));
    for (who, on_behalf) in [
        ("submitter@md", None),
        ("releaser@md", None),
        ("verifier@md", Some("submitter@md")),
        ("verifier@md", Some("releaser@md")),
    ] {
        assert_eq!(code(desk.take_for(who, on_behalf, Verify::new(&for_other))), wfl::FOUR_EYES, "{who} {on_behalf:?}");
    }
    desk.take("verifier@md", Verify::new(&for_other)).unwrap();
    let verified = submission(&desk, &for_other);
    assert_eq!((verified.verified_by.as_deref(), verified.verified_on_behalf), (Some("verifier@md"), None));
}

#[test]
fn a_closed_year_stays_as_it_is() {
    let mut desk = Desk::new();
    let released = desk.released(&[("2024", "3")]);
    let verified = desk.submit(&[("2023-07-01/2024-06-30", "3"), ("2025", "4")]);
    desk.take("verifier@md", Verify::new(&verified)).unwrap();
    assert_eq!(code(desk.take("releaser@md", SignOff::new(INDICATOR, 2024))), wfl::NOBODY_THERE);
    assert_eq!(code(desk.take("releaser@md", CloseYear::new("NONE", 2024))), wfl::INDICATOR_UNKNOWN);
    desk.take("releaser@md", CloseYear::new(INDICATOR, 2024)).unwrap();
    assert_eq!(code(desk.take("releaser@md", CloseYear::new(INDICATOR, 2024))), wfl::YEAR_CLOSED);
    for signed in [false, true] {
        assert_eq!(code(desk.take("releaser@md", Release::new(&verified))), wfl::YEAR_CLOSED, "by its last day");
        assert_eq!(code(desk.take("releaser@md", Withdraw::as_wrong(&released, "Twice"))), wfl::YEAR_CLOSED);
        if !signed {
            assert_eq!(code(desk.take("releaser@md", SignOff::new(INDICATOR, 2024))), wfl::YEAR_CLOSED_BY_SAME);
            let by_other = desk.take_for("verifier@md", Some("releaser@md"), SignOff::new(INDICATOR, 2024));
            assert_eq!(code(by_other), wfl::YEAR_CLOSED_BY_SAME, "both have acted");
            desk.take("verifier@md", SignOff::new(INDICATOR, 2024)).unwrap();
            assert_eq!(code(desk.take("submitter@md", SignOff::new(INDICATOR, 2024))), wfl::NAME_TAKEN);
        }
    }
    desk.take("releaser@md", Withdraw::for_confidentiality(&released, "A person can be told")).unwrap();
    assert_eq!(code(desk.take("releaser@md", ReopenYear::new(INDICATOR, 2024, " "))), wfl::REASON_MISSING);
    assert_eq!(code(desk.take("releaser@md", ReopenYear::new(INDICATOR, 2023, "Late"))), wfl::NOBODY_THERE);
    desk.take("releaser@md", ReopenYear::new(INDICATOR, 2024, "Late forms")).unwrap();
    desk.take("releaser@md", Release::new(&verified)).unwrap();
}

#[test]
fn the_same_figures_are_handed_in_once_where_that_is_asked() {
    let mut desk = Desk::new();
    let first = desk.submit(&[("2023", "3"), ("2024", "4")]);
    let again = || Submit::new(INDICATOR, table(&[("2024", "4"), ("2023", "3")])).once();
    let refused = desk.take("submitter@md", again()).unwrap_err();
    assert_eq!(refused.code(), wfl::HANDED_IN_ALREADY);
    assert_eq!(refused.args().named("earlier").unwrap().to_string(), first.to_string());
    assert_eq!(desk.records.len(), 1, "nothing is doubled");
    // One figure more or less, or another status, is another matter.
    for rows in [&[("2023", "3"), ("2024", "5")][..], &[("2023", "3"), ("2024", "4 [P]")], &[("2024", "4")]] {
        desk.take("submitter@md", Submit::new(INDICATOR, table(rows)).once()).unwrap();
    }
    // What control totals send back at once is in nobody's way; nor is what was returned.
    let differing = again().control(totals(&[("2023", "3"), ("2024", "5")]));
    let returned = desk.take("submitter@md", differing).unwrap();
    assert_eq!(desk.state(&returned), State::Returned);
    desk.take("verifier@md", Return::new(&first, "Which border point?")).unwrap();
    let third = desk.take("submitter@md", again().correcting(&first)).unwrap();
    for state in [State::Submitted, State::Verified, State::Released] {
        assert_eq!(desk.state(&third), state);
        assert_eq!(code(desk.take("submitter@md", again())), wfl::HANDED_IN_ALREADY);
        match state {
            State::Submitted => desk.take("verifier@md", Verify::new(&third)).unwrap(),
            State::Verified => desk.take("releaser@md", Release::new(&third)).unwrap(),
            _ => {}
        }
    }
    // A revision may be the same as what it replaces.
    desk.take("submitter@md", again().revising(&third, "The explanation was wrong")).unwrap();
}
