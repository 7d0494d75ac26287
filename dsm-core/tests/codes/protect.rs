use crate::provoked::{Example, Provoked, error, finding};
use dsm_core::catalogue::{Identity, Term, TermTime};
use dsm_core::error::{Result, codes::sdc};
use dsm_core::exchange::cube::Cube;
use dsm_core::measure::{Concept, Measure};
use dsm_core::protect::{
    Dominance, Holdings, Pattern, Protection, Rounding, RoundingKey, Rule, Sensitivity, Shown, Wishes, Zeros, audit,
    mask, protect, round,
};
use dsm_core::source::{self, Layout};
use dsm_core::table::{Axis, KeyColumn, Membership, Table, TableBuilder};
use dsm_core::text::Text;
use std::io::Cursor;

fn begun() -> TableBuilder {
    Table::builder(Measure::parse("cases:application:many", "flow").unwrap(), Concept::new("APPLICATIONS"))
        .axis(Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(true))
        .axis(Axis::time("TIME_PERIOD"))
}

fn year(rows: &[(&str, &str)]) -> Table {
    let row = |builder: TableBuilder, (code, figure): &(&str, &str)| builder.row(&[*code, "2024"], figure);
    rows.iter().fold(begun(), row).build().unwrap()
}

fn simple() -> Table {
    year(&[("AFG", "3"), ("SYR", "40"), ("UKR", "0"), ("_T", "43")])
}

fn named(code: &str) -> Result<Table> {
    mask(&simple(), &Rule::default(), &[vec![code.into(), "2024".into()]])
}

fn judged(rows: &[(&str, &str)], rule: dsm_core::error::Code) -> Provoked {
    let audit = audit(&year(rows), &Rule::default()).unwrap();
    finding(audit.findings(), rule)
}

fn naive() -> dsm_core::error::Error {
    Protection::by(Rule::default()).nothing_else().pattern(&simple(), &Holdings::none()).unwrap_err()
}

/// A small figure, and zeros that are shown, with a total that everybody holds from before.
fn hopeless() -> dsm_core::error::Error {
    let held = Holdings::of(&year(&[("SYR", "40"), ("_T", "43")]));
    protect(&simple(), &Rule::default(), &[], &held).unwrap_err()
}

/// A table by sex that is shown, and one by age of the same whole of which a small figure is masked alone.
fn beside() -> dsm_core::error::Error {
    let axis = |id: &str| Axis::category(id).membership(Membership::AtEvent).exhaustive(true);
    let by = |id: &str, rows: &[(&str, &str)]| {
        let begun =
            Table::builder(Measure::parse("cases:application:many", "flow").unwrap(), Concept::new("APPLICATIONS"))
                .axis(axis(id))
                .axis(Axis::time("TIME_PERIOD"));
        rows.iter().fold(begun, |builder, (code, figure)| builder.row(&[*code, "2024"], figure)).build().unwrap()
    };
    let held = Holdings::none().beside("MD-2024-1", by("SEX", &[("F", "30"), ("M", "40")]), &Rule::default());
    let ages = by("AGE", &[("Y0-17", "3"), ("Y18-64", "60"), ("Y65T", "7")]);
    Protection::by(Rule::default()).nothing_else().pattern(&ages, &held).unwrap_err()
}

/// A code with groups of two columns that have the same name.
fn twofold() -> Result<Cube> {
    let file = "income,region,citizen,n\nA,A,AFG,3\nB,B,UKR,9\n";
    let mut rows = source::open(Cursor::new(file), "inner.csv", &Layout::default())?;
    Cube::read(&mut rows, "n", &[("citizen", "region"), ("citizen", "income")])
}

/// More cells than are audited.
fn huge() -> Table {
    let codes = |letter: &str, count: u32| (0..count).map(|n| format!("{letter}{n}").into()).collect::<Vec<_>>();
    let keys = |n: u32, of: &dyn Fn(u32) -> u32| (0..n).map(of).collect::<Vec<u32>>();
    let many = 1_100_000;
    let citizenship = KeyColumn { dictionary: codes("C", many), keys: keys(many, &|n| n) };
    let time = KeyColumn { dictionary: vec!["2024".into()], keys: keys(many, &|_| 0) };
    begun().build_whole(vec![citizenship, time], vec![9; many as usize]).unwrap()
}

/// A file of counts in which citizenships have regions.
fn cube(rows: &str) -> Result<Cube> {
    let file = format!("region,citizen,n\n{rows}");
    let mut rows = source::open(Cursor::new(file), "cells.csv", &Layout::default())?;
    Cube::read(&mut rows, "n", &[("citizen", "region")])
}

