use crate::{
    measure::{Concept, Measure},
    protect::{Holdings, Label, Pattern, Protection, Rule, Zeros, audit, mask, protect},
    table::{Absent, Axis, Membership, Table, TableBuilder},
};
use std::sync::Arc;

fn begun(unit: &str, membership: Membership, exhaustive: bool) -> TableBuilder {
    Table::builder(Measure::parse(unit, "flow").unwrap(), Concept::new("APPLICATIONS"))
        .axis(Axis::category("CITIZENSHIP").membership(membership).exhaustive(exhaustive))
        .axis(Axis::time("TIME_PERIOD"))
}

fn cases() -> TableBuilder {
    begun("cases:application:many", Membership::AtEvent, true)
}

fn filled(builder: TableBuilder, rows: &[(&str, &str, &str)]) -> Table {
    rows.iter().fold(builder, |builder, (code, time, figure)| builder.row(&[*code, *time], figure)).build().unwrap()
}

/// The labels of the masked cells, one letter each.
fn labels(table: &Table, rule: &Rule) -> String {
    let audited = audit(table, rule).unwrap();
    audited.cells().iter().map(|cell| cell.label().word().chars().next().unwrap()).collect()
}

fn of(builder: TableBuilder, rows: &[(&str, &str, &str)]) -> String {
    labels(&filled(builder, rows), &Rule::default())
}

#[test]
fn a_sum_counts_only_where_it_holds() {
    let one = &[("AFG", "2024", "*"), ("SYR", "2024", "40"), ("_T", "2024", "63")];
    assert_eq!(of(cases(), one), "E");
    // Parts that are not all there are leave the rest open; parts that overlap do not add up.
    assert_eq!(of(begun("cases:application:many", Membership::AtEvent, false), one), "P");
    assert_eq!(of(begun("cases:application:many", Membership::Overlapping, true), one), "P");
    // A person may change citizenship between two events: distinct persons of a year do not add up either.
    assert_eq!(of(begun("persons-distinct", Membership::AtEvent, true), one), "P");
    assert_eq!(of(begun("persons-distinct", Membership::Fixed, true), one), "E");
    // Still no part is more than the whole.
    let small = &[("AFG", "2024", "*"), ("SYR", "2024", "0"), ("_T", "2024", "1")];
    assert_eq!(of(begun("cases:application:many", Membership::Overlapping, true), small), "E");
    assert_eq!(of(begun("cases:application:many", Membership::AtEvent, false), small), "E");
}

#[test]
fn parts_that_come_to_the_total_are_taken_for_all_there_are() {
    let masked = |total: &'static str| {
        let rows = [("AFG", "2024", "3"), ("RUS", "2024", "97"), ("_T", "2024", total)];
        let table = filled(begun("cases:application:many", Membership::AtEvent, false), &rows);
        let pattern = Protection::by(Rule::default()).pattern(&table, &Holdings::none()).unwrap();
        pattern.cells().map(|key| key[0].to_string()).collect::<Vec<_>>().join(" ")
    };
    // Nobody declared that these are all citizenships, and whoever tries it is right.
    assert_eq!(masked("100"), "AFG RUS");
    // With others beside them the total does not tell.
    assert_eq!(masked("150"), "AFG");
}

#[test]
fn missing_and_inexact_cells_hide() {
    let with = |figure: &'static str| [("AFG", "2024", "*"), ("SYR", "2024", figure), ("_T", "2024", "63")];
    assert_eq!(of(cases(), &with("not-delivered")), "P");
    assert_eq!(of(cases(), &with("na")), "E");
    assert_eq!(of(cases(), &with("38..42")), "P");
    assert_eq!(of(cases(), &with("41..42")), "N");
    assert_eq!(of(cases(), &with("40..")), "P");
    assert_eq!(of(cases(), &with("*")), "PP");
    // Of a key that is not there nothing is known, or it is zero.
    let rows = &[("AFG", "2024", "*"), ("SYR", "2023", "40"), ("_T", "2023", "40"), ("_T", "2024", "63")];
    assert_eq!(of(cases(), rows), "P");
    assert_eq!(of(cases().absent(Absent::Zero), rows), "E");
    // Who adds up what a partial total was made of has the rest.
    let partial =
        &[("AFG", "2024", "*"), ("SYR", "2024", "40"), ("UKR", "2024", "not-delivered"), ("_T", "2024", "43 [I]")];
    assert_eq!(of(cases(), partial), "E");
}

