use crate::{
    measure::{Concept, Measure},
    protect::{Dominance, Holdings, Label, Protection, Rule, Sensitivity, Zeros, protect},
    table::{Absent, Axis, Membership, Table, TableBuilder},
};

fn begun(unit: &str, exhaustive: bool) -> TableBuilder {
    let axis = |id: &str| Axis::category(id).membership(Membership::AtEvent).exhaustive(exhaustive);
    Table::builder(Measure::parse(unit, "flow").unwrap(), Concept::new("CROSSINGS"))
        .axis(axis("CITIZENSHIP"))
        .axis(axis("SEX"))
        .axis(Axis::time("TIME_PERIOD"))
}

fn filled(builder: TableBuilder, rows: &[(&str, &str, &str)]) -> Table {
    rows.iter().fold(builder, |t, (code, sex, figure)| t.row(&[*code, *sex, "2024"], figure)).build().unwrap()
}

fn events(rows: &[(&str, &str, &str)]) -> Table {
    filled(begun("person-events:crossing", true), rows)
}

/// The masked cells, by their first two codes.
fn masked(sensitivity: &Sensitivity, table: &Table, rule: &Rule) -> String {
    match sensitivity.protect(table, rule, &[], &Holdings::none()) {
        Ok(protected) => {
            assert!(protected.audit.holds());
            let cells = protected.pattern.cells().map(|key| format!("{}.{}", key[0], key[1]));
            cells.collect::<Vec<_>>().join(" ")
        }
        Err(refused) => refused.code().id().to_owned(),
    }
}

const CROSSINGS: &[(&str, &str, &str)] = &[
    ("AFG", "F", "7"),
    ("AFG", "M", "20"),
    ("AFG", "_T", "27"),
    ("SYR", "F", "30"),
    ("SYR", "M", "40"),
    ("SYR", "_T", "70"),
    ("_T", "F", "37"),
    ("_T", "M", "60"),
    ("_T", "_T", "97"),
];

#[test]
fn the_threshold_is_on_persons() {
    let table = events(CROSSINGS);
    let alone = Sensitivity::threshold_alone();
    assert_eq!(masked(&alone, &table, &Rule::default()), "");
    let persons = |figure: &'static str| {
        filled(begun("persons-distinct", true), &[("AFG", "F", figure), ("AFG", "M", "9"), ("SYR", "F", "30")])
    };
    let rest = "AFG.F AFG.M SYR.F SYR.M";
    assert_eq!(masked(&alone.clone().persons(persons("1")), &table, &Rule::default()), rest);
    // Of bounds the lower one counts; what is not known of persons is judged by the figure.
    assert_eq!(masked(&alone.clone().persons(persons("4..7")), &table, &Rule::default()), rest);
    assert_eq!(masked(&alone.clone().persons(persons("5..7")), &table, &Rule::default()), "");
    assert_eq!(masked(&alone.clone().persons(persons("not-delivered")), &table, &Rule::default()), "");
    assert_eq!(masked(&alone.clone().persons(persons("not-delivered")), &table, &Rule::below(8).unwrap()), rest);
    // Three files of twenty persons are no small figure.
    let files = filled(begun("cases:file:many", true), &[("AFG", "F", "3"), ("AFG", "M", "90"), ("AFG", "_T", "93")]);
    let behind = filled(begun("persons-distinct", true), &[("AFG", "F", "20")]);
    assert_eq!(masked(&alone.clone(), &files, &Rule::default()), "AFG.F AFG.M");
    assert_eq!(masked(&alone.persons(behind), &files, &Rule::default()), "");
}

#[test]
fn a_release_takes_what_is_sensitive() {
    let table = events(CROSSINGS);
    let persons = filled(begun("persons-distinct", true), &[("AFG", "F", "1")]);
    let protection = Protection::by(Rule::default()).sensitive(Sensitivity::threshold_alone().persons(persons));
    let pattern = protection.pattern(&table, &Holdings::none()).unwrap();
    assert_eq!(pattern.len(), 4);
    let refused = protection.nothing_else().pattern(&table, &Holdings::none()).unwrap_err();
    assert_eq!(refused.code().id(), "SDC-001");
}

#[test]
fn everyone_in_one_category_is_hidden() {
    // All fifty of SYR are men.
    let rows = [
        ("AFG", "F", "20"),
        ("AFG", "M", "30"),
        ("AFG", "_T", "50"),
        ("SYR", "F", "0"),
        ("SYR", "M", "50"),
        ("SYR", "_T", "50"),
        ("_T", "F", "20"),
        ("_T", "M", "80"),
        ("_T", "_T", "100"),
    ];
    let (table, open) = (events(&rows), Rule::default().zeros(Zeros::Maskable));
    let sexes = Sensitivity::threshold_alone().group("SEX");
    assert_eq!(masked(&sexes, &table, &open), "AFG.F AFG.M SYR.F SYR.M");
    let protected = sexes.protect(&table, &open, &[], &Holdings::none()).unwrap();
    assert_eq!(protected.audit.count(Label::Proven), 4);
    // Everybody would see that there are no women.
    let refused = sexes.protect(&table, &Rule::default(), &[], &Holdings::none()).unwrap_err();
    assert_eq!((refused.code().id(), refused.findings()[0].rule().id()), ("SDC-021", "SDC-022"));
    // A zero that is not written cannot be masked.
    let unwritten =
        filled(begun("person-events:crossing", true).absent(Absent::Zero), &[&rows[..3], &rows[4..]].concat());
    assert_eq!(masked(&sexes, &unwritten, &open), "SDC-021");
    // All women are of AFG. An axis must be there.
    let citizenships = Sensitivity::threshold_alone().group("CITIZENSHIP");
    assert_eq!(masked(&citizenships, &table, &open), "AFG.F AFG.M SYR.F SYR.M");
    assert_eq!(masked(&Sensitivity::threshold_alone().group("AGE"), &table, &open), "TAB-008");
}