fn unread(rows: &str, rule: dsm_core::error::Code) -> Provoked {
    finding(cube(rows).unwrap_err().findings(), rule)
}

fn alone() -> Sensitivity {
    Sensitivity::threshold_alone()
}

fn sensitive(of: Sensitivity, table: &Table) -> dsm_core::error::Error {
    of.protect(table, &Rule::default(), &[], &Holdings::none()).unwrap_err()
}

fn of_years() -> Table {
    let persons = Measure::parse("persons-distinct", "flow").unwrap();
    let begun = Table::builder(persons, Concept::new("APPLICATIONS")).axis(Axis::time("TIME_PERIOD"));
    begun.row(&["2024"], "43").build().unwrap()
}

/// Everyone is of one citizenship, and zeros are shown.
fn one_citizenship() -> dsm_core::error::Error {
    sensitive(alone().group("CITIZENSHIP"), &year(&[("AFG", "0"), ("SYR", "40"), ("_T", "40")]))
}

/// Nobody knows who gave what.
fn unknown_contributors() -> dsm_core::error::Error {
    let nothing = year(&[("XXX", "0")]);
    let rule = Dominance::percent(10).unwrap();
    sensitive(alone().dominance(rule, vec![nothing.clone(), nothing]).unwrap(), &year(&[("SYR", "40")]))
}

/// All others are three, and estimates cannot be masked.
fn estimated() -> dsm_core::error::Error {
    let begun = Table::builder(Measure::parse("cases:application:many", "flow").unwrap(), Concept::new("APPLICATIONS"))
        .axis(Axis::category("CITIZENSHIP").membership(Membership::AtEvent))
        .axis(Axis::time("TIME_PERIOD"));
    let table = begun.row(&["SYR", "2024"], "40~1").row(&["_T", "2024"], "43~1").build().unwrap();
    let open = Rule::default().zeros(Zeros::Maskable);
    alone().differences().protect(&table, &open, &[], &Holdings::none()).unwrap_err()
}

fn shown(indicator: &str, unit: &str, time: (&str, &str), figure: &str) -> Shown {
    let begun = Table::builder(Measure::parse(unit, time.0).unwrap(), Concept::new("CASES"));
    let table = begun.axis(Axis::time("TIME_PERIOD")).row(&[time.1], figure).build().unwrap();
    Shown::new(indicator, table, Pattern::default())
}

/// A share of a year of which a count is masked.
fn rate() -> Provoked {
    let counts = shown("DECISIONS", "cases:decision:one", ("flow", "2024"), "*");
    error(shown("RATE", "ratio:share", ("flow", "2024"), "0.25").beside(&[counts], &[]))
}

/// What is pending at the end tells the masked applications of the year.
fn balance() -> Provoked {
    let stock = |day| shown("PENDING", "cases:application:one", ("stock", day), "40");
    let applied = shown("APPLIED", "cases:application:one", ("flow", "2024"), "*");
    let measure = |temporality| Measure::parse("cases:application:one", temporality).unwrap();
    let terms = vec![
        Term::new("PENDING", measure("stock")).at(TermTime::Start),
        Term::new("APPLIED", measure("flow")),
        Term::new("PENDING", measure("stock")).at(TermTime::End).taken_away(),
    ];
    let balance = Identity::new("BALANCE", Text::both("Balance", "Баланс"), terms).unwrap();
    // Without the end nobody can tell.
    stock("2024-01-01").beside(std::slice::from_ref(&applied), std::slice::from_ref(&balance)).unwrap();
    error(stock("2025-01-01").beside(&[applied, stock("2024-01-01")], &[balance]))
}

/// What stays where some cells are wished never to be masked.
fn wished(codes: &[&str]) -> dsm_core::error::Error {
    let wishes = codes.iter().fold(Wishes::none(), |all, code| all.never(&[("CITIZENSHIP", code)]));
    Protection::by(Rule::default()).wishing(wishes).protect(&simple(), &Holdings::none()).unwrap_err()
}

/// Figures too great for whole tables to be looked for.
fn undecided() -> dsm_core::error::Error {
    let table = year(&[("AFG", "3"), ("SYR", "300000000000000000"), ("_T", "300000000000000003")]);
    Protection::by(Rule::default()).pattern(&table, &Holdings::none()).unwrap_err()
}