#[test]
fn months_and_years_tell_each_other_where_they_add_up() {
    let mut rows: Vec<(String, &str)> = (2..=12).map(|month| (format!("2024-{month:02}"), "10")).collect();
    rows.push(("2024-01".to_owned(), "*"));
    rows.push(("2024".to_owned(), "113"));
    let rows: Vec<(&str, &str, &str)> = rows.iter().map(|(time, figure)| ("AFG", time.as_str(), *figure)).collect();
    assert_eq!(of(cases(), &rows), "E");
    assert_eq!(of(begun("persons-distinct", Membership::Fixed, true), &rows), "P");
    // From the start of the year to date: the difference of two is a month.
    let to_date = &[("AFG", "2024-01", "5"), ("AFG", "2024-01-01/2024-02-29", "8"), ("AFG", "2024-02", "*")];
    assert_eq!(of(cases(), to_date), "E");
    let stock = Table::builder(Measure::parse("persons-distinct", "stock").unwrap(), Concept::new("FOREIGNERS"))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["2024-01-01"], "*")
        .row(&["2024-07-01"], "12");
    assert_eq!(labels(&stock.build().unwrap(), &Rule::default()), "P");
}

#[test]
fn totals_that_are_not_there_are_gone_through() {
    let axis = |id: &str| Axis::category(id).membership(Membership::AtEvent).exhaustive(true);
    let begun = Table::builder(Measure::parse("cases:application:many", "flow").unwrap(), Concept::new("APPLICATIONS"))
        .axis(axis("CITIZENSHIP"))
        .axis(axis("SEX"))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["AFG", "F", "2024"], "*")
        .row(&["AFG", "M", "2024"], "20")
        .row(&["SYR", "F", "2024"], "30")
        .row(&["SYR", "M", "2024"], "40")
        // No total by citizenship or by sex is in the table, but the grand total is.
        .row(&["_T", "_T", "2024"], "93");
    assert_eq!(labels(&begun.build().unwrap(), &Rule::default()), "E");
}

#[test]
fn groups_tell_as_totals_do() {
    let axis = Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(true);
    let axis = axis.parent("AFG", "ASIA").parent("SYR", "ASIA");
    let table = Table::builder(Measure::parse("cases:application:many", "flow").unwrap(), Concept::new("APPLICATIONS"))
        .axis(axis)
        .axis(Axis::time("TIME_PERIOD"));
    let rows = [("AFG", "3"), ("SYR", "40"), ("UKR", "20"), ("ASIA", "43"), ("_T", "63")];
    let table = rows.iter().fold(table, |t, (code, figure)| t.row(&[*code, "2024"], figure)).build().unwrap();
    let named: [Vec<Arc<str>>; 1] = [vec!["UKR".into(), "2024".into()]];
    // UKR hides nothing within its group; the group tells AFG.
    assert_eq!(labels(&mask(&table, &Rule::default(), &named).unwrap(), &Rule::default()), "EE");
    let protected = protect(&table, &Rule::default(), &[], &Holdings::none()).unwrap();
    assert_eq!(protected.pattern.cells().map(|key| &*key[0]).collect::<Vec<_>>(), ["AFG", "SYR"]);
}

#[test]
fn what_is_known_of_masks_counts() {
    let rows = &[("AFG", "2024", "*"), ("SYR", "2024", "*"), ("UKR", "2024", "4"), ("_T", "2024", "6")];
    let table = filled(cases(), rows);
    // Two that are not zero make two.
    assert_eq!(labels(&table, &Rule::default()), "EE");
    assert_eq!(labels(&table, &Rule::default().zeros(Zeros::Maskable)), "PP");
    // Protected, a third joins them, or a total that need not be shown.
    let open =
        filled(cases(), &[("AFG", "2024", "1"), ("SYR", "2024", "1"), ("UKR", "2024", "40"), ("_T", "2024", "42")]);
    let protected = protect(&open, &Rule::default(), &[], &Holdings::none()).unwrap();
    assert_eq!((protected.pattern.len(), protected.audit.count(Label::Proven)), (3, 3));
}

/// Three masked cells of which each alone is hidden, and all together are told by a sum of totals.
#[test]
fn three_singletons_are_seen() {
    let axis = |id: &str| Axis::category(id).membership(Membership::AtEvent).exhaustive(true);
    let mut table =
        Table::builder(Measure::parse("cases:application:many", "flow").unwrap(), Concept::new("APPLICATIONS"))
            .axis(axis("CITIZENSHIP"))
            .axis(axis("SEX"))
            .axis(Axis::time("TIME_PERIOD"));
    // Rows a, b; columns f, m, x. Masked: af, am, bf, bm with bm and the totals of a and f small enough to bound.
    let cells = [("A", "F", "*"), ("A", "M", "*"), ("A", "X", "5"), ("B", "F", "*"), ("B", "M", "9"), ("B", "X", "7")];
    let totals = [("A", "_T", "7"), ("B", "_T", "17"), ("_T", "F", "2"), ("_T", "M", "10"), ("_T", "X", "12")];
    for (a, b, figure) in cells.iter().chain(&totals) {
        table = table.row(&[*a, *b, "2024"], figure);
    }
    assert_eq!(labels(&table.build().unwrap(), &Rule::default()), "EEE");
}

