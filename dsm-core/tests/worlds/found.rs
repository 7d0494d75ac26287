//! Counterexamples that were found in worlds and made small: each is a world of one or two persons.

use dsm_core::{
    measure::{Assume, Concept, Measure},
    table::{Absent, Axis, Membership, Table, TableBuilder},
};

fn begun(unit: &str, temporality: &str, axes: impl IntoIterator<Item = Axis>) -> TableBuilder {
    let builder = Table::builder(Measure::parse(unit, temporality).unwrap(), Concept::new("C"));
    axes.into_iter().fold(builder, TableBuilder::axis).axis(Axis::time("TIME_PERIOD"))
}

/// Rows written `code code … = figure`, the time last.
fn table(builder: TableBuilder, rows: &str) -> Table {
    let row = |builder: TableBuilder, row: &str| {
        let (key, figure) = row.split_once(" = ").unwrap();
        builder.row(&key.split(' ').collect::<Vec<_>>(), figure)
    };
    rows.split("; ").fold(builder, row).build().unwrap()
}

fn fixed(id: &str) -> Axis {
    Axis::category(id).membership(Membership::Fixed).exhaustive(true)
}

fn at_event(id: &str) -> Axis {
    Axis::category(id).membership(Membership::AtEvent).exhaustive(true)
}

fn sum(table: &Table, axes: &[&str]) -> String {
    match table.sum(axes, &Assume::nothing()) {
        Ok(sum) => sum.rows().map(|r| format!("{} = {}", r.key.join(" "), r.cell)).collect::<Vec<_>>().join("; "),
        Err(error) => error.code().id().to_owned(),
    }
}

#[test]
fn a_total_of_one_axis_does_not_make_the_listed_parts_of_another_the_whole() {
    let t = begun("persons-distinct", "flow", [fixed("BIRTH"), at_event("SEX").exhaustive(false)]);
    let t = table(t, "BX M 2024-01 = 0; _T M 2024-01 = 0");
    assert_eq!(sum(&t, &["BIRTH", "SEX"]), "2024-01 = 0..");
}

#[test]
fn a_group_is_not_added_to_its_members_beside_a_total_of_another_axis() {
    let birth = fixed("BIRTH").parent("BX", "GROUP");
    let t = begun("cases:crossing:one", "flow", [at_event("SEX"), birth]);
    let t = table(t, "_T BX 2024-01 = 1; _T GROUP 2024-01 = 1; F BX 2024-01 = 1; F GROUP 2024-01 = 1");
    assert_eq!(sum(&t, &["SEX", "BIRTH"]), "SEM-012");
}

#[test]
fn a_sliced_table_has_no_rows_for_the_codes_left_out() {
    let t = table(
        begun("cases:crossing:one", "flow", [fixed("BIRTH"), at_event("SEX")]),
        "BX F 2024-01 = 1; BX M 2024-01 = 2; BY F 2024-01 = 3; BY M 2024-01 = 4; BZ F 2024-01 = 5; BZ M 2024-01 = 6",
    );
    let two = t.slice("BIRTH", &["BX", "BY", "BZ"]).unwrap().slice("BIRTH", &["BY", "BZ"]).unwrap();
    assert_eq!(sum(&two, &["SEX"]), "BY 2024-01 = 7; BZ 2024-01 = 11");
    // What was left out is in mind even once the sum stands by itself.
    let alone = two.sum(&["SEX"], &Assume::nothing()).unwrap().disclose().unwrap().into_table();
    assert_eq!(sum(&alone, &["BIRTH"]), "2024-01 = 18..");
    let united = two.union(&["SEX"], &Assume::nothing()).unwrap();
    assert_eq!(sum(&united, &["BIRTH"]), "2024-01 = 18..");
}

#[test]
fn a_group_without_a_cell_is_not_zero_where_only_some_parts_are_listed() {
    let t = begun("persons-distinct", "stock", [fixed("BIRTH")]).absent(Absent::Zero);
    let t = table(t, "BX 2024-01-01 = 1; BX 2024-02-01 = 1; BY 2024-02-01 = 1");
    let one = t.slice("BIRTH", &["BY"]).unwrap().sum(&["BIRTH"], &Assume::nothing()).unwrap();
    assert_eq!(one.absent(), Absent::Missing);
    assert_eq!(t.sum(&["BIRTH"], &Assume::nothing()).unwrap().absent(), Absent::Zero);
}

