//! Code lists beside what they are used for: figures split by weights, countries grouped into regions, UNHCR's own table of codes.

use dsm_core::{
    code::{CodeId, CodeList, Mapping, Scheme, Weighted},
    measure::{Assume, Assumption, AssumptionName, Concept, Measure},
    table::{Axis, Cell, Membership, Row, Status, Table},
};
use rust_decimal::Decimal;
use std::{collections::BTreeSet, path::PathBuf};

fn of_citizens(rows: &[(&str, i64)]) -> Table {
    let measure = Measure::parse("person-events:application", "flow").unwrap();
    let axis = Axis::category("CITIZENSHIP").membership(Membership::AtEvent);
    let mut builder =
        Table::builder(measure, Concept::new("ASYLUM_APPLICATION")).axis(axis).axis(Axis::time("TIME_PERIOD"));
    for (code, figure) in rows {
        builder.push(&[*code, "1991"], Cell::exact(*figure), Status::NORMAL);
    }
    builder.build().unwrap()
}

fn figures(table: &Table) -> Vec<(String, String)> {
    let row = |row: Row| (row.key[0].to_string(), row.cell.figure().unwrap().exact().unwrap().to_string());
    table.rows().map(row).collect()
}

#[test]
fn a_former_state_is_split_by_weights_and_only_as_an_estimate() {
    let id = |code| CodeId::parse(code).unwrap();
    let part = |to, weight| (id("CSK"), id(to), Decimal::new(weight, 2));
    let split = Weighted::new("OLD", "NEW", [part("CZE", 66), part("SVK", 34)]).unwrap();
    let table = of_citizens(&[("CSK", 100), ("POL", 7)]);
    let refused = table.crosswalk("CITIZENSHIP", &split.targets(), &Assume::nothing()).unwrap_err();
    assert_eq!(refused.code().id(), "SEM-051");
    let named = Assumption::new(AssumptionName::Split).on("CITIZENSHIP").source("census 1991");
    let named = split.weights().fold(named, |named, (part, weight)| named.weight(&part, weight));
    let result = table.crosswalk("CITIZENSHIP", &split.targets(), &Assume::nothing().and(named)).unwrap();
    assert_eq!(
        figures(&result),
        [("CZE", "66"), ("POL", "7"), ("SVK", "34")].map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    let estimated: Vec<bool> = result.rows().map(|row| row.status.has(Status::ESTIMATED)).collect();
    assert_eq!(estimated, [true, false, true]);
}

#[test]
fn countries_are_grouped_into_regions() {
    let regions = CodeList::built_in("REGION").unwrap();
    let to_m49 = Mapping::built_in("REGION", Scheme::Iso3166Alpha3, Scheme::M49).unwrap();
    let to_region = to_m49.then(&regions.grouped(&["143", "151"]).unwrap());
    let table = of_citizens(&[("KAZ", 3), ("KGZ", 4), ("MDA", 5), ("UKR", 6)]);
    let result = table.crosswalk("CITIZENSHIP", &to_region.targets(), &Assume::nothing()).unwrap();
    assert_eq!(figures(&result), [("143", "7"), ("151", "11")].map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn every_code_of_unhcr_has_an_entry_or_a_reason() {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let folder = std::env::var_os("DSM_SPECIMENS").map_or_else(beside, PathBuf::from);
    let Ok(text) = std::fs::read_to_string(folder.join("data/refugees__countries.csv")) else {
        println!("skipped: refugees__countries.csv (DSM_SPECIMENS)");
        return;
    };
    let list = CodeList::in_scheme("CITIZENSHIP", Scheme::Unhcr).unwrap();
    let to_iso = Mapping::built_in("CITIZENSHIP", Scheme::Unhcr, Scheme::Iso3166Alpha3).unwrap();
    let country = include_str!("../../spec/lists/country.toml");
    let (mut placed, mut unplaced) = (0, BTreeSet::new());
    for line in text.lines().skip(1) {
        let values: Vec<&str> = line.split(',').map(|value| value.trim_matches('"')).collect();
        let (iso, unhcr) = (values[0], values[1]);
        if list.get(unhcr).is_some() {
            let written = to_iso.map(unhcr).unwrap().as_str();
            assert_eq!(if written == "_U" { "XXX" } else { written }, iso, "{unhcr}");
            placed += 1;
        } else {
            assert!(country.contains(&format!("scheme = \"unhcr\"\ncode = \"{unhcr}\"\nwhy = ")), "{unhcr}");
            unplaced.insert(unhcr);
        }
    }
    assert_eq!((placed, unplaced), (229, BTreeSet::from(["CRB", "CUR", "TIB"])));
}