#[test]
fn a_pattern_is_applied_to_what_is_there() {
    let table = filled(cases(), &[("AFG", "2024", "4"), ("SYR", "2024", "1..4"), ("_T", "2024", "*")]);
    let key = |code: &str| -> Vec<Arc<str>> { vec![code.into(), "2024".into()] };
    let masked = Pattern::new([key("AFG"), key("_T")]).apply(&table).unwrap();
    assert_eq!(masked.at(&["AFG", "2024"]).unwrap().to_string(), "*");
    assert_eq!(table.at(&["AFG", "2024"]).unwrap().to_string(), "4", "the table itself stays");
    let refused = Pattern::new([key("SYR"), key("UKR")]).apply(&table).unwrap_err();
    assert_eq!(refused.findings().len(), 2);
    assert!(!format!("{masked:?} {refused:?}").contains('4'));
}

#[test]
fn a_rule_is_read_as_it_is_written() {
    for rule in [Rule::default(), Rule::named_only(), Rule::below(10).unwrap().zeros(Zeros::Maskable)] {
        assert_eq!(Rule::parse(&rule.to_string()).unwrap(), rule);
    }
    for text in
        ["", "threshold=1 zeros=shown range=2", "threshold=5 zeros=none range=2", "threshold=05 zeros=shown range=2"]
    {
        assert!(Rule::parse(text).is_err(), "{text}");
    }
    let table = filled(cases(), &[("AFG", "2024", "7"), ("SYR", "2024", "8"), ("_T", "2024", "15")]);
    let nothing = Protection::default().pattern(&table, &Holdings::none()).unwrap();
    assert!(nothing.is_empty());
}

/// Who kept the earlier table cannot be kept from what it showed; all others are.
#[test]
fn what_was_shown_before_is_hidden_from_all_others() {
    let rows = [("AFG", "2024", "3"), ("IRN", "2024", "7"), ("SYR", "2024", "60"), ("_T", "2024", "70")];
    let table = filled(cases(), &rows);
    let held = Holdings::of(&filled(cases(), &rows[..2]));
    let protected = protect(&table, &Rule::default(), &[], &held).unwrap();
    assert_eq!(protected.pattern.cells().map(|key| &*key[0]).collect::<Vec<_>>(), ["AFG", "SYR"]);
}

/// Citizenships of a year, which need not be all there are.
fn citizenships(rows: &[(&str, &str)]) -> Table {
    let begun = begun("person-events:crossing", Membership::AtEvent, false);
    rows.iter().fold(begun, |table, (code, figure)| table.row(&[*code, "2024"], figure)).build().unwrap()
}

fn masked_in_release(table: &Table, held: &Holdings) -> String {
    let pattern = Protection::by(Rule::default()).pattern(table, held).unwrap();
    pattern.cells().map(|key| &*key[0]).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_small_change_of_what_was_shown_is_hidden() {
    let then = |syr: &str, total: &str| {
        let table = citizenships(&[("AFG", "30"), ("SYR", syr), ("_T", total)]);
        Holdings::none().earlier("MD-2024-1", table, Pattern::default())
    };
    let now = citizenships(&[("AFG", "30"), ("SYR", "42"), ("_T", "72")]);
    assert_eq!(masked_in_release(&now, &then("40", "70")), "SYR _T");
    assert_eq!(masked_in_release(&now, &then("46", "76")), "SYR _T");
    // Five more, or none, are nothing to hide.
    assert_eq!(masked_in_release(&now, &then("37", "67")), "");
    assert_eq!(masked_in_release(&now, &then("42", "72")), "");
}

#[test]
fn parts_that_come_to_a_total_of_another_table_are_taken_for_all_there_are() {
    let sexes = Table::builder(Measure::parse("person-events:crossing", "flow").unwrap(), Concept::new("CROSSINGS"))
        .axis(Axis::category("SEX").membership(Membership::AtEvent).exhaustive(true))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["F", "2024"], "20")
        .row(&["M", "2024"], "23")
        .build()
        .unwrap();
    let held = Holdings::none().beside("MD-2024-1", sexes, &Rule::default());
    assert_eq!(masked_in_release(&citizenships(&[("AFG", "3"), ("SYR", "40")]), &held), "AFG SYR");
    // Twenty that are of other citizenships may be any.
    assert_eq!(masked_in_release(&citizenships(&[("AFG", "3"), ("SYR", "20")]), &held), "AFG");
}
