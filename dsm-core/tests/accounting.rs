//! UNHCR's accounting on its published figures: pending at the start, with what was lodged, without what was decided, is pending at
//! the end for 77 of 100 countries and years of more than a thousand (domain 4.7). Needs the specimens.

use dsm_core::catalogue::Catalogue;
use dsm_core::check::identity;
use dsm_core::error::{Collected, FindingSink as _, codes::chk};
use dsm_core::source::{self, Grid, Layout, Rows};
use dsm_core::table::{Axis, Table};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::{fs::File, path::Path};

type Key = (String, i16);

/// Sums by country of asylum and year, and the country-years of which some rows count cases.
fn sums(file: &str, column: &str, unit: Option<&str>) -> Option<(BTreeMap<Key, Decimal>, BTreeSet<Key>)> {
    let folder = std::env::var("DSM_SPECIMENS").unwrap_or_else(|_| "../../shared".to_owned());
    let path = Path::new(&folder).join("data").join(file);
    let Ok(opened) = File::open(&path) else {
        println!("skipped: {} is not here", path.display());
        return None;
    };
    let mut rows = source::open(opened, file, &Layout::default()).unwrap();
    let [year, country, figure] = rows.header().need_all(["year", "coa", column]).unwrap();
    let unit = unit.map(|unit| rows.header().need_all([unit]).unwrap()[0]);
    let (mut sums, mut cases, mut batch) = (BTreeMap::<Key, Decimal>::new(), BTreeSet::new(), Grid::new());
    while rows.next(&mut batch).unwrap() {
        for row in batch.rows() {
            let key = (row.text(country).to_owned(), row.text(year).parse().unwrap());
            let text = row.text(figure);
            if unit.is_some_and(|unit| row.text(unit) != "P") {
                cases.insert(key.clone());
            }
            // 161 figures of the population are written like 5e+05.
            let value: Decimal = text.parse().or_else(|_| Decimal::from_scientific(text)).unwrap_or_default();
            *sums.entry(key).or_default() += value;
        }
    }
    Some((sums, cases))
}

fn table(catalogue: &Catalogue, id: &str, sums: &BTreeMap<Key, Decimal>, keys: &BTreeSet<Key>) -> Table {
    let indicator = catalogue.find(id).unwrap();
    // Sums over origins: how far off they are nobody has declared, so the figures are taken as published.
    let builder = Table::builder(indicator.measure().clone(), indicator.concept().clone());
    let mut builder = builder.axis(Axis::reporter("REF_AREA")).axis(Axis::time("TIME_PERIOD"));
    for key in keys {
        if let Some(figure) = sums.get(key) {
            let time = indicator.time(&key.1.to_string()).unwrap().to_string();
            builder = builder.row(&[key.0.as_str(), &time], &figure.normalize().to_string());
        }
    }
    builder.build().unwrap()
}

#[test]
fn unhcrs_published_figures_are_held_to_its_accounting() {
    let Some((pending, _)) = sums("refugees__population.csv", "asylum_seekers", None) else { return };
    let (lodged, lodged_cases) = sums("refugees__asylum_applications.csv", "applied", Some("app_pc")).unwrap();
    let (decided, decided_cases) = sums("refugees__asylum_decisions.csv", "dec_total", Some("dec_pc")).unwrap();
    let catalogue = Catalogue::preset("unhcr").unwrap();
    let balance = catalogue.identities().iter().find(|identity| identity.id() == "ASYLUM_BALANCE").unwrap();
    let held = |keys: &BTreeSet<Key>| {
        let before = |(country, year): &Key| (country.clone(), year - 1);
        let ends: BTreeSet<Key> = keys.iter().flat_map(|key| [key.clone(), before(key)]).collect();
        let tables = [
            ("ASYLUM_PENDING", table(&catalogue, "ASYLUM_PENDING", &pending, &ends)),
            ("ASYLUM_APPLICATIONS_ALL_LEVELS", table(&catalogue, "ASYLUM_APPLICATIONS_ALL_LEVELS", &lodged, keys)),
            ("ASYLUM_DECISIONS_ALL_LEVELS", table(&catalogue, "ASYLUM_DECISIONS_ALL_LEVELS", &decided, keys)),
        ];
        let tables = tables.each_ref().map(|(id, table)| (*id, table));
        let mut found = Collected::new();
        let held = identity(balance, &tables, &mut found);
        assert_eq!(held.broken, found.tally().of(chk::IDENTITY_BEYOND_TOLERANCE));
        assert_eq!(held.not_known, found.tally().of(chk::IDENTITY_NOT_KNOWN));
        // A country that has a stock and no flow in a year in which others have one is not known there.
        assert!(held.holds + held.broken <= keys.len() as u64 && keys.len() as u64 <= held.keys());
        (held.holds, held.compatible, held.broken, held.not_known > 0)
    };
    let thousand = Decimal::from(1000);
    let large = pending.iter().filter(|(key, figure)| key.1 > 2000 && **figure > thousand).map(|(key, _)| key.clone());
    let large: BTreeSet<Key> = large.collect();
    let whole = |key: &&Key| {
        let start = (key.0.clone(), key.1 - 1);
        pending.contains_key(&start) && lodged.contains_key(*key) && decided.contains_key(*key)
    };
    // Persons and cases taken for each other, as whoever compares the published totals does: 77 of 100 within a tenth.
    let all: BTreeSet<Key> = large.iter().filter(whole).cloned().collect();
    assert_eq!(held(&all), (1347, 0, 400, true));
    // Where every row counts persons it is 79 of 100.
    let persons = |key: &&Key| !lodged_cases.contains(*key) && !decided_cases.contains(*key);
    let persons: BTreeSet<Key> = all.iter().filter(persons).cloned().collect();
    assert_eq!(held(&persons), (1286, 0, 349, true));
    // A country-year without applications or decisions or a stock at its start is not known; it never passes.
    let lacking: BTreeSet<Key> = large.difference(&all).cloned().collect();
    let flows = |key: &&Key| lodged.contains_key(*key) || decided.contains_key(*key);
    let lacking: BTreeSet<Key> = lacking.iter().filter(flows).cloned().collect();
    let (holds, compatible, _, not_known) = held(&lacking);
    assert_eq!((holds, compatible, not_known), (0, 0, true));
}
