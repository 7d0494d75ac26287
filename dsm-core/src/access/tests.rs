use super::*;
use crate::{
    error::{Code, codes::acc},
    text::{Lang, message, remedy},
    time::{Moment, Period, Time},
};
use proptest::prelude::*;
use std::{collections::BTreeMap, sync::Arc};

const INDICATOR: &str = "ASYLUM_DECISIONS";

/// What is released, by country.
#[derive(Default)]
struct Released(BTreeMap<&'static str, Vec<Contribution>>);

impl Facts for Released {
    fn contributions(&self, country: &str, indicator: &str) -> &[Contribution] {
        if indicator == INDICATOR { self.0.get(country).map_or(&[], Vec::as_slice) } else { &[] }
    }
}

fn period(text: &str) -> Time {
    Time::Period(Period::parse(text).unwrap())
}

fn release(times: &[&str]) -> Contribution {
    let times = times.iter().map(|t| period(t)).collect();
    Contribution { times, dimensions: [Arc::from("SEX")].into(), cells: 4, figures: 3, provisional: 1, ended: None }
}

/// KZ, MD and TJ with their staff, and the administrator of the whole.
fn world() -> World {
    let mut world = World::preset("dsm").unwrap();
    let user = |country: Option<&str>, role: &str| User::new(country, &[role]);
    for state in ["KZ", "MD", "TJ"] {
        world.countries.insert(Arc::from(state));
        for (position, role) in [
            ("submitter", "data-submitter"),
            ("verifier", "data-verifier"),
            ("releaser", "content-manager"),
            ("analyst", "user"),
            ("administrator", "national-administrator"),
        ] {
            let id = format!("{position}@{}", state.to_lowercase());
            world.users.insert(Arc::from(id), user(Some(state), role));
        }
    }
    world.users.insert(Arc::from("administrator@dsm"), user(None, "system-administrator"));
    world
}

fn at(day: &str) -> Moment {
    Moment::parse(day).unwrap()
}

/// The rule that a decision rests on.
fn rule(world: &World, facts: &dyn Facts, who: &str, act: Act, country: &str, slice: &Slice) -> Code {
    let state = world.users.get(who).and_then(|u| u.country.clone());
    let who = if who.is_empty() { Subject::public() } else { Subject::new(who, state.as_deref(), &[]) };
    let request = Request { who: &who, act, country, indicator: INDICATOR, slice, at: at("2026-06-01") };
    match decide(world, facts, &request) {
        Decision::Allow { permit, because } => {
            assert_eq!((permit.act(), permit.country(), permit.who()), (act, country, who.id()));
            because.first().unwrap().rule()
        }
        Decision::Deny(denial) => denial.rule(),
    }
}

fn reads(world: &World, facts: &dyn Facts, who: &str, country: &str) -> Code {
    rule(world, facts, who, Act::Read, country, &Slice::everything())
}

#[test]
fn nothing_is_allowed_by_default() {
    let (world, nothing) = (world(), Released::default());
    assert_eq!(reads(&world, &nothing, "", "MD"), acc::NOT_PUBLIC);
    assert_eq!(reads(&world, &nothing, "nobody@md", "MD"), acc::USER_UNKNOWN);
    assert_eq!(reads(&world, &nothing, "analyst@kz", "MD"), acc::NOT_CONTRIBUTED);
    assert_eq!(reads(&World::default(), &nothing, "analyst@kz", "MD"), acc::USER_UNKNOWN);
}

#[test]
fn roles_give_rights_on_the_own_state_only() {
    let (world, facts) = (world(), Released::default());
    let asks = |who: &str, act, country: &str| rule(&world, &facts, who, act, country, &Slice::everything());
    for (position, acts) in [
        ("submitter", &[Act::Inspect, Act::Submit, Act::Revise][..]),
        ("verifier", &[Act::Inspect, Act::Verify, Act::Return, Act::SignOff]),
        ("releaser", &[Act::Inspect, Act::Release, Act::Withdraw, Act::Return, Act::SignOff]),
        ("administrator", &[Act::Grant, Act::Administer]),
        ("analyst", &[]),
    ] {
        let who = format!("{position}@md");
        for act in Act::ALL.iter().filter(|act| !matches!(act, Act::Read | Act::Add | Act::Delegate)) {
            let expected = if !acts.contains(act) {
                (acc::ROLE_MISSING, acc::ROLE_MISSING)
            } else if *act == Act::Administer {
                (acc::ADMINISTERED, acc::OTHER_STATE)
            } else {
                (acc::OWN_STATE, acc::OTHER_STATE)
            };
            assert_eq!((asks(&who, *act, "MD"), asks(&who, *act, "KZ")), expected, "{who} {act}");
        }
        for act in [Act::Read, Act::Add, Act::Delegate] {
            assert_eq!(asks(&who, act, "MD"), acc::OWN_STATE, "{act}");
        }
        assert_eq!(asks(&who, Act::Delegate, "KZ"), acc::OTHER_STATE);
    }
}

#[test]
fn the_system_administrator_administers_and_reads_no_figures() {
    let mut facts = Released::default();
    facts.0.insert("MD", vec![release(&["2024"])]);
    let world = world();
    for act in Act::ALL {
        let expected = match act {
            Act::Administer => acc::ADMINISTERED,
            Act::Delegate => acc::OTHER_STATE,
            _ => acc::ROLE_MISSING,
        };
        assert_eq!(rule(&world, &facts, "administrator@dsm", *act, "MD", &Slice::everything()), expected);
    }
    // Even with a reading role: who belongs to no State has nothing to give.
    let mut reading = world;
    let user = reading.users.get_mut("administrator@dsm").unwrap();
    user.roles.insert(Arc::from("user"));
    assert_eq!(reads(&reading, &facts, "administrator@dsm", "MD"), acc::OTHER_STATE);
}

#[test]
fn a_deactivated_user_has_no_right() {
    let mut world = world();
    world.users.get_mut("submitter@md").unwrap().active = false;
    let asked = rule(&world, &Released::default(), "submitter@md", Act::Submit, "MD", &Slice::everything());
    assert_eq!(asked, acc::USER_UNKNOWN);
}

#[test]
fn reciprocity_per_indicator_needs_a_figure_released() {
    let (world, mut facts) = (world(), Released::default());
    facts.0.insert("KZ", vec![release(&["2023"])]);
    assert_eq!(reads(&world, &facts, "analyst@kz", "MD"), acc::RECIPROCITY_FULFILLED);
    assert_eq!(reads(&world, &facts, "analyst@tj", "MD"), acc::NOT_CONTRIBUTED);
    // A release of which every cell is missing or masked gives nothing.
    facts.0.insert("TJ", vec![Contribution { figures: 0, provisional: 0, ..release(&["2023"]) }]);
    assert_eq!(reads(&world, &facts, "analyst@tj", "MD"), acc::CONTRIBUTION_NARROWER);
}

#[test]
fn terms_of_the_agreement_are_kept() {
    let asked = Slice::everything().times([period("2024-Q1")]).dimensions(&["SEX"]);
    let fulfilled = |terms: &Reciprocity, release: Contribution| terms.fulfilled(&[release], &asked, at("2026-06-01"));
    let by_period = Reciprocity::per(Mode::IndicatorAndPeriod);
    assert!(fulfilled(&by_period, release(&["2024"])), "a containing period");
    assert!(fulfilled(&by_period, release(&["2024-Q1"])), "the same period");
    assert!(fulfilled(&by_period, release(&["2024-03", "2024-01", "2024-02"])), "a tiling");
    assert!(!fulfilled(&by_period, release(&["2024-01", "2024-03"])), "a gap");
    assert!(!fulfilled(&by_period, release(&["2024-01", "2024-02"])), "an open end");
    assert!(!fulfilled(&by_period, release(&["2023"])), "another year");
    let mut strict = Reciprocity::per(Mode::Indicator);
    strict.least_figures = 75;
    assert!(fulfilled(&strict, release(&["2024"])));
    strict.least_figures = 76;
    assert!(!fulfilled(&strict, release(&["2024"])), "three of four cells are 75 per cent");
    strict.least_figures = 51;
    strict.provisional_counts = false;
    assert!(!fulfilled(&strict, release(&["2024"])), "two of four cells are final");
    let mut detailed = Reciprocity::per(Mode::Indicator);
    detailed.same_detail = true;
    assert!(fulfilled(&detailed, release(&["2024"])));
    assert!(!fulfilled(&detailed, Contribution { dimensions: [].into(), ..release(&["2024"]) }));
}

#[test]
fn owners_open_and_forbid_and_a_forbid_wins() {
    let (mut world, facts) = (world(), Released::default());
    let to_kz = || Audience::States([Arc::from("KZ")].into());
    world.openings.push(Opening::new("MD", INDICATOR, to_kz()).until(at("2026-07-01")));
    let now = |world: &mut World, opening| world.openings = [opening].into_iter().collect();
    assert_eq!(reads(&world, &facts, "analyst@kz", "MD"), acc::GRANTED);
    assert_eq!(reads(&world, &facts, "analyst@tj", "MD"), acc::NOT_CONTRIBUTED);
    assert_eq!(reads(&world, &facts, "analyst@kz", "TJ"), acc::NOT_CONTRIBUTED);
    // Expired: at the moment itself it is over.
    now(&mut world, Opening::new("MD", INDICATOR, to_kz()).until(at("2026-06-01")));
    assert_eq!(reads(&world, &facts, "analyst@kz", "MD"), acc::NOT_CONTRIBUTED);
    now(&mut world, Opening::new("MD", INDICATOR, Audience::Public));
    assert_eq!(reads(&world, &facts, "", "MD"), acc::GRANTED);
    assert_eq!(reads(&world, &facts, "analyst@kz", "MD"), acc::GRANTED);
    world.openings.push(Opening::new("MD", INDICATOR, to_kz()).forbidding());
    assert_eq!(reads(&world, &facts, "analyst@kz", "MD"), acc::NOT_CONTRIBUTED);
    assert_eq!(reads(&world, &facts, "analyst@tj", "MD"), acc::GRANTED);
}

#[test]
fn an_opening_of_a_part_opens_that_part() {
    let (mut world, facts) = (world(), Released::default());
    let part = Slice::everything().times([period("2024")]).codes("SEX", &["F"]);
    world.openings.push(Opening::new("MD", INDICATOR, Audience::Participants).part(part));
    let asks = |slice: Slice| rule(&world, &facts, "analyst@kz", Act::Read, "MD", &slice);
    let women = |time: &str| Slice::everything().times([period(time)]).codes("SEX", &["F"]);
    assert_eq!(asks(women("2024")), acc::GRANTED);
    assert_eq!(asks(women("2024-Q2")), acc::GRANTED);
    assert_eq!(asks(women("2025")), acc::NOT_CONTRIBUTED);
    assert_eq!(asks(Slice::everything().times([period("2024")])), acc::NOT_CONTRIBUTED);
    assert_eq!(asks(Slice::everything().codes("SEX", &["F"])), acc::NOT_CONTRIBUTED);
}

#[test]
fn who_closes_its_data_to_a_state_does_not_read_that_state() {
    let (mut world, mut facts) = (world(), Released::default());
    facts.0.insert("KZ", vec![release(&["2024"])]);
    facts.0.insert("MD", vec![release(&["2024"])]);
    let closed = Opening::new("KZ", INDICATOR, Audience::States([Arc::from("MD")].into())).forbidding();
    world.openings.push(closed);
    assert_eq!(reads(&world, &facts, "analyst@kz", "MD"), acc::CONTRIBUTION_NARROWER);
    assert_eq!(reads(&world, &facts, "analyst@md", "KZ"), acc::NOT_AVAILABLE);
    assert_eq!(reads(&world, &facts, "analyst@kz", "TJ"), acc::RECIPROCITY_FULFILLED);
}

#[test]
fn words_are_read_as_they_are_written() {
    for act in Act::ALL {
        assert_eq!(Act::parse(act.word()).unwrap(), *act);
    }
    for role in roles() {
        assert_eq!(Role::parse(&role.id, &role.words()).unwrap(), role);
    }
    for mode in [Mode::Indicator, Mode::IndicatorAndPeriod] {
        assert_eq!(Mode::parse(mode.word()).unwrap(), mode);
    }
    for words in ["public", "participants", "KZ MD"] {
        assert_eq!(Audience::parse(words).unwrap().words(), words);
    }
    for refused in [Act::parse("").map(|_| ()), Mode::parse("any").map(|_| ()), Audience::parse(" ").map(|_| ())] {
        assert_eq!(refused.unwrap_err().code(), acc::RULE_UNREADABLE);
    }
}

#[derive(Clone, Debug)]
struct Hidden {
    released: bool,
    joined: bool,
    opened_to_others: bool,
    forbidden: bool,
    users: u8,
}

fn hidden() -> impl Strategy<Value = Hidden> {
    let parts = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), 0..3_u8);
    parts.prop_map(|(released, joined, opened_to_others, forbidden, users)| Hidden {
        released,
        joined,
        opened_to_others,
        forbidden,
        users,
    })
}

