//! Who may do and see what beside roles for ever: assignments, delegations, producers, agreements, grace, and the rules as each sees them.

use crate::region::{INDICATOR, Region, code, submit};
use dsm_core::{
    access::{
        Act, Agreement, Assignment, Audience, Delegation, Limits, Mode, Opening, Producer, Reciprocity, Slice, Totals,
    },
    error::codes::{acc, wfl},
    time::{Day, Moment, Period, Time},
    workflow::{
        AddAgency, AddUser, Assign, CloseTo, DeactivateUser, DeclareIndicator, DeclareRole, DeclareTotals, Delegate,
        EndAgreement, EndProducer, JoinAgreement, LeaveAgreement, MakeProducer, OpenTo, ProposeAgreement, Revoke,
        Unassign, Verify, Withdraw,
    },
};
use dsm_store::{Query, Rules};
use std::sync::Arc;

const WHOLE: &str = "administrator@dsm";
const STATE: &str = "administrator@md";

fn at(day: &str) -> Moment {
    Moment::parse(day).unwrap()
}

fn year(text: &str) -> Slice {
    Slice::everything().times([Time::Period(Period::parse(text).unwrap())])
}

fn figures(year: &str) -> dsm_core::workflow::Submit {
    submit(&[("AFG", year, "3")])
}

#[test]
fn an_assignment_holds_for_its_part_and_its_time() {
    let region = Region::of(&["KZ", "MD"]);
    region.take(WHOLE, DeclareRole::new("compiler", &[Act::Submit])).unwrap();
    assert_eq!(code(region.take(WHOLE, DeclareRole::new("compiler", &[Act::Read]))), wfl::NAME_TAKEN);
    assert_eq!(code(region.take(WHOLE, DeclareRole::new("adder", &[Act::Add]))), acc::RULE_UNREADABLE);
    assert_eq!(code(region.take(STATE, DeclareRole::new("other", &[Act::Read]))), acc::OTHER_STATE);
    let limits =
        Limits::none().indicators(&[INDICATOR]).part(year("2024")).from(at("2026-12-01")).until(at("2027-01-01"));
    let assignment = || Assignment::new("analyst@md", "compiler").within(limits.clone());
    assert_eq!(code(region.take("administrator@kz", Assign::new(assignment()))), acc::OTHER_STATE);
    assert_eq!(code(region.take("submitter@md", Assign::new(assignment()))), acc::ROLE_MISSING);
    let backwards = Assignment::new("analyst@md", "compiler").within(limits.clone().until(at("2026-12-01")));
    assert_eq!(code(region.take(STATE, Assign::new(backwards))), wfl::END_BEFORE_BEGINNING);
    assert_eq!(code(region.take(STATE, Assign::new(Assignment::new("x@md", "compiler")))), wfl::NOBODY_THERE);
    assert_eq!(code(region.take(STATE, Assign::new(Assignment::new("analyst@md", "king")))), wfl::NOBODY_THERE);
    region.take(STATE, Assign::new(assignment())).unwrap();
    assert_eq!(code(region.take(STATE, Assign::new(assignment()))), wfl::NAME_TAKEN);
    // Before its time there is no such right at all.
    assert_eq!(code(region.take("analyst@md", figures("2024"))), acc::ROLE_MISSING);
    region.clock.set("2026-12-01");
    region.take("analyst@md", figures("2024")).unwrap();
    assert_eq!(code(region.take("analyst@md", figures("2025"))), acc::NOT_AVAILABLE, "another year");
    let elsewhere = dsm_core::workflow::Submit::new("ENTRIES", crate::region::decisions(&[("AFG", "2024", "3")]));
    assert_eq!(code(region.take("analyst@md", elsewhere)), acc::NOT_AVAILABLE, "another indicator");
    region.take(STATE, Unassign::new(assignment())).unwrap();
    assert_eq!(code(region.take("analyst@md", figures("2024"))), acc::ROLE_MISSING);
    assert_eq!(code(region.take(STATE, Unassign::new(assignment()))), wfl::NOBODY_THERE);
    region.verifies();
}

