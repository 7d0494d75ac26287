use crate::region::{INDICATOR, Region, code, decisions, submit};
use dsm_core::access::{Audience, Mode, Opening, Reciprocity, Slice};
use dsm_core::time::{Period, Time};
use dsm_core::{
    error::{Finding, Place, Safe, codes},
    measure::{Assume, Concept, Making, Measure, Role},
    table::{Absent, Axis, Cell, Membership, Status, Table},
    workflow::{DeclareIndicator, OpenTo, Submit},
};
use dsm_store::Query;

/// Everything that can be said of a table.
fn elaborate() -> Table {
    let measure = Measure::parse("persons-distinct", "stock").unwrap().role(Role::ALL[0]);
    let concept = Concept::new("FOREIGNERS").with("duration", "12:actual").unwrap().with("relative", "true").unwrap();
    let age = Axis::category("AGE")
        .membership(Membership::Pinned)
        .exhaustive(true)
        .totals(&["TOTAL", "_T"])
        .parent("Y0T4", "Y0T17")
        .parent("Y5T17", "Y0T17")
        .unknown("UNK");
    let mut builder = Table::builder(measure, concept)
        .making(Making::parse("nearest:5").unwrap())
        .vintage("2026-03")
        .absent(Absent::Zero)
        .notes(vec![
            Finding::new(codes::sem::CODES_OVERLAP)
                .with("axis", Safe::term("AGE"))
                .with("codes", Safe::terms(["Y0T4", "Y0T17"]))
                .at(Place::line("form.csv", 3, 2))
                .evidence_of("Возраст"),
            Finding::new(codes::sem::UNIT_UNSTATED),
        ])
        .axis(age)
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["Y0T4", "2024-01-01"], "10")
        .row(&["Y5T17", "2024-01-01"], "20..25 [EP]")
        .row(&["UNK", "2024-01-01"], "5.. [I]")
        .row(&["_T", "2024-01-01"], "100~20")
        .row(&["Y0T4", "2024-07-01T12:00"], "na")
        .row(&["Y5T17", "2024-07-01T12:00"], "not-collected")
        .row(&["UNK", "2024-07-01T12:00"], "not-delivered")
        .row(&["_T", "2024-07-01T12:00"], "*");
    builder.push(&["Y0T4", "2025-01-01"], Cell::parse("0").unwrap(), Status::BREAK);
    builder.concealed(&["Y5T17", "2025-01-01"], 15.into(), Status::NORMAL).build().unwrap()
}

#[test]
fn a_view_comes_back_equal() {
    let region = Region::of(&["MD"]);
    let table = elaborate();
    let id = region.release("md", Submit::new("FOREIGNERS", table.clone()));
    for query in [Query::new("FOREIGNERS").country("MD"), Query::new("FOREIGNERS"), Query::submission(&id)] {
        let view = region.view("verifier@md", &query).unwrap();
        assert_eq!(*view, table);
        assert_eq!((view.axes(), view.making(), view.absent()), (table.axes(), table.making(), table.absent()));
        assert!(!view.holds_concealed(), "concealed figures do not leave");
    }
    region.verifies();
}

#[test]
fn a_slice_comes_back_as_a_slice() {
    let region = Region::of(&["MD"]);
    let rows = [("AFG", "2024", "3"), ("SYR", "2024", "4"), ("UKR", "2024", "5")];
    let whole = decisions(&rows);
    region.release("md", Submit::new(INDICATOR, whole.slice("CITIZENSHIP", &["AFG", "SYR"]).unwrap()));
    let view = region.view("analyst@md", &Query::new(INDICATOR)).unwrap();
    assert_eq!(view.len(), 2);
    // Two parts of three are not the whole, neither in the table that came in nor in the one that comes out.
    let sum =
        |table: &Table| table.sum(&["CITIZENSHIP"], &Assume::nothing()).unwrap().at(&["2024"]).unwrap().to_string();
    assert_eq!(sum(&view), sum(&whole.slice("CITIZENSHIP", &["AFG", "SYR"]).unwrap()));
    assert_ne!(sum(&view), "7");
}

