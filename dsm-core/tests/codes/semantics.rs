use crate::provoked::{Example, Provoked, error, finding};
use dsm_core::error::codes::sem;
use dsm_core::measure::{Assume, Assumption, AssumptionName, Basis, Concept, Level, Measure, RatioForm};
use dsm_core::table::{Axis, Membership, Reading, Table};
use dsm_core::time::{Frequency, Moment};
use std::collections::BTreeMap;

/// A table by reporter, sex and time. Rows are written `REPORTER SEX TIME FIGURE`.
fn table(unit: &str, temporality: &str, membership: Membership, rows: &[&str]) -> Table {
    build(Measure::parse(unit, temporality).unwrap(), Concept::new("C"), "", membership, rows)
}

fn build(measure: Measure, concept: Concept, vintage: &str, membership: Membership, rows: &[&str]) -> Table {
    let sex = Axis::category("SEX").membership(membership).exhaustive(true);
    let builder =
        Table::builder(measure, concept).axis(Axis::reporter("REF_AREA")).axis(sex).axis(Axis::time("TIME_PERIOD"));
    let row = |b: dsm_core::table::TableBuilder, r: &&str| {
        let parts: Vec<&str> = r.splitn(4, ' ').collect();
        b.row(&parts[..3], parts[3])
    };
    rows.iter().fold(builder.vintage(vintage), row).build().unwrap()
}

const CASES: &str = "cases:application:many";
const PERSONS: &str = "persons-distinct";
use Membership::{AtEvent, Fixed, Overlapping, Pinned};

fn none() -> Assume {
    Assume::nothing()
}

fn under(name: AssumptionName) -> Assume {
    none().and(Assumption::new(name))
}

fn sum(t: &Table, axes: &[&str]) -> Provoked {
    error(t.sum(axes, &none()))
}

fn note(table: dsm_core::error::Result<Table>, rule: dsm_core::error::Code) -> Provoked {
    finding(table.unwrap().notes(), rule)
}

