//! Five national layouts become the same tables as the plain files of the same figures.

use dsm_core::{
    catalogue::Catalogue,
    check::check,
    error::{FindingSink, Severity, codes::chk},
    table::Table,
    time::Moment,
    translate::{Specification, Translation, read},
};
use std::{collections::BTreeMap, fs::File, path::PathBuf};

fn data() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples/data")
}

fn national(file: &str) -> Translation {
    let specification = format!("{}.toml", file.split('.').next().unwrap());
    let folder = data().join("national");
    let text = std::fs::read_to_string(folder.join(&specification)).unwrap();
    let specification = Specification::from_toml(&specification, &text).unwrap();
    let catalogue = specification.catalogue().unwrap();
    read(File::open(folder.join(file)).unwrap(), file, &specification, &catalogue)
        .unwrap_or_else(|error| panic!("{error}\n{:#?}", error.findings()))
}

/// The figures of a table by their keys.
fn cells(table: &Table) -> BTreeMap<String, String> {
    let row = |row: dsm_core::table::Row| (row.key.join(" "), row.cell.to_string());
    table.rows().map(row).collect()
}

#[test]
fn semicolons_and_merged_headers_say_the_same_as_plain_files() {
    for (layout, plain) in [("kazakhstan.csv", "kaz.csv"), ("moldova.csv", "mda.csv")] {
        let text = std::fs::read_to_string(data().join("national.toml")).unwrap();
        let tidy = Specification::from_toml("national.toml", &text).unwrap();
        let catalogue = Catalogue::preset("unhcr").unwrap();
        let tidy = read(File::open(data().join(plain)).unwrap(), plain, &tidy, &catalogue).unwrap();
        let own = national(layout);
        assert_eq!(own.tables.len(), tidy.tables.len(), "{layout}");
        for (own, tidy) in own.tables.iter().zip(&tidy.tables) {
            assert_eq!((&own.indicator, own.table.measure()), (&tidy.indicator, tidy.table.measure()), "{layout}");
            assert_eq!(cells(&own.table), cells(&tidy.table), "{layout}");
        }
    }
}

#[test]
fn a_cross_table_and_columns_of_fixed_width_are_read() {
    let cross = national("tajikistan.txt");
    let kinds: Vec<_> = cross.tables.iter().map(|t| (t.indicator.to_string(), t.table.len())).collect();
    assert_eq!(kinds, [("ASYLUM_APPLICATIONS".to_owned(), 5), ("ASYLUM_DECISIONS".to_owned(), 25)]);
    assert_eq!(cross.tables[1].table.at(&["TJ", "AFG", "REC", "2022"]).unwrap().to_string(), "2073");
    let fixed = national("kyrgyzstan.txt");
    assert_eq!(fixed.tables[0].table.at(&["KG", "AFG", "2018"]).unwrap().to_string(), "42");
    // UNHCR's TUR is Türkiye and its CHI China.
    assert!(fixed.tables.iter().any(|t| cells(&t.table).keys().any(|key| key.contains(" CHN "))));
    assert!(!fixed.tables.iter().any(|t| cells(&t.table).keys().any(|key| key.contains(" CHI "))));
}

#[test]
fn the_file_with_a_wrong_total_breaks_a_rule_and_the_corrected_one_does_not() {
    let now = Moment::parse("2026-01-01").unwrap();
    let broken = |file: &str| {
        let mut places = Vec::new();
        for one in national(file).tables {
            let found = check(&one.table, now);
            let grave = found.findings().iter().filter(|finding| finding.severity() == Severity::Error);
            places.extend(grave.map(|finding| (finding.rule(), finding.place().unwrap().to_string())));
            assert_eq!(found.tally().of_severity(Severity::Error), found.tally().of(chk::TOTAL_DIFFERS));
        }
        places
    };
    assert_eq!(broken("ukraine.csv"), [(chk::TOTAL_DIFFERS, "ASYLUM_DECISION:UA.AFG._T@2019".to_owned())]);
    assert_eq!(broken("ukraine.corrected.csv"), []);
}
