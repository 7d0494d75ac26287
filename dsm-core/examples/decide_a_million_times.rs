//! How long a decision takes in a world of a thousand openings and a thousand agreements.
//!
//! `cargo run --release -p dsm-core --example decide_a_million_times`
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a measurement tells the time it took")]

use dsm_core::{
    access::{
        Act, Agreement, Assignment, Audience, Contribution, Delegation, Facts, Limits, Opening, Request, Slice,
        Subject, User, World, decide,
    },
    error::Result,
    time::{Moment, Period, Time},
};
use std::{
    collections::BTreeMap,
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

const STATES: usize = 12;
const INDICATORS: usize = 50;
const RULES: usize = 1_000;
const TIMES: u32 = 1_000_000;

struct Released(BTreeMap<(Arc<str>, Arc<str>), Vec<Contribution>>);

impl Facts for Released {
    fn contributions(&self, country: &str, indicator: &str) -> &[Contribution] {
        self.0.get(&(Arc::from(country), Arc::from(indicator))).map_or(&[], Vec::as_slice)
    }
}

/// The time that the processor worked for this program where the system tells it, else the time of the clock.
fn worked(since: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds = told.as_deref().and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

fn state(number: usize) -> String {
    format!("S{:02}", number % STATES)
}

fn indicator(number: usize) -> String {
    format!("INDICATOR_{:02}", number % INDICATORS)
}

fn world() -> Result<World> {
    let mut world = World::preset("dsm")?;
    for number in 0..STATES {
        world.countries.insert(Arc::from(state(number)));
        for (position, role) in [("analyst", "user"), ("verifier", "data-verifier")] {
            let id = format!("{position}@{}", state(number).to_lowercase());
            world.users.insert(Arc::from(id), User::new(Some(&state(number)), &[role]));
        }
    }
    (0..INDICATORS).for_each(|number| _ = world.indicators.insert(Arc::from(indicator(number)), None));
    for number in 0..RULES {
        let (owner, to) = (state(number), state(number / STATES + number + 1));
        let audience = Audience::States([Arc::from(to)].into());
        let part = Slice::everything().codes("SEX", &["F", "M"]).dimensions(&["SEX", "AGE"]);
        world.openings.push(Opening::new(&owner, &indicator(number), audience.clone()).part(part));
        world.openings.push(Opening::new(&owner, &indicator(number), audience).to_add());
        let parties = [state(number), state(number + 1 + number / STATES % (STATES - 1))];
        let mut agreement = Agreement::new(&format!("a{number}"), "Treaty", &parties, &[indicator(number)]);
        agreement.joined = agreement.invited.clone();
        world.agreements.insert(agreement);
        let user = format!("analyst@{}", state(number).to_lowercase());
        let limits = Limits::none().indicators(&[indicator(number)]);
        if number < 10 * STATES {
            world.assignments.push(Assignment::new(&user, "data-submitter").within(limits.clone()));
            let giver = format!("verifier@{}", state(number).to_lowercase());
            world.delegations.push(Delegation::new(&giver, &user, &[Act::Verify]).within(limits));
        }
    }
    Ok(world)
}

fn main() -> Result<()> {
    let (world, facts) = (world()?, Released(BTreeMap::new()));
    let (who, at) = (Subject::new("analyst@s01", Some("S01"), &[]), Moment::parse("2026-11-22")?);
    let slice = Slice::everything().times([Time::Period(Period::parse("2024")?)]).dimensions(&["SEX"]);
    for (name, act, country, indicator) in [
        ("read the own State's", Act::Read, "S01", "INDICATOR_01"),
        ("read by an agreement", Act::Read, "S00", "INDICATOR_00"),
        ("denied", Act::Read, "XX", "INDICATOR_11"),
        ("submit by an assignment", Act::Submit, "S01", "INDICATOR_01"),
        ("verify on behalf", Act::Verify, "S01", "INDICATOR_01"),
        ("add", Act::Add, "S00", "INDICATOR_00"),
        ("add, denied", Act::Add, "XX", "INDICATOR_11"),
    ] {
        let request = Request { who: &who, act, country, indicator, slice: &slice, at };
        let allowed = decide(&world, &facts, &request).is_allowed();
        let start = Instant::now();
        let before = worked(start);
        for _ in 0..TIMES {
            black_box(decide(black_box(&world), &facts, black_box(&request)));
        }
        let each = worked(start).saturating_sub(before).as_nanos() / u128::from(TIMES);
        println!("{name}: {each} ns ({})", if allowed { "allowed" } else { "denied" });
    }
    Ok(())
}
