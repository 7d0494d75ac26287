use super::super::{SheetLimits, SheetLook, SheetValue, SheetVisibility, Workbook, tests::workbooks::archive};
use crate::error::Result;
use std::io::Cursor;

const STYLES: &str = "<office:automatic-styles><number:percentage-style style:name=\"N1\"><number:number number:decimal-places=\"0\"/><number:text>%</number:text></number:percentage-style>\
    <number:number-style style:name=\"N2\"><number:number number:decimal-places=\"0\" number:display-factor=\"1000\"/></number:number-style>\
    <number:number-style style:name=\"N3\"><number:number number:decimal-places=\"1\"/></number:number-style>\
    <number:number-style style:name=\"N4\"><number:text/></number:number-style>\
    <number:date-style style:name=\"N5\"><number:year/><number:text>-</number:text><number:month/></number:date-style>\
    <style:style style:name=\"c1\" style:family=\"table-cell\" style:data-style-name=\"N1\"/><style:style style:name=\"c2\" style:family=\"table-cell\" style:data-style-name=\"N2\"/>\
    <style:style style:name=\"c3\" style:family=\"table-cell\" style:data-style-name=\"N3\"/><style:style style:name=\"c4\" style:family=\"table-cell\" style:data-style-name=\"N4\"/>\
    <style:style style:name=\"c5\" style:family=\"table-cell\" style:data-style-name=\"N5\"/><style:style style:name=\"c6\" style:family=\"table-cell\" style:parent-style-name=\"c1\"/>\
    <style:style style:name=\"t1\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>";

fn document(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content>{STYLES}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    let meta = "<office:document-meta><office:meta><meta:user-defined meta:name=\"dsm-template\">x &amp; y</meta:user-defined></office:meta></office:document-meta>";
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
    ])
}

fn open(bytes: Vec<u8>) -> Result<Workbook<Cursor<Vec<u8>>>> {
    Workbook::open(Cursor::new(bytes), "b.ods", SheetLimits::default())
}

/// The filled cells of the last sheet.
fn cells(tables: &str) -> Result<Vec<String>> {
    let mut book = open(document(tables))?;
    let sheet = book.sheets().last().unwrap().clone();
    let (mut cells, mut all) = (book.cells(&sheet)?, Vec::new());
    while let Some(cell) = cells.next()? {
        let formula = cell.formula.map(|formula| format!("={formula} ")).unwrap_or_default();
        let look = match cell.look {
            SheetLook::Plain => String::new(),
            look => format!(" {look:?}"),
        };
        let hidden = if cell.hidden == [false, false] { String::new() } else { format!(" {:?}", cell.hidden) };
        let text = if matches!(cell.value, SheetValue::Text(_)) {
            format!("'{}'", cell.value.text())
        } else {
            cell.value.text()
        };
        all.push(format!("{} {formula}{text}{look}{hidden}", cell.address()));
    }
    Ok(all)
}

fn of_rows(rows: &str) -> Result<Vec<String>> {
    cells(&format!(
        "<table:table table:name=\"A\"><table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table><table:table table:name=\"B\">{rows}</table:table>"
    ))
}