pub(super) const EXAMPLES: &[Example] = &[
    (sdc::MASKS_COMPUTABLE, || naive().into()),
    (sdc::CELL_COMPUTABLE, || finding(naive().findings(), sdc::CELL_COMPUTABLE)),
    (sdc::CELL_NARROW, || judged(&[("AFG", "*"), ("SYR", "*"), ("_T", "3")], sdc::CELL_NARROW)),
    (sdc::MASK_TOO, || finding(naive().findings(), sdc::MASK_TOO)),
    (sdc::NO_PATTERN, || hopeless().into()),
    (sdc::RULE_UNREADABLE, || error(Rule::below(1))),
    (sdc::CELL_NOT_MASKABLE, || finding(named("UKR").unwrap_err().findings(), sdc::CELL_NOT_MASKABLE)),
    (sdc::TOLD_BESIDE, || finding(beside().findings(), sdc::TOLD_BESIDE)),
    (sdc::GROUP_OF_TWO, || finding(twofold().unwrap_err().findings(), sdc::GROUP_OF_TWO)),
    (sdc::TABLE_TOO_LARGE, || error(audit(&huge(), &Rule::default()))),
    (sdc::CELLS_NOT_MASKABLE, || error(named("XXX"))),
    (sdc::CELL_NOT_PROTECTED, || finding(hopeless().findings(), sdc::CELL_NOT_PROTECTED)),
    (sdc::CELLS_UNREADABLE, || error(cube("ASIA,AFG,-3\n"))),
    (sdc::GROUP_DIFFERS, || unread("ASIA,AFG,3\nEUROPE,AFG,4\n", sdc::GROUP_DIFFERS)),
    (sdc::RATIO_BESIDE_MASKS, rate),
    (sdc::IDENTITY_BESIDE_MASKS, balance),
    (sdc::TOTALS_THERE, || error(cube("ASIA,AFG,3\n_T,_T,3\n").unwrap().with_totals())),
    (sdc::KEY_TWICE, || unread("ASIA,AFG,3\nASIA,AFG,4\n", sdc::KEY_TWICE)),
    (sdc::COUNT_UNREADABLE, || unread("ASIA,AFG,-3\n", sdc::COUNT_UNREADABLE)),
    (sdc::ROW_UNFIT, || unread("ASIA,AFG,3,9\n", sdc::ROW_UNFIT)),
    (sdc::CODE_MISSING, || unread("ASIA,,3\n", sdc::CODE_MISSING)),
    (sdc::TRUTH_DIFFERS, || error(cube("ASIA,AFG,3\n").unwrap().agrees_with(&cube("ASIA,AFG,4\n").unwrap()))),
    (sdc::COMPANION_DIFFERS, || sensitive(alone().persons(of_years()), &simple()).into()),
    (sdc::GROUPS_DISCLOSED, || one_citizenship().into()),
    (sdc::GROUP_DISCLOSED, || finding(one_citizenship().findings(), sdc::GROUP_DISCLOSED)),
    (sdc::CONTRIBUTIONS_UNFIT, || unknown_contributors().into()),
    (sdc::CONTRIBUTION_UNFIT, || finding(unknown_contributors().findings(), sdc::CONTRIBUTION_UNFIT)),
    (sdc::DOMINANCE_UNREADABLE, || error(Dominance::percent(0))),
    (sdc::ROUNDING_UNREADABLE, || error(Rounding::nearest(1))),
    (sdc::ROUNDING_KEY_SHORT, || error(RoundingKey::new(b"short"))),
    (sdc::NOT_ROUNDABLE, || error(round(&year(&[("SYR", "2..4")]), &Rounding::nearest(5).unwrap(), &Rule::default()))),
    (sdc::DIFFERENCE_TOLD, || finding(estimated().findings(), sdc::DIFFERENCE_TOLD)),
    (sdc::WISHES_INFEASIBLE, || wished(&["SYR", "_T"]).into()),
    (sdc::WISH_IN_THE_WAY, || finding(wished(&["SYR", "_T"]).findings(), sdc::WISH_IN_THE_WAY)),
    (sdc::WISH_AGAINST_MASK, || finding(wished(&["AFG"]).findings(), sdc::WISH_AGAINST_MASK)),
    (sdc::WISH_EMPTY, || wished(&["XXX"]).into()),
    (sdc::OPEN_NOT_ACCEPTED, || undecided().into()),
    (sdc::CELL_OPEN, || finding(undecided().findings(), sdc::CELL_OPEN)),
    (sdc::TOTAL_CONTRADICTED, || judged(&[("AFG", "*"), ("SYR", "50"), ("_T", "43")], sdc::TOTAL_CONTRADICTED)),
];
