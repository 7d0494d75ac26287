use super::{Axis, Membership, Table};
use crate::measure::{Assume, Concept, Measure};

fn months(unit: &str, temporality: &str, membership: Membership) -> Table {
    Table::builder(Measure::parse(unit, temporality).unwrap(), Concept::new("C"))
        .axis(Axis::category("SEX").membership(membership).exhaustive(true))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["F", "2024-01"], "0")
        .row(&["M", "2024-01"], "10")
        .row(&["F", "2024-02"], "10")
        .row(&["M", "2024-02"], "0")
        .build()
        .unwrap()
}

fn only(table: &Table) -> String {
    let rows: Vec<String> = table.rows().map(|r| format!("{}={}", r.key.join("."), r.cell)).collect();
    rows.join(" ")
}

#[test]
fn sums_are_one_operation_in_any_order() {
    let none = Assume::nothing();
    let cases = [
        ("cases:crossing:one", Membership::AtEvent, "2024-01-01/2024-02-29=20"),
        ("persons-distinct", Membership::Fixed, "2024-01-01/2024-02-29=20"),
        ("persons-distinct", Membership::AtEvent, "2024-01-01/2024-02-29=10..20"),
        ("persons-once", Membership::AtEvent, "2024-01-01/2024-02-29=20"),
    ];
    for (unit, membership, expected) in cases {
        let t = months(unit, "flow", membership);
        assert_eq!(only(&t.sum(&["SEX", "TIME_PERIOD"], &none).unwrap()), expected);
        assert_eq!(only(&t.sum(&["TIME_PERIOD"], &none).unwrap().sum(&["SEX"], &none).unwrap()), expected);
        assert_eq!(only(&t.sum(&["SEX"], &none).unwrap().sum(&["TIME_PERIOD"], &none).unwrap()), expected);
    }
}

#[test]
fn stocks_do_not_add_over_dates() {
    let t = Table::builder(Measure::parse("persons-distinct", "stock").unwrap(), Concept::new("C"))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["2024-01-01"], "10")
        .row(&["2024-02-01"], "11")
        .build()
        .unwrap();
    let refused = t.sum(&["TIME_PERIOD"], &Assume::nothing()).unwrap_err();
    assert_eq!(refused.code().id(), "SEM-002");
}
