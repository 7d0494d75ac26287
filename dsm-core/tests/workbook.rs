//! A workbook of a ministry as it is published, its sheets listed, its tables found, and one of them read. The file is not part of
//! DSM: see `specimens`.

use crate::specimens::specimen;
use dsm_core::{
    catalogue::Catalogue,
    error::codes::src,
    source::{Grid, Layout, Rows as _, SheetLimits, SheetVisibility, Workbook},
    translate::{Specification, read},
};
use std::fs::File;

const NAME: &str = "UKVI_IP_Q4_2023.xlsx";

#[test]
fn the_tables_of_a_published_workbook_are_found() {
    let Some(path) = specimen(NAME) else { return };
    let mut workbook = Workbook::open(File::open(path).unwrap(), NAME, SheetLimits::default()).unwrap();
    let sheets = workbook.sheets().to_vec();
    assert_eq!(sheets.len(), 27);
    assert!(sheets.iter().all(|sheet| sheet.visibility() == SheetVisibility::Visible));
    let mut found = Vec::new();
    for sheet in &sheets {
        let Ok(mut rows) = workbook.rows(sheet, &Layout::default()) else { continue };
        let mut batch = Grid::new();
        while rows.next(&mut batch).unwrap() {}
        let table = rows.table();
        found.push((sheet.name().to_string(), table.area.first_row, table.area.last_row, table.rows, table.totals));
    }
    for expected in [
        ("HR_01", 4, 23, 19, 0),
        ("CoC_03", 4, 168, 164, 0),
        ("CoC_06", 5, 30_528, 30_523, 0),
        ("CoC_05", 11, 38, 27, 1),
        ("ASY_02", 4, 33, 29, 0),
    ] {
        let (sheet, first, last, rows, totals) = expected;
        let own = found.iter().find(|(name, ..)| name == sheet);
        assert_eq!(own, Some(&(sheet.to_owned(), first, last, rows, totals)));
    }
}

/// Applications by the quarter in which they were received and by sex, with the sheet that holds them.
const SPECIFICATION: &str = r#"
format = "dsm-translator/1"
ignored = [
  "Decisions in:",
  "Of those Applications received, the number completed within 6 Months",
  "Of those Applications received, the percentage completed within 6 Months",
  "Of those Male Applications received, the number completed within 6 Months",
  "Of those Male Applications received, the percentage completed within 6 Months",
  "Of those Female Applications received, the number completed within 6 Months",
  "Of those Female Applications received, the percentage completed within 6 Months",
  "Of those Unknown Applications received, the number completed within 6 Months",
  "Of those Unknown Straightforward Applications received, the percentage completed within 6 Months",
]
[layout]
sheet = "ASY_01"
[stated]
INDICATOR = "ASYLUM_APPLICATIONS"
REF_AREA = "GB"
CITIZENSHIP = "_T"
[columns]
TIME_PERIOD = "Quarter Application Received"
[values."Total Applications Received"]
SEX = "_T"
[values."Total Male Applications Received"]
SEX = "M"
[values."Total Female Applications Received"]
SEX = "F"
[values."Total Unknown Applications Received"]
SEX = "_U"
"#;

#[test]
fn a_sheet_that_a_specification_names_becomes_a_table() {
    let Some(path) = specimen(NAME) else { return };
    let mut text = format!("{SPECIFICATION}[labels.TIME_PERIOD]\n");
    for (year, quarter) in (2014..=2023).flat_map(|year| (1..=4).map(move |quarter| (year, quarter))) {
        text.push_str(&format!("\"{year} Q{quarter}\" = \"{year}-Q{quarter}\"\n"));
    }
    let specification = Specification::from_toml("ukvi.toml", &text).unwrap();
    let catalogue = Catalogue::preset("dsm").unwrap();
    let read = read(File::open(path).unwrap(), NAME, &specification, &catalogue);
    let read = read.unwrap_or_else(|error| panic!("{error}: {:#?}", error.findings()));
    assert_eq!((read.tables.len(), read.rows), (1, 37));
    let table = &read.tables[0].table;
    let of = |sex: &str, time: &str| {
        let key: Vec<&str> = table
            .axes()
            .iter()
            .map(|axis| match axis.id() {
                "REF_AREA" => "GB",
                "SEX" => sex,
                _ if axis.is_time() => time,
                _ => "_T",
            })
            .collect();
        table.at(&key).unwrap().to_string()
    };
    assert_eq!([of("_T", "2014-Q2"), of("M", "2014-Q2"), of("F", "2023-Q2")], ["5786", "4224", "3527"]);
    let found = read.findings.findings().iter().find(|finding| finding.rule() == src::NAMES_FOUND).unwrap();
    assert_eq!(found.place().unwrap().to_string(), format!("{NAME}:ASY_01!4"));
}
