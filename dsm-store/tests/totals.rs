//! Totals over States: whom they are over never depends on who asks what, and nobody's figure is a difference of two of them.

use crate::region::{INDICATOR, Region, code, decisions, submit};
use dsm_core::{
    access::{Act, Audience, Opening, Slice, Totals},
    error::codes::{acc, wfl},
    measure::{Concept, Measure},
    protect::{Protection, Rule},
    table::{Axis, Cell, Status, Table},
    time::{Day, Moment, Period, Time},
    workflow::{DeclareIndicator, DeclareTotals, OpenTo, Release, Submit, Verify, Withdraw},
};
use dsm_store::Query;
use std::sync::Arc;

const FOUR: [&str; 4] = ["AM", "KZ", "MD", "TJ"];

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn series(states: &[&str], first: &str, last: &str) -> DeclareTotals {
    DeclareTotals::new(Totals::new(INDICATOR, states, day(first), day(last)))
}

fn to(states: &[&str]) -> Audience {
    Audience::States(states.iter().map(|state| Arc::from(*state)).collect())
}

fn says(region: &Region, opening: Opening) {
    let administrator = format!("administrator@{}", opening.owner.to_lowercase());
    region.take(&administrator, OpenTo::new(opening)).unwrap();
}

fn adds(region: &Region, state: &str) {
    says(region, Opening::new(state, INDICATOR, Audience::Participants).to_add());
}

/// Five States, none of which sees another; four of them are in a series and let their figures be added.
fn region() -> Region {
    let region = Region::of(&["AM", "KZ", "MD", "TJ", "UA"]);
    region.take("administrator@dsm", DeclareIndicator::new(INDICATOR)).unwrap();
    region.take("administrator@dsm", series(&FOUR, "2020-01-01", "2024-12-31")).unwrap();
    FOUR.iter().for_each(|state| adds(&region, state));
    region
}

fn lower(state: &str) -> String {
    state.to_lowercase()
}

/// Each of the four has released 10, 20, 30, 40.
fn released() -> Region {
    let region = region();
    for (state, figure) in FOUR.iter().zip(["10", "20", "30", "40"]) {
        region.release(&lower(state), submit(&[("AFG", "2024", figure)]));
    }
    region
}

fn totals() -> Query {
    Query::new(INDICATOR).totals()
}

/// The cells of a view as text.
fn cells(region: &Region, who: &str, query: &Query) -> Vec<String> {
    let view = region.view(who, query).unwrap();
    view.rows().map(|row| format!("{} {:?}", row.key.join(" "), row.cell)).collect()
}

fn one(figure: i64) -> Vec<String> {
    vec![format!("AFG 2024 {:?}", Cell::exact(figure))]
}

#[test]
fn a_total_is_over_all_contributors_and_names_them() {
    let region = released();
    for who in ["analyst@kz", "analyst@ua"] {
        assert_eq!(cells(&region, who, &totals()), one(100), "{who}");
        // Nobody sees the parts.
        let parts = region.view(who, &Query::new(INDICATOR).country("MD"));
        assert_eq!(code(parts), acc::NOT_AVAILABLE, "{who}");
    }
    let view = region.view("analyst@ua", &totals()).unwrap();
    let note = view.notes().iter().find(|note| note.rule() == acc::TOTALS_OF).unwrap();
    assert_eq!(note.args().named("countries").unwrap().to_string(), "AM, KZ, MD, TJ");
    assert!(view.axes().iter().all(|axis| !axis.is_reporter()));
    let why = region.session("analyst@ua").why(Act::Add, "MD", INDICATOR, &Slice::everything()).unwrap();
    assert!(why.is_allowed());
    // Who is nobody is given what any view gives.
    assert_eq!(code(region.view("", &totals())), acc::NOT_PUBLIC);
    assert_eq!(code(region.view("administrator@dsm", &totals())), acc::ROLE_MISSING);
    region.verifies();
}

#[test]
fn where_a_contributor_is_not_in_there_is_no_total() {
    let region = region();
    for state in ["AM", "KZ", "MD"] {
        region.release(&lower(state), submit(&[("AFG", "2024", "10")]));
    }
    let other = Query::new("ENTRIES").totals();
    assert_eq!(code(region.view("analyst@ua", &totals())), acc::NOT_AVAILABLE);
    assert_eq!(code(region.view("analyst@kz", &totals())), acc::NOT_AVAILABLE);
    assert_eq!(code(region.view("analyst@kz", &other)), acc::NOT_CONTRIBUTED);
    let id = region.release("tj", submit(&[("AFG", "2024", "40"), ("AFG", "2023", "1")]));
    assert_eq!(cells(&region, "analyst@ua", &totals()), one(70));
    region.take("releaser@tj", Withdraw::as_wrong(&id, "Wrong")).unwrap();
    assert_eq!(code(region.view("analyst@ua", &totals())), acc::NOT_AVAILABLE);
}

