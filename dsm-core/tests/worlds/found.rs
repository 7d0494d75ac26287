//! Counterexamples that were found in worlds and made small: each is a world of one or two persons.

use dsm_core::{
    measure::{Assume, Concept, Measure},
    table::{Axis, Membership, Table},
};

fn table(unit: &str, temporality: &str, axis: Axis, rows: &[([&str; 2], &str)]) -> Table {
    let mut builder = Table::builder(Measure::parse(unit, temporality).unwrap(), Concept::new("C"))
        .axis(axis)
        .axis(Axis::time("TIME_PERIOD"));
    for (key, figure) in rows {
        builder = builder.row(key, figure);
    }
    builder.build().unwrap()
}

fn cells(table: &Table) -> String {
    table.rows().map(|r| format!("{}={}", r.key.join("."), r.cell)).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_resident_who_changes_citizenship_between_two_dates_is_one() {
    let axis = Axis::category("CITIZEN").membership(Membership::AtEvent).exhaustive(true);
    let rows = [
        (["CP", "2024-01-01"], "1"),
        (["CQ", "2024-01-01"], "0"),
        (["CP", "2024-02-01"], "0"),
        (["CQ", "2024-02-01"], "1"),
    ];
    let united = table("persons-distinct", "stock", axis, &rows).union(&["TIME_PERIOD"], &Assume::nothing()).unwrap();
    println!("{united:?} {}", cells(&united));
    let sum = united.sum(&["CITIZEN"], &Assume::nothing()).unwrap();
    assert_eq!(cells(&sum), "2024-02-01=1..2");
}