#[test]
fn everyone_with_a_trait_that_others_have_too_is_hidden() {
    let axis = Axis::category("NEED").membership(Membership::Overlapping);
    let table = Table::builder(Measure::parse("persons-distinct", "flow").unwrap(), Concept::new("APPLICANTS"))
        .axis(axis)
        .axis(Axis::time("TIME_PERIOD"));
    let rows = [("HOUSING", "50"), ("MEDICAL", "30"), ("_T", "50")];
    let table = rows.iter().fold(table, |t, (need, figure)| t.row(&[*need, "2024"], figure)).build().unwrap();
    let pattern = Sensitivity::threshold_alone().group("NEED").primaries(&table, &Rule::default(), &[]).unwrap();
    assert_eq!(pattern.cells().map(|key| &*key[0]).collect::<Vec<_>>(), ["HOUSING"]);
}

#[test]
fn the_greatest_contributors_do_not_know_each_other() {
    let amounts = |figures: [&str; 4]| {
        let table = Table::builder(Measure::parse("amount:EUR:current", "flow").unwrap(), Concept::new("FEES"))
            .axis(Axis::category("CARRIER").membership(Membership::AtEvent))
            .axis(Axis::time("TIME_PERIOD"));
        let rows = ["AIR", "RAIL", "ROAD", "SEA"].into_iter().zip(figures);
        rows.fold(table, |t, (code, figure)| t.row(&[code, "2024"], figure)).build().unwrap()
    };
    let table = amounts(["1000", "1000", "1000", "0"]);
    let (first, second) = (amounts(["500", "900", "500", "0"]), amounts(["460", "10", "300", "0"]));
    let of = |rule: Dominance, given: &[&Table]| {
        let given = given.iter().map(|table| (*table).clone()).collect();
        let sensitive = Sensitivity::threshold_alone().dominance(rule, given)?;
        let pattern = sensitive.primaries(&table, &Rule::named_only(), &[])?;
        Ok::<_, crate::error::Error>(pattern.cells().map(|key| key[0].to_string()).collect::<Vec<_>>().join(" "))
    };
    // 1000 − 500 − 460 = 40 is less than a tenth of 500; 1000 − 900 − 10 = 90 is not less than one of 900, and just not.
    assert_eq!(of(Dominance::percent(10).unwrap(), &[&first, &second]).unwrap(), "AIR");
    assert_eq!(of(Dominance::percent(11).unwrap(), &[&first, &second]).unwrap(), "AIR RAIL");
    assert_eq!(of(Dominance::share(1, 80).unwrap(), &[&first]).unwrap(), "RAIL");
    assert_eq!(of(Dominance::share(2, 79).unwrap(), &[&first, &second]).unwrap(), "AIR RAIL ROAD");
    // The greatest comes first.
    let refused = of(Dominance::percent(10).unwrap(), &[&second, &first]).unwrap_err();
    assert_eq!((refused.code().id(), refused.findings().len()), ("SDC-023", 3));
    assert_eq!(of(Dominance::percent(10).unwrap(), &[&first]).unwrap_err().code().id(), "SDC-025");
}

#[test]
fn a_small_difference_is_hidden() {
    let differences = Sensitivity::threshold_alone().differences();
    let year = |rows: &[(&str, &str)], exhaustive: bool| {
        let axis = Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(exhaustive);
        let table =
            Table::builder(Measure::parse("person-events:crossing", "flow").unwrap(), Concept::new("CROSSINGS"))
                .axis(axis)
                .axis(Axis::category("SEX").membership(Membership::AtEvent).exhaustive(true))
                .axis(Axis::time("TIME_PERIOD"));
        rows.iter().fold(table, |t, (code, figure)| t.row(&[*code, "_T", "2024"], figure)).build().unwrap()
    };
    // All others together are three.
    let rows = [("AFG", "20"), ("SYR", "40"), ("_T", "63")];
    let table = year(&rows, false);
    assert!(protect(&table, &Rule::default(), &[], &Holdings::none()).unwrap().pattern.is_empty());
    assert_eq!(masked(&differences, &table, &Rule::default()), "AFG._T");
    // Forty others are no small figure.
    let many = year(&[("AFG", "20"), ("SYR", "40"), ("_T", "100")], false);
    assert_eq!(masked(&differences, &many, &Rule::default()), "");
    // One that is not in the table although all are meant to be; or not delivered.
    let missing = [("AFG", "20"), ("SYR", "40"), ("UKR", "not-delivered"), ("_T", "63")];
    assert_eq!(masked(&differences, &year(&missing, true), &Rule::default()), "AFG._T");
    // One month that is left of a quarter.
    let months = Table::builder(Measure::parse("person-events:crossing", "flow").unwrap(), Concept::new("CROSSINGS"))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["2024-01"], "20")
        .row(&["2024-02"], "30")
        .row(&["2024-Q1"], "52")
        .build()
        .unwrap();
    let protected = differences.protect(&months, &Rule::default(), &[], &Holdings::none()).unwrap();
    assert_eq!(protected.pattern.cells().map(|key| &*key[0]).collect::<Vec<_>>(), ["2024-01"]);
}
