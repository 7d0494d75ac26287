#[path = "../../../tests/workbooks.rs"]
pub(super) mod workbooks;

use super::{SheetLimits, SheetValue, SheetVisibility, Workbook, dates, names, number};
use crate::{
    error::{Error, Result},
    source::{self, Grid, Layout, Rows},
};
use std::io::Cursor;
use workbooks::{archive, relations, with_sheets, workbook};

type Book = Workbook<Cursor<Vec<u8>>>;

fn open(bytes: Vec<u8>) -> Result<Book> {
    Workbook::open(Cursor::new(bytes), "b.xlsx", SheetLimits::default())
}

/// Every cell of the first sheet: its address and what stands in it.
fn cells(bytes: Vec<u8>) -> Result<Vec<String>> {
    let mut book = open(bytes)?;
    let sheet = book.sheets()[0].clone();
    let mut cells = book.cells(&sheet)?;
    let mut all = Vec::new();
    while let Some(cell) = cells.next()? {
        let text = match cell.value {
            SheetValue::Number(text) => text.to_owned(),
            SheetValue::Text(text) => format!("'{text}'"),
            SheetValue::Bool(yes) => yes.to_string(),
            SheetValue::Error(text) => text.to_owned(),
            SheetValue::Date(date) => format!("@{date}"),
            SheetValue::Unreckoned => "?".to_owned(),
        };
        let formula = if cell.formula.is_some() { "=" } else { "" };
        all.push(format!("{},{} {formula}{text}", cell.row, cell.column));
    }
    Ok(all)
}

fn of_row(content: &str) -> Result<Vec<String>> {
    cells(workbook(&format!("<sheetData>{content}</sheetData>")))
}

fn refused(error: Error) -> String {
    error.to_string()
}

#[test]
fn every_kind_of_cell_is_read_as_what_it_is() {
    let row = "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"C2\"><v>0.55000000000000004</v></c>\
        <c r=\"D2\" s=\"5\"/><c r=\"E2\" t=\"b\"><v>1</v></c><c r=\"F2\" t=\"e\"><v>#DIV/0!</v></c>\
        <c r=\"G2\" t=\"inlineStr\"><is><r><t>a</t></r><r><t>&lt;b</t></r><rPh><t>x</t></rPh></is></c>\
        <c r=\"H2\"><f>SUM(A1)</f><v/></c><c r=\"I2\"><f>1+1</f><v>2</v></c><c r=\"J2\" t=\"str\"><f>\"\"</f><v></v></c>\
        <c r=\"K2\" t=\"d\"><v>2024-01-31T00:00:00</v></c><c r=\"L2\" s=\"5\"><v>3</v></c></row>";
    let read = of_row(row).unwrap();
    let expected = [
        "2,1 'Country'",
        "2,2 'Persons '",
        "2,3 0.55000000000000004",
        "2,5 true",
        "2,6 #DIV/0!",
        "2,7 'a<b'",
        "2,8 =?",
        "2,9 =2",
        "2,10 =''",
        "2,11 '2024-01-31'",
        "2,12 3",
    ];
    assert_eq!(read, expected);
}

#[test]
fn signs_that_xml_cannot_hold_are_read() {
    let of = |text: &str| of_row(&format!("<row><c t=\"str\"><v>{text}</v></c></row>")).unwrap().remove(0);
    assert_eq!(of("a_x000D__x005F_x_xyz_x12"), "1,1 'a\r_x_xyz_x12'");
}

#[test]
fn rows_and_cells_without_addresses_follow_each_other() {
    let read =
        of_row("<row><c><v>1</v></c><c r=\"D1\"><v>2</v></c><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>")
            .unwrap();
    assert_eq!(read, ["1,1 1", "1,4 2", "1,5 3", "3,1 4"]);
}

#[test]
fn two_far_cells_cost_nothing() {
    let read =
        of_row("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>")
            .unwrap();
    assert_eq!(read, ["1,1 1", "1048576,16384 2"]);
}

#[test]
fn addresses_that_no_cell_has_are_refused_with_their_place() {
    for (row, said) in [
        ("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>", "DSM-SRC-072 cell-address at b.xlsx:S!1"),
        ("<row r=\"1048577\"/>", "DSM-SRC-072 cell-address at b.xlsx:S"),
        ("<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>", "DSM-SRC-072 cell-address at b.xlsx:S!1"),
        ("<row r=\"3\"/><row r=\"3\"/>", "DSM-SRC-073 cell-order at b.xlsx:S!3"),
        ("<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>", "DSM-SRC-073 cell-order at b.xlsx:S!A1"),
        ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>9</v></c></row>", "DSM-SRC-074 cell-broken at b.xlsx:S!A1"),
        ("<row r=\"1\"><c r=\"A1\"><v>1,5</v></c></row>", "DSM-SRC-074 cell-broken at b.xlsx:S!A1"),
        ("<row r=\"1\"><c r=\"A1\"><v>&own;</v></c></row>", "DSM-SRC-070 workbook-entity at b.xlsx:S"),
    ] {
        let error = of_row(row).unwrap_err().to_string();
        assert!(error.starts_with(said), "{error}");
    }
}

