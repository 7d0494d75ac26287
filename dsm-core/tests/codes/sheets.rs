use crate::{
    provoked::{Example, Provoked, error, finding},
    replay::properties::sheets_properties::made::{archive, relations, with_sheets, workbook},
};
use dsm_core::error::{Code, Finding, Result, codes::src};
use dsm_core::source::{self, Grid, Layout, Rows, SheetLimits, Workbook};
use std::io::Cursor;

pub(super) const EXAMPLES: &[Example] = &[
    (src::WORKBOOK_NONE, || error(open(b"A,B\n1,2\n".to_vec()))),
    (src::WORKBOOK_OLD, || error(open(COMPOUND.to_vec()))),
    (src::WORKBOOK_ENCRYPTED, || {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        error(open([&COMPOUND[..], &[0; 900], &name].concat()))
    }),
    (src::WORKBOOK_OPEN_DOCUMENT, || {
        error(open(archive(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", b"<x/>"),
        ])))
    }),
    (src::WORKBOOK_BINARY, || error(open(begun("xl/workbook.bin", b"")))),
    (src::WORKBOOK_CUT, || error(open(workbook("")[..500].to_vec()))),
    (src::WORKBOOK_BROKEN, || error(open(begun("xl/workbook.xml", b"<workbook>")))),
    (src::PART_MISSING, || error(open(archive(&[("xl/workbook.xml", b"<workbook/>")])))),
    (src::PART_TWICE, || error(open(archive(&[("a.xml", b"<a/>"), ("A.xml", b"<b/>")])))),
    (src::WORKBOOK_LIMIT, || {
        let limits = SheetLimits { parts: 3, ..SheetLimits::default() };
        error(Workbook::open(Cursor::new(workbook("")), "b.xlsx", limits))
    }),
    (src::WORKBOOK_ENTITY, || {
        error(open(begun("xl/workbook.xml", b"<!DOCTYPE w [<!ENTITY a \"ha\">]><workbook>&a;</workbook>")))
    }),
    (src::WORKBOOK_ENCODING, || error(open(begun("xl/workbook.xml", b"\xFF\xFE<\0w\0/\0>\0")))),
    (src::CELL_ADDRESS, || error(rows("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>"))),
    (src::CELL_ORDER, || error(rows("<row r=\"2\"/><row r=\"1\"/>"))),
    (src::CELL_BROKEN, || error(rows("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>77</v></c></row>"))),
    (src::CELL_IS_ERROR, || noticed("<c r=\"B2\" t=\"e\"><v>#DIV/0!</v></c>", src::CELL_IS_ERROR)),
    (src::FORMULA_UNRECKONED, || noticed("<c r=\"B2\"><f>SUM(B3:B9)</f><v/></c>", src::FORMULA_UNRECKONED)),
    (src::SHEET_MISSING, || error(open(workbook("")).unwrap().find("Data"))),
    (src::SHEET_NOT_STATED, || error(open(with_sheets(&[("A", "", ""), ("B", "", "")])).unwrap().only())),
    (src::FIGURE_BEYOND_BINARY, || noticed("<c r=\"B2\"><v>0.55000000000000004</v></c>", src::FIGURE_BEYOND_BINARY)),
    (src::NAMES_UNCLEAR, || error(rows("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>"))),
    (src::NAMES_FOUND, || noticed("", src::NAMES_FOUND)),
    (src::NOTE_PASSED_OVER, || noticed("<c r=\"A2\" t=\"s\"><v>0</v></c>", src::NOTE_PASSED_OVER)),
    (src::TOTALS_ROW, || noticed("<c r=\"A2\" t=\"str\"><v>Total:</v></c><c r=\"B2\"><v>1</v></c>", src::TOTALS_ROW)),
    (src::CELL_BESIDE_TABLE, || noticed("<c r=\"H2\"><v>1</v></c>", src::CELL_BESIDE_TABLE)),
    (src::FIGURE_MERGED, || noticed("<c r=\"B2\"><v>1</v></c>", src::FIGURE_MERGED)),
];

/// The start of an old Office file.
const COMPOUND: [u8; 8] = *b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

fn open(bytes: Vec<u8>) -> Result<Workbook<Cursor<Vec<u8>>>> {
    Workbook::open(Cursor::new(bytes), "b.xlsx", SheetLimits::default())
}

/// An archive that begins with a part.
fn begun(main: &str, content: &[u8]) -> Vec<u8> {
    archive(&[("_rels/.rels", relations(&[("r", "officeDocument", main)]).as_bytes()), (main, content)])
}

/// What is noticed of the rows of a sheet, of which the content is given.
fn rows(content: &str) -> Result<Vec<Finding>> {
    let merged = "<mergeCells><mergeCell ref=\"B2:B3\"/></mergeCells>";
    let bytes = workbook(&format!("<sheetData>{content}</sheetData>{merged}"));
    let mut rows = source::open_table(Cursor::new(bytes), "b.xlsx", &Layout::default())?;
    while rows.next(&mut Grid::new())? {}
    Ok(rows.noticed().to_vec())
}

/// A finding about the cells below the names of three columns.
fn noticed(cells: &str, rule: Code) -> Provoked {
    let name = |column: &str| format!("<c r=\"{column}1\" t=\"str\"><v>{column}</v></c>");
    let names: String = ["A", "B", "C"].map(name).concat();
    finding(&rows(&format!("<row r=\"1\">{names}</row><row r=\"2\">{cells}</row>")).unwrap(), rule)
}
