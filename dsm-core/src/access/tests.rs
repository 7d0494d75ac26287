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
    assert_eq!(reads(&world, &facts, "analyst@kz", "MD"), acc::NOT_AVAILABLE);
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
