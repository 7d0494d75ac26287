//! What is due, by when, and whether it is there.

use crate::region::{Region, submit};
use dsm_core::{
    access::{Agreement, Slice},
    catalogue::Statement,
    error::{At, Place},
    measure::{Concept, Measure},
    table::{Axis, Table},
    time::Moment,
    workflow::{DeclareIndicator, JoinAgreement, LeaveAgreement, ProposeAgreement, Submit, Withdraw},
};

/// As text: `MD ENTRIES 2025 2026-03-31 overdue`.
fn told(region: &Region, who: &str) -> Vec<String> {
    let session = if who.is_empty() { region.mechanism.public().unwrap() } else { region.session(who) };
    let due = session.due().unwrap();
    due.iter().map(|d| format!("{} {} {} {} {}", d.country, d.indicator, d.period, d.deadline, d.stage)).collect()
}

fn of(region: &Region, indicator: &str) -> String {
    let all = told(region, "analyst@md");
    all.into_iter().find(|one| one.starts_with(&format!("MD {indicator} "))).unwrap_or_default()
}

#[test]
fn the_last_period_that_has_ended_is_due_overdue_or_delivered() {
    let region = Region::of(&["KZ", "MD"]);
    region.clock.set("2027-01-01");
    let decisions = || of(&region, "ASYLUM_DECISIONS");
    assert_eq!(decisions(), "MD ASYLUM_DECISIONS 2026 2027-03-31 due");
    region.clock.set("2027-03-31T23:59");
    assert_eq!(decisions(), "MD ASYLUM_DECISIONS 2026 2027-03-31 due");
    region.clock.set("2027-04-01");
    assert_eq!(decisions(), "MD ASYLUM_DECISIONS 2026 2027-03-31 overdue");
    // What is not released yet is not delivered, nor what another State delivers.
    region.take("submitter@md", submit(&[("AFG", "2026", "3")])).unwrap();
    region.release("kz", submit(&[("AFG", "2026", "3")]));
    region.release("md", submit(&[("AFG", "2025", "3")]));
    assert_eq!(decisions(), "MD ASYLUM_DECISIONS 2026 2027-03-31 overdue");
    let id = region.release("md", submit(&[("AFG", "2026", "3")]));
    assert_eq!(decisions(), "MD ASYLUM_DECISIONS 2026 2027-03-31 delivered");
    region.take("releaser@md", Withdraw::as_wrong(&id, "Wrong")).unwrap();
    assert_eq!(decisions(), "MD ASYLUM_DECISIONS 2026 2027-03-31 overdue");
    region.clock.set("2028-01-01");
    assert_eq!(decisions(), "MD ASYLUM_DECISIONS 2027 2028-03-31 due");
}

#[test]
fn months_and_halves_that_cover_a_year_deliver_it() {
    let region = Region::of(&["MD"]);
    region.clock.set("2027-02-01");
    let rows = [("AFG", "2026-S1", "3"), ("AFG", "2026-Q3", "3"), ("AFG", "2026-10", "3"), ("AFG", "2026-11", "3")];
    region.release("md", submit(&rows));
    assert_eq!(of(&region, "ASYLUM_DECISIONS"), "MD ASYLUM_DECISIONS 2026 2027-03-31 due");
    region.release("md", submit(&[("AFG", "2026-12", "0")]));
    assert_eq!(of(&region, "ASYLUM_DECISIONS"), "MD ASYLUM_DECISIONS 2026 2027-03-31 delivered");
}

#[test]
fn a_stock_is_delivered_at_its_moment() {
    let region = Region::of(&["MD"]);
    region.clock.set("2027-02-01");
    let stock = |moment: &str| {
        let begun = Table::builder(Measure::parse("persons-distinct", "stock").unwrap(), Concept::new("FOREIGNER"));
        Submit::new("FOREIGNERS", begun.axis(Axis::time("TIME_PERIOD")).row(&[moment], "3").build().unwrap())
    };
    region.release("md", stock("2026-07-01"));
    assert_eq!(of(&region, "FOREIGNERS"), "MD FOREIGNERS 2026 2027-03-31 due");
    region.release("md", stock("2026-01-01"));
    assert_eq!(of(&region, "FOREIGNERS"), "MD FOREIGNERS 2026 2027-03-31 delivered");
}

fn indicator(id: &str, frequency: &str, timeliness: &str, begins: &str) -> Vec<Statement> {
    let lines = [
        ("format", "dsm-indicators/1"),
        ("id", id),
        ("version", "1.0"),
        ("name.en", "Crossings"),
        ("name.ru", "Пересечения"),
        ("definition.en", "Crossings of the border"),
        ("definition.ru", "Пересечения границы"),
        ("source", "a test"),
        ("concept.id", "CROSSING"),
        ("measure.unit", "cases:crossing:one"),
        ("measure.temporality", "flow"),
        ("units.CASES", "cases:crossing:one"),
        ("periodicity", frequency),
        ("timeliness", timeliness),
        ("begins", begins),
    ];
    let stated = lines.iter().filter(|(_, text)| !text.is_empty());
    stated.map(|(path, text)| Statement::new(path, text, Place::new("own.toml", At::Whole))).collect()
}