#[test]
fn a_contributor_that_forbids_takes_its_figures_out_of_every_total() {
    let region = released();
    let part = Slice::everything().codes("CITIZENSHIP", &["SYR"]);
    says(&region, Opening::new("MD", INDICATOR, to(&["UA"])).part(part).forbidding());
    assert_eq!(code(region.view("analyst@ua", &totals())), acc::NOT_AVAILABLE);
    // Not by asking for what is not forbidden either.
    assert_eq!(code(region.view("analyst@ua", &totals().codes("CITIZENSHIP", &["AFG"]))), acc::NOT_AVAILABLE);
    assert_eq!(cells(&region, "analyst@kz", &totals()), one(100));
}

/// Case 83: the reader holds A, and is shown A + B.
#[test]
fn what_is_left_of_a_total_is_never_one_or_two_states() {
    let region = released();
    for (seen, given) in [("AM", true), ("MD", false), ("TJ", true)] {
        says(&region, Opening::new(seen, INDICATOR, to(&["UA"])));
        // One seen of four: three are left. Two seen: two are left. Three seen: one is left.
        let total = region.view("analyst@ua", &totals());
        assert_eq!(total.is_ok(), given && seen == "AM", "{seen}");
    }
    says(&region, Opening::new("KZ", INDICATOR, to(&["UA"])));
    assert_eq!(cells(&region, "analyst@ua", &totals()), one(100), "all of them are seen");
    // A contributor knows its own part: the three others are unseen, or all of them are seen.
    let region = released();
    assert_eq!(cells(&region, "analyst@kz", &totals()), one(100));
    says(&region, Opening::new("AM", INDICATOR, to(&["KZ"])));
    assert_eq!(code(region.view("analyst@kz", &totals())), acc::NOT_AVAILABLE);
}

/// Two readers of whom each sees another part: neither is given a total of which little is left.
#[test]
fn readers_are_looked_at_one_by_one() {
    let region = released();
    says(&region, Opening::new("AM", INDICATOR, to(&["UA", "TJ"])));
    says(&region, Opening::new("MD", INDICATOR, to(&["TJ"])));
    assert_eq!(cells(&region, "analyst@ua", &totals()), one(100));
    assert_eq!(code(region.view("analyst@tj", &totals())), acc::NOT_AVAILABLE, "AM, MD and its own: KZ is left");
    assert_eq!(cells(&region, "analyst@md", &totals()), one(100));
}

#[test]
fn a_newcomer_is_in_a_later_series() {
    let region = released();
    let five = ["AM", "KZ", "MD", "TJ", "UA"];
    let meets = region.take("administrator@dsm", series(&five, "2024-12-31", "2026-12-31"));
    assert_eq!(code(meets), wfl::SERIES_MEET);
    assert_eq!(code(region.take("administrator@dsm", series(&FOUR, "2020-01-01", "2024-12-31"))), wfl::NAME_TAKEN);
    region.take("administrator@dsm", series(&five, "2025-01-01", "2026-12-31")).unwrap();
    adds(&region, "UA");
    region.release("ua", submit(&[("AFG", "2024", "5"), ("AFG", "2025", "6")]));
    // The newcomer's release changes no total of the earlier series.
    assert_eq!(cells(&region, "analyst@kz", &totals()), one(100));
    for state in FOUR {
        region.release(&lower(state), submit(&[("AFG", "2025", "1")]));
    }
    assert_eq!(cells(&region, "analyst@kz", &totals()).len(), 2);
    // A period that lies in two series is in neither.
    for state in five {
        region.release(&lower(state), submit(&[("AFG", "2024-07-01/2025-06-30", "1")]));
    }
    assert_eq!(cells(&region, "analyst@kz", &totals()).len(), 2);
    region.verifies();
}

/// A State whose figures are seen for a part of the period, or for a period that the period is a part of.
#[test]
fn a_state_seen_for_one_period_is_not_unseen_in_another() {
    let region = released();
    for state in FOUR {
        region.release(&lower(state), submit(&[("AFG", "2024-01", "1"), ("AFG", "2023", "2")]));
    }
    let january = Slice::everything().times([Time::Period(Period::parse("2024-01").unwrap())]);
    assert_eq!(cells(&region, "analyst@ua", &totals()).len(), 3);
    for state in ["AM", "KZ"] {
        says(&region, Opening::new(state, INDICATOR, to(&["UA"])).part(january.clone()));
    }
    let left = cells(&region, "analyst@ua", &totals());
    assert_eq!(left, [format!("AFG 2023 {:?}", Cell::exact(8))], "2024 has a month of which two are left");
}