#[test]
fn dates_are_those_of_both_systems() {
    let shown = |number: &str, from_1904| {
        dates::SheetDate::of(number, dates::Shown::Moment, from_1904).map(|date| date.to_string()).unwrap_or_default()
    };
    // Excel's own calendar: 59 is 28 February 1900, 60 never was, 61 is 1 March.
    assert_eq!(["1", "59", "60", "61"].map(|day| shown(day, false)), ["1900-01-01", "1900-02-28", "", "1900-03-01"]);
    assert_eq!(shown("45657", false), "2024-12-31");
    assert_eq!(shown("45657.5", false), "2024-12-31T12:00:00");
    assert_eq!(shown("45656.999999999996", false), "2024-12-31");
    assert_eq!([shown("0", true), shown("44195", true)], ["1904-01-01", "2024-12-31"]);
    assert_eq!([shown("-1", false), shown("1e9", false)], ["", ""]);
}

#[test]
fn formats_say_what_they_show() {
    use dates::Shown::{Day, Moment, Month, Number, Time, Year};
    for (code, shown) in [
        ("dd\\-mmm\\-yyyy", Day),
        ("mmm\\-yy", Month),
        ("yyyy", Year),
        ("[$-419]mmmm\\ yyyy;@", Month),
        ("dd.mm.yyyy hh:mm", Moment),
        ("h:mm AM/PM", Time),
        ("[h]:mm:ss", Number),
        ("0 \"days\"", Number),
        ("#,##0.00_);[Red]\\(#,##0.00\\)", Number),
        ("General", Number),
        ("0.0%", Number),
        ("_(\"£\"* #,##0.00_)", Number),
    ] {
        assert_eq!(dates::custom(code), shown, "{code}");
    }
    let row = "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>43831</v></c><c r=\"B1\" s=\"2\"><v>43831</v></c><c r=\"C1\" s=\"4\"><v>2.5</v></c></row>";
    assert_eq!(of_row(row).unwrap(), ["1,1 @2020-01-01", "1,2 @2020-01", "1,3 2.5"]);
}

#[test]
fn numbers_keep_their_digits() {
    let plain = |text: &str| number::plain(text).unwrap_or_default();
    assert_eq!(plain("7.0000000000000007E-2"), "0.070000000000000007");
    assert_eq!(
        ["1E+3", "-1.5e2", "12.50", "007", ".5", "1e-3"].map(plain),
        ["1000", "-150", "12.50", "7", "0.5", "0.001"]
    );
    assert_eq!(["1e999999999", "", "-", "1,5", "NaN", "1e"].map(plain), [""; 6]);
    assert!(number::is_beyond_binary("0.55000000000000004") && !number::is_beyond_binary("123456789012345000000"));
}

#[test]
fn names_are_read_however_they_are_written() {
    for text in ["'It''s S'!$A$1:$A$4", "='It''s S'!A1:A4"] {
        let (sheet, area) = names::area_of(text).unwrap();
        assert_eq!((&*sheet, area.first_row, area.last_row, area.last_column), ("It's S", 1, 4, 1));
    }
    for other in ["#REF!", "S!#REF!", "OFFSET(A1,1,1)", "[1]S!A1", "S!A1,S!B2", "1"] {
        assert!(names::area_of(other).is_none(), "{other}");
    }
    let book = open(workbook("")).unwrap();
    assert_eq!(book.names()[0].area().unwrap().0, "It's S");
    assert_eq!(book.properties()["dsm-template"], "T&1");
}

#[test]
fn a_hidden_sheet_is_found_by_its_name_and_never_by_itself() {
    let book =
        || open(with_sheets(&[("Data", "state=\"hidden\"", ""), ("Lists", "state=\"veryHidden\"", "")])).unwrap();
    assert_eq!(book().find(" data").unwrap().visibility(), SheetVisibility::Hidden);
    assert_eq!(refused(book().only().unwrap_err()), "DSM-SRC-078 sheet-not-stated (count=2) at b.xlsx");
    let missing = book().find("Daten").unwrap_err();
    assert_eq!(missing.findings()[1].to_string(), "DSM-SRC-077 sheet-missing (count=2) at b.xlsx:Lists");
}