/// A world in which another State is as given, and the reader's State has released or not.
fn with(hidden: &Hidden, own_release: bool) -> (World, Released) {
    let (mut world, mut facts) = (world(), Released::default());
    if own_release {
        facts.0.insert("KZ", vec![release(&["2024"])]);
    }
    if hidden.released {
        facts.0.insert("UA", vec![release(&["2023", "2024"])]);
    }
    if hidden.joined {
        world.countries.insert(Arc::from("UA"));
    }
    if hidden.opened_to_others {
        let to = Audience::States([Arc::from("TJ")].into());
        world.openings.push(Opening::new("UA", INDICATOR, to));
    }
    if hidden.forbidden {
        let to = Audience::States([Arc::from("KZ")].into());
        world.openings.push(Opening::new("UA", INDICATOR, to).forbidding());
    }
    for number in 0..hidden.users {
        let user = User::new(Some("UA"), &["user"]);
        world.users.insert(Arc::from(format!("analyst{number}@ua")), user);
    }
    (world, facts)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]

    /// Two worlds that differ in another State only give the same denial, in every byte and both languages.
    #[test]
    fn a_denial_tells_nothing_of_another_state(a in hidden(), b in hidden(), own in any::<bool>(), act in 0..Act::ALL.len()) {
        let said = |hidden: &Hidden| {
            let (world, facts) = with(hidden, own);
            let who = Subject::new("analyst@kz", Some("KZ"), &[]);
            let slice = Slice::everything();
            let act = Act::ALL[act];
            let request = Request { who: &who, act, country: "UA", indicator: INDICATOR, slice: &slice, at: at("2026-06-01") };
            let error = Error::from(denial(&world, &facts, &request));
            format!("{error} {error:?} {} {} {}", message(&error, Lang::En), message(&error, Lang::Ru), remedy(&error, Lang::En))
        };
        prop_assert_eq!(said(&a), said(&b));
    }
}

