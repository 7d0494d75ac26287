use crate::provoked::{Example, Provoked, error, finding};
use dsm_core::error::{Result, codes::sdc};
use dsm_core::measure::{Concept, Measure};
use dsm_core::protect::{Holdings, Protection, Rule, audit, mask, protect};
use dsm_core::table::{Axis, KeyColumn, Membership, Table, TableBuilder};

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
    Protection::by(Rule::default()).nothing_else().pattern(&simple(), &Holdings::none(), None).unwrap_err()
}

/// A small figure, and zeros that are shown, with a total that everybody holds from before.
fn hopeless() -> dsm_core::error::Error {
    let held = Holdings::of(&year(&[("SYR", "40"), ("_T", "43")]));
    protect(&simple(), &Rule::default(), &[], &held).unwrap_err()
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

pub(super) const EXAMPLES: &[Example] = &[
    (sdc::MASKS_COMPUTABLE, || naive().into()),
    (sdc::CELL_COMPUTABLE, || finding(naive().findings(), sdc::CELL_COMPUTABLE)),
    (sdc::CELL_NARROW, || judged(&[("AFG", "*"), ("SYR", "*"), ("_T", "3")], sdc::CELL_NARROW)),
    (sdc::MASK_TOO, || finding(naive().findings(), sdc::MASK_TOO)),
    (sdc::NO_PATTERN, || hopeless().into()),
    (sdc::RULE_UNREADABLE, || error(Rule::below(1))),
    (sdc::CELL_NOT_MASKABLE, || finding(named("UKR").unwrap_err().findings(), sdc::CELL_NOT_MASKABLE)),
    (sdc::TABLE_TOO_LARGE, || error(audit(&huge(), &Rule::default()))),
    (sdc::CELLS_NOT_MASKABLE, || error(named("XXX"))),
    (sdc::CELL_NOT_PROTECTED, || finding(hopeless().findings(), sdc::CELL_NOT_PROTECTED)),
    (sdc::TOTAL_CONTRADICTED, || judged(&[("AFG", "*"), ("SYR", "50"), ("_T", "43")], sdc::TOTAL_CONTRADICTED)),
];