#[test]
fn a_delegation_never_exceeds_its_giver_and_says_on_whose_behalf() {
    let region = Region::of(&["KZ", "MD"]);
    let give = |user: &str, acts: &[Act]| Delegate::new(user, acts);
    let refused = |who: &str, step| code(region.take(who, step));
    assert_eq!(refused("verifier@md", give("analyst@kz", &[Act::Verify])), wfl::NOBODY_THERE);
    assert_eq!(refused("verifier@md", give("nobody@md", &[Act::Verify])), wfl::NOBODY_THERE);
    assert_eq!(refused("verifier@md", give("verifier@md", &[Act::Verify])), wfl::NOBODY_THERE);
    assert_eq!(refused("verifier@md", give("analyst@md", &[Act::Release])), acc::DELEGATION_EXCEEDS);
    assert_eq!(refused(STATE, give("analyst@md", &[Act::Grant])), acc::DELEGATION_EXCEEDS);
    assert_eq!(refused(STATE, give("analyst@md", &[Act::Administer])), acc::DELEGATION_EXCEEDS);
    assert_eq!(refused("verifier@md", give("analyst@md", &[])), acc::RULE_UNREADABLE);
    assert_eq!(refused(WHOLE, give("analyst@md", &[Act::Administer])), acc::OTHER_STATE);
    region.take("verifier@md", give("analyst@md", &[Act::Verify, Act::Inspect])).unwrap();
    assert_eq!(refused("verifier@md", give("analyst@md", &[Act::Inspect, Act::Verify])), wfl::NAME_TAKEN);
    // What is had by delegation is not passed on.
    assert_eq!(refused("analyst@md", give("releaser@md", &[Act::Verify])), acc::DELEGATION_EXCEEDS);
    let id = region.take("submitter@md", figures("2024")).unwrap();
    region.take("analyst@md", Verify::new(&id)).unwrap();
    let history = region.session("verifier@md").history().unwrap();
    let entry = history.iter().find(|entry| &*entry.what == "verified").unwrap();
    assert_eq!((&*entry.who, entry.behalf.as_deref()), ("analyst@md", Some("verifier@md")));
    // It ends with the rights of its giver, and when it is revoked.
    let second = region.take("submitter@md", figures("2023")).unwrap();
    let given = || Delegation::new("verifier@md", "analyst@md", &[Act::Verify, Act::Inspect]);
    assert_eq!(code(region.take("analyst@md", Revoke::new(given()))), acc::ROLE_MISSING);
    assert_eq!(code(region.take("administrator@kz", Revoke::new(given()))), acc::OTHER_STATE);
    region.take(STATE, Revoke::new(given())).unwrap();
    assert_eq!(code(region.take("analyst@md", Verify::new(&second))), acc::ROLE_MISSING);
    region.take("verifier@md", give("analyst@md", &[Act::Verify])).unwrap();
    region.take(STATE, DeactivateUser::new("verifier@md")).unwrap();
    assert_eq!(code(region.take("analyst@md", Verify::new(&second))), acc::NOT_AVAILABLE);
    region.verifies();
}

#[test]
fn while_there_are_producers_other_agencies_hand_nothing_in() {
    let region = Region::of(&["KZ", "MD"]);
    for agency in ["BORDER", "STATS"] {
        region.take(STATE, AddAgency::new("MD", agency)).unwrap();
        let user = AddUser::new(&format!("{}@md", agency.to_lowercase()), &["data-submitter"]).of_agency(agency);
        region.take(STATE, user).unwrap();
    }
    assert_eq!(code(region.take(STATE, AddAgency::new("MD", "STATS"))), wfl::NAME_TAKEN);
    assert_eq!(code(region.take(STATE, AddAgency::new("MD", "stats"))), wfl::NAME_UNREADABLE);
    assert_eq!(code(region.take(STATE, AddAgency::new("KZ", "STATS"))), acc::OTHER_STATE);
    let of_none = AddUser::new("clerk@md", &["data-submitter"]).of_agency("NONE");
    assert_eq!(code(region.take(STATE, of_none)), wfl::NOBODY_THERE);
    let producer = || Producer::new("MD", INDICATOR, "BORDER").from(at("2026-12-01"));
    assert_eq!(code(region.take(STATE, MakeProducer::new(Producer::new("MD", INDICATOR, "X1")))), wfl::NOBODY_THERE);
    region.take(STATE, MakeProducer::new(producer())).unwrap();
    region.take("stats@md", figures("2020")).unwrap();
    region.clock.set("2026-12-01");
    assert_eq!(code(region.take("stats@md", figures("2021"))), acc::NOT_PRODUCER);
    region.take("border@md", figures("2021")).unwrap();
    region.take("submitter@md", figures("2022")).unwrap();
    region.take(STATE, EndProducer::new(producer())).unwrap();
    region.take("stats@md", figures("2023")).unwrap();
    assert_eq!(code(region.take(STATE, EndProducer::new(producer()))), wfl::NOBODY_THERE);
    region.verifies();
}

