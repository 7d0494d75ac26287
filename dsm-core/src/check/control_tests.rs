use super::*;
use crate::{
    error::Collected,
    measure::{Concept, Measure},
    table::{Absent, Membership, TableBuilder},
};

fn begun(unit: &str) -> TableBuilder {
    Table::builder(Measure::parse(unit, "flow").unwrap(), Concept::new("DECISION"))
}

/// Cells by sex, outcome and year, as `F REC 2024`.
fn table(unit: &str, cells: &[(&str, &str)]) -> Table {
    let outcomes = Axis::category("OUTCOME").membership(Membership::AtEvent).parent("REC", "POS").parent("SUB", "POS");
    let begun = begun(unit)
        .axis(Axis::category("SEX").membership(Membership::Fixed))
        .axis(outcomes)
        .axis(Axis::time("TIME_PERIOD"));
    let row =
        |table: TableBuilder, (key, figure): &(&str, &str)| table.row(&key.split(' ').collect::<Vec<_>>(), figure);
    cells.iter().fold(begun, row).build().unwrap()
}

/// What is said of each control total: `=`, `differs`, `not known`.
fn compared(table: &Table, axes: &[&str], control: &[(&str, &str)]) -> Vec<&'static str> {
    let said = |(key, figure): &(&str, &str)| {
        let axis = |id: &&str| if *id == "TIME_PERIOD" { Axis::time(id) } else { Axis::category(id) };
        let begun = axes.iter().map(axis).fold(begun(&table.measure().unit().to_string()), TableBuilder::axis);
        let control = begun.row(&key.split(' ').collect::<Vec<_>>(), figure).build().unwrap();
        let mut found = Collected::new();
        control_totals(table, &control, &mut found).unwrap();
        match found.findings().first().map(Finding::rule) {
            None => "=",
            Some(rule) if rule == codes::chk::CONTROL_TOTAL_DIFFERS => "differs",
            Some(_) => "not known",
        }
    };
    control.iter().map(said).collect()
}

const CASES: &str = "cases:decision:many";

#[test]
fn totals_are_held_against_the_cells_that_they_group() {
    let all =
        [("F REC 2024", "1"), ("F SUB 2024", "2"), ("F REJ 2024", "4"), ("M REC 2024", "8"), ("M REJ 2024", "16")];
    let table = table(CASES, &all);
    assert_eq!(compared(&table, &["TIME_PERIOD"], &[("2024", "31"), ("2024", "30")]), ["=", "differs"]);
    let by_sex = [("F 2024", "7"), ("M 2024", "24"), ("_T 2024", "31"), ("M 2024", "25")];
    assert_eq!(compared(&table, &["SEX", "TIME_PERIOD"], &by_sex), ["=", "=", "=", "differs"]);
    // A group is the sum of its codes, and a code is itself.
    let by_outcome = [("POS 2024", "11"), ("REJ 2024", "20"), ("POS 2024", "12")];
    assert_eq!(compared(&table, &["OUTCOME", "TIME_PERIOD"], &by_outcome), ["=", "=", "differs"]);
    let whole = [("F _T 2024", "7"), ("_T _T 2024", "31"), ("F REC 2024", "2")];
    assert_eq!(compared(&table, &["SEX", "OUTCOME", "TIME_PERIOD"], &whole), ["=", "=", "differs"]);
    // Nothing is known of a year that the table does not have.
    assert_eq!(compared(&table, &["TIME_PERIOD"], &[("2023", "0")]), ["not known"]);
    // The order of the axes is of no importance.
    assert_eq!(compared(&table, &["TIME_PERIOD", "SEX"], &[("2024 M", "24")]), ["="]);
}

#[test]
fn totals_of_the_table_itself_are_taken_where_there_are_any() {
    let all = [("F REC 2024", "1"), ("F REJ 2024", "2"), ("M _T 2024", "8"), ("_T _T 2024", "12")];
    let table = table(CASES, &all);
    assert_eq!(compared(&table, &["TIME_PERIOD"], &[("2024", "12"), ("2024", "11")]), ["=", "differs"]);
    assert_eq!(compared(&table, &["SEX", "TIME_PERIOD"], &[("F 2024", "3"), ("M 2024", "8")]), ["=", "="]);
    // Some parts have a total, others their own parts.
    let ragged = self::table(CASES, &[("F REC 2024", "1"), ("F REJ 2024", "2"), ("M _T 2024", "8")]);
    assert_eq!(compared(&ragged, &["TIME_PERIOD"], &[("2024", "11")]), ["="]);
    let ragged = self::table(CASES, &[("F REC 2024", "1"), ("M REC 2024", "2"), ("_T REJ 2024", "8")]);
    assert_eq!(compared(&ragged, &["TIME_PERIOD"], &[("2024", "11")]), ["="]);
}

#[test]
fn what_is_not_known_never_passes() {
    for (unknown, says) in [("*", "not known"), ("not-delivered", "not known"), ("3..4", "not known"), ("na", "=")] {
        let figure = if unknown == "na" { "4" } else { "7" };
        let table = table(CASES, &[("F REC 2024", "4"), ("F REJ 2024", unknown)]);
        assert_eq!(compared(&table, &["TIME_PERIOD"], &[("2024", figure)]), [says], "{unknown}");
        let exact = self::table(CASES, &[("F REC 2024", "4")]);
        let expected = if unknown == "na" { "differs" } else { "not known" };
        assert_eq!(compared(&exact, &["TIME_PERIOD"], &[("2024", unknown)]), [expected], "{unknown}");
    }
    // An absent key says zero where the table says so.
    let zero = begun(CASES).axis(Axis::category("SEX")).axis(Axis::time("TIME_PERIOD")).absent(Absent::Zero);
    let zero = zero.row(&["F", "2024"], "3").row(&["M", "2023"], "2").build().unwrap();
    assert_eq!(compared(&zero, &["SEX", "TIME_PERIOD"], &[("F 2023", "0"), ("M 2024", "1")]), ["=", "differs"]);
}

#[test]
fn persons_that_may_have_several_codes_do_not_add_up() {
    let table = table("persons-distinct", &[("F REC 2024", "4"), ("F REJ 2024", "3"), ("M REJ 2024", "1")]);
    // A woman may have got two decisions in the year, but sex is fixed.
    assert_eq!(compared(&table, &["SEX", "TIME_PERIOD"], &[("F 2024", "7"), ("M 2024", "1")]), ["not known", "="]);
    assert_eq!(
        compared(&table, &["OUTCOME", "TIME_PERIOD"], &[("REJ 2024", "4"), ("REJ 2024", "5")]),
        ["=", "differs"]
    );
}

#[test]
fn totals_of_something_else_are_refused() {
    let table = table(CASES, &[("F REC 2024", "4")]);
    let refused = |control: TableBuilder| {
        let control = control.build().unwrap();
        control_totals(&table, &control, &mut Collected::new()).unwrap_err().code()
    };
    let persons = begun("persons-distinct").axis(Axis::time("TIME_PERIOD")).row(&["2024"], "4");
    assert_eq!(refused(persons), codes::sem::NOT_ONE_POPULATION);
    let by_age = begun(CASES).axis(Axis::category("AGE")).axis(Axis::time("TIME_PERIOD")).row(&["Y1", "2024"], "4");
    assert_eq!(refused(by_age), codes::tab::AXIS_UNKNOWN);
}
