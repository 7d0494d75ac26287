//! What changed, as far as the reader may see it.

use crate::region::{INDICATOR, Region, code, submit};
use dsm_core::{
    access::{Audience, Opening},
    error::codes::acc,
    measure::{Concept, Measure},
    protect::{Protection, Rule},
    table::{Axis, Cell, Status, Table},
    time::Moment,
    workflow::{OpenTo, Release, SubmissionId, Submit, Verify, Withdraw},
};
use dsm_store::{Notice, Query};
use proptest::{
    prelude::{Just, Strategy, any, prop_oneof},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use std::collections::{BTreeMap, BTreeSet};

fn on(text: &str) -> Moment {
    Moment::as_of(text).unwrap()
}

fn notices(region: &Region, who: &str, from: &str, to: &str) -> Vec<Notice> {
    let session = if who.is_empty() { region.mechanism.public().unwrap() } else { region.session(who) };
    session.notices(on(from), on(to)).unwrap()
}

/// As text: `MD ASYLUM_DECISIONS: AFG.2023 -→30`.
fn told(notices: &[Notice]) -> Vec<String> {
    let stood = |at: &Option<(Cell, Status)>| at.as_ref().map_or("-".to_owned(), |(cell, _)| cell.to_string());
    let of = |notice: &Notice| {
        let changes = notice.changes.iter();
        let changes = changes.map(|c| format!(" {} {}→{}", c.key.join("."), stood(&c.before), stood(&c.after)));
        format!("{} {}:{}", notice.country, notice.indicator, changes.collect::<Vec<_>>().join(";"))
    };
    notices.iter().map(of).collect()
}

fn protected(region: &Region, submit: Submit) -> SubmissionId {
    let id = region.take("submitter@md", submit).unwrap();
    region.take("verifier@md", Verify::new(&id)).unwrap();
    region.take("releaser@md", Release::new(&id).protected(Protection::by(Rule::default()))).unwrap();
    id
}

#[test]
fn cells_come_change_and_go() {
    let region = Region::of(&["KZ", "MD"]);
    region.clock.set("2027-01-10");
    let first = region.release("md", submit(&[("AFG", "2023", "30"), ("SYR", "2023", "5 [P]"), ("UKR", "2023", "9")]));
    region.release("kz", submit(&[("AFG", "2023", "8")]));
    region.clock.set("2027-02-10");
    let rows = [("AFG", "2023", "31"), ("IRN", "2023", "2"), ("SYR", "2023", "5"), ("UKR", "2023", "9")];
    let second = region.release("md", submit(&rows).revising(&first, "A late form"));
    region.clock.set("2027-03-10");
    region.release("md", submit(&[("AFG", "2024", "7")]));
    region.take("releaser@md", Withdraw::as_wrong(&second, "Wrong")).unwrap();
    region.clock.set("2027-04-10");
    for who in ["analyst@md", "analyst@kz"] {
        let told = |from: &str, to: &str| told(&notices(&region, who, from, to));
        let came = "MD ASYLUM_DECISIONS: AFG.2023 -→30; SYR.2023 -→5; UKR.2023 -→9";
        assert_eq!(told("2027-01-01", "2027-01-31"), ["KZ ASYLUM_DECISIONS: AFG.2023 -→8", came]);
        // The provisional figure became final; what stayed is not told.
        let changed = "MD ASYLUM_DECISIONS: AFG.2023 30→31; IRN.2023 -→2; SYR.2023 5→5";
        assert_eq!(told("2027-01-31", "2027-02-28"), [changed]);
        let went = "MD ASYLUM_DECISIONS: AFG.2023 31→-; AFG.2024 -→7; IRN.2023 2→-; SYR.2023 5→-; UKR.2023 9→-";
        assert_eq!(told("2027-02-28", "2027-03-31"), [went]);
        assert_eq!(told("2027-03-31", "2027-04-09"), Vec::<String>::new());
        // Over all of it, what came and went between is not told; backwards it is the other way round.
        let all = ["KZ ASYLUM_DECISIONS: AFG.2023 -→8", "MD ASYLUM_DECISIONS: AFG.2024 -→7"];
        assert_eq!(told("2027-01-01", "2027-04-09"), all);
        assert_eq!(told("2027-03-31", "2027-02-28")[0].matches("→-").count(), 1);
    }
    let one = notices(&region, "analyst@md", "2027-01-31", "2027-02-28").remove(0);
    assert_eq!((&*one.unit, one.axes.len()), ("cases:decision:many", 2));
}

#[test]
fn who_may_see_nothing_has_no_notices() {
    let region = Region::of(&["KZ", "MD"]);
    region.clock.set("2027-01-10");
    region.release("md", submit(&[("AFG", "2023", "30")]));
    region.clock.set("2027-02-10");
    for who in ["", "administrator@dsm", "analyst@kz"] {
        assert_eq!(notices(&region, who, "2026-01-01", "2027-02-09"), [], "{who}");
    }
    // What is open today was open to nobody then, and is told of.
    let opening = Opening::new("MD", INDICATOR, Audience::Public);
    region.take("administrator@md", OpenTo::new(opening)).unwrap();
    for who in ["", "analyst@kz"] {
        assert_eq!(told(&notices(&region, who, "2026-01-01", "2027-02-09")), ["MD ASYLUM_DECISIONS: AFG.2023 -→30"]);
    }
    // A right that came is no change of figures.
    assert_eq!(notices(&region, "", "2027-02-09", "2027-02-10T00:00"), []);
}

#[test]
fn what_is_masked_and_what_is_not_released_is_not_told() {
    let region = Region::of(&["MD"]);
    region.clock.set("2027-01-10");
    let rows = [("AFG", "2024", "3"), ("IRN", "2024", "40"), ("SYR", "2024", "60"), ("_T", "2024", "103")];
    let first = protected(&region, submit(&rows));
    region.clock.set("2027-02-10");
    // The masked figure and the one that hides it change; the total does not.
    let mut revised = rows;
    (revised[0].2, revised[1].2) = ("4", "39");
    let second = protected(&region, submit(&revised).revising(&first, "One was Afghan"));
    region.take("submitter@md", submit(&[("AFG", "2022", "5")])).unwrap();
    region.clock.set("2027-03-10");
    assert_eq!(notices(&region, "analyst@md", "2027-01-31", "2027-02-28"), []);
    // What was taken back for confidentiality was never there.
    region.take("releaser@md", Withdraw::for_confidentiality(&second, "One person can be told")).unwrap();
    region.clock.set("2027-04-10");
    assert_eq!(notices(&region, "analyst@md", "2026-12-31", "2027-04-09"), []);
}

#[test]
fn a_moment_to_come_has_no_notices() {
    let region = Region::of(&["MD"]);
    for (from, to) in [("2026-01-01", "2999-01-01"), ("2999-01-01", "2026-01-01")] {
        assert_eq!(code(region.session("analyst@md").notices(on(from), on(to))), acc::MOMENT_TO_COME);
    }
}

#[test]
fn tables_of_several_kinds_are_told_of_by_themselves() {
    let region = Region::of(&["MD"]);
    let of = |unit: &str, figure: &str| {
        let begun = Table::builder(Measure::parse(unit, "flow").unwrap(), Concept::new("D"));
        Submit::new(INDICATOR, begun.axis(Axis::time("TIME_PERIOD")).row(&["2023"], figure).build().unwrap())
    };
    region.clock.set("2027-01-10");
    region.release("md", of("person-events:decision", "5"));
    region.release("md", of("cases:decision:many", "3"));
    region.release("md", submit(&[("AFG", "2023", "30")]));
    region.clock.set("2027-02-10");
    let all = notices(&region, "analyst@md", "2026-12-31", "2027-02-09");
    let units: Vec<(&str, usize)> = all.iter().map(|notice| (&*notice.unit, notice.axes.len())).collect();
    assert_eq!(units, [("cases:decision:many", 1), ("cases:decision:many", 2), ("person-events:decision", 1)]);
}

/// What a State does.
#[derive(Clone, Debug)]
enum Doing {
    /// Releases a year, protected or not, with these figures; where one is in force as a revision of it.
    Release { state: bool, year: bool, figures: Vec<u8>, masked: bool },
    /// Takes a year back.
    Withdraw { state: bool, year: bool, confidential: bool },
    /// Opens or forbids to the other State.
    Say { state: bool, forbids: bool },
}

fn doing() -> impl Strategy<Value = Doing> {
    let figures = proptest::collection::vec(prop_oneof![Just(0), 1..9_u8, 9..40_u8], 3);
    prop_oneof![
        5 => (any::<bool>(), any::<bool>(), figures, any::<bool>())
            .prop_map(|(state, year, figures, masked)| Doing::Release { state, year, figures, masked }),
        2 => (any::<bool>(), any::<bool>(), proptest::bool::weighted(0.3))
            .prop_map(|(state, year, confidential)| Doing::Withdraw { state, year, confidential }),
        1 => (any::<bool>(), any::<bool>()).prop_map(|(state, forbids)| Doing::Say { state, forbids }),
    ]
}

/// Does all of it, a day each, and gives the region.
fn lived(doings: &[Doing]) -> Region {
    let region = Region::of(&["KZ", "MD"]);
    let mut in_force: BTreeMap<(bool, bool), SubmissionId> = BTreeMap::new();
    let mut said: BTreeSet<(bool, bool)> = BTreeSet::new();
    for (day, doing) in (0..).zip(doings) {
        let start = Moment::parse("2027-01-01").unwrap().seconds() + i64::from(day) * 86_400;
        region.clock.set(&Moment::from_seconds(start).unwrap().to_string());
        let state = |of: bool| if of { "md" } else { "kz" };
        match doing {
            Doing::Release { state: of, year, figures, masked } => {
                let label = if *year { "2024" } else { "2023" };
                let texts: Vec<String> = figures.iter().map(ToString::to_string).collect();
                let codes = ["AFG", "SYR", "UKR"];
                let rows: Vec<(&str, &str, &str)> =
                    codes.iter().zip(&texts).filter(|(_, text)| *text != "0").map(|(c, t)| (*c, label, &**t)).collect();
                if rows.is_empty() {
                    continue;
                }
                let step = match in_force.get(&(*of, *year)) {
                    Some(earlier) => submit(&rows).revising(earlier, "Anew"),
                    None => submit(&rows),
                };
                let id = region.take(&format!("submitter@{}", state(*of)), step).unwrap();
                region.take(&format!("verifier@{}", state(*of)), Verify::new(&id)).unwrap();
                let release = Release::new(&id);
                let release = if *masked { release.protected(Protection::by(Rule::default())) } else { release };
                // What the protection refuses stays verified.
                if region.take(&format!("releaser@{}", state(*of)), release).is_ok() {
                    in_force.insert((*of, *year), id);
                }
            }
            Doing::Withdraw { state: of, year, confidential } => {
                let Some(id) = in_force.remove(&(*of, *year)) else { continue };
                let step = if *confidential {
                    Withdraw::for_confidentiality(&id, "No")
                } else {
                    Withdraw::as_wrong(&id, "No")
                };
                region.take(&format!("releaser@{}", state(*of)), step).unwrap();
            }
            Doing::Say { state: of, forbids } => {
                let opening = Opening::new(&state(*of).to_uppercase(), INDICATOR, Audience::Participants);
                let opening = if *forbids { opening.forbidding() } else { opening };
                // What stands is not said twice.
                if said.insert((*of, *forbids)) {
                    region.take(&format!("administrator@{}", state(*of)), OpenTo::new(opening)).unwrap();
                }
            }
        }
    }
    region.clock.set("2027-12-31");
    region
}

/// The cells of a view of a State, masks alike.
fn seen(region: &Region, who: &str, country: &str, at: Moment) -> BTreeMap<Vec<String>, String> {
    let view = match region.view(who, &Query::new(INDICATOR).country(country).as_of(at)) {
        Ok(view) => view,
        Err(_) => return BTreeMap::new(),
    };
    let text = |key: &[std::sync::Arc<str>]| key.iter().map(ToString::to_string).collect();
    view.rows().map(|row| (text(&row.key), format!("{} {}", row.cell, row.status))).collect()
}

#[test]
fn notices_applied_to_the_view_of_then_make_the_view_of_later() {
    let config = Config { cases: 16, failure_persistence: None, max_shrink_iters: 40, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let lives = (proptest::collection::vec(doing(), 1..9), 0..9_i64, 0..9_i64);
    let told = std::cell::Cell::new(0_usize);
    let done = runner.run(&lives, |(doings, from, to)| {
        let region = lived(&doings);
        let day = |number: i64| {
            Moment::from_seconds(Moment::parse("2027-01-01").unwrap().seconds() + number * 86_400 - 1).unwrap()
        };
        let (from, to) = (day(from), day(to));
        for who in ["analyst@md", "analyst@kz", ""] {
            let session = if who.is_empty() { region.mechanism.public() } else { Ok(region.session(who)) };
            let notices = session.unwrap().notices(from, to).unwrap();
            for country in ["KZ", "MD"] {
                let mut cells = seen(&region, who, country, from);
                for change in notices.iter().filter(|notice| &*notice.country == country).flat_map(|n| &n.changes) {
                    let key: Vec<String> = change.key.iter().map(ToString::to_string).collect();
                    let stood = |at: &Option<(Cell, Status)>| at.map(|(cell, status)| format!("{cell} {status}"));
                    assert_eq!(cells.remove(&key), stood(&change.before));
                    assert_ne!(stood(&change.before), stood(&change.after));
                    told.set(told.get() + 1);
                    cells.extend(stood(&change.after).map(|after| (key, after)));
                }
                assert_eq!(cells, seen(&region, who, country, to), "{who} of {country}");
            }
        }
        region.verifies();
        Ok(())
    });
    done.unwrap();
    assert!(told.get() > 20, "{} changes are no proof", told.get());
}