#[test]
fn a_query_takes_a_part_and_the_rest_is_not_in_it() {
    let region = Region::of(&["MD"]);
    region.release(
        "md",
        submit(&[("AFG", "2023", "1"), ("AFG", "2024", "3"), ("SYR", "2024", "4"), ("_T", "2024", "7")]),
    );
    let query = Query::new(INDICATOR).codes("CITIZENSHIP", &["AFG"]).time("2024").unwrap();
    let view = region.view("analyst@md", &query).unwrap();
    assert_eq!(view.len(), 1);
    assert_eq!(view.axis("CITIZENSHIP").unwrap().codes().len(), 1);
    assert!(!view.axis("CITIZENSHIP").unwrap().declared().unwrap().exhaustive);
    // Leaving the total out takes no part away.
    let parts = Query::new(INDICATOR).codes("CITIZENSHIP", &["AFG", "SYR"]).time("2024").unwrap();
    let parts = region.view("analyst@md", &parts).unwrap();
    assert_eq!(parts.sum(&["CITIZENSHIP"], &Assume::nothing()).unwrap().at(&["2024"]).unwrap().to_string(), "7");
    // A longer span holds its years; what is not there is not available; an axis that is not there neither.
    let span = Query::new(INDICATOR).time("2023-01-01/2024-12-31").unwrap();
    assert_eq!(region.view("analyst@md", &span).unwrap().len(), 4);
    let none = Query::new(INDICATOR).time("2020").unwrap();
    assert_eq!(code(region.view("analyst@md", &none)), codes::acc::NOT_AVAILABLE);
    let axis = Query::new(INDICATOR).codes("SEX", &["F"]);
    assert_eq!(code(region.view("analyst@md", &axis)), codes::acc::NOT_AVAILABLE);
    assert_eq!(code(Query::new(INDICATOR).time("summer").map(|_| ())), codes::tim::PERIOD_UNREADABLE);
}

#[test]
fn years_released_one_after_the_other_are_one_table() {
    let region = Region::of(&["MD"]);
    region.release("md", submit(&[("AFG", "2023", "1")]));
    region.release("md", submit(&[("AFG", "2024", "3")]));
    assert_eq!(
        *region.view("analyst@md", &Query::new(INDICATOR)).unwrap(),
        decisions(&[("AFG", "2023", "1"), ("AFG", "2024", "3")])
    );
}

#[test]
fn figures_of_two_kinds_are_not_one_table() {
    let region = Region::of(&["KZ", "MD"]);
    region.release("md", submit(&[("AFG", "2024", "3")]));
    let persons = Table::builder(Measure::parse("persons-distinct", "flow").unwrap(), Concept::new("DECISION"))
        .axis(Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(true))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["AFG", "2024"], "5");
    region.release("kz", Submit::new(INDICATOR, persons.build().unwrap()));
    let refused = region.view("analyst@kz", &Query::new(INDICATOR)).unwrap_err();
    assert_eq!(refused.code(), codes::sem::UNITS_MIXED);
    assert_eq!(refused.args().named("units").unwrap().to_string(), "cases:decision:many, persons-distinct");
    // Each kind by itself is a table.
    let cases = region.view("analyst@kz", &Query::new(INDICATOR).unit("cases:decision:many")).unwrap();
    assert_eq!(*cases, decisions(&[("AFG", "2024", "3")]));

    let by_sex = Table::builder(Measure::parse("cases:decision:many", "flow").unwrap(), Concept::new("DECISION"))
        .axis(Axis::category("SEX"))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["F", "2024"], "2");
    region.release("md", Submit::new(INDICATOR, by_sex.build().unwrap()));
    let about = || Query::new(INDICATOR).country("MD");
    assert_eq!(code(region.view("analyst@md", &about())), codes::sto::AXES_DIFFER);
    assert_eq!(region.view("analyst@md", &about().dimensions(&["SEX"])).unwrap().len(), 1);
}