/// What a decision rests on, by code and arguments.
fn rests_on(world: &World, facts: &dyn Facts, who: &str, act: Act, slice: &Slice) -> Vec<String> {
    let who = Subject::new(who, None, &[]);
    let request = Request { who: &who, act, country: "MD", indicator: INDICATOR, slice, at: at("2026-06-01") };
    match decide(world, facts, &request) {
        Decision::Allow { because, .. } => because.iter().map(ToString::to_string).collect(),
        Decision::Deny(denial) => vec![denial.rule().to_string()],
    }
}

#[test]
fn a_permission_lists_every_rule_it_rests_on() {
    let (mut world, mut facts) = (world(), Released::default());
    facts.0.insert("KZ", vec![release(&["2024"])]);
    let everything = Slice::everything();
    world.openings.push(Opening::new("MD", INDICATOR, Audience::Participants));
    world.openings.push(Opening::new("MD", INDICATOR, Audience::Participants).to_add());
    for id in ["b", "a", "c"] {
        let mut agreement = Agreement::new(id, "Treaty", &["KZ", "MD"], &[INDICATOR]);
        agreement.joined = agreement.invited.clone();
        world.agreements.insert(agreement);
    }
    world.agreements.leave("c", "MD");
    world.assignments.push(Assignment::new("analyst@kz", "normal-user"));
    let read = rests_on(&world, &facts, "analyst@kz", Act::Read, &everything);
    let expected = [
        "DSM-ACC-011 granted",
        "DSM-ACC-012 reciprocity-fulfilled (indicator=ASYLUM_DECISIONS)",
        "DSM-ACC-016 agreement (agreement=a)",
        "DSM-ACC-016 agreement (agreement=b)",
        "DSM-ACC-017 role (role=normal-user)",
        "DSM-ACC-017 role (role=user)",
    ];
    assert_eq!(read, expected);
    let add = rests_on(&world, &facts, "analyst@kz", Act::Add, &everything);
    assert!(add.contains(&"DSM-ACC-019 may-add".to_owned()) && add.len() == 7, "{add:?}");
}