/// A table without citizenship beside the one by citizenship.
#[test]
fn a_state_seen_in_less_detail_is_not_unseen_in_more() {
    let region = released();
    let measure = || Measure::parse("cases:decision:many", "flow").unwrap();
    let whole = |figure: &str| {
        let builder = Table::builder(measure(), Concept::new("DECISION")).axis(Axis::time("TIME_PERIOD"));
        Submit::new(INDICATOR, builder.row(&["2024"], figure).build().unwrap())
    };
    region.release("md", whole("30"));
    assert_eq!(cells(&region, "analyst@ua", &totals()), one(100));
    // An opening of another detail shows nothing; one of a citizenship shows a part of what stands in the total.
    let kind = Slice::everything().dimensions(&["SEX"]);
    says(&region, Opening::new("MD", INDICATOR, to(&["UA"])).part(kind));
    assert_eq!(cells(&region, "analyst@ua", &totals()), one(100), "an opening of another detail shows nothing");
    let codes = Slice::everything().codes("CITIZENSHIP", &["SYR"]);
    says(&region, Opening::new("MD", INDICATOR, to(&["UA"])).part(codes));
    assert_eq!(code(region.view("analyst@ua", &totals())), acc::NOT_AVAILABLE, "one citizenship of MD is seen");
}

#[test]
fn a_question_changes_nobody_in_a_total() {
    let region = region();
    for (state, rows) in FOUR.iter().zip([
        [("AFG", "2024", "10"), ("SYR", "2024", "1")],
        [("AFG", "2024", "20"), ("AFG", "2023", "2")],
        [("AFG", "2024", "30"), ("AFG", "2023", "3")],
        [("AFG", "2024", "40"), ("AFG", "2023", "4")],
    ]) {
        region.release(&lower(state), submit(&rows));
    }
    // Of Syrians only one has a figure, and of 2023 one has none: that is missing, and no total of those who have.
    let all = cells(&region, "analyst@ua", &totals());
    assert_eq!(all.len(), 2, "{all:?}");
    let syrians = cells(&region, "analyst@ua", &totals().codes("CITIZENSHIP", &["SYR"]));
    assert!(syrians.iter().all(|cell| cell.contains("Missing")), "{syrians:?}");
    assert_eq!(cells(&region, "analyst@ua", &totals().codes("CITIZENSHIP", &["AFG"])), one(100));
    assert_eq!(code(region.view("analyst@ua", &totals().time("2023").unwrap())), acc::NOT_AVAILABLE);
    let three = totals().country("AM").country("KZ").country("MD");
    assert_eq!(code(region.view("analyst@ua", &three)), acc::NOT_AVAILABLE);
    assert_eq!(cells(&region, "analyst@ua", &three.country("TJ")).len(), 2);
}

#[test]
fn a_mask_of_any_contributor_masks_the_total_and_provisional_stays() {
    let region = region();
    for state in ["AM", "KZ", "TJ"] {
        region
            .release(&lower(state), submit(&[("AFG", "2024", "10 [P]"), ("SYR", "2024", "20"), ("UKR", "2024", "7")]));
    }
    let id = region.take("submitter@md", submit(&[("AFG", "2024", "10"), ("SYR", "2024", "3"), ("UKR", "2024", "na")]));
    let id = id.unwrap();
    region.take("verifier@md", Verify::new(&id)).unwrap();
    let protection = Protection::by(Rule::default()).also(&["SYR", "2024"]).nothing_else();
    region.take("releaser@md", Release::new(&id).protected(protection)).unwrap();
    let view = region.view("analyst@ua", &totals()).unwrap();
    assert_eq!(view.at(&["AFG", "2024"]).unwrap(), Cell::exact(40));
    assert!(view.status_at(&["AFG", "2024"]).unwrap().has(Status::PROVISIONAL));
    assert!(matches!(view.at(&["SYR", "2024"]).unwrap(), Cell::Masked(_)));
    assert!(matches!(view.at(&["UKR", "2024"]).unwrap(), Cell::Missing(_)));
    assert_eq!(decisions(&[("AFG", "2024", "1")]).measure(), view.measure());
}

/// Between totals of two moments stands what one State revised.
#[test]
fn totals_have_no_past() {
    let region = region();
    let mut ids = Vec::new();
    for state in FOUR {
        region.clock.set("2026-11-23T08:00");
        ids.push(region.release(&lower(state), submit(&[("AFG", "2024", "10")])));
    }
    region.clock.set("2026-11-25T08:00");
    let revision = submit(&[("AFG", "2024", "15")]).revising(&ids[0], "Late forms");
    region.release("am", revision);
    let then = totals().as_of(Moment::parse("2026-11-24").unwrap());
    assert_eq!(cells(&region, "analyst@ua", &totals()), one(45));
    // 45 beside 40 would tell that Armenia has added five.
    assert_eq!(code(region.view("analyst@ua", &then)), acc::NOT_AVAILABLE);
    let to_come = region.view("analyst@ua", &totals().as_of(Moment::parse("2999-01-01").unwrap()));
    assert_eq!(code(to_come), acc::MOMENT_TO_COME);
}
