//! What a mechanism takes: `cargo run --release -p dsm-store --example a_million_observations`. A million observations are
//! submitted, verified and released; a view of ten thousand, a decision among a thousand rules, a small view in a region of
//! a thousand States and as the past was. Time is the processor's.
#![expect(clippy::print_stdout, reason = "a measurement tells what it took")]

use dsm_core::{
    access::{self, Act, Audience, Contribution, Facts, Opening, Request, Slice, Subject, User, World},
    error::{Error, Result, codes},
    measure::{Concept, Measure},
    table::{Axis, Table},
    time::{Moment, Period, Time},
    workflow::{AddCountry, AddUser, Release, Step, Submit, Verify},
};
use dsm_store::{AssertedByHost, Mechanism, Query};
use std::{fs, hint::black_box, path::Path, sync::Arc};

const INDICATOR: &str = "ASYLUM_APPLICATIONS";
const CELLS: usize = 10_000;
const SUBMISSIONS: usize = 100;

/// Nanoseconds that the processor worked for this program.
fn worked() -> u64 {
    let told = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|told| told.parse().ok()).unwrap_or_default()
}

/// How long one of several takes, in nanoseconds.
fn each<T>(times: u64, mut work: impl FnMut() -> Result<T>) -> Result<u64> {
    let started = worked();
    for _ in 0..times {
        black_box(work()?);
    }
    Ok((worked() - started) / times)
}

/// Applications of a year by citizenship and age.
fn table(year: usize) -> Result<Table> {
    let mut builder = Table::builder(Measure::parse("cases:application:many", "flow")?, Concept::new("APPLICATION"))
        .axis(Axis::category("CITIZENSHIP"))
        .axis(Axis::category("AGE"))
        .axis(Axis::time("TIME_PERIOD"));
    let period = format!("{year}");
    for origin in 0..CELLS / 50 {
        for age in 0..50 {
            let key = [format!("C{origin:03}"), format!("Y{age}"), period.clone()];
            let figure = (origin * 31 + age * 17 + year * 7) % 900;
            builder = builder.row(&[&key[0], &key[1], &key[2]], &figure.to_string());
        }
    }
    builder.build()
}

/// The second that has just begun to pass.
fn now() -> Result<i64> {
    Ok(dsm_store::Clock::now(&dsm_store::SystemClock)?.seconds())
}

fn take<S: Step>(mechanism: &Mechanism, who: &str, step: S) -> Result<S::Done> {
    mechanism.session(&AssertedByHost::new(who))?.perform(step)
}

/// Nothing is contributed.
struct Nothing;

impl Facts for Nothing {
    fn contributions(&self, _country: &str, _indicator: &str) -> &[Contribution] {
        &[]
    }
}

/// A thousand openings, of which the last is the one that allows.
fn decision() -> Result<u64> {
    let mut world = World::preset("dsm")?;
    world.countries.extend((0..1000).map(|n| Arc::from(format!("S{n}"))));
    for country in ["KZ", "MD"] {
        let user =
            User { country: Some(Arc::from(country)), roles: [Arc::from("user")].into(), agency: None, active: true };
        world.users.insert(Arc::from(format!("analyst@{}", country.to_lowercase())), user);
    }
    for n in 0..1000 {
        let slice = Slice::everything().times([Time::Period(Period::parse("2024")?)]);
        let owner = if n % 2 == 0 { "KZ".to_owned() } else { format!("S{n}") };
        let audience = Audience::States([Arc::from(format!("S{n}"))].into());
        world.openings.push(Opening::new(&owner, INDICATOR, audience).part(slice));
    }
    world.openings.push(Opening::new("KZ", INDICATOR, Audience::States([Arc::from("MD")].into())));
    let who = Subject::new("analyst@md", Some("MD"), &[]);
    let slice = Slice::everything().times([Time::Period(Period::parse("2024")?)]);
    let request = Request {
        who: &who,
        act: Act::Read,
        country: "KZ",
        indicator: INDICATOR,
        slice: &slice,
        at: Moment::parse("2026-11-22")?,
    };
    each(100_000, || Ok(access::decide(&world, &Nothing, &request)))
}

fn main() -> Result<()> {
    let failed = |error: std::io::Error| Error::new(codes::sto::NOT_WRITABLE).caused_by(error);
    let folder = std::env::temp_dir().join(format!("dsm-million-{}", std::process::id()));
    fs::create_dir_all(&folder).map_err(failed)?;
    let measured = measured(&folder.join("region.dsm"));
    fs::remove_dir_all(&folder).map_err(failed)?;
    measured
}

fn measured(path: &Path) -> Result<()> {
    let mechanism = Mechanism::create(path, "dsm")?;
    take(&mechanism, "administrator@dsm", AddCountry::new("MD").with_staff())?;
    take(&mechanism, "administrator@dsm", AddCountry::new("KZ").with_staff())?;
    let tables: Vec<Table> = (0..SUBMISSIONS).map(|n| table(1900 + n)).collect::<Result<_>>()?;
    let mut took = [0; 3];
    for table in tables {
        let started = worked();
        let id = take(&mechanism, "submitter@md", Submit::new(INDICATOR, table))?;
        let submitted = worked();
        take(&mechanism, "verifier@md", Verify::new(&id))?;
        let verified = worked();
        take(&mechanism, "releaser@md", Release::new(&id))?;
        let steps = [submitted - started, verified - submitted, worked() - verified];
        took.iter_mut().zip(steps).for_each(|(all, step)| *all += step);
    }
    let size = fs::metadata(path).map(|about| about.len()).unwrap_or_default();
    println!(
        "{} observations: submitted {} ms, verified {} ms, released {} ms; {} MB",
        SUBMISSIONS * CELLS,
        took[0] / 1_000_000,
        took[1] / 1_000_000,
        took[2] / 1_000_000,
        size / 1_000_000
    );
    let query = Query::new(INDICATOR).country("MD").time("1950")?;
    let through = each(20, || mechanism.session(&AssertedByHost::new("analyst@md"))?.view(&query))?;
    let session = mechanism.session(&AssertedByHost::new("analyst@md"))?;
    let view = each(50, || session.view(&query))?;
    println!(
        "a view of {} cells: {} µs; with a session opened for it {} µs",
        session.view(&query)?.len(),
        view / 1000,
        through / 1000
    );
    let then = query.clone().as_of(Moment::from_seconds(now()?)?);
    println!("the same as of a moment that has passed: {} µs", each(20, || session.view(&then))? / 1000);
    println!("the history verified: {} ms", each(1, || mechanism.verify_history(None))? / 1_000_000);
    println!("a decision among a thousand openings: {} ns", decision()?);
    for n in 0..1000 {
        let code = format!("S{n}");
        take(&mechanism, "administrator@dsm", AddCountry::new(&code))?;
        for user in 0..5 {
            take(&mechanism, "administrator@dsm", AddUser::new(&format!("u{user}@s{n}"), &["user"]))?;
        }
    }
    let small = query.clone().codes("CITIZENSHIP", &["C001"]);
    let view = each(50, || session.view(&small))?;
    let opened = each(50, || mechanism.session(&AssertedByHost::new("analyst@md")))?;
    println!(
        "a thousand States of five users: a view of {} cells {} µs; a session opened {} µs",
        session.view(&small)?.len(),
        view / 1000,
        opened / 1000
    );
    Ok(())
}