#[test]
fn an_own_right_goes_before_a_delegated_one_and_the_earliest_delegation_before_later_ones() {
    let (mut world, facts) = (world(), Released::default());
    let year = Slice::everything().times([period("2024")]);
    world.users.insert(Arc::from("second@md"), User::new(Some("MD"), &["data-verifier"]));
    let only = Limits::none().part(Slice::everything().times([period("2023")]));
    let give = |giver: &str| Delegation::new(giver, "analyst@md", &[Act::Verify]);
    world.delegations.push(give("releaser@md"));
    world.delegations.push(give("second@md").within(only));
    world.delegations.push(give("verifier@md"));
    world.delegations.push(give("second@md"));
    let on_behalf = |giver: &str| {
        vec![
            "DSM-ACC-010 own-state".to_owned(),
            "DSM-ACC-017 role (role=data-verifier)".to_owned(),
            format!("DSM-ACC-018 on-behalf (user={giver})"),
        ]
    };
    let asks = |world: &World| rests_on(world, &facts, "analyst@md", Act::Verify, &year);
    assert_eq!(asks(&world), on_behalf("verifier@md"), "the releaser does not have it, the second not for this year");
    world.users.get_mut("verifier@md").unwrap().active = false;
    assert_eq!(asks(&world), on_behalf("second@md"));
    world.users.get_mut("second@md").unwrap().active = false;
    assert_eq!(asks(&world), ["DSM-ACC-001"]);
    world
        .assignments
        .push(Assignment::new("analyst@md", "data-verifier").within(Limits::none().until(at("2026-06-02"))));
    assert_eq!(asks(&world).len(), 2);
    world.users.get_mut("verifier@md").unwrap().active = true;
    assert_eq!(asks(&world).len(), 2, "the own right");
}