pub(super) const EXAMPLES: &[Example] = &[
    (sem::UNIT_UNSTATED, || {
        note(
            table("persons-unstated", "flow", Fixed, &["A F 2024 3", "A M 2024 4"]).sum(&["SEX"], &none()),
            sem::UNIT_UNSTATED,
        )
    }),
    (sem::STOCK_OVER_TIME, || {
        sum(&table(PERSONS, "stock", Fixed, &["A F 2024-01-01 3", "A F 2024-02-01 4"]), &["TIME_PERIOD"])
    }),
    (sem::OVERLAPPING_PERIODS, || {
        sum(&table(CASES, "flow", AtEvent, &["A F 2024 3", "A F 2024-Q1 1"]), &["TIME_PERIOD"])
    }),
    (sem::PINNED_OVER_TIME, || sum(&table(PERSONS, "flow", Pinned, &["A F 2023 3", "A F 2024 1"]), &["TIME_PERIOD"])),
    (sem::SIGNED_OVERLAPPING, || sum(&table(CASES, "net", Overlapping, &["A F 2024 3", "A M 2024 -1"]), &["SEX"])),
    (sem::SIGNED_OVER_REPORTERS, || sum(&table(CASES, "net", AtEvent, &["A F 2024 3", "B F 2024 -1"]), &["REF_AREA"])),
    (sem::CHANGE_WITH_GAP, || sum(&table(CASES, "change", AtEvent, &["A F 2022 3", "A F 2024 -1"]), &["TIME_PERIOD"])),
    (sem::VINTAGE_DIFFERS, || {
        sum(
            &build(
                Measure::parse(CASES, "flow").unwrap(),
                Concept::new("C"),
                "mixed",
                AtEvent,
                &["A F 2023 3", "A F 2024 1"],
            ),
            &["TIME_PERIOD"],
        )
    }),
    (sem::RATIO_NOT_ADDITIVE, || {
        sum(&table("ratio:share", "flow", AtEvent, &["A F 2023 0.3", "A M 2023 0.1"]), &["SEX"])
    }),
    (sem::AMOUNT_MIXED, || {
        sum(&table("amount:EUR:nominal", "flow", Overlapping, &["A F 2023 3", "A M 2023 -1"]), &["SEX"])
    }),
    (sem::DIRECTION_AND_REPORTERS, || {
        let b = Table::builder(Measure::parse("cases:crossing:one", "flow").unwrap(), Concept::new("C"))
            .axis(Axis::reporter("REF_AREA"))
            .axis(Axis::category("DIRECTION").membership(AtEvent).exhaustive(true).direction(true))
            .axis(Axis::time("TIME_PERIOD"));
        let t = b.row(&["A", "IN", "2024"], "3").row(&["B", "OUT", "2024"], "3").build().unwrap();
        sum(&t, &["REF_AREA", "DIRECTION"])
    }),
    (sem::CODES_OVERLAP, || {
        let b = Table::builder(Measure::parse(CASES, "flow").unwrap(), Concept::new("C"))
            .axis(Axis::category("CITIZENSHIP").membership(AtEvent).exhaustive(true).parent("KAZ", "ASIA"))
            .axis(Axis::time("TIME_PERIOD"));
        sum(&b.row(&["ASIA", "2024"], "3").row(&["KAZ", "2024"], "3").build().unwrap(), &["CITIZENSHIP"])
    }),
    (sem::WHOLE_NOT_PUBLISHED, || {
        error(table(CASES, "flow", AtEvent, &["A F 2024 3", "A M 2024 4"]).share("SEX", &none()))
    }),
    (sem::NET_NOT_STOCK, || error(table(CASES, "net", AtEvent, &["A F 2024 3"]).balance(&[], &[], None, &none()))),
    (sem::CHANGE_OF_FLOW, || {
        error(table(CASES, "flow", AtEvent, &["A F 2023 3", "A F 2024 3"]).change("2023", "2024", &none()))
    }),
    (sem::NOT_ONE_POPULATION, || {
        let m = Measure::parse(CASES, "flow").unwrap();
        let a = build(m.clone().level(Level::First), Concept::new("C"), "", AtEvent, &["A F 2024 3"]);
        let b = build(m.level(Level::Final), Concept::new("C"), "", AtEvent, &["A F 2024 3"]);
        error(a.net(&b, &none()))
    }),
    (sem::DENOMINATOR_ZERO, || {
        error(table(CASES, "flow", AtEvent, &["A F 2024 0", "A _T 2024 0"]).share("SEX", &none()))
    }),
    (sem::RATIO_OF_SIGNED, || {
        error(table(CASES, "net", AtEvent, &["A F 2024 0", "A _T 2024 3"]).share("SEX", &none()))
    }),
    (sem::GROWTH_BASE, || {
        error(table(CASES, "flow", AtEvent, &["A F 2023 0", "A F 2024 3"]).growth("2023", "2024", &none()))
    }),
    (sem::GROWTH_UNDEFINED, || {
        error(table(CASES, "net", AtEvent, &["A F 2023 1", "A F 2024 3"]).growth("2023", "2024", &none()))
    }),
    (sem::REPORTERS_DIFFER, || {
        error(table(CASES, "flow", AtEvent, &["A F 2023 1", "A F 2024 3", "B F 2024 3"]).growth(
            "2023",
            "2024",
            &none(),
        ))
    }),
    (sem::SEASON_DIFFERS, || {
        error(table(CASES, "flow", AtEvent, &["A F 2024-Q1 1", "A F 2024-Q2 3"]).growth("2024-Q1", "2024-Q2", &none()))
    }),
    (sem::BREAK_BETWEEN, || {
        error(table(CASES, "flow", AtEvent, &["A F 2023 1", "A F 2024 3 [B]"]).growth("2023", "2024", &none()))
    }),
    (sem::BALANCE_OF_PERSONS, || {
        let s = table(PERSONS, "stock", AtEvent, &["A F 2024-01-01 3"]);
        let f = table(PERSONS, "flow", AtEvent, &["A F 2024 1"]);
        error(s.balance(&[&f], &[], None, &none()))
    }),
    (sem::BALANCE_MIXED, || {
        let s = table(CASES, "stock", AtEvent, &["A F 2024-01-01 3"]);
        let f = table("cases:permit:one", "flow", AtEvent, &["A F 2024 1"]);
        error(s.balance(&[&f], &[], None, &none()))
    }),
    (sem::PARTIAL_AS_TOTAL, || {
        error(table(CASES, "flow", AtEvent, &["A F 2023 3 [I]", "A F 2024 3"]).growth("2023", "2024", &none()))
    }),
    (sem::BASIS_DIFFERS, || {
        let m = Measure::parse(CASES, "flow").unwrap();
        let a = build(m.clone(), Concept::new("C"), "", AtEvent, &["A F 2024 3"]);
        let b = build(m.basis(Basis::CohortAfter(12)), Concept::new("C"), "", AtEvent, &["A F 2024 3"]);
        error(a.ratio(&b, RatioForm::Ratio, &none()))
    }),
    (sem::ASSUMPTION_NEVER_SOUND, || {
        error(table(CASES, "flow", AtEvent, &["A F 2023 3"]).sum(&["SEX"], &under(AssumptionName::SteadyState)))
    }),
    (sem::ASSUMPTION_CONTRADICTED, || {
        error(
            table(CASES, "flow", Overlapping, &["A F 2023 3", "A M 2023 4", "A _T 2023 5"])
                .sum(&["SEX"], &under(AssumptionName::NobodyInTwoCategories)),
        )
    }),
    (sem::ASSUMPTION_NEEDED, || {
        error(table(CASES, "stock", AtEvent, &["A F 2023-01-01 3", "A F 2024-01-01 4"]).mid_year(&none()))
    }),
    (sem::ASSUMPTION_UNUSED, || {
        note(
            table(CASES, "flow", AtEvent, &["A F 2023 3"]).sum(&["SEX"], &under(AssumptionName::OncePerPeriod)),
            sem::ASSUMPTION_UNUSED,
        )
    }),
    (sem::ASSUMPTION_ON_RECORD, || {
        note(
            table(PERSONS, "flow", AtEvent, &["A F 2023 3", "A F 2024 3"])
                .sum(&["TIME_PERIOD"], &under(AssumptionName::OncePerPeriod)),
            sem::ASSUMPTION_ON_RECORD,
        )
    }),
    (sem::UNITS_MIXED, || {
        error(
            table(CASES, "flow", AtEvent, &["A F 2023 3"])
                .net(&table(PERSONS, "flow", AtEvent, &["A F 2023 3"]), &none()),
        )
    }),
    (sem::MEDIAN_AVERAGED, || sum(&table("ratio:median", "flow", AtEvent, &["A F 2023 30", "A M 2023 31"]), &["SEX"])),
    (sem::PERSONS_FROM_CASES, || error(table(CASES, "flow", AtEvent, &["A F 2023 3"]).to_persons(&none()))),
    (sem::PERSONS_NOT_DIVISIBLE, || {
        error(table(PERSONS, "flow", AtEvent, &["A F 2023 3"]).disaggregate(Frequency::Month, &none()))
    }),
    (sem::PERSONS_NOT_ANNUALIZED, || error(table(PERSONS, "flow", AtEvent, &["A F 2023-Q1 3"]).annualize(&none()))),
    (sem::TOTAL_DIFFERS, || {
        note(
            table(CASES, "flow", AtEvent, &["A F 2023 3", "A M 2023 4", "A _T 2023 8"]).sum(&["SEX"], &none()),
            sem::TOTAL_DIFFERS,
        )
    }),
    (sem::PARTIAL, || {
        note(
            table(CASES, "flow", AtEvent, &["A F 2023 3", "A M 2023 not-delivered"]).sum(&["SEX"], &none()),
            sem::PARTIAL,
        )
    }),
    (sem::LISTED_PARTS, || {
        note(
            table(CASES, "flow", AtEvent, &["A F 2023 3", "A M 2023 4"])
                .slice("SEX", &["F"])
                .unwrap()
                .sum(&["SEX"], &none()),
            sem::LISTED_PARTS,
        )
    }),
    (sem::INCLUDES_MOVES, || {
        note(table(CASES, "change", AtEvent, &["A F 2023 3", "A M 2023 4"]).sum(&["SEX"], &none()), sem::INCLUDES_MOVES)
    }),
    (sem::NATIONAL_FIGURES, || {
        let c = Concept::new("FOREIGNERS").with("relative", "true").unwrap();
        note(
            build(Measure::parse(CASES, "flow").unwrap(), c, "", AtEvent, &["A F 2023 3", "B F 2023 4"])
                .sum(&["REF_AREA"], &none()),
            sem::NATIONAL_FIGURES,
        )
    }),
    (sem::COUNTRIES_RECORDS, || {
        note(
            table(CASES, "flow", AtEvent, &["A F 2023 3", "B F 2023 4"]).sum(&["REF_AREA"], &none()),
            sem::COUNTRIES_RECORDS,
        )
    }),
    (sem::PROVISIONAL_PART, || {
        note(
            table(CASES, "flow", AtEvent, &["A F 2023 3 [P]", "B F 2023 4"]).sum(&["REF_AREA"], &none()),
            sem::PROVISIONAL_PART,
        )
    }),
    (sem::TOTAL_TAKEN, || {
        note(
            table(CASES, "flow", AtEvent, &["A F 2023 3", "A M 2023 4", "A _T 2023 7"]).sum(&["SEX"], &none()),
            sem::TOTAL_TAKEN,
        )
    }),
    (sem::UNEQUAL_MATURITY, || {
        let m = Measure::parse(CASES, "flow").unwrap().basis(Basis::CohortUntil(Moment::parse("2024-12-31").unwrap()));
        sum(&build(m, Concept::new("C"), "", AtEvent, &["A F 2022 3", "A F 2023 3"]), &["TIME_PERIOD"])
    }),
    (sem::WEIGHTS_NEEDED, || {
        error(table(CASES, "flow", AtEvent, &["A F 2023 3"]).crosswalk(
            "SEX",
            &BTreeMap::from([("F".to_owned(), vec!["X".to_owned(), "Y".to_owned()])]),
            &none(),
        ))
    }),
    (sem::OPERATION_UNDEFINED, || error(table(CASES, "net", AtEvent, &["A F 2023 3"]).mean(&none()))),
    (sem::UNDERCOUNT_POSSIBLE, || {
        note(
            table(PERSONS, "stock", AtEvent, &["A F 2023-01-01 3", "B F 2023-01-01 3"]).sum(&["REF_AREA"], &none()),
            sem::UNDERCOUNT_POSSIBLE,
        )
    }),
    (sem::SHARES_OVERLAP, || {
        note(
            table(CASES, "flow", Overlapping, &["A F 2023 3", "A _T 2023 5"]).share("SEX", &none()),
            sem::SHARES_OVERLAP,
        )
    }),
    (sem::SHARE_ABOVE_ONE, || {
        note(table(CASES, "flow", AtEvent, &["A F 2023 6", "A _T 2023 5"]).share("SEX", &none()), sem::SHARE_ABOVE_ONE)
    }),
    (sem::REST_NOT_KNOWN, || {
        error(table(CASES, "flow", Overlapping, &["A F 2023 3", "A _T 2023 5"]).top("SEX", 1, &none()))
    }),
    (sem::PER_DAY, || {
        note(table(CASES, "flow", AtEvent, &["A F 2023 3", "A F 2024-Q1 5"]).mean(&none()), sem::PER_DAY)
    }),
    (sem::MEASURE_UNSTATED, || sum(&table("unstated", "flow", AtEvent, &["A F 2023 3"]), &["SEX"])),
    (sem::NET_OF_RECORDS, || {
        note(
            table(CASES, "flow", AtEvent, &["A F 2023 3"])
                .net(&table(CASES, "flow", AtEvent, &["A F 2023 3"]), &none()),
            sem::NET_OF_RECORDS,
        )
    }),
    (sem::REFERENCE_DATES_DIFFER, || {
        let s = table(CASES, "stock", AtEvent, &["A F 2024-02-01 3"]);
        let f = table(CASES, "flow", AtEvent, &["A F 2024 1"]);
        error(s.balance(&[&f], &[], None, &none()))
    }),
    (sem::CALENDAR_RATIO, || {
        note(
            table(CASES, "flow", AtEvent, &["A F 2023 3"]).ratio(
                &table(CASES, "flow", AtEvent, &["A F 2023 4"]),
                RatioForm::Ratio,
                &none(),
            ),
            sem::CALENDAR_RATIO,
        )
    }),
    (sem::POPULATION_NOT_AT_RISK, || {
        error(table(CASES, "flow", AtEvent, &["A F 2023 3"]).ratio(
            &table(CASES, "flow", AtEvent, &["A F 2023 4"]),
            RatioForm::Rate,
            &none(),
        ))
    }),
    (sem::MUST_BE_COUNTED, || error(table(PERSONS, "flow", AtEvent, &["A F 2023-Q1 3"]).year_to_date(&none()))),
    (sem::ORDER_NOT_KNOWN, || {
        note(table(CASES, "flow", AtEvent, &["A F 2023 3..9", "A M 2023 4"]).rank("SEX", &none()), sem::ORDER_NOT_KNOWN)
    }),
    (sem::ESTIMATES_MIXED, || {
        note(
            table(CASES, "flow", AtEvent, &["A F 2023 30~9", "A M 2023 4"]).sum(&["SEX"], &none()),
            sem::ESTIMATES_MIXED,
        )
    }),
    (sem::PART_ABOVE_WHOLE, || {
        note(
            table(CASES, "flow", AtEvent, &["A F 2023 9", "A _T 2023 4"]).whole_minus_part(
                "SEX",
                "_T",
                "F",
                Reading::InNoneOfPart,
                &none(),
            ),
            sem::PART_ABOVE_WHOLE,
        )
    }),
];