#[test]
fn every_kind_of_cell_is_read_as_what_it_is() {
    let rows = "<table:shapes><draw:frame><table:table-row><table:table-cell><text:p>no</text:p></table:table-cell></table:table-row></draw:frame></table:shapes>\
        <table:table-column table:number-columns-repeated=\"2\"/><table:table-column table:visibility=\"collapse\"/>\
        <table:table-header-rows><table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"string\"><text:p>a<text:s text:c=\"2\"/>&amp;<text:span>b</text:span></text:p><text:p>c</text:p>\
        <office:annotation><text:p>of a person</text:p></office:annotation></table:table-cell></table:table-row></table:table-header-rows>\
        <table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
        <table:table-row table:visibility=\"filter\"><table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"0.55000000000000004\" table:style-name=\"c3\"/><table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/></table:table-row>\
        <table:table-row><table:table-cell office:value-type=\"percentage\" office:value=\"0.12\" table:style-name=\"c6\"/><table:table-cell office:value-type=\"float\" office:value=\"12\" table:style-name=\"c2\"/>\
        <table:table-cell/><table:table-cell office:value-type=\"float\" office:value=\"5\" table:style-name=\"c4\"/><table:table-cell office:value-type=\"date\" office:date-value=\"2020-01-31\" table:style-name=\"c5\"/>\
        <table:table-cell office:value-type=\"date\" office:date-value=\"2020-01-31\"/><table:table-cell table:formula=\"of:=3+4\" office:value-type=\"float\" office:value=\"7\"/><table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#DIV/0!</text:p></table:table-cell>\
        <table:table-cell table:formula=\"of:=IF(1;&quot;&quot;)\" office:value-type=\"string\" office:string-value=\"\"/><table:table-cell table:formula=\"of:=A1\"/></table:table-row>";
    let read = of_rows(rows).unwrap();
    let expected = [
        "A1 'a  &b\nc'",
        "A2 'a  &b\nc'",
        "A1000003 0.55000000000000004 Places(1) [true, false]",
        "B1000003 0.55000000000000004 Places(1) [true, false]",
        "C1000003 TRUE [true, true]",
        "A1000004 0.12 Otherwise",
        "B1000004 12 Otherwise",
        "D1000004 5 Otherwise",
        "E1000004 2020-01",
        "F1000004 2020-01-31",
        "G1000004 =3+4 7",
        "H1000004 =1/0 #DIV/0!",
        "I1000004 =IF(1;\"\") ''",
        "J1000004 =A1 ",
    ];
    assert_eq!(read, expected);
}

#[test]
fn what_it_says_of_itself_is_read() {
    let tables = "<table:table table:name=\"It's a\" table:style-name=\"t1\"><table:table-row><table:table-cell table:number-columns-spanned=\"2\"><text:p>x</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>\
        <table:named-expressions><table:named-range table:name=\"N\" table:cell-range-address=\"$'It''s a'.$B$2:.$C$3\"/></table:named-expressions>";
    let mut book = open(document(tables)).unwrap();
    let sheet = book.sheets()[0].clone();
    assert_eq!((&**sheet.name(), sheet.visibility()), ("It's a", SheetVisibility::Hidden));
    let (name, area) = book.names()[0].area().unwrap();
    assert_eq!((name, area.to_string()), ("It's a", "B2:C3".to_owned()));
    assert_eq!(book.properties()["dsm-template"], "x & y");
    assert_eq!(book.merged(&sheet).unwrap()[0].to_string(), "A1:B1");
}

#[test]
fn what_grows_without_end_is_refused() {
    let filled =
        "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/>";
    let error = |rows: String| of_rows(&rows).unwrap_err().code().id();
    assert_eq!(
        error(format!("<table:table-row table:number-rows-repeated=\"1048576\">{filled}</table:table-row>")),
        "SRC-069"
    );
    assert_eq!(
        error(format!("<table:table-row table:number-rows-repeated=\"4000000000\">{filled}</table:table-row>")),
        "SRC-072"
    );
    assert_eq!(error(format!("<table:table-row>{filled}{filled}</table:table-row>")), "SRC-072");
    assert_eq!(
        error(
            "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"x\"/></table:table-row>"
                .to_owned()
        ),
        "SRC-074"
    );
    let text = format!("<text:p>{}</text:p>", "x".repeat(200 << 10));
    assert_eq!(
        error(format!(
            "<table:table-row><table:table-cell office:value-type=\"string\">{text}</table:table-cell></table:table-row>"
        )),
        "SRC-069"
    );
    let locked = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", b"<x/>"),
        ("META-INF/manifest.xml", b"<manifest><file-entry><encryption-data/></file-entry></manifest>"),
    ]);
    assert_eq!(open(locked).unwrap_err().code().id(), "SRC-062");
}