#[test]
fn rules_are_found_by_what_they_are_about_and_taken_back_one_by_one() {
    let opening = |owner: &str| Opening::new(owner, INDICATOR, Audience::Public);
    let mut recorded: Recorded<Opening> = [opening("MD"), opening("KZ"), opening("MD")].into_iter().collect();
    assert_eq!((recorded.of("MD", INDICATOR).len(), recorded.of("MD", "X").len(), recorded.iter().count()), (2, 0, 3));
    assert!(recorded.remove(&opening("MD")) && recorded.contains(&opening("MD")));
    assert!(recorded.remove(&opening("MD")) && !recorded.remove(&opening("MD")));
    assert_eq!(recorded, [opening("KZ")].into_iter().collect());
    let mut agreements = Agreements::default();
    agreements.insert(Agreement::new("one", "Treaty", &["KZ", "MD"], &[INDICATOR]));
    assert!(agreements.join("one", "KZ") && !agreements.join("one", "KZ") && !agreements.join("two", "KZ"));
    assert_eq!(agreements.of(INDICATOR, "KZ").count(), 1);
    assert!(agreements.leave("one", "KZ") && agreements.of(INDICATOR, "KZ").next().is_none());
    assert!(agreements.remove("one").is_some() && agreements == Agreements::default());
}

fn slices() -> impl Strategy<Value = Slice> {
    let times = proptest::option::of(proptest::collection::btree_set(
        proptest::sample::select(vec!["2023", "2024", "2024-Q1", "2024-03", "2023-12-01/2024-02-15"]),
        1..3,
    ));
    let codes =
        || proptest::option::of(proptest::collection::btree_set(proptest::sample::select(vec!["A", "B", "C"]), 1..3));
    let dimensions = proptest::collection::btree_set(proptest::sample::select(vec!["AGE", "SEX"]), 0..3);
    (times, codes(), codes(), dimensions).prop_map(|(times, age, sex, dimensions)| {
        let mut slice = Slice::everything().dimensions(&dimensions.into_iter().collect::<Vec<_>>());
        if let Some(times) = times {
            slice = slice.times(times.into_iter().map(period));
        }
        for (axis, codes) in [("AGE", age), ("SEX", sex)] {
            if let Some(codes) = codes {
                slice = slice.codes(axis, &codes.into_iter().collect::<Vec<_>>());
            }
        }
        slice
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, rng_seed: proptest::test_runner::RngSeed::Fixed(11), ..ProptestConfig::default() })]

    /// What a slice contains it overlaps; everything contains and overlaps all; to contain goes on and on.
    #[test]
    fn slices_contain_and_overlap(a in slices(), b in slices(), c in slices()) {
        prop_assert!(a.contains(&a) && a.overlaps(&a));
        prop_assert!(Slice::everything().contains(&a) && Slice::everything().overlaps(&a) && a.overlaps(&Slice::everything()));
        prop_assert!(!a.contains(&b) || !b.contains(&c) || a.contains(&c));
        let detail = |slice: &Slice| slice.clone().dimensions::<&str>(&[]);
        prop_assert!(!a.contains(&b) || detail(&a).overlaps(&detail(&b)));
        prop_assert_eq!(detail(&a).overlaps(&detail(&b)), detail(&b).overlaps(&detail(&a)));
        // A forbid that overlaps no part of what is asked for overlaps no part of a part of it.
        prop_assert!(!a.contains(&b) || !detail(&c).overlaps(&detail(&b)) || detail(&c).overlaps(&detail(&a)));
    }
}