#[test]
fn a_total_without_parts_is_not_dropped() {
    let t = begun("cases:crossing:one", "flow", [at_event("SEX"), Axis::reporter("REPORTER")]);
    let t = table(t, "F AA 2024-01 = 1; M AA 2024-01 = 1; _T AA 2024-01 = 2; _T BB 2024-01 = 3; _T AA 2024-02 = 4");
    assert_eq!(sum(&t, &["SEX", "REPORTER"]), "AA+BB 2024-01 = 5; AA+BB 2024-02 = 4..");
}

#[test]
fn changes_with_a_published_total_need_no_parts() {
    let t = begun("persons-distinct", "change", [fixed("BIRTH").exhaustive(false)]);
    let t = table(t, "BX 2024-01 = -1; BY 2024-01 = not-delivered; _T 2024-01 = -3");
    assert_eq!(sum(&t, &["BIRTH"]), "2024-01 = -3");
}

#[test]
fn an_age_at_the_end_of_each_month_is_not_the_age_at_the_end_of_both() {
    // One crossing in January at the age of 17, a birthday in February: at the end of February nobody of 17 crossed.
    let age = Axis::category("AGE").membership(Membership::Pinned).exhaustive(true);
    for unit in ["cases:crossing:one", "person-events:crossing", "persons-once", "persons-distinct"] {
        let rows = "17 2024-01 = 1; 18 2024-01 = 0; 17 2024-02 = 0; 18 2024-02 = 0";
        let t = table(begun(unit, "flow", [age.clone()]), rows);
        assert_eq!(sum(&t, &["TIME_PERIOD"]), "SEM-004", "{unit}");
        let once = t.sum(&["TIME_PERIOD"], &Assume::named(&["once-per-period"]).unwrap());
        assert_eq!(once.unwrap_err().code().id(), "SEM-004", "{unit}");
    }
}

#[test]
fn once_in_each_of_two_countries_is_not_once_in_both() {
    // The same person, first in AA in January and first in BB in February.
    let t = begun("persons-once", "flow", [Axis::reporter("REPORTER")]);
    let t = table(t, "AA 2024-01 = 1; BB 2024-01 = 0; AA 2024-02 = 0; BB 2024-02 = 1");
    let joined = t.union(&["REPORTER"], &Assume::nothing()).unwrap();
    assert_eq!(joined.measure().unit().to_string(), "persons-distinct");
    assert_eq!(sum(&joined, &["TIME_PERIOD"]), "AA+BB 2024-01-01/2024-02-29 = 1..2");
    let sliced = t.sum(&["REPORTER"], &Assume::nothing()).unwrap().slice("REPORTER", &["AA+BB"]).unwrap();
    assert_eq!(sum(&sliced, &["TIME_PERIOD"]), "AA+BB 2024-01-01/2024-02-29 = 1..2");
}

#[test]
fn after_a_union_of_months_an_attribute_at_the_event_tells_nobody_apart() {
    // One person who changes age group between two months, each pinned at its end.
    let age = Axis::category("AGE").membership(Membership::Pinned).exhaustive(true);
    let t = table(
        begun("persons-distinct", "flow", [age]),
        "17 2024-01 = 1; 18 2024-01 = 0; 17 2024-02 = 0; 18 2024-02 = 1",
    );
    let united = t.union(&["TIME_PERIOD"], &Assume::nothing()).unwrap();
    assert_eq!(sum(&united, &["AGE"]), "2024-01-01/2024-02-29 = 1..2");
}

#[test]
fn the_published_total_of_both_directions_is_not_added_over_reporters() {
    let t = begun("cases:crossing:one", "flow", [at_event("DIRECTION").direction(true), Axis::reporter("REPORTER")]);
    let rows = "IN AA 2024-01 = 1; OUT AA 2024-01 = 0; _T AA 2024-01 = 1; IN BB 2024-01 = 0; OUT BB 2024-01 = 1; \
                _T BB 2024-01 = 1";
    assert_eq!(sum(&table(t, rows), &["DIRECTION", "REPORTER"]), "SEM-011");
}
