//! Workbooks: their sheets and cells are listed, and a sheet is checked where a file of text is.

use crate::place::{Place, done, dsm};

/// A small workbook that openpyxl wrote: titles, a table with a formula that nobody reckoned and an error, a note; a hidden sheet.
const BOOK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/corpus/workbooks/00");

#[test]
fn sheets_and_their_tables_are_listed() {
    let said = done(&["sheets", BOOK]);
    assert_eq!(
        said,
        "Sheet Sheet (visible): a table at A3:D6; rows: 3\nSheet Hidden (hidden from people): It is not clear in which row of the sheet the names of the columns stand.\n"
    );
    assert!(done(&["--lang", "ru", "sheets", BOOK]).contains("скрыт от пользователей"));
    let cells = done(&["sheets", BOOK, "--sheet", "Sheet"]);
    assert!(
        cells.contains("A3\ttext\tCountry\n")
            && cells.contains("B6\tunreckoned\t\n")
            && cells.contains("C6\terror\t#DIV/0!\n")
    );
    let missing = dsm(&["sheets", BOOK, "--sheet", "Data"]);
    assert!(missing.status == 2 && missing.err.contains("SRC-077") && missing.err.contains("Hidden"), "{missing:?}");
}

#[test]
fn what_is_wrong_with_a_cell_is_said_with_its_sheet_and_address() {
    let place = Place::new();
    let specification = place.path("book.toml");
    let text = "format = \"dsm-translator/1\"\nignored = [\"Share\"]\n[layout]\nsheet = \"Sheet\"\n[stated]\nINDICATOR = \"ASYLUM_APPLICATIONS\"\nREF_AREA = \"KZ\"\nSEX = \"_T\"\n\
                [columns]\nCITIZENSHIP = \"Country\"\n[labels.CITIZENSHIP]\nTotal = \"_T\"\n[values.2022]\nTIME_PERIOD = \"2022\"\n[values.2023]\nTIME_PERIOD = \"2023\"\n";
    std::fs::write(&specification, text).unwrap();
    let checked = dsm(&["check", BOOK, "--specification", &specification, "--all"]);
    assert_eq!(checked.status, 1, "{checked:?}");
    for told in ["SRC-076", "Sheet!B6", "SRC-075", "Sheet!C6", "SRC-081", "Sheet!3", "SRC-082", "Sheet!A7"] {
        assert!(checked.out.contains(told), "{told}: {checked:?}");
    }
}