#[test]
fn an_agreement_binds_who_has_joined_it() {
    let region = Region::of(&["KZ", "MD", "TJ", "UA"]);
    region.take(WHOLE, DeclareIndicator::new(INDICATOR)).unwrap();
    region.release("md", figures("2024"));
    region.release("kz", figures("2024"));
    let agreement = || Agreement::new("sharing", "Treaty of 2026", &["KZ", "MD", "TJ"], &[INDICATOR]);
    let propose = |agreement| region.take(WHOLE, ProposeAgreement::new(agreement));
    assert_eq!(code(propose(Agreement::new("sharing", " ", &["KZ", "MD"], &[INDICATOR]))), wfl::NAME_UNREADABLE);
    assert_eq!(code(propose(Agreement::new("sharing", "Treaty", &["KZ"], &[INDICATOR]))), wfl::NOBODY_THERE);
    assert_eq!(code(propose(Agreement::new("sharing", "Treaty", &["KZ", "XX"], &[INDICATOR]))), wfl::NOBODY_THERE);
    assert_eq!(code(propose(Agreement::new::<_, &str>("sharing", "Treaty", &["KZ", "MD"], &[]))), wfl::NOBODY_THERE);
    assert_eq!(code(region.take(STATE, ProposeAgreement::new(agreement()))), acc::OTHER_STATE);
    propose(agreement()).unwrap();
    assert_eq!(code(propose(agreement())), wfl::NAME_TAKEN);
    let query = Query::new(INDICATOR).country("MD");
    let join = |who: &str| region.take(who, JoinAgreement::new("sharing"));
    // To who is not invited there is no such agreement.
    let absent = region.take("administrator@ua", JoinAgreement::new("nothing")).unwrap_err();
    assert_eq!(format!("{:?}", join("administrator@ua").unwrap_err()), format!("{absent:?}"));
    assert_eq!(code(join("analyst@kz")), acc::ROLE_MISSING);
    join("administrator@kz").unwrap();
    assert_eq!(code(join("administrator@kz")), wfl::NAME_TAKEN);
    assert_eq!(code(region.view("analyst@kz", &query)), acc::NOT_AVAILABLE);
    join("administrator@md").unwrap();
    assert!(region.view("analyst@kz", &query).is_ok());
    assert_eq!(code(region.view("analyst@tj", &query)), acc::NOT_AVAILABLE);
    region.take("administrator@md", LeaveAgreement::new("sharing")).unwrap();
    assert_eq!(code(region.take("administrator@md", LeaveAgreement::new("sharing"))), wfl::NOBODY_THERE);
    assert_eq!(code(region.view("analyst@kz", &query)), acc::NOT_AVAILABLE);
    join("administrator@md").unwrap();
    region.take(WHOLE, EndAgreement::new("sharing")).unwrap();
    assert_eq!(code(region.view("analyst@kz", &query)), acc::NOT_AVAILABLE);
    // Under terms, only who fulfils them.
    let terms = Reciprocity::per(Mode::IndicatorAndPeriod);
    propose(agreement().under(terms).until(at("2027-01-01"))).unwrap();
    ["kz", "md", "tj"].iter().for_each(|state| join(&format!("administrator@{state}")).unwrap());
    assert!(region.view("analyst@kz", &query).is_ok());
    assert_eq!(code(region.view("analyst@tj", &query)), acc::NOT_AVAILABLE);
    region.clock.set("2027-01-01");
    assert_eq!(code(region.view("analyst@kz", &query)), acc::NOT_AVAILABLE);
    region.verifies();
}

#[test]
fn what_was_withdrawn_as_wrong_counts_for_the_days_of_grace() {
    let region = Region::of(&["KZ", "MD"]);
    let mut terms = Reciprocity::per(Mode::Indicator);
    terms.grace_days = 10;
    region.take(WHOLE, DeclareIndicator::new(INDICATOR).under(terms)).unwrap();
    region.release("md", figures("2024"));
    let id = region.release("kz", figures("2024"));
    let query = Query::new(INDICATOR).country("MD");
    region.take("releaser@kz", Withdraw::as_wrong(&id, "A mistake")).unwrap();
    region.clock.set("2026-12-02T07:00");
    assert!(region.view("analyst@kz", &query).is_ok());
    region.clock.set("2026-12-02T09:00");
    assert_eq!(code(region.view("analyst@kz", &query)), acc::NOT_CONTRIBUTED);
    let second = region.release("kz", figures("2024"));
    region.take("releaser@kz", Withdraw::for_confidentiality(&second, "A person")).unwrap();
    assert_eq!(code(region.view("analyst@kz", &query)), acc::NOT_CONTRIBUTED);
    region.verifies();
}