#[test]
fn who_is_named_and_not_seen_is_noted() {
    let region = Region::of(&["KZ", "MD"]);
    region.release("md", submit(&[("AFG", "2024", "3")]));
    let note = |query: Query| {
        let view = region.view("analyst@md", &query).unwrap();
        view.notes().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let missing = note(Query::new(INDICATOR).country("MD").country("KZ"));
    assert_eq!(missing, ["DSM-ACC-014 parts-not-available (countries=KZ)"]);
    // A State that never joined is told of in the same words; where nobody is named nobody is missing.
    let never = note(Query::new(INDICATOR).country("MD").country("XX"));
    assert_eq!(never, [missing[0].replace("KZ", "XX")]);
    assert!(note(Query::new(INDICATOR)).is_empty());
}

#[test]
fn under_reciprocity_by_period_each_period_is_decided_by_itself() {
    let region = Region::of(&["KZ", "MD"]);
    let terms = Reciprocity::per(Mode::IndicatorAndPeriod);
    region.take("administrator@dsm", DeclareIndicator::new(INDICATOR).under(terms)).unwrap();
    region.release("md", submit(&[("AFG", "2022", "1"), ("AFG", "2023", "2"), ("AFG", "2024", "3")]));
    region.release("kz", submit(&[("AFG", "2023", "9"), ("AFG", "2024", "9")]));
    let about = || Query::new(INDICATOR).country("MD");
    let seen = region.view("analyst@kz", &about()).unwrap();
    assert_eq!(*seen, decisions(&[("AFG", "2023", "2"), ("AFG", "2024", "3")]));
    assert!(seen.at(&["AFG", "2022"]).is_err(), "it is not in the table at all");
    let early = about().time("2022").unwrap();
    assert_eq!(code(region.view("analyst@kz", &early)), codes::acc::CONTRIBUTION_NARROWER);
    // Of a year that MD has not released either: the same answer.
    let nothing = about().time("2021").unwrap();
    assert_eq!(code(region.view("analyst@kz", &nothing)), codes::acc::CONTRIBUTION_NARROWER);
}

#[test]
fn an_opening_of_a_part_shows_that_part_only() {
    let region = Region::of(&["KZ", "MD"]);
    region.release("md", submit(&[("AFG", "2023", "1"), ("AFG", "2024", "3"), ("SYR", "2024", "4")]));
    let year = Slice::everything().times([Time::Period(Period::parse("2024").unwrap())]);
    let opening = Opening::new("MD", INDICATOR, Audience::Public).part(year);
    region.take("administrator@md", OpenTo::new(opening)).unwrap();
    let expected = decisions(&[("AFG", "2024", "3"), ("SYR", "2024", "4")]);
    assert_eq!(*region.view("analyst@kz", &Query::new(INDICATOR)).unwrap(), expected);
    assert_eq!(*region.view("", &Query::new(INDICATOR)).unwrap(), expected);
    region.verifies();
}

/// A key that is not there is a zero of who released the period, and nothing of who did not.
#[test]
fn a_period_that_a_state_has_not_released_is_not_zero() {
    let region = Region::of(&["KZ", "MD"]);
    let zeros_left_out = |rows: &[(&str, &str, &str)]| {
        let mut builder =
            Table::builder(Measure::parse("cases:crossing:one", "flow").unwrap(), Concept::new("CROSSING"))
                .absent(Absent::Zero)
                .axis(Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(true))
                .axis(Axis::time("TIME_PERIOD"));
        for (citizenship, year, figure) in rows {
            builder = builder.row(&[citizenship, year], figure);
        }
        Submit::new("ENTRIES", builder.build().unwrap())
    };
    let total = |time: &str| {
        let view = region.view("analyst@md", &Query::new("ENTRIES")).unwrap();
        let sum = view.sum(&["REF_AREA", "CITIZENSHIP"], &Assume::nothing()).unwrap();
        sum.at(&["KZ+MD", time]).unwrap().to_string()
    };
    region.release("md", zeros_left_out(&[("AFG", "2023", "5"), ("AFG", "2024", "3")]));
    region.release("kz", zeros_left_out(&[("SYR", "2024", "4")]));
    // What KZ had in 2023 nobody knows.
    assert_eq!(total("2023"), "5..");
    region.release("kz", zeros_left_out(&[("SYR", "2023", "2")]));
    assert_eq!((total("2023").as_str(), total("2024").as_str()), ("7", "7"));
}

#[test]
fn figures_in_several_units_are_not_one_table() {
    let region = Region::of(&["MD"]);
    let of = |unit: &str, time: &str| {
        let begun = Table::builder(Measure::parse(unit, "flow").unwrap(), Concept::new("D"));
        begun.axis(Axis::time("TIME_PERIOD")).row(&[time], "3").build().unwrap()
    };
    region.release("md", Submit::new(INDICATOR, of("cases:decision:many", "2022")));
    region.release("md", Submit::new(INDICATOR, of("person-events:decision", "2023")));
    let refused = region.view("analyst@md", &Query::new(INDICATOR)).unwrap_err();
    assert_eq!(refused.code(), codes::sem::UNITS_MIXED);
    assert_eq!(refused.args().to_string(), "units=cases:decision:many, person-events:decision");
    assert_eq!(region.view("analyst@md", &Query::new(INDICATOR).unit("cases:decision:many")).unwrap().len(), 1);
}

/// Section 3.7 of the mechanism: what is allowed for one time does not depend on another.
#[test]
fn times_that_are_opened_one_by_one_are_seen_together() {
    let region = Region::of(&["KZ", "MD"]);
    region.release("md", submit(&[("AFG", "2022", "1"), ("AFG", "2023", "2"), ("AFG", "2024", "3")]));
    for year in ["2022", "2024"] {
        let part = Slice::everything().times([Time::Period(Period::parse(year).unwrap())]);
        let opening = Opening::new("MD", INDICATOR, Audience::States(["KZ".into()].into())).part(part);
        region.take("administrator@md", OpenTo::new(opening)).unwrap();
    }
    let query = Query::new(INDICATOR).country("MD");
    let view = region.view("analyst@kz", &query).unwrap();
    let figures: Vec<String> = view.rows().map(|row| format!("{} {}", row.key.join(" "), row.cell)).collect();
    assert_eq!(figures, ["AFG 2022 1", "AFG 2024 3"]);
    // What one forbid takes away leaves the other.
    let part = Slice::everything().times([Time::Period(Period::parse("2022").unwrap())]);
    let forbid = Opening::new("MD", INDICATOR, Audience::Public).part(part).forbidding();
    region.take("administrator@md", OpenTo::new(forbid)).unwrap();
    assert_eq!(region.view("analyst@kz", &query).unwrap().len(), 1);
}
