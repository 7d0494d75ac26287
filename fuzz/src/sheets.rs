//! The property of workbooks.

use dsm_core::{
    catalogue::Catalogue,
    error::{Collected, FindingSink as _, Severity},
    exchange::xlsx::Form,
    source::{Grid, Layout, Rows, SheetLimits, Workbook},
};
use filled::{Book, number, text};
use made::workbook;
use std::{io::Cursor, sync::OnceLock};

#[path = "../../dsm-core/tests/workbooks.rs"]
pub(crate) mod made;
#[path = "../../dsm-core/tests/filled.rs"]
pub(crate) mod filled;

/// Small limits, so that the fuzzer looks at many files and not at large ones.
fn limits() -> SheetLimits {
    SheetLimits { file: 1 << 20, part: 4 << 20, whole: 8 << 20, cells: 20_000, ..SheetLimits::default() }
}

/// Whatever the bytes are, as a file and as the XML of a sheet: cells one behind the other, rows as long as their header, findings with their
/// places, the same again; or one error.
pub fn workbooks(data: &[u8]) {
    read(data.to_vec());
    if let Ok(text) = std::str::from_utf8(data) {
        read(workbook(text));
    }
}

fn read(bytes: Vec<u8>) {
    let Ok(mut book) = Workbook::open(Cursor::new(bytes), "fuzz", limits()) else { return };
    for sheet in book.sheets().to_vec().into_iter().take(4) {
        let mut last = (0, 0);
        if let Ok(mut cells) = book.cells(&sheet) {
            while let Ok(Some(cell)) = cells.next() {
                assert!((cell.row, cell.column) > last && cell.row <= 1 << 20 && cell.column <= 1 << 14);
                last = (cell.row, cell.column);
                let _ = (cell.address(), cell.value.text());
            }
        }
        let mut table = || {
            let mut rows = book.rows(&sheet, &Layout::default()).map_err(|error| error.to_string())?;
            let (mut batch, mut all) = (Grid::new(), Vec::new());
            while rows.next(&mut batch).map_err(|error| error.to_string())? {
                for row in batch.rows() {
                    assert_eq!(row.len(), rows.header().len());
                    all.extend((0..row.len()).map(|column| format!("{} {}", row.place(column), row.text(column))));
                }
            }
            assert!(rows.noticed().iter().all(|finding| finding.place().is_some()));
            Ok::<_, String>((all, rows.noticed().to_vec()))
        };
        let first = table();
        assert_eq!(first, table());
    }
}

/// Whatever is written into the cells of a form: it is read, and what is kept is as long as what was read; or it is set aside, with as
/// many findings as are said. A line is a sheet, a row, a column and a content, apart by blanks; `=` is a formula, `#` an error.
pub fn forms(data: &[u8]) {
    static FORM: OnceLock<Book> = OnceLock::new();
    let mut book = FORM.get_or_init(Book::filled).clone();
    for line in String::from_utf8_lossy(data).lines().take(64) {
        let mut parts = line.splitn(4, ' ');
        let mut place = || parts.next().and_then(|part| part.parse::<u32>().ok()).unwrap_or(1);
        let (page, row, column) = (place() as usize % book.pages.len(), place() % 2000 + 1, place() % 40 + 1);
        let content: String = parts.next().unwrap_or_default().chars().filter(|c| !c.is_control()).collect();
        let cell = match content.chars().next() {
            None => {
                book.pages[page].clear(row, column);
                continue;
            }
            Some('=') => "><f>1</f>".to_owned(),
            Some('#') => "t=\"e\"><v>#REF!</v>".to_owned(),
            Some('0'..='9' | '-') if content.bytes().all(|byte| b"0123456789.-".contains(&byte)) => number(&content),
            Some(_) => text(&content),
        };
        book.pages[page].put(row, column, cell);
    }
    let bytes = book.bytes();
    let read = || {
        let mut found = Collected::new();
        let form = Form::open(Cursor::new(&bytes), "fuzz").map_err(|error| error.code())?;
        let Some(form) = form else { return Ok(None) };
        let read = form.read(&Catalogue::preset("dsm").unwrap(), &mut found);
        let errors = found.tally().of_severity(Severity::Error);
        match &read {
            Ok(filled) => assert_eq!((errors, filled.entries().lines().count() as u64), (0, filled.rows + 1)),
            Err(error) if error.code().id() == "EXC-310" => {
                assert_eq!(error.args().named("count").and_then(|count| count.as_count()), Some(errors));
            }
            Err(_) => {}
        }
        assert!(found.findings().iter().all(|finding| finding.place().is_some()));
        read.map(|filled| Some((filled.entries().to_owned(), found.findings().len()))).map_err(|error| error.code())
    };
    assert_eq!(read(), read());
}