#[test]
fn openings_begin_end_name_contributors_and_are_said_once() {
    let region = Region::of(&["KZ", "MD", "TJ"]);
    region.take(WHOLE, DeclareIndicator::new(INDICATOR)).unwrap();
    region.release("md", figures("2024"));
    region.release("kz", figures("2020"));
    let query = Query::new(INDICATOR).country("MD");
    let opening = || Opening::new("MD", INDICATOR, Audience::Contributors).from(at("2026-12-01"));
    region.take(STATE, OpenTo::new(opening())).unwrap();
    assert_eq!(code(region.take(STATE, OpenTo::new(opening()))), wfl::NAME_TAKEN);
    assert_eq!(code(region.view("analyst@kz", &query)), acc::NOT_AVAILABLE);
    region.clock.set("2026-12-01");
    assert!(region.view("analyst@kz", &query).is_ok());
    assert_eq!(code(region.view("analyst@tj", &query)), acc::NOT_AVAILABLE);
    // What overlaps a forbid is denied as a whole; what does not is given.
    let forbid = Opening::new("MD", INDICATOR, Audience::Participants);
    let forbid = forbid.part(Slice::everything().codes("CITIZENSHIP", &["SYR"])).forbidding();
    region.take(STATE, OpenTo::new(forbid.clone())).unwrap();
    assert_eq!(code(region.view("analyst@kz", &query)), acc::NOT_AVAILABLE);
    assert!(region.view("analyst@kz", &query.clone().codes("CITIZENSHIP", &["AFG"])).is_ok());
    assert!(region.session("analyst@kz").rules().unwrap().openings.is_empty(), "what is forbidden is not offered");
    region.take(STATE, CloseTo::new(forbid)).unwrap();
    assert!(region.view("analyst@kz", &query).is_ok());
    region.verifies();
}

/// What KZ is told of the rules does not depend on what concerns others only.
#[test]
fn rules_are_told_to_whom_they_concern() {
    let region = Region::of(&["AM", "KZ", "MD", "TJ"]);
    let rules = |who: &str| -> Rules {
        if who.is_empty() {
            region.mechanism.public().unwrap().rules().unwrap()
        } else {
            region.session(who).rules().unwrap()
        }
    };
    let (kz, public) = (rules("analyst@kz"), rules(""));
    let to = |state: &str| Audience::States([Arc::from(state)].into());
    region.take(STATE, OpenTo::new(Opening::new("MD", INDICATOR, to("TJ")))).unwrap();
    region.take(STATE, OpenTo::new(Opening::new("MD", "ENTRIES", to("KZ")).forbidding())).unwrap();
    region.take(STATE, AddAgency::new("MD", "STATS")).unwrap();
    region.take(STATE, MakeProducer::new(Producer::new("MD", INDICATOR, "STATS"))).unwrap();
    region.take(STATE, Assign::new(Assignment::new("analyst@md", "data-verifier"))).unwrap();
    region.take("verifier@md", Delegate::new("analyst@md", &[Act::Verify])).unwrap();
    region.take(WHOLE, ProposeAgreement::new(Agreement::new("two", "Treaty", &["MD", "TJ"], &[INDICATOR]))).unwrap();
    assert_eq!(rules("analyst@kz"), kz);
    assert_eq!(rules(""), public);
    assert!(public.users.is_empty() && kz.users.keys().all(|id| id.ends_with("@kz")));
    let md = rules("analyst@md");
    assert_eq!((md.openings.len(), md.agencies.len(), md.producers.len()), (2, 1, 1));
    assert_eq!((md.assignments.len(), md.delegations.len(), md.agreements.len()), (1, 1, 1));
    let tj = rules("analyst@tj");
    assert_eq!((tj.openings.len(), tj.agreements.len(), tj.assignments.len()), (1, 1, 0));
    // Whom else an owner has named is not told.
    let many = Audience::States(["AM", "KZ"].iter().map(|state| Arc::from(*state)).collect());
    region.take(STATE, OpenTo::new(Opening::new("MD", "ENTRIES", many).part(year("2024")).to_add())).unwrap();
    assert!(rules("analyst@kz").openings.is_empty(), "it is forbidden to KZ");
    let am = rules("analyst@am");
    assert_eq!(am.openings, [Opening::new("MD", "ENTRIES", to("AM")).part(year("2024")).to_add()]);
    let day = |text| Day::parse(text).unwrap();
    let series = Totals::new("ENTRIES", &["AM", "KZ", "MD", "TJ"], day("2024-01-01"), day("2024-12-31"));
    region.take(WHOLE, DeclareTotals::new(series.clone())).unwrap();
    assert_eq!(rules("analyst@kz").totals, std::slice::from_ref(&series));
    assert!(rules("").totals.is_empty());
    let whole = rules(WHOLE);
    assert_eq!((whole.openings.len(), whole.agreements.len(), whole.totals.len()), (0, 1, 1));
    assert!(whole.users.contains_key("analyst@md") && whole.users.contains_key(WHOLE));
    region.verifies();
}