#[test]
fn every_frequency_has_its_last_period() {
    let region = Region::of(&["MD"]);
    for (id, frequency, timeliness, begins) in [
        ("HALVES", "S", "P1M", "2003"),
        ("QUARTERS", "Q", "P45D", ""),
        ("MONTHS", "M", "P1M", ""),
        ("WEEKS", "W", "P2D", ""),
        ("DAYS", "D", "P1D", ""),
        ("FISCAL", "A", "P3M", "2020-07-01/P1Y"),
        ("LATER", "A", "P3M", "2027"),
        ("UNTIMED", "A", "", ""),
    ] {
        let declare = DeclareIndicator::new(id).defined(&indicator(id, frequency, timeliness, begins));
        region.take("administrator@dsm", declare).unwrap();
    }
    region.clock.set("2027-03-03T10:00");
    assert_eq!(of(&region, "HALVES"), "MD HALVES 2026-S2 2027-01-31 overdue");
    assert_eq!(of(&region, "QUARTERS"), "MD QUARTERS 2026-Q4 2027-02-14 overdue");
    assert_eq!(of(&region, "MONTHS"), "MD MONTHS 2027-02 2027-03-31 due");
    assert_eq!(of(&region, "WEEKS"), "MD WEEKS 2027-W08 2027-03-02 overdue");
    assert_eq!(of(&region, "DAYS"), "MD DAYS 2027-03-02 2027-03-03 due");
    assert_eq!(of(&region, "FISCAL"), "MD FISCAL 2025-07-01/P1Y 2026-09-30 overdue");
    for none in ["LATER", "UNTIMED"] {
        assert_eq!(of(&region, none), "");
    }
}

#[test]
fn what_another_state_owes_is_not_in_the_list() {
    let region = Region::of(&["KZ", "MD"]);
    region.clock.set("2027-02-01");
    let before = told(&region, "analyst@kz");
    assert!(!before.is_empty() && before.iter().all(|one| one.starts_with("KZ ")), "{before:?}");
    region.release("md", submit(&[("AFG", "2026", "3")]));
    region.clock.set("2027-02-01");
    assert_eq!(told(&region, "analyst@kz"), before);
    for nobody in ["", "administrator@dsm"] {
        assert_eq!(told(&region, nobody), Vec::<String>::new());
    }
}

#[test]
fn an_agreement_opens_the_calendar_to_its_parties() {
    let region = Region::of(&["KZ", "MD", "TJ"]);
    region.clock.set("2027-02-01");
    let calendar = |region: &Region, who: &str| {
        let of_md = |one: &String| one.starts_with("MD ");
        told(region, who).into_iter().filter(of_md).collect::<Vec<_>>()
    };
    let agreement = |id: &str| Agreement::new(id, "Treaty", &["KZ", "MD", "TJ"], &["ASYLUM_DECISIONS"]);
    let other_year =
        Slice::everything().times([dsm_core::time::Time::Period(dsm_core::time::Period::year(2020).unwrap())]);
    for agreement in [
        agreement("open-1").with_calendar().until(Moment::parse("2027-06-01").unwrap()),
        agreement("closed-1"),
        agreement("past-1").with_calendar().part(other_year),
    ] {
        let id = agreement.id.clone();
        region.take("administrator@dsm", ProposeAgreement::new(agreement)).unwrap();
        if &*id != "open-1" {
            for state in ["kz", "md", "tj"] {
                region.take(&format!("administrator@{state}"), JoinAgreement::new(&id)).unwrap();
            }
        }
    }
    region.take("administrator@kz", JoinAgreement::new("open-1")).unwrap();
    assert_eq!(calendar(&region, "analyst@kz"), Vec::<String>::new(), "MD has not joined");
    region.take("administrator@md", JoinAgreement::new("open-1")).unwrap();
    assert_eq!(calendar(&region, "analyst@kz"), ["MD ASYLUM_DECISIONS 2026 2027-03-31 due"]);
    assert_eq!(calendar(&region, "analyst@tj"), Vec::<String>::new());
    // What is delivered is known, whether or not its figures may be seen.
    region.release("md", submit(&[("AFG", "2026", "3")]));
    assert_eq!(calendar(&region, "analyst@kz"), ["MD ASYLUM_DECISIONS 2026 2027-03-31 delivered"]);
    region.take("administrator@md", LeaveAgreement::new("open-1")).unwrap();
    assert_eq!(calendar(&region, "analyst@kz"), Vec::<String>::new());
    region.take("administrator@md", JoinAgreement::new("open-1")).unwrap();
    region.clock.set("2027-06-02");
    assert_eq!(calendar(&region, "analyst@kz"), Vec::<String>::new(), "it has ended");
}