#[test]
fn damaged_archives_are_refused() {
    let whole = workbook("<sheetData/>");
    for cut in 0..whole.len() {
        assert!(open(whole[..cut].to_vec()).is_err(), "{cut}");
    }
    let mut other = whole.clone();
    let at = other.windows(7).position(|part| part == b"Country").unwrap();
    other[at] = b'X';
    assert_eq!(
        refused(open(other).unwrap_err()),
        "DSM-SRC-066 workbook-broken (what=zip-checksum) at b.xlsx:1:xl/texts.xml"
    );
    let twice = archive(&[("a", b"1"), ("A", b"2")]);
    assert_eq!(refused(open(twice).unwrap_err()), "DSM-SRC-068 part-twice at b.xlsx");
    let main = relations(&[("r", "officeDocument", "xl/workbook.xml")]);
    let bare = archive(&[("_rels/.rels", main.as_bytes())]);
    assert_eq!(refused(open(bare).unwrap_err()), "DSM-SRC-067 part-missing (part=workbook) at b.xlsx");
}

/// The rows of a sheet, and what was noticed.
fn rows(content: &str, layout: &Layout) -> Result<(Vec<String>, Vec<String>, Vec<String>)> {
    let mut rows = source::open_table(Cursor::new(workbook(content)), "b.xlsx", layout)?;
    let (mut batch, mut all) = (Grid::new(), Vec::new());
    while rows.next(&mut batch)? {
        for row in batch.rows() {
            let texts: Vec<&str> = (0..row.len()).map(|column| row.text(column)).collect();
            all.push(format!("{} {}", row.place(0), texts.join("|")));
        }
    }
    let names = rows.header().names().map(str::to_owned).collect();
    Ok((names, all, rows.noticed().iter().map(ToString::to_string).collect()))
}

/// A row of texts, a number where a text is written like one; nothing where it is empty.
fn line(row: u32, values: &[&str]) -> String {
    let cell = |(column, value): (u8, &&str)| {
        let at = format!("{}{row}", char::from(column));
        match value.parse::<f64>() {
            _ if value.is_empty() => String::new(),
            Ok(_) => format!("<c r=\"{at}\"><v>{value}</v></c>"),
            Err(_) => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{value}</t></is></c>"),
        }
    };
    format!("<row r=\"{row}\">{}</row>", (b'A'..).zip(values).map(cell).collect::<String>())
}

#[test]
fn a_table_is_found_below_its_titles_and_above_its_notes() {
    let content = [
        line(1, &["", "Table 1: applications"]),
        line(4, &["", "Quarter ", "Route", "", "Received"]),
        line(6, &["", "2019 Q2", "HR", "", "11701", "", "note"]),
        line(7, &["", "Section"]),
        line(8, &["", "Total", "HR", "", "7.5E1"]),
        line(10, &["", "Source: the register."]),
        line(11, &["", " "]),
    ];
    let (names, all, noticed) =
        rows(&format!("<sheetData>{}</sheetData>", content.concat()), &Layout::default()).unwrap();
    assert_eq!(names, ["Quarter", "Route", "Received"]);
    assert_eq!(all, ["b.xlsx:S!B6 2019 Q2|HR|11701", "b.xlsx:S!B7 Section||", "b.xlsx:S!B8 Total|HR|75"]);
    assert_eq!(
        noticed,
        [
            "DSM-SRC-081 names-found at b.xlsx:S!4",
            "DSM-SRC-084 cell-beside-table at b.xlsx:S!G6",
            "DSM-SRC-083 totals-row at b.xlsx:S!B8",
            "DSM-SRC-082 note-passed-over at b.xlsx:S!B10",
        ]
    );
}

#[test]
fn merged_names_reach_as_far_as_they_are_merged_and_merged_labels_down() {
    let content = [
        line(1, &["Country", "2023", "", "All"]),
        line(2, &["", "men", "women", ""]),
        line(3, &["A", "1", "2", "3"]),
        line(4, &["", "4", "5", "9"]),
    ];
    let merged = "<mergeCells><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"A3:A4\"/><mergeCell ref=\"D3:D4\"/></mergeCells>";
    let layout = Layout::default().header_lines(2);
    let (names, all, noticed) = rows(&format!("<sheetData>{}</sheetData>{merged}", content.concat()), &layout).unwrap();
    assert_eq!(names, ["Country", "2023 | men", "2023 | women", "All"]);
    assert_eq!(all, ["b.xlsx:S!A3 A|1|2|3", "b.xlsx:S!A4 A|4|5|9"]);
    assert_eq!(noticed, ["DSM-SRC-085 figure-merged at b.xlsx:S!D3"]);
}

#[test]
fn figures_above_figures_are_no_names() {
    let content = [line(1, &["A", "1"]), line(2, &["B", "2"])].concat();
    let error = rows(&format!("<sheetData>{content}</sheetData>"), &Layout::default()).unwrap_err();
    assert_eq!(refused(error), "DSM-SRC-080 names-unclear at b.xlsx:S");
    let empty = rows("<sheetData/>", &Layout::default()).unwrap_err();
    assert_eq!(refused(empty), "DSM-SRC-011 file-empty at b.xlsx:S");
}