#[test]
fn another_may_administer_the_whole() {
    let region = Region::of(&["MD"]);
    assert_eq!(code(region.take(STATE, AddUser::new("deputy@dsm", &["system-administrator"]))), acc::OTHER_STATE);
    region.take(WHOLE, AddUser::new("deputy@dsm", &["system-administrator"])).unwrap();
    region.take("deputy@dsm", dsm_core::workflow::AddCountry::new("KZ").with_staff()).unwrap();
    let taken = region.take(WHOLE, dsm_core::workflow::AddCountry::new("DSM"));
    assert_eq!(code(taken), wfl::NAME_TAKEN, "its users would be taken for those of the whole");
    region.take("deputy@dsm", DeactivateUser::new("administrator@dsm")).unwrap();
    region.verifies();
}

/// Rights that somebody wrote into the file beside the history are found.
#[test]
fn rights_that_the_history_does_not_know_are_found() {
    for statement in [
        "INSERT INTO agency VALUES ('MD', 'GHOST')",
        "UPDATE user SET agency = NULL WHERE id = 'stats@md'",
        "DELETE FROM rule WHERE kind = 'producer'",
        "UPDATE rule SET rule = replace(rule, 'data-verifier', 'content-manager') WHERE kind = 'assignment'",
        "INSERT INTO rule (kind, rule) SELECT kind, rule FROM rule WHERE kind = 'delegation'",
        "INSERT INTO party VALUES ('sharing', 'MD')",
        "UPDATE agreement SET agreement = replace(agreement, '\"calendar\":false', '\"calendar\":true')",
        "UPDATE opening SET opening = replace(opening, 'add', 'see')",
        "UPDATE rule SET rule = replace(rule, 'TJ', 'UA') WHERE kind = 'totals'",
    ] {
        let region = Region::of(&["AM", "KZ", "MD", "TJ", "UA"]);
        region.take(STATE, AddAgency::new("MD", "STATS")).unwrap();
        region.take(STATE, AddUser::new("stats@md", &["data-submitter"]).of_agency("STATS")).unwrap();
        region.take(STATE, MakeProducer::new(Producer::new("MD", INDICATOR, "STATS"))).unwrap();
        region.take(STATE, Assign::new(Assignment::new("analyst@md", "data-verifier"))).unwrap();
        region.take("verifier@md", Delegate::new("analyst@md", &[Act::Verify])).unwrap();
        region.take(STATE, OpenTo::new(Opening::new("MD", INDICATOR, Audience::Participants).to_add())).unwrap();
        region
            .take(WHOLE, ProposeAgreement::new(Agreement::new("sharing", "Treaty", &["KZ", "MD"], &[INDICATOR])))
            .unwrap();
        region.take("administrator@kz", JoinAgreement::new("sharing")).unwrap();
        let day = |text| Day::parse(text).unwrap();
        let series = Totals::new(INDICATOR, &["AM", "KZ", "MD", "TJ"], day("2024-01-01"), day("2024-12-31"));
        region.take(WHOLE, DeclareTotals::new(series)).unwrap();
        region.verifies();
        let raw = rusqlite::Connection::open(region.mechanism.path()).unwrap();
        assert!(raw.execute(statement, []).unwrap() > 0, "{statement}");
        let found = region.mechanism.verify_history(None);
        assert_eq!(code(found), dsm_core::error::codes::sto::CONTENT_DIFFERS, "{statement}");
    }
}
