//! The figures of the examples are read by the rooms `source`, `code`, `time` and `catalogue` as their README describes them.

use dsm_core::catalogue::Catalogue;
use dsm_core::code::CodeList;
use dsm_core::source::{Grid, Layout, Rows, open};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::{fs::File, path::Path};

const COLUMNS: [&str; 7] = ["INDICATOR", "REF_AREA", "CITIZENSHIP", "TIME_PERIOD", "UNIT", "DECISION", "OBS_VALUE"];

/// Decisions by citizenship, year and outcome; how many rows each unit has; how many rows there are.
type Read = (BTreeMap<[String; 3], Decimal>, BTreeMap<String, usize>, usize);

fn read(state: &str) -> Read {
    let name = format!("{}.csv", state.to_lowercase());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/data").join(&name);
    let mut rows = open(File::open(path).unwrap(), &name, &Layout::default()).unwrap();
    let [indicator, area, citizenship, period, unit, decision, value] = rows.header().need_all(COLUMNS).unwrap();
    let (catalogue, citizenships) = (Catalogue::preset("unhcr").unwrap(), CodeList::built_in("CITIZENSHIP").unwrap());
    let (mut decisions, mut units, mut count, mut batch) = (BTreeMap::new(), BTreeMap::new(), 0, Grid::new());
    while rows.next(&mut batch).unwrap() {
        for row in batch.rows() {
            row.complete(rows.header()).unwrap();
            let indicator = catalogue.find(row.text(indicator)).unwrap();
            assert_eq!(row.text(area), state);
            citizenships.find_at(row.text(citizenship), &row.place(citizenship)).unwrap();
            assert!((2018..=2023).contains(&indicator.time(row.text(period)).unwrap().calendar_year()));
            indicator.measure_in(row.text(unit)).unwrap();
            let figure = row.figure(value).unwrap();
            let key = [citizenship, period, decision].map(|column| row.text(column).to_owned());
            *units.entry(row.text(unit).to_owned()).or_default() += 1;
            count += 1;
            if let Ok(dimension) = indicator.dimension("DECISION") {
                dimension.list().find_at(row.text(decision), &row.place(decision)).unwrap();
                indicator.interval(&[row.text(citizenship), row.text(decision)], figure).unwrap();
                decisions.insert(key, figure);
            } else {
                assert_eq!(row.text(decision), "_Z");
            }
        }
    }
    (decisions, units, count)
}

#[test]
fn every_row_is_read_and_every_total_is_the_sum_of_its_parts() {
    for (state, rows, cases) in [("KAZ", 129, 24), ("MDA", 565, 0)] {
        let (decisions, units, count) = read(state);
        assert_eq!((count, units.get("CASES").copied().unwrap_or(0)), (rows, cases));
        let mut totals = 0;
        for ([citizenship, year, decision], total) in &decisions {
            if decision == "_T" {
                let part = |code: &str| decisions[&[citizenship.clone(), year.clone(), code.to_owned()]];
                assert_eq!(
                    ["REC", "COM", "REJ", "CLO"].map(part).iter().sum::<Decimal>(),
                    *total,
                    "{citizenship} {year}"
                );
                totals += 1;
            }
        }
        assert_eq!(totals * 5, decisions.len());
    }
}
